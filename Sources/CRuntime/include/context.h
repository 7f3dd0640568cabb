// What a thread carries through every runtime function: its context.
#ifndef CRUNTIME_CONTEXT_H
#define CRUNTIME_CONTEXT_H

#include <stdint.h>
#include "value.h"

/// Where the next cells of one size and space come from: zeroed memory from `cursor` up to `limit`.
/// Allocating is one add and one compare, which native code inlines.
typedef struct AllocationRun {
  uint64_t cursor;
  uint64_t limit;
} AllocationRun;

/// Cell sizes times the spaces (plain, leaf, derived); `Runtime/Heap/SizeClasses.swift` names them.
enum { allocationRunCount = 3 * 39 };

/// Whether a thread's stack may change under the collector's eyes.
enum ThreadState {
  /// Runs Python code or the runtime's.
  threadRunning = 0,
  /// Waits or runs foreign code; its registers are spilled and `nativeStackTop` is current.
  threadBlocked = 1,
  /// The same, in foreign code that has called the runtime in the meantime.
  threadBlockedAgain = 2,
};

/// A Python function being executed. Frames lie one after the other; their windows overlap where a caller's arguments
/// are its callee's first registers:
///
///     registers ─▶ ┌────────────┬───────────┬──────────┬───────────┐
///                  │ parameters │ variables │ cells    │ temporary │            caller
///                  └────────────┴───────────┴──────────┴─────┬─────┴──────┬──
///                                                            │ parameters │ …  callee
///                                                            └────────────┴──
typedef struct Frame {
  /// The next instruction; current while the frame is not the top one or has called out.
  const uint64_t *_Nullable pc;
  Value *_Nonnull registers;
  const Value *_Nonnull constants;
  /// The function, from which code, globals and closure are reached.
  Value function;
  /// The namespace of a class or module body; *empty* for functions.
  Value locals;
  /// The generator that is being resumed, the instance that an `__init__` is for, or the cell of a frame that has caught
  /// an exception, by `flags`; else *empty*.
  Value owner;
  /// What Python code sees of the frame, once it has looked: a frame object, or *empty*.
  Value object;
  /// The register of the calling frame that receives the result.
  uint32_t result;
  uint32_t flags;
  /// Where compiled code goes on once the frame above returns, if that says so (`frameIsCalledCompiled`).
  const void *_Nullable resume;
} Frame;

enum FrameFlags {
  /// Native code called: returning from the frame leaves the interpreter's loop.
  frameIsEntry = 1,
  /// The frame of a generator or coroutine that is being resumed.
  frameIsGenerator = 2,
  /// An `__init__`, called by its class: what the caller gets is `owner`.
  frameIsInitializer = 4,
  /// A generator that the `forNext` before the caller's `pc` has resumed, or the `delegate` there.
  frameIsIterated = 8,
  frameIsDelegated = 16,
  /// Python has looked at the frame: `object` is a frame object, which must be told when the frame ends.
  frameIsSeen = 32,
  /// The caller is compiled code, which goes on at its `resume` with the result.
  frameIsCalledCompiled = 64,
  /// The special method of the arithmetic instruction before the caller's `pc`: where it returns NotImplemented, the
  /// right operand is asked.
  frameIsOperator = 128,
  /// The frame of a generator that native code resumes again and again (with `frameIsEntry`): it stays on top when it
  /// yields.
  frameIsMounted = 256,
  /// The frame of a generator that was resumed only for the one that it delegates to, whose frame is above: its registers
  /// are still in the generator, and its window holds nothing.
  frameIsParked = 512,
  /// The special method of the comparison, or of the `in`, before the caller's `pc`, which its truth decides; or what it
  /// says of `==` where that instruction is `!=`.
  frameIsQuestion = 1024,
  frameIsInverted = 2048,
  /// The frame has caught an exception: `owner` is the cell by which tracebacks know the frame.
  frameIsTraced = 4096,
};

/// How many floats an exit of compiled code may have to box.
enum { compiledNumberLimit = 256 };

typedef struct ThreadContext {
  /// Nonzero asks the thread to enter the runtime at its next poll; the bits say why.
  uint32_t poll;
  /// A `ThreadState`. The collector reads it after a `membarrier`, the thread writes it plainly.
  uint32_t state;
  /// The heap that the thread allocates from.
  void *_Nullable heap;
  /// Nonzero once another thread is attached to the heap: byte locks are then taken by compare-and-swap.
  uint32_t isShared;
  /// Nonzero while an exception is on its way that the top frame raised again.
  uint32_t isReraising;
  /// The interpreter that the thread belongs to: types, shapes, interned text, modules.
  void *_Nullable interpreter;
  /// The shapes by their indices; an entry's first word after the object header is the shape's type.
  const void *_Nullable const *_Nullable shapes;
  /// The native stack from `nativeStackTop` (while blocked) up to `nativeStackBase` may hold values.
  const void *_Nullable nativeStackTop;
  const void *_Nullable nativeStackBase;
  /// Native code that would go below this address raises RecursionError.
  const void *_Nullable nativeStackLimit;
  /// Where the calling code's thread notes on whose behalf it runs foreign code: `host_foreign_caller`.
  const void *_Nullable *_Nullable foreignCaller;
  /// The exception being raised, or *empty*.
  Value pendingException;
  /// The register stack: reserved memory. It is in use up to the end of the top frame's window or, where native code
  /// has reserved values above that, up to `nativeTop`.
  Value *_Nullable registersBase;
  Value *_Nullable registersLimit;
  Value *_Nullable nativeTop;
  /// While a call's arguments are bound: where the callee's window begins. From there up to `nativeTop` all values count.
  Value *_Nullable bindingBase;
  /// What the thread remembers of class attributes; `Type+Lookup.swift`.
  void *_Nullable lookupCache;
  /// The top frame, and the first one beyond the recursion limit.
  Frame *_Nullable frame;
  Frame *_Nullable frameLimit;
  Frame *_Nullable framesBase;
  /// What a generator returned, when `evaluate` says *empty* and no exception is pending.
  Value generatorResult;
  /// The exception that the innermost `except` or `finally` is handling, or *empty*.
  Value handledException;
  /// While a generator runs, the innermost exception that is being handled outside of it, or *empty*.
  Value outerException;
  /// A set of the containers that are being shown, by their addresses as ints, or *empty*: one that holds itself is
  /// shown as `[...]` inside.
  Value shownContainers;
  /// What `threading.local` objects hold of this thread: a dict of weak references, or *empty*.
  Value threadLocals;
  /// The thread's number as Python knows it.
  uint64_t ident;
  /// What context variables are bound to while the thread runs what it does, or *empty*; `contextvars` knows more.
  Value variables;
  /// Nonzero while finalisers run, which are then not begun again inside one of them.
  uint32_t isFinalizing;
  /// How many objects are being shown, one inside the other.
  uint32_t showingDepth;
  /// How many back-edges are left until the thread looks how hot the code is that it runs.
  uint32_t heat;
  /// How many instructions are left to be recorded; 0 while the thread has other handlers.
  uint32_t recording;
  /// A `TraceState` while the thread has a trace or profile function.
  void *_Nullable tracing;
  struct ThreadContext *_Nullable next;
  AllocationRun runs[allocationRunCount];
  /// The interpreter's handlers, `InstructionHandler`s, by opcode.
  const void *_Nullable handlers[256];
  /// The second of two values that a function of the runtime gives compiled code, which reads it at once.
  Value secondResult;
  /// The texts of one code point below 256, by it; compiled code takes them from there.
  const Value *_Nullable characters;
  /// The frame of the mounted generator whose items compiled code may give to who consumes them: what that is, by number,
  /// and its address. `ItemConsumer.swift` has more.
  Frame *_Nullable consumedFrame;
  uint64_t consumerNumber;
  void *_Nullable consumer;
  /// The frame that has the runtime do an instruction: as long as that is on top, its `pc` says which. Without it, that of
  /// one which may be in machine code does not.
  Frame *_Nullable steadyFrame;
  /// Where the native frame of machine code ends that has just called the runtime.
  const void *_Nullable machineFrameEnd;
  /// The part of the native stack in which nothing keeps an object alive, if there is one.
  const void *_Nullable idleStack;
  const void *_Nullable idleStackEnd;
  /// The entry of the machine code that is to be entered in the frame on top, whose address the runtime has just given.
  uint64_t entryNumber;
  /// What compiled code that is left had in machine registers: floats that are to become values, from the beginning, and
  /// words of objects that are to be made, from the end.
  double numbers[compiledNumberLimit];
} ThreadContext;

static inline double *_Nonnull context_numbers(ThreadContext *_Nonnull context) { return context->numbers; }

static inline AllocationRun *_Nonnull context_run(ThreadContext *_Nonnull context, int64_t index) {
  return &context->runs[index];
}

#endif

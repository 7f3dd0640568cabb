// What the runtime knows of machine code that was compiled for a code object. None of it is in the heap: compilers work on
// threads of their own, and code that is left may be in use for a while.
#ifndef TAIPAN_COMPILED_H
#define TAIPAN_COMPILED_H

#include "dispatch.h"

/// The frame of a call that machine code holds instead of making it.
typedef struct CompiledFrame {
  /// Where its caller goes on.
  const uint64_t *_Nullable returnAddress;
  Value code;
  /// *Empty* where only the code is known.
  Value function;
  /// Then the register that has the function, or the generator that is resumed, counted as `base` is.
  uint32_t holder;
  /// Where its window begins, in registers of the outermost frame's.
  uint32_t base;
  /// The register of its caller that receives the result.
  uint32_t result;
  uint32_t flags;
} CompiledFrame;

/// Where an exit finds a word of an object that it makes.
enum CompiledSource {
  /// The context's `numbers` hold it, as a value or as a double.
  compiledWord = 0,
  compiledNumber = 1,
  /// It refers to another object that the exit makes.
  compiledObject = 2,
};

typedef struct CompiledField {
  /// From the object's start, in bytes.
  uint32_t offset;
  /// A `CompiledSource`.
  uint16_t source;
  /// In `numbers`, or among the exit's objects.
  uint16_t index;
} CompiledField;

/// An object that machine code has not made, since nobody could see it, and that the interpreter is to find.
typedef struct CompiledObject {
  uint64_t header;
  const CompiledField *_Nonnull fields;
  /// Where it is to be found.
  const uint32_t *_Nonnull registers;
  /// In bytes.
  uint32_t size;
  uint16_t fieldCount, registerCount;
} CompiledObject;

/// A way back into the interpreter.
typedef struct CompiledExit {
  /// The index of the instruction at which the interpreter goes on, in the code of the last frame.
  uint32_t word;
  /// How often it was taken.
  uint32_t count;
  /// The registers whose values are floats that the context holds in `numbers`, in the same order; and, marked and there
  /// twice, those of complex numbers, of which it holds both parts.
  const uint32_t *_Nullable numbers;
  uint32_t numberCount;
  /// A `CompiledExitReason`.
  uint32_t reason;
  uint32_t objectCount;
  const CompiledObject *_Nullable objects;
  /// The frames that belong above the one that is there.
  const CompiledFrame *_Nullable frames;
  uint32_t frameCount;
  struct CodeCompilation *_Nonnull owner;
} CompiledExit;

/// The addresses of what machine code uses that is written in C (`compiled.c`).
typedef struct CompiledAddresses {
  /// Functions that call others and leave all registers that this processor has as they were, but that of the result:
  /// `(context, size, function) → word`, `(context, double, function) → word`,
  /// `(double, double, function) → bits of a double`.
  uintptr_t callWithSize, callWithNumber, callWithNumbers;
  /// The storage of a list that has none: one with room for nothing.
  uintptr_t noStorage;
} CompiledAddresses;
CompiledAddresses compiled_addresses(void);

/// What becomes of a code object's instructions.
enum CompilationState {
  compilationCold = 0,
  /// What its instructions meet is being recorded.
  compilationRecording = 1,
  /// A compiler is at work.
  compilationRunning = 2,
  /// There is machine code, which nobody has begun to use.
  compilationReady = 3,
  compilationInstalled = 4,
  /// Nothing comes of it.
  compilationGivenUp = 5,
};

/// How many classes of instances, or codes of functions, at one instruction, machine code tells apart: with one more it has
/// no way for any.
enum { seenShapeLimit = 3 };

/// All that concerns the compilation of one code object.
typedef struct CodeCompilation {
  /// A `CompilationState`.
  uint32_t state;
  /// How often it was compiled.
  uint32_t attempts;
  /// How often an exit was taken since.
  uint32_t exits;
  uint32_t wordCount;
  /// How many registers from the window's beginning machine code may use, with those of inlined calls.
  uint32_t windowCount;
  /// Whether native code was seen to take a generator's items one after the other (`frameIsMounted`).
  uint32_t isConsumed;
  /// Whether machine code was left for an int larger than it was taken to be.
  uint32_t hasLargeInts;
  /// Whether machine code was left for what it computed ahead.
  uint32_t isUneven;
  /// The machine code: an `InstructionHandler` whose last argument is the number of an entry, or what it needs.
  const void *_Nullable entry;
  /// By instruction word: the number of the entry there plus one, or 0.
  const uint16_t *_Nullable entries;
  /// What was recorded, by instruction word; `CodeProfile.swift` draws it.
  uint64_t *_Nullable profile;
  /// The first shapes of instances that were seen, so many for each word (`seenShapeLimit`), 0 where there were fewer.
  uint32_t *_Nullable shapes;
  /// The kinds of values in each register at each back-edge, and which row a word has.
  uint16_t *_Nullable registerKinds;
  uint16_t *_Nullable registerRows;
  /// The compiler's own.
  void *_Nullable handle;
} CodeCompilation;

/// Has `function` do an instruction of machine code's, which has called the caller, so that a collection finds no stale
/// words: all live values are in the window, the machine code's native frame is idle, and what registers and earlier calls
/// have left is cleared.
uint64_t compiled_call_cleanly(
  ThreadContext *_Nonnull context, Frame *_Nonnull frame, uint64_t first, uint64_t second, uint64_t third,
  uint64_t (*_Nonnull function)(ThreadContext *_Nonnull, Frame *_Nonnull, uint64_t, uint64_t, uint64_t));

/// Goes on in compiled code, in tail position.
static inline __attribute__((always_inline)) Value enter_compiled(
  const void *_Nonnull entry, ThreadContext *_Nonnull context, Frame *_Nonnull frame, const uint64_t *_Nonnull pc,
  Value *_Nonnull registers, const Value *_Nonnull constants, uint64_t argument
) {
  return ((InstructionHandler)entry)(context, frame, pc, registers, constants, argument);
}

#endif

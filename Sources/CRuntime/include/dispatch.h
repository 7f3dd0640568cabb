#ifndef TAIPAN_DISPATCH_H
#define TAIPAN_DISPATCH_H

#include "context.h"

/// What the interpreter's loop does for an instruction, whose word comes last; `pc` is at the next one. The result is
/// that of the loop: handlers end by calling the next one. They are Swift functions and called as such, without the
/// thunks by which C calls one.
typedef __attribute__((swiftcall)) Value (*InstructionHandler)(
  ThreadContext *_Nonnull context, Frame *_Nonnull frame, const uint64_t *_Nonnull pc, Value *_Nonnull registers,
  const Value *_Nonnull constants, uint64_t word);

/// Goes on with the instruction at `pc`: its handler takes the caller's place. All that handlers pass on is in argument
/// registers, so a call in tail position is a jump where the optimiser runs.
static inline __attribute__((always_inline)) Value dispatch(
  ThreadContext *_Nonnull context, Frame *_Nonnull frame, const uint64_t *_Nonnull pc, Value *_Nonnull registers,
  const Value *_Nonnull constants
) {
  // Another thread may be giving the instruction another form.
  uint64_t word = __atomic_load_n(pc, __ATOMIC_RELAXED);
  return ((InstructionHandler)context->handlers[word & 0xff])(context, frame, pc + 1, registers, constants, word);
}

/// The thread's handlers, by opcode.
static inline const void *_Nullable *_Nonnull context_handlers(ThreadContext *_Nonnull context) {
  return context->handlers;
}

#endif

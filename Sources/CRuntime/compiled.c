// Calls that leave all registers as they were but that of the result, so that machine code has nothing to save on the way
// around a call which is rare. (The convention is `preserve_all`, made for such paths of runtimes.)
#include "CRuntime.h"

#include <string.h>

#if defined(__x86_64__) || defined(__aarch64__)
#define PRESERVING __attribute__((preserve_all))
#else
#define PRESERVING
#endif

static PRESERVING uint64_t call_with_size(void *context, uint64_t size, uint64_t (*function)(void *, uint64_t)) {
  return function(context, size);
}

static PRESERVING uint64_t call_with_number(void *context, double number, uint64_t (*function)(void *, double)) {
  return function(context, number);
}

/// The result is the double's bits: a double would be in a register that is to be as it was.
static PRESERVING uint64_t call_with_numbers(double left, double right, double (*function)(double, double)) {
  double result = function(left, right);
  uint64_t bits;
  memcpy(&bits, &result, sizeof bits);
  return bits;
}

#if defined(__x86_64__)
// To machine code for processors with AVX, `preserve_all` means whole registers of 32 bytes, where compiled for the least of
// processors it saves 16. No compiler can be asked for more: with AVX on, it puts a `vzeroupper` before the return.
#define SAVE(number) "vmovups %ymm" #number ", " #number "*32(%rsp)\n\t"
#define RESTORE(number) "vmovups " #number "*32(%rsp), %ymm" #number "\n\t"
#define EACH_VECTOR(DO)                                                                                                  \
  DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) DO(8) DO(9) DO(10) DO(11) DO(12) DO(13) DO(14) DO(15)
#define PRESERVING_VECTORS(CALL)                                                                                         \
  __asm__(                                                                                                               \
    "push %rbp\n\tmov %rsp, %rbp\n\t"                                                                                    \
    "push %r10\n\tpush %r9\n\tpush %r8\n\tpush %rdi\n\tpush %rsi\n\tpush %rdx\n\tpush %rcx\n\t"                          \
    "sub $520, %rsp\n\t"                                                                                                 \
    EACH_VECTOR(SAVE) "vzeroupper\n\t" CALL "\n\t" EACH_VECTOR(RESTORE)                                                  \
    "add $520, %rsp\n\t"                                                                                                 \
    "pop %rcx\n\tpop %rdx\n\tpop %rsi\n\tpop %rdi\n\tpop %r8\n\tpop %r9\n\tpop %r10\n\tpop %rbp\n\tret")

static __attribute__((naked)) void call_with_size_avx(void) { PRESERVING_VECTORS("call *%rdx"); }
static __attribute__((naked)) void call_with_number_avx(void) { PRESERVING_VECTORS("call *%rsi"); }
static __attribute__((naked)) void call_with_numbers_avx(void) {
  PRESERVING_VECTORS("call *%rdi\n\tvmovq %xmm0, %rax");
}
#endif

/// Clears what earlier calls have left where the frames of the next ones come to lie.
static __attribute__((noinline)) void clear_stack(void) {
  char area[4096];
  memset(area, 0, sizeof area);
  __asm__ volatile("" ::"r"(area) : "memory");
}

__attribute__((noinline)) uint64_t compiled_call_cleanly(
  ThreadContext *context, Frame *frame, uint64_t first, uint64_t second, uint64_t third,
  uint64_t (*function)(ThreadContext *, Frame *, uint64_t, uint64_t, uint64_t)
) {
  const void *start = context->idleStack, *end = context->idleStackEnd;
  context->idleStack = host_stack_pointer();
  context->idleStackEnd = context->machineFrameEnd;
  clear_stack();
  // Which functions that are called may save. This one has saved them where the stack is idle.
#if defined(__x86_64__)
  __asm__ volatile("xor %%ebx, %%ebx\n\txor %%r12d, %%r12d\n\txor %%r13d, %%r13d\n\t"
                   "xor %%r14d, %%r14d\n\txor %%r15d, %%r15d"
                   ::: "rbx", "r12", "r13", "r14", "r15", "cc");
#elif defined(__aarch64__)
  __asm__ volatile("mov x19, xzr\n\tmov x20, xzr\n\tmov x21, xzr\n\tmov x22, xzr\n\tmov x23, xzr\n\t"
                   "mov x24, xzr\n\tmov x25, xzr\n\tmov x26, xzr\n\tmov x27, xzr\n\tmov x28, xzr"
                   ::: "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28");
#endif
  uint64_t result = function(context, frame, first, second, third);
  context->idleStack = start;
  context->idleStackEnd = end;
  return result;
}

// As a list, an empty one that has no storage.
static const uint64_t no_storage[3];

CompiledAddresses compiled_addresses(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx")) {
    return (CompiledAddresses){
      (uintptr_t)call_with_size_avx, (uintptr_t)call_with_number_avx, (uintptr_t)call_with_numbers_avx,
      (uintptr_t)no_storage
    };
  }
#endif
  return (CompiledAddresses){
    (uintptr_t)call_with_size, (uintptr_t)call_with_number, (uintptr_t)call_with_numbers, (uintptr_t)no_storage
  };
}

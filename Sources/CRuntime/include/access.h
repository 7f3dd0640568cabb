// Memory accesses that may race. On x86 they are plain moves; what they add is that neither compiler
// nor ThreadSanitizer takes the race for a mistake.
#ifndef CRUNTIME_ACCESS_H
#define CRUNTIME_ACCESS_H

#include <stdbool.h>
#include <stdint.h>
#include "value.h"

#define CRUNTIME_ACCESSES(name, type)                                                                    \
  static inline type load_relaxed_##name(const void *address) {                                          \
    return __atomic_load_n((const type *)address, __ATOMIC_RELAXED);                                     \
  }                                                                                                      \
  static inline type load_acquire_##name(const void *address) {                                          \
    return __atomic_load_n((const type *)address, __ATOMIC_ACQUIRE);                                     \
  }                                                                                                      \
  static inline void store_relaxed_##name(void *address, type value) {                                   \
    __atomic_store_n((type *)address, value, __ATOMIC_RELAXED);                                          \
  }                                                                                                      \
  static inline void store_release_##name(void *address, type value) {                                   \
    __atomic_store_n((type *)address, value, __ATOMIC_RELEASE);                                          \
  }                                                                                                      \
  static inline bool exchange_if_##name(void *address, type expected, type desired) {                    \
    return __atomic_compare_exchange_n((type *)address, &expected, desired, false, __ATOMIC_ACQ_REL,     \
                                       __ATOMIC_RELAXED);                                                \
  }                                                                                                      \
  static inline type fetch_or_##name(void *address, type bits) {                                         \
    return __atomic_fetch_or((type *)address, bits, __ATOMIC_ACQ_REL);                                   \
  }                                                                                                      \
  static inline type fetch_and_##name(void *address, type bits) {                                        \
    return __atomic_fetch_and((type *)address, bits, __ATOMIC_ACQ_REL);                                  \
  }

CRUNTIME_ACCESSES(u8, uint8_t)
CRUNTIME_ACCESSES(u16, uint16_t)
CRUNTIME_ACCESSES(u32, uint32_t)
CRUNTIME_ACCESSES(u64, uint64_t)
CRUNTIME_ACCESSES(word, uintptr_t)

#undef CRUNTIME_ACCESSES

/// Less than, equal to or greater than zero, by the first byte that differs.
static inline int32_t compare_memory(const void *left, const void *right, uint64_t size) {
  return __builtin_memcmp(left, right, size);
}

/// Keeps a value in a register or on the native stack up to here, where the collector looks for it. To Swift handles are
/// numbers, which `withExtendedLifetime` does not keep.
static inline void keep_alive(Value value) { __asm__ volatile("" : : "r"(value.bits)); }

static inline void prefetch(const void *address) { __builtin_prefetch(address); }

#endif

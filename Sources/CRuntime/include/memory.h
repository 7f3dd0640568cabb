// Bytes in bulk, and the mathematics of the C library.
#ifndef CRUNTIME_MEMORY_H
#define CRUNTIME_MEMORY_H

#include <stdint.h>

/// As `memcmp`.
static inline int32_t bytes_compare(const void *_Nonnull left, const void *_Nonnull right, int64_t count) {
  return __builtin_memcmp(left, right, (unsigned long)count);
}

/// As `memmove`.
static inline void bytes_move(void *_Nonnull target, const void *_Nonnull source, int64_t count) {
  __builtin_memmove(target, source, (unsigned long)count);
}

/// The offset of the first `byte`, −1 where there is none.
int64_t bytes_find_byte(const void *_Nonnull bytes, int64_t count, uint8_t byte);
/// The offset of the last `byte`, −1 where there is none.
int64_t bytes_find_last_byte(const void *_Nonnull bytes, int64_t count, uint8_t byte);
/// The offset of the first place where `pattern` stands, −1 where there is none. Linear in both lengths.
int64_t bytes_find(const void *_Nonnull bytes, int64_t count, const void *_Nonnull pattern, int64_t patternCount);

/// The place of the first unit of that value, −1 where there is none.
int64_t units_find_u16(const void *_Nonnull units, int64_t count, uint16_t unit);
int64_t units_find_u32(const void *_Nonnull units, int64_t count, uint32_t unit);
/// How many units have that value.
int64_t units_count_u8(const void *_Nonnull units, int64_t count, uint8_t unit);
int64_t units_count_u16(const void *_Nonnull units, int64_t count, uint16_t unit);
int64_t units_count_u32(const void *_Nonnull units, int64_t count, uint32_t unit);

static inline double math_power(double base, double exponent) { return __builtin_pow(base, exponent); }
static inline double math_hypotenuse(double x, double y) { return __builtin_hypot(x, y); }
static inline double math_angle(double y, double x) { return __builtin_atan2(y, x); }
static inline double math_exponential(double x) { return __builtin_exp(x); }
static inline double math_logarithm(double x) { return __builtin_log(x); }
static inline double math_cosine(double x) { return __builtin_cos(x); }
static inline double math_sine(double x) { return __builtin_sin(x); }

/// Asks for memory that will be written soon.
static inline __attribute__((always_inline)) void prefetch_for_write(const void *_Nullable start, uint64_t size) {
  for (uint64_t offset = 0; offset < size; offset += 64) __builtin_prefetch((const char *)start + offset, 1, 2);
}

#endif

#define _GNU_SOURCE
#include "CRuntime.h"

#include <string.h>

static int64_t offset(const void *found, const void *bytes) {
  return found ? (const char *)found - (const char *)bytes : -1;
}

int64_t bytes_find_byte(const void *bytes, int64_t count, uint8_t byte) {
  return offset(memchr(bytes, byte, (size_t)count), bytes);
}

int64_t bytes_find_last_byte(const void *bytes, int64_t count, uint8_t byte) {
  return offset(memrchr(bytes, byte, (size_t)count), bytes);
}

int64_t bytes_find(const void *bytes, int64_t count, const void *pattern, int64_t patternCount) {
  return offset(memmem(bytes, (size_t)count, pattern, (size_t)patternCount), bytes);
}

// Sixteen bytes are compared at once; where one of their units is equal, its bits in a half of the result are all set.
#define UNITS_FIND(name, type)                                                  \
  int64_t units_find_##name(const void *units, int64_t count, type unit) {      \
    typedef type vector __attribute__((vector_size(16), aligned(1)));           \
    enum { step = 16 / sizeof(type) };                                          \
    const type *first = units;                                                  \
    int64_t place = 0;                                                          \
    for (; place + step <= count; place += step) {                              \
      uint64_t halves[2];                                                       \
      __auto_type hits = *(const vector *)(first + place) == unit;              \
      __builtin_memcpy(halves, &hits, sizeof halves);                           \
      if (halves[0]) return place + __builtin_ctzll(halves[0]) / (8 * sizeof(type)); \
      if (halves[1]) return place + (__builtin_ctzll(halves[1]) + 64) / (8 * sizeof(type)); \
    }                                                                           \
    for (; place < count; place++)                                              \
      if (first[place] == unit) return place;                                   \
    return -1;                                                                  \
  }

// Blocks of a fixed length, without a way out in the middle, are what the compiler turns into vector instructions.
// A block's count fits a unit, so that the sums stay as narrow as the units.
#define UNITS_COUNT(name, type)                                                 \
  int64_t units_count_##name(const void *units, int64_t count, type unit) {     \
    const type *first = units;                                                  \
    int64_t place = 0, found = 0;                                               \
    for (; place + 128 <= count; place += 128) {                                \
      type hits = 0;                                                            \
      for (int i = 0; i < 128; i++) hits += (type)(first[place + i] == unit);   \
      found += hits;                                                            \
    }                                                                           \
    for (; place + 16 <= count; place += 16) {                                  \
      type hits = 0;                                                            \
      for (int i = 0; i < 16; i++) hits += (type)(first[place + i] == unit);    \
      found += hits;                                                            \
    }                                                                           \
    for (; place < count; place++) found += first[place] == unit;               \
    return found;                                                               \
  }

UNITS_FIND(u16, uint16_t)
UNITS_FIND(u32, uint32_t)
UNITS_COUNT(u8, uint8_t)
UNITS_COUNT(u16, uint16_t)
UNITS_COUNT(u32, uint32_t)

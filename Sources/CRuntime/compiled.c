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

// As a list, an empty one that has no storage.
static const uint64_t no_storage[3];

const CompiledAddresses compiled_addresses = {
  (uintptr_t)call_with_size, (uintptr_t)call_with_number, (uintptr_t)call_with_numbers, (uintptr_t)no_storage
};

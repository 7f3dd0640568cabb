#define _GNU_SOURCE
#include "CFFI.h"

#include <complex.h>
#include <errno.h>
#include <link.h>
#include <stdalign.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

// A row for each simple type: its letter, its type in C, libffi's.
#define SIMPLE_TYPES(ROW)                                                                                          \
  ROW('b', signed char, ffi_type_schar) ROW('B', unsigned char, ffi_type_uchar)                                    \
  ROW('c', char, ffi_type_schar) ROW('?', bool, ffi_type_uchar)                                                    \
  ROW('h', short, ffi_type_sshort) ROW('H', unsigned short, ffi_type_ushort) ROW('v', short, ffi_type_sshort)      \
  ROW('i', int, ffi_type_sint) ROW('I', unsigned int, ffi_type_uint)                                               \
  ROW('l', long, ffi_type_slong) ROW('L', unsigned long, ffi_type_ulong)                                           \
  ROW('q', long long, ffi_type_sint64) ROW('Q', unsigned long long, ffi_type_uint64)                               \
  ROW('f', float, ffi_type_float) ROW('d', double, ffi_type_double) ROW('g', long double, ffi_type_longdouble)     \
  ROW('F', float _Complex, ffi_type_complex_float) ROW('D', double _Complex, ffi_type_complex_double)              \
  ROW('G', long double _Complex, ffi_type_complex_longdouble)                                                      \
  ROW('u', wchar_t, ffi_type_sint32)                                                                               \
  ROW('z', char *, ffi_type_pointer) ROW('Z', wchar_t *, ffi_type_pointer)                                         \
  ROW('P', void *, ffi_type_pointer) ROW('O', void *, ffi_type_pointer)

ffi_type *foreign_type(uint8_t code) {
#define ROW(letter, type, foreign) case letter: return &foreign;
  switch (code) { SIMPLE_TYPES(ROW) default: return NULL; }
#undef ROW
}

size_t foreign_size(uint8_t code) {
#define ROW(letter, type, foreign) case letter: return sizeof(type);
  switch (code) { SIMPLE_TYPES(ROW) default: return 0; }
#undef ROW
}

size_t foreign_alignment(uint8_t code) {
#define ROW(letter, type, foreign) case letter: return alignof(type);
  switch (code) { SIMPLE_TYPES(ROW) default: return 0; }
#undef ROW
}

ffi_type *foreign_pointer_type(void) { return &ffi_type_pointer; }
ffi_type *foreign_void_type(void) { return &ffi_type_void; }
ffi_type *foreign_int_type(void) { return &ffi_type_sint; }

// Structures may be packed: the addresses of such numbers are any.

double foreign_load_long_double(const void *address) {
  long double number;
  __builtin_memcpy(&number, address, sizeof number);
  return (double)number;
}

void foreign_store_long_double(void *address, double number) {
  long double wide = number;
  __builtin_memcpy(address, &wide, sizeof wide);
}

double foreign_load_long_part(const void *address, int32_t part) {
  return foreign_load_long_double((const char *)address + part * sizeof(long double));
}

void foreign_store_long_part(void *address, int32_t part, double number) {
  foreign_store_long_double((char *)address + part * sizeof(long double), number);
}

static _Thread_local int32_t thread_errno;

void foreign_swap_errno(void) {
  int32_t error = errno;
  errno = thread_errno;
  thread_errno = error;
}

void foreign_call(const ForeignCall *call) {
  if (call->usesErrno) foreign_swap_errno();
  ffi_call(call->interface, call->function, call->result, call->arguments);
  if (call->usesErrno) foreign_swap_errno();
}

#if defined(__aarch64__)
#define INTEGERS uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t
#define INTEGER_VALUES(i) i[0], i[1], i[2], i[3], i[4], i[5], i[6], i[7]
#else
#define INTEGERS uint64_t, uint64_t, uint64_t, uint64_t, uint64_t, uint64_t
#define INTEGER_VALUES(i) i[0], i[1], i[2], i[3], i[4], i[5]
#endif
#define FLOATS double, double, double, double, double, double, double, double
#define FLOAT_VALUES(f) f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7]

// With an ellipsis the call says how many registers of floats it fills, which a variadic function asks.
typedef uint64_t integer_of_all(INTEGERS, FLOATS, ...);
typedef double float_of_all(INTEGERS, FLOATS, ...);
typedef uint64_t integer_of_integers(INTEGERS, ...);

void foreign_call_registers(RegisterCall *call) {
  const uint64_t *i = call->integers;
  const double *f = call->floats;
  if (call->usesErrno) foreign_swap_errno();
  if (call->returnsFloat) {
    double result = ((float_of_all *)call->function)(INTEGER_VALUES(i), FLOAT_VALUES(f));
    __builtin_memcpy(&call->result, &result, sizeof result);
  } else if (call->hasFloats) {
    call->result = ((integer_of_all *)call->function)(INTEGER_VALUES(i), FLOAT_VALUES(f));
  } else {
    call->result = ((integer_of_integers *)call->function)(INTEGER_VALUES(i));
  }
  if (call->usesErrno) foreign_swap_errno();
}

int32_t foreign_errno(void) { return thread_errno; }

int32_t foreign_exchange_errno(int32_t error) {
  int32_t before = thread_errno;
  thread_errno = error;
  return before;
}

uintptr_t foreign_memmove_address(void) { return (uintptr_t)memmove; }
uintptr_t foreign_memset_address(void) { return (uintptr_t)memset; }

uintptr_t foreign_snprintf_address(void) { return (uintptr_t)snprintf; }

static const char *python_version(void) { return "3.14"; }
uintptr_t foreign_version_address(void) { return (uintptr_t)python_version; }

static int optimization;
uintptr_t foreign_optimization_address(int32_t level) {
  optimization = level;
  return (uintptr_t)&optimization;
}

// No module is part of the executable.
struct frozen_module {
  const char *name;
  const unsigned char *code;
  int size, is_package;
};
static const struct frozen_module frozen_modules[1], *frozen_table = frozen_modules;
uintptr_t foreign_frozen_table_address(void) { return (uintptr_t)&frozen_table; }

struct listing {
  void (*body)(const char *, void *);
  void *argument;
};

static int list_library(struct dl_phdr_info *information, size_t size, void *raw) {
  struct listing *listing = raw;
  listing->body(information->dlpi_name, listing->argument);
  return 0;
}

void foreign_list_libraries(void (*body)(const char *, void *), void *argument) {
  struct listing listing = {body, argument};
  dl_iterate_phdr(list_library, &listing);
}

// libffi, and what calling foreign code needs that Swift cannot say.
#ifndef CFFI_H
#define CFFI_H

#include <ffi.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: Types

/// How libffi passes a value of a simple type, by the letter that `ctypes` has for it; NULL where there is none.
ffi_type *_Nullable foreign_type(uint8_t code);
ffi_type *_Nonnull foreign_pointer_type(void);
ffi_type *_Nonnull foreign_void_type(void);
ffi_type *_Nonnull foreign_int_type(void);

/// Bytes of a simple type, and of its alignment in structures; 0 for what is none.
size_t foreign_size(uint8_t code);
size_t foreign_alignment(uint8_t code);

// MARK: Numbers that Swift has no type for

double foreign_load_long_double(const void *_Nonnull address);
void foreign_store_long_double(void *_Nonnull address, double number);
/// One part of a complex number of long doubles: 0 is the real one.
double foreign_load_long_part(const void *_Nonnull address, int32_t part);
void foreign_store_long_part(void *_Nonnull address, int32_t part, double number);

// MARK: Calls

/// A call that is ready to be made.
typedef struct ForeignCall {
  ffi_cif *_Nonnull interface;
  void (*_Nonnull function)(void);
  void *_Nonnull result;
  void *_Nullable *_Nonnull arguments;
  /// Whether the function sees the thread's copy of `errno`, and leaves its own there.
  bool usesErrno;
} ForeignCall;

void foreign_call(const ForeignCall *_Nonnull call);

// A scalar travels in the next free register of its kind, whatever stands between the arguments. So a call with few of
// each kind needs to know neither their order nor their sizes, and one function of C's can make them all.

/// Registers for integers and addresses, and for floats; none where all calls are libffi's.
#if defined(__x86_64__)
enum { foreignIntegerRegisters = 6, foreignFloatRegisters = 8 };
#elif defined(__aarch64__) && !defined(__APPLE__)
enum { foreignIntegerRegisters = 8, foreignFloatRegisters = 8 };
#else
enum { foreignIntegerRegisters = 0, foreignFloatRegisters = 0 };
#endif

/// A call whose arguments all travel in registers.
typedef struct RegisterCall {
  void (*_Nullable function)(void);
  /// Integers as wide as a register, addresses.
  uint64_t integers[8];
  /// The bits of doubles; those of a float are the lower half.
  double floats[8];
  /// What the caller wants kept alive as long as C runs.
  uint64_t kept[8];
  /// Bits of the result, wherever it came back.
  uint64_t result;
  /// Whether any argument is a float, and whether the result is.
  bool hasFloats, returnsFloat;
  bool usesErrno;
} RegisterCall;

void foreign_call_registers(RegisterCall *_Nonnull call);

static inline uint64_t *_Nonnull foreign_integers(RegisterCall *_Nonnull call) { return call->integers; }
static inline double *_Nonnull foreign_floats(RegisterCall *_Nonnull call) { return call->floats; }
static inline uint64_t *_Nonnull foreign_kept(RegisterCall *_Nonnull call) { return call->kept; }

/// The calling thread's copy of `errno`: what it was; sets it.
int32_t foreign_errno(void);
int32_t foreign_exchange_errno(int32_t error);
/// Exchanges the copy and `errno` itself: around the code that sees the copy.
void foreign_swap_errno(void);

// MARK: Libraries

/// The addresses of functions of C's own, and of one that answers Python's version.
uintptr_t foreign_snprintf_address(void);
uintptr_t foreign_version_address(void);
/// Of an int that is the level of optimisation, and of a pointer to a list of frozen modules that ends at once.
uintptr_t foreign_optimization_address(int32_t level);
uintptr_t foreign_frozen_table_address(void);
uintptr_t foreign_memmove_address(void);
uintptr_t foreign_memset_address(void);

/// Calls `body` with the name of each library that the process has loaded.
void foreign_list_libraries(void (*_Nonnull body)(const char *_Nonnull name, void *_Nonnull argument),
                            void *_Nonnull argument);

#endif

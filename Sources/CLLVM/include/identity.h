// What machine code depends on beside what it is made of.
#ifndef IDENTITY_H
#define IDENTITY_H

#include <stddef.h>
#include <stdint.h>

/// Fills in numbers that are the same on processors that run the same machine code, LLVM's being made for all that they
/// can do; how many.
size_t processor_identity(uint32_t *_Nonnull numbers, size_t capacity);

/// The file from which the code at an address comes, as the loader calls it.
const char *_Nullable file_of_code(const void *_Nonnull address);

#endif

// Functions of a shared library that is opened when they are first needed, and not linked: each is a stub that jumps to
// where the library has it.
//
//     #define FUNCTIONS(X) X(inflate) X(deflate)
//     FUNCTIONS(LIBRARY_STUB)
//     static const struct LibraryFunction table[] = {FUNCTIONS(LIBRARY_ROW)};
//     … library_load("libz.so.1", table, sizeof table / sizeof *table);
#ifndef CLOADING_H
#define CLOADING_H

#include <stddef.h>

struct LibraryFunction {
  const char *_Nonnull name;
  void *_Nullable *_Nonnull slot;
};

/// Opens a library and finds functions in it. Null, or what went wrong; the text lives on.
const char *_Nullable library_load(
    const char *_Nonnull library, const struct LibraryFunction *_Nonnull functions, size_t count);

#if defined(__x86_64__)
#define LIBRARY_JUMP(name) "jmp *library_slot_" #name "(%rip)"
#else
#define LIBRARY_JUMP(name) \
  "adrp x16, library_slot_" #name "\n ldr x16, [x16, :lo12:library_slot_" #name "]\n br x16"
#endif

#define LIBRARY_STUB(name) \
  void *library_slot_##name; \
  __asm__(".text\n .globl " #name "\n .type " #name ", @function\n" #name ":\n " LIBRARY_JUMP(name) \
          "\n .size " #name ", .-" #name "\n");

#define LIBRARY_ROW(name) {#name, &library_slot_##name},

#endif

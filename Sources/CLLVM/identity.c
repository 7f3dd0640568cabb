#define _GNU_SOURCE
#include "identity.h"

#include <dlfcn.h>

const char *file_of_code(const void *address) {
  Dl_info found;
  return dladdr(address, &found) ? found.dli_fname : NULL;
}

#if defined(__x86_64__)
#include <cpuid.h>

// The leaves that say what instructions there are, with the registers in which they do (bits 0 to 3 for eax to edx): the
// others tell of caches, or differ from core to core.
static const struct {
  uint32_t leaf, subleaf, registers;
} leaves[] = {
    {0, 0, 0xe}, {1, 0, 0xd}, {7, 0, 0xf}, {7, 1, 0xf}, {0xd, 1, 0x1}, {0x80000001, 0, 0xc}, {0x80000008, 0, 0x2},
};

size_t processor_identity(uint32_t *numbers, size_t capacity) {
  size_t count = 0;
  for (size_t index = 0; index < sizeof leaves / sizeof *leaves; index++) {
    uint32_t found[4] = {0};
    __get_cpuid_count(leaves[index].leaf, leaves[index].subleaf, &found[0], &found[1], &found[2], &found[3]);
    for (int place = 0; place < 4; place++)
      if (leaves[index].registers >> place & 1 && count < capacity) numbers[count++] = found[place];
  }
  // Which registers the system saves, where the processor tells.
  uint32_t eax, ebx, ecx, edx;
  if (__get_cpuid(1, &eax, &ebx, &ecx, &edx) && ecx & bit_OSXSAVE && count < capacity) {
    __asm__ volatile("xgetbv" : "=a"(eax), "=d"(edx) : "c"(0));
    numbers[count++] = eax;
  }
  return count;
}
#else
size_t processor_identity(uint32_t *numbers, size_t capacity) { return 0; }
#endif

#include "CLoading.h"
#include <dlfcn.h>
#include <stdio.h>

const char *library_load(const char *library, const struct LibraryFunction *functions, size_t count) {
  static char message[200];
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (!handle) return dlerror();
  for (size_t index = 0; index < count; index++) {
    void *found = dlsym(handle, functions[index].name);
    if (!found) {
      snprintf(message, sizeof message, "%s lacks %s", library, functions[index].name);
      return message;
    }
    *functions[index].slot = found;
  }
  return NULL;
}

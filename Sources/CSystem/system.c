#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <unistd.h>

int32_t system_pipe2(int32_t *ends, int32_t flags) { return pipe2(ends, flags); }

int32_t system_dup3(int32_t old, int32_t new, int32_t flags) { return dup3(old, new, flags); }

int32_t system_memfd_create(const char *name, uint32_t flags) { return memfd_create(name, flags); }

int32_t system_getresuid(uint32_t *real, uint32_t *effective, uint32_t *saved) {
  return getresuid(real, effective, saved);
}

int32_t system_getresgid(uint32_t *real, uint32_t *effective, uint32_t *saved) {
  return getresgid(real, effective, saved);
}

int32_t system_accept4(int32_t socket, struct sockaddr *address, socklen_t *length, int32_t flags) {
  return accept4(socket, address, length, flags);
}

struct if_nameindex *system_if_nameindex(void) { return if_nameindex(); }

int64_t system_getrandom(void *bytes, size_t count, uint32_t flags) { return getrandom(bytes, count, flags); }

int32_t system_open_terminal(char *name) {
  int controller = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (controller < 0) return -1;
  if (grantpt(controller) == 0 && unlockpt(controller) == 0) {
    int error = ptsname_r(controller, name, 128);
    if (error == 0) return controller;
    errno = error;
  }
  int error = errno;
  close(controller);
  errno = error;
  return -1;
}

int32_t system_affinity(int32_t process, uint8_t *processors, int32_t count) {
  cpu_set_t set;
  if (sched_getaffinity(process, sizeof set, &set) != 0) return -1;
  for (int32_t index = 0; index < count; index++) processors[index] = CPU_ISSET(index, &set) != 0;
  return 0;
}

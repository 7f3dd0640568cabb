#define _GNU_SOURCE
#include "CRuntime.h"

#include <signal.h>
#include <unistd.h>

int32_t host_fork(void) { return fork(); }

HostChildInfo host_child_info(const void *info) {
  const siginfo_t *found = info;
  return (HostChildInfo){found->si_pid, found->si_uid, found->si_status};
}

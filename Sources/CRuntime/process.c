#define _GNU_SOURCE
#include "CRuntime.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

int32_t host_fork(void) {
  pid_t process = fork();
  return process < 0 ? -errno : process;
}

HostChildInfo host_child_info(const void *info) {
  const siginfo_t *found = info;
  return (HostChildInfo){found->si_pid, found->si_uid, found->si_status};
}

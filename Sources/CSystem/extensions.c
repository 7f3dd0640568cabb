#define _GNU_SOURCE
#include "CSystem.h"

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

// MARK: Files

void *system_mremap(void *pages, size_t size, size_t newSize) {
  void *moved = mremap(pages, size, newSize, MREMAP_MAYMOVE);
  return moved == MAP_FAILED ? NULL : moved;
}

int64_t system_preadv2(int32_t file, const struct iovec *places, int32_t count, int64_t offset, int32_t flags) {
  return preadv2(file, places, count, offset, flags);
}

int64_t system_pwritev2(int32_t file, const struct iovec *places, int32_t count, int64_t offset, int32_t flags) {
  return pwritev2(file, places, count, offset, flags);
}

int64_t system_copy_file_range(int32_t source, int64_t *from, int32_t target, int64_t *to, size_t count,
                               uint32_t flags) {
  return copy_file_range(source, from, target, to, count, flags);
}

int64_t system_splice(int32_t source, int64_t *from, int32_t target, int64_t *to, size_t count, uint32_t flags) {
  return splice(source, from, target, to, count, flags);
}

int64_t system_getxattr(SystemFile file, const char *name, void *value, size_t size) {
  if (!file.path) return fgetxattr(file.descriptor, name, value, size);
  return (file.followsLinks ? getxattr : lgetxattr)(file.path, name, value, size);
}

int32_t system_setxattr(SystemFile file, const char *name, const void *value, size_t size, int32_t flags) {
  if (!file.path) return fsetxattr(file.descriptor, name, value, size, flags);
  return (file.followsLinks ? setxattr : lsetxattr)(file.path, name, value, size, flags);
}

int32_t system_removexattr(SystemFile file, const char *name) {
  if (!file.path) return fremovexattr(file.descriptor, name);
  return (file.followsLinks ? removexattr : lremovexattr)(file.path, name);
}

int64_t system_listxattr(SystemFile file, void *names, size_t size) {
  if (!file.path) return flistxattr(file.descriptor, names, size);
  return (file.followsLinks ? listxattr : llistxattr)(file.path, names, size);
}

// MARK: Processes

int32_t system_setresuid(uint32_t real, uint32_t effective, uint32_t saved) { return setresuid(real, effective, saved); }
int32_t system_setresgid(uint32_t real, uint32_t effective, uint32_t saved) { return setresgid(real, effective, saved); }
int32_t system_setgroups(const uint32_t *groups, size_t count) { return setgroups(count, groups); }
int32_t system_initgroups(const char *user, uint32_t group) { return initgroups(user, group); }

int32_t system_getgrouplist(const char *user, uint32_t group, uint32_t *groups, int32_t *count) {
  return getgrouplist(user, group, groups, count);
}

int32_t system_set_affinity(int32_t process, const uint8_t *processors, int32_t count) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int32_t index = 0; index < count; index++)
    if (processors[index]) CPU_SET(index, &set);
  return sched_setaffinity(process, sizeof set, &set);
}

int32_t system_getpriority(int32_t which, int32_t who) { return getpriority((unsigned)which, (id_t)who); }

int32_t system_setpriority(int32_t which, int32_t who, int32_t priority) {
  return setpriority((unsigned)which, (id_t)who, priority);
}

int32_t system_setitimer(int32_t which, const struct itimerval *wanted, struct itimerval *before) {
  return setitimer((unsigned)which, wanted, before);
}

int32_t system_getitimer(int32_t which, struct itimerval *now) { return getitimer((unsigned)which, now); }

int32_t system_getrusage(int32_t who, struct rusage *used) { return getrusage(who, used); }

int32_t system_prlimit(int32_t process, int32_t resource, const struct rlimit *wanted, struct rlimit *before) {
  return prlimit(process, (unsigned)resource, wanted, before);
}

int32_t system_wait4(int32_t process, int32_t *status, int32_t options, struct rusage *used) {
  return wait4(process, status, options, used);
}

int32_t system_spawn_close_from(posix_spawn_file_actions_t *actions, int32_t first) {
  return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

int32_t system_pidfd_open(int32_t process, uint32_t flags) { return (int32_t)syscall(SYS_pidfd_open, process, flags); }

int32_t system_pidfd_send_signal(int32_t process, int32_t signal, int32_t flags) {
  return (int32_t)syscall(SYS_pidfd_send_signal, process, signal, NULL, flags);
}

int32_t system_setns(int32_t file, int32_t kind) { return setns(file, kind); }
int32_t system_unshare(int32_t flags) { return unshare(flags); }

// MARK: Terminals

int32_t system_posix_openpt(int32_t flags) { return posix_openpt(flags); }
int32_t system_grantpt(int32_t terminal) { return grantpt(terminal); }
int32_t system_unlockpt(int32_t terminal) { return unlockpt(terminal); }
int32_t system_login_tty(int32_t terminal) { return login_tty(terminal); }
int32_t system_ptsname(int32_t terminal, char *name, size_t size) { return ptsname_r(terminal, name, size); }

// MARK: Events

int32_t system_eventfd(uint32_t count, int32_t flags) { return eventfd(count, flags); }
int32_t system_timerfd_create(int32_t clock, int32_t flags) { return timerfd_create(clock, flags); }

int32_t system_timerfd_settime(int32_t timer, int32_t flags, const struct itimerspec *wanted,
                               struct itimerspec *before) {
  return timerfd_settime(timer, flags, wanted, before);
}

int32_t system_timerfd_gettime(int32_t timer, struct itimerspec *now) { return timerfd_gettime(timer, now); }

int32_t system_wait_signal(const sigset_t *signals, int64_t nanoseconds, SystemSignal *found) {
  siginfo_t information;
  struct timespec time = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  int signal = nanoseconds < 0 ? sigwaitinfo(signals, &information) : sigtimedwait(signals, &information, &time);
  if (signal >= 0)
    *found = (SystemSignal){information.si_signo, information.si_code, information.si_errno, information.si_pid,
                            information.si_uid, information.si_status, information.si_band};
  return signal;
}

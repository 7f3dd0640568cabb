#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Between fork and exec the child may share its parent's memory, and other threads' locks are held for ever: only
// functions that are safe in a signal handler are called here.

static bool set_inherited(int descriptor) {
  int flags = fcntl(descriptor, F_GETFD);
  return flags >= 0 && fcntl(descriptor, F_SETFD, flags & ~FD_CLOEXEC) == 0;
}

static void close_end(int descriptor) {
  if (descriptor >= 0) close(descriptor);
}

/// Makes `descriptor` known by `number`, which is inherited.
static bool move_to(int descriptor, int number) {
  if (descriptor < 0) return true;
  return descriptor == number ? set_inherited(number) : dup2(descriptor, number) >= 0;
}

/// A descriptor that is none of the standard ones which are still to be set.
static int above(int descriptor, int number) {
  while (descriptor >= 0 && descriptor < number) descriptor = dup(descriptor);
  return descriptor;
}

static bool connect_ends(const SystemChild *child) {
  for (int32_t index = 0; index < child->keptCount; index++)
    if (child->kept[index] != child->report && !set_inherited(child->kept[index])) return false;
  close_end(child->parentInput);
  close_end(child->parentOutput);
  close_end(child->parentError);
  close_end(child->parentReport);
  int output = child->output == 0 ? dup(0) : child->output;
  if (child->output == 0 && output < 0) return false;
  int error = above(child->error, 2);
  if (child->error >= 0 && error < 0) return false;
  return move_to(child->input, 0) && move_to(output, 1) && move_to(error, 2);
}

static bool set_identity(const SystemChild *child) {
  if (child->mask >= 0) umask((mode_t)child->mask);
  if (child->restoresSignals) {
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
  }
  if (child->startsSession && setsid() < 0) return false;
  if (child->processGroup >= 0 && setpgid(0, child->processGroup) < 0) return false;
  // The system's own calls change this thread alone, which is all there is, and take no locks.
  if (child->groupCount >= 0 && syscall(SYS_setgroups, child->groupCount, child->groups) < 0) return false;
  if (child->setsGroup && syscall(SYS_setregid, child->group, child->group) < 0) return false;
  if (child->setsUser && syscall(SYS_setreuid, child->user, child->user) < 0) return false;
  return true;
}

static void close_range_of(unsigned first, unsigned last) {
  if (first > last || syscall(SYS_close_range, first, last, 0) == 0) return;
  long most = sysconf(_SC_OPEN_MAX);
  if (most < 0) most = 256;
  for (unsigned descriptor = first; descriptor <= last && descriptor < (unsigned)most; descriptor++) close((int)descriptor);
}

/// All but the standard ones and those that are kept, which are sorted.
static void close_others(const SystemChild *child) {
  unsigned first = 3;
  for (int32_t index = 0; index < child->keptCount; index++) {
    unsigned kept = (unsigned)child->kept[index];
    if (kept < first) continue;
    if (kept > first) close_range_of(first, kept - 1);
    first = kept + 1;
  }
  close_range_of(first, ~0u);
}

static void write_all(int descriptor, const char *text, size_t count) {
  ssize_t written = write(descriptor, text, count);
  (void)written;
}

/// Tells the parent what failed: the exception's class, the error's number in hexadecimal, a word.
static void report(const SystemChild *child, const char *class, int error, const char *word) {
  char number[16];
  int place = sizeof number;
  unsigned rest = (unsigned)error;
  do {
    number[--place] = "0123456789ABCDEF"[rest & 15];
    rest >>= 4;
  } while (rest);
  write_all(child->report, class, strlen(class));
  write_all(child->report, ":", 1);
  write_all(child->report, number + place, sizeof number - (size_t)place);
  write_all(child->report, ":", 1);
  write_all(child->report, word, strlen(word));
}

void system_become_program(const SystemChild *child) {
  if (!connect_ends(child)) return report(child, "OSError", errno, "noexec");
  if (child->folder && chdir(child->folder) < 0) return report(child, "OSError", errno, "noexec:chdir");
  if (!set_identity(child)) return report(child, "OSError", errno, "noexec");
  if (child->prepare && !child->prepare(child->argument))
    return report(child, "SubprocessError", 0, "Exception occurred in preexec_fn.");
  if (child->closesOthers) close_others(child);
  int first_error = 0;
  for (char *const *program = child->programs; *program; program++) {
    execve(*program, child->arguments, child->environment ? child->environment : environ);
    if (errno != ENOENT && errno != ENOTDIR && first_error == 0) first_error = errno;
  }
  report(child, "OSError", first_error ? first_error : errno, "");
}

/// What the child does that shares its parent's memory. The signals' handlers are the parent's: none may run here.
static void run_child(const SystemChild *child, const sigset_t *signals) {
  struct sigaction action;
  for (int signal = 1; signal < NSIG; signal++)
    if (sigaction(signal, NULL, &action) == 0 && action.sa_handler != SIG_IGN && action.sa_handler != SIG_DFL) {
      action = (struct sigaction){.sa_handler = SIG_DFL};
      sigaction(signal, &action, NULL);
    }
  sigprocmask(SIG_SETMASK, signals, NULL);
  system_become_program(child);
  _exit(255);
}

int32_t system_start_program(const SystemChild *child) {
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, &before);
  pid_t process = vfork();
  if (process == 0) run_child(child, &before);
  int error = errno;
  sigprocmask(SIG_SETMASK, &before, NULL);
  errno = error;
  return process;
}

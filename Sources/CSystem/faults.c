#define _GNU_SOURCE
#include "CSystem.h"

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// Showing what a process was doing: when a signal ends it, when one asks for it, or after some time. Handlers write with
// `write` alone.

static SystemDump dump_threads;

void system_set_dump(SystemDump dump) { dump_threads = dump; }

static void put(int descriptor, const char *text) {
  ssize_t written = write(descriptor, text, strlen(text));
  (void)written;
}

static void put_hexadecimal(int descriptor, uintptr_t number) {
  char digits[2 + 2 * sizeof number + 1];
  char *place = digits + sizeof digits - 1;
  *place = 0;
  do {
    *--place = "0123456789abcdef"[number & 15];
    number >>= 4;
  } while (number);
  *--place = 'x';
  *--place = '0';
  put(descriptor, place);
}

void system_dump_native_stack(int32_t descriptor) {
  void *calls[32];
  int count = backtrace(calls, 32);
  put(descriptor, "Current thread's C stack trace (most recent call first):\n");
  for (int index = 0; index < count; index++) {
    Dl_info place;
    bool is_known = dladdr(calls[index], &place) != 0 && place.dli_fname;
    put(descriptor, "  Binary file \"");
    put(descriptor, is_known ? place.dli_fname : "<unknown>");
    put(descriptor, "\"");
    if (is_known && (place.dli_sname || place.dli_fbase)) {
      const char *base = place.dli_saddr ? place.dli_saddr : place.dli_fbase;
      put(descriptor, ", at ");
      if (place.dli_sname) put(descriptor, place.dli_sname);
      put(descriptor, "+");
      put_hexadecimal(descriptor, (uintptr_t)((char *)calls[index] - base));
    }
    put(descriptor, " [");
    put_hexadecimal(descriptor, (uintptr_t)calls[index]);
    put(descriptor, "]\n");
  }
}

// MARK: Signals that end the process

typedef struct Fault {
  int signal;
  const char *name;
  bool is_watched;
  struct sigaction before;
} Fault;

static Fault faults[] = {
  {SIGBUS, "Bus error", false, {{0}}},
  {SIGILL, "Illegal instruction", false, {{0}}},
  {SIGFPE, "Floating-point exception", false, {{0}}},
  {SIGABRT, "Aborted", false, {{0}}},
  {SIGSEGV, "Segmentation fault", false, {{0}}},
};
enum { fault_count = sizeof faults / sizeof *faults };

static bool watches;
static int fault_descriptor;
static bool fault_shows_all;

static void stop_watching(Fault *fault) {
  if (!fault->is_watched) return;
  fault->is_watched = false;
  sigaction(fault->signal, &fault->before, NULL);
}

static void show_fault(int signal) {
  int error = errno;
  Fault *fault = faults;
  while (fault->signal != signal) fault++;
  fault->is_watched = false;
  // Whoever watched before, such as Swift's runtime, would show the same once more.
  sigaction(signal, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
  put(fault_descriptor, "Fatal Python error: ");
  put(fault_descriptor, fault->name);
  put(fault_descriptor, "\n\n");
  dump_threads(fault_descriptor, fault_shows_all);
  put(fault_descriptor, "\n");
  system_dump_native_stack(fault_descriptor);
  errno = error;
  raise(signal);
}

/// Handlers run on a stack of their own, as it may be the thread's that is used up.
static void use_other_stack(void) {
  static bool is_made;
  if (is_made) return;
  size_t size = (size_t)sysconf(_SC_SIGSTKSZ) + (1 << 16);
  stack_t stack = {.ss_sp = malloc(size), .ss_size = size};
  if (stack.ss_sp && sigaltstack(&stack, NULL) == 0) is_made = true;
}

bool system_watch_faults(int32_t descriptor, bool isOfAll) {
  fault_descriptor = descriptor;
  fault_shows_all = isOfAll;
  if (watches) return true;
  use_other_stack();
  // The first call loads what it needs.
  void *call;
  backtrace(&call, 1);
  for (int index = 0; index < fault_count; index++) {
    struct sigaction action = {.sa_handler = show_fault, .sa_flags = SA_NODEFER | SA_ONSTACK};
    if (sigaction(faults[index].signal, &action, &faults[index].before) != 0) return false;
    faults[index].is_watched = true;
  }
  watches = true;
  return true;
}

bool system_ignore_faults(void) {
  if (!watches) return false;
  watches = false;
  for (int index = 0; index < fault_count; index++) stop_watching(&faults[index]);
  return true;
}

bool system_watches_faults(void) { return watches; }

bool system_is_fault(int32_t signal) {
  for (int index = 0; index < fault_count; index++)
    if (faults[index].signal == signal) return true;
  return false;
}

// MARK: Signals that ask for it

typedef struct Request {
  bool is_active, shows_all, chains;
  int descriptor;
  struct sigaction before;
} Request;

static Request requests[NSIG];

static void show_on_request(int signal) {
  int error = errno;
  Request *request = &requests[signal];
  if (!request->is_active) return;
  dump_threads(request->descriptor, request->shows_all);
  if (request->chains) {
    struct sigaction ours;
    sigaction(signal, &request->before, &ours);
    errno = error;
    raise(signal);
    error = errno;
    sigaction(signal, &ours, NULL);
  }
  errno = error;
}

bool system_dump_on_signal(int32_t signal, int32_t descriptor, bool isOfAll, bool chains) {
  Request *request = &requests[signal];
  if (!request->is_active) {
    use_other_stack();
    // One that chains must not be held back while its own handler runs.
    struct sigaction action = {.sa_handler = show_on_request,
                               .sa_flags = SA_RESTART | SA_ONSTACK | (chains ? SA_NODEFER : 0)};
    if (sigaction(signal, &action, &request->before) != 0) return false;
  }
  request->descriptor = descriptor;
  request->shows_all = isOfAll;
  request->chains = chains;
  request->is_active = true;
  return true;
}

bool system_stop_dump_on_signal(int32_t signal) {
  Request *request = &requests[signal];
  if (!request->is_active) return false;
  request->is_active = false;
  sigaction(signal, &request->before, NULL);
  return true;
}

// MARK: After some time

typedef struct Timer {
  pthread_mutex_t mutex;
  pthread_cond_t condition;
  pthread_t thread;
  pid_t process;
  bool is_running, is_cancelled, repeats, exits;
  int64_t nanoseconds;
  int descriptor;
  char header[64];
} Timer;

static Timer timer;

static void *wait_and_dump(void *unused) {
  (void)unused;
  pthread_mutex_lock(&timer.mutex);
  do {
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    int64_t whole = end.tv_nsec + timer.nanoseconds % 1000000000;
    end.tv_sec += timer.nanoseconds / 1000000000 + whole / 1000000000;
    end.tv_nsec = whole % 1000000000;
    int result = 0;
    while (!timer.is_cancelled && result != ETIMEDOUT)
      result = pthread_cond_timedwait(&timer.condition, &timer.mutex, &end);
    if (timer.is_cancelled) break;
    put(timer.descriptor, timer.header);
    dump_threads(timer.descriptor, true);
    if (timer.exits) _exit(1);
  } while (timer.repeats);
  pthread_mutex_unlock(&timer.mutex);
  return NULL;
}

void system_cancel_dump(void) {
  // A child of `fork` has no such thread.
  if (!timer.is_running || timer.process != getpid()) return;
  pthread_mutex_lock(&timer.mutex);
  timer.is_cancelled = true;
  pthread_cond_broadcast(&timer.condition);
  pthread_mutex_unlock(&timer.mutex);
  pthread_join(timer.thread, NULL);
  timer.is_running = false;
}

int32_t system_dump_later(int64_t nanoseconds, bool repeats, int32_t descriptor, const char *header, bool exits) {
  system_cancel_dump();
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  timer = (Timer){.repeats = repeats, .exits = exits, .nanoseconds = nanoseconds, .descriptor = descriptor};
  pthread_mutex_init(&timer.mutex, NULL);
  pthread_cond_init(&timer.condition, &attributes);
  snprintf(timer.header, sizeof timer.header, "%s", header);
  // Signals are for others.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  int error = pthread_create(&timer.thread, NULL, wait_and_dump, NULL);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  timer.is_running = error == 0;
  timer.process = getpid();
  return error;
}

// MARK: Bad deeds

void system_read_null(void) {
  volatile int *nothing = NULL;
  (void)*nothing;
}

void system_raise_fault(int32_t signal) {
  // Another handler may only note the first.
  raise(signal);
  raise(signal);
}

void system_divide_by_zero(void) {
  volatile int zero = 0, one = 1;
  volatile int result = one / zero;
  (void)result;
  system_raise_fault(SIGFPE);
}

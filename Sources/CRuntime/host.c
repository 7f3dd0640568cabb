#define _GNU_SOURCE
#include "CRuntime.h"

#include <linux/futex.h>
#include <linux/membarrier.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

// MARK: Memory

void *host_reserve(size_t size, size_t alignment) {
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  char *start = mmap(NULL, size + alignment, PROT_READ | PROT_WRITE, flags, -1, 0);
  if (start == MAP_FAILED) return NULL;
  char *aligned = (char *)(((uintptr_t)start + alignment - 1) & ~(uintptr_t)(alignment - 1));
  if (aligned > start) munmap(start, (size_t)(aligned - start));
  munmap(aligned + size, (size_t)(start + alignment - aligned));
  return aligned;
}

// What spans a large page begins at one and is backed by such pages: a fault for each small one costs more than clearing.
void *host_map(size_t size) {
  enum { large_page = 2 << 20 };
  size_t slack = size >= large_page ? large_page : 0;
  char *start = mmap(NULL, size + slack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED) return NULL;
  if (slack == 0) return start;
  char *aligned = (char *)(((uintptr_t)start + large_page - 1) & ~(uintptr_t)(large_page - 1));
  if (aligned > start) munmap(start, (size_t)(aligned - start));
  if (start + slack > aligned) munmap(aligned + size, (size_t)(start + slack - aligned));
  madvise(aligned, size & ~(size_t)(large_page - 1), MADV_HUGEPAGE);
  return aligned;
}

void host_unmap(void *address, size_t size) { munmap(address, size); }

void host_discard(void *address, size_t size) { madvise(address, size, MADV_DONTNEED); }

void host_prefer_large_pages(void *address, size_t size) { madvise(address, size, MADV_HUGEPAGE); }

uint64_t host_resident_size(void) {
  FILE *file = fopen("/proc/self/statm", "r");
  unsigned long total = 0, resident = 0;
  if (!file) return 0;
  int read = fscanf(file, "%lu %lu", &total, &resident);
  fclose(file);
  return read == 2 ? (uint64_t)resident * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
}

// MARK: Stacks

__attribute__((noinline)) void host_with_spilled_registers(void (*body)(const void *, void *), void *argument) {
  __builtin_unwind_init();
  body(host_stack_pointer(), argument);
  __asm__ volatile("" ::: "memory");
}

__attribute__((noinline)) void *host_call_blocked(ThreadContext *context, void *(*body)(void *),
                                                  void (*leave)(ThreadContext *), void *argument) {
  __builtin_unwind_init();
  context->nativeStackTop = host_stack_pointer();
  store_release_u32(&context->state, threadBlocked);
  void *result = body(argument);
  leave(context);
  __asm__ volatile("" ::: "memory");
  return result;
}

const void **host_foreign_caller(void) {
  static _Thread_local const void *caller;
  return &caller;
}

static const char *stack_bound(bool base) {
  pthread_attr_t attributes;
  void *low = NULL;
  size_t size = 0;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstack(&attributes, &low, &size);
  pthread_attr_destroy(&attributes);
  return (const char *)low + (base ? size : 0);
}

const void *host_stack_base(void) { return stack_bound(true); }
const void *host_stack_end(void) { return stack_bound(false); }

struct stack_job {
  void (*body)(void *);
  void *argument;
};

static void *run_stack_job(void *raw) {
  struct stack_job *job = raw;
  job->body(job->argument);
  return NULL;
}

bool host_run_on_stack(size_t size, void (*body)(void *), void *argument) {
  pthread_attr_t attributes;
  pthread_t thread;
  struct stack_job job = {body, argument};
  pthread_attr_init(&attributes);
  bool made = pthread_attr_setstacksize(&attributes, size) == 0 &&
              pthread_create(&thread, &attributes, run_stack_job, &job) == 0;
  pthread_attr_destroy(&attributes);
  if (!made) return false;
  // Signals are for the thread that does the work.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  pthread_join(thread, NULL);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return true;
}

// MARK: Threads

static void *run_thread(void *raw) {
  struct stack_job job = *(struct stack_job *)raw;
  free(raw);
  job.body(job.argument);
  return NULL;
}

bool host_start_thread(size_t size, void (*body)(void *), void *argument) {
  pthread_attr_t attributes;
  pthread_t thread;
  struct stack_job *job = malloc(sizeof *job);
  if (!job) return false;
  *job = (struct stack_job){body, argument};
  pthread_attr_init(&attributes);
  bool made = pthread_attr_setstacksize(&attributes, size) == 0 &&
              pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED) == 0 &&
              pthread_create(&thread, &attributes, run_thread, job) == 0;
  pthread_attr_destroy(&attributes);
  if (!made) free(job);
  return made;
}

uint64_t host_thread_ident(void) { return (uint64_t)pthread_self(); }
uint64_t host_native_thread_ident(void) { return (uint64_t)syscall(SYS_gettid); }
void host_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }

void host_thread_name(char *buffer, size_t size) { host_name_of_thread(host_thread_ident(), buffer, size); }

void host_name_of_thread(uint64_t ident, char *buffer, size_t size) {
  if (pthread_getname_np((pthread_t)ident, buffer, size) != 0) buffer[0] = 0;
}

// MARK: Locks

int32_t host_wait_on_word(uint32_t *word, uint32_t expected, int64_t nanoseconds) {
  struct timespec wait = {.tv_sec = (time_t)(nanoseconds / 1000000000), .tv_nsec = (long)(nanoseconds % 1000000000)};
  long result = syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, expected, nanoseconds < 0 ? NULL : &wait, NULL, 0);
  if (result == 0) return hostWoken;
  return errno == ETIMEDOUT ? hostTimedOut : errno == EINTR ? hostInterrupted : hostWoken;
}

void host_wake_word(uint32_t *word, int32_t count) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

struct HostMonitor {
  pthread_mutex_t mutex;
  pthread_cond_t condition;
};

HostMonitor *host_monitor_create(void) {
  HostMonitor *monitor = malloc(sizeof *monitor);
  pthread_mutex_init(&monitor->mutex, NULL);
  pthread_cond_init(&monitor->condition, NULL);
  return monitor;
}

void host_monitor_reset(HostMonitor *monitor) {
  pthread_mutex_init(&monitor->mutex, NULL);
  pthread_cond_init(&monitor->condition, NULL);
}

void host_monitor_destroy(HostMonitor *monitor) {
  pthread_cond_destroy(&monitor->condition);
  pthread_mutex_destroy(&monitor->mutex);
  free(monitor);
}

void host_monitor_lock(HostMonitor *monitor) { pthread_mutex_lock(&monitor->mutex); }
void host_monitor_unlock(HostMonitor *monitor) { pthread_mutex_unlock(&monitor->mutex); }
void host_monitor_wait(HostMonitor *monitor) { pthread_cond_wait(&monitor->condition, &monitor->mutex); }
void host_monitor_wake_all(HostMonitor *monitor) { pthread_cond_broadcast(&monitor->condition); }

static pthread_once_t fence_registration = PTHREAD_ONCE_INIT;

static void register_fence(void) {
  syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0);
}

void host_process_fence(void) {
  pthread_once(&fence_registration, register_fence);
  if (syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0) != 0) {
    // Kernels without it: changing a page's protection interrupts every processor that runs the process.
    static char page[4096] __attribute__((aligned(4096)));
    mprotect(page, sizeof page, PROT_READ);
    mprotect(page, sizeof page, PROT_READ | PROT_WRITE);
  }
}

// MARK: Randomness

void host_random(void *bytes, size_t count) {
  char *next = bytes;
  while (count > 0) {
    ssize_t given = getrandom(next, count, 0);
    // Only a signal interrupts it.
    if (given < 0) continue;
    next += given;
    count -= (size_t)given;
  }
}

#define _GNU_SOURCE
#include "CRuntime.h"

#include <time.h>

static int64_t nanoseconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

uint64_t host_monotonic_time(void) { return (uint64_t)nanoseconds(CLOCK_MONOTONIC); }
int64_t host_wall_time(void) { return nanoseconds(CLOCK_REALTIME); }
int64_t host_process_time(void) { return nanoseconds(CLOCK_PROCESS_CPUTIME_ID); }
int64_t host_thread_time(void) { return nanoseconds(CLOCK_THREAD_CPUTIME_ID); }

bool host_sleep(uint64_t duration) {
  struct timespec wait = {.tv_sec = (time_t)(duration / 1000000000), .tv_nsec = (long)(duration % 1000000000)};
  return clock_nanosleep(CLOCK_MONOTONIC, 0, &wait, NULL) == 0;
}

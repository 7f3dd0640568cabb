// The loop of `absolute_values.py` in C: what its calls cost at least.
//
//     gcc -O2 -fno-builtin Benchmarks/ctypes/absolute_values.c -o /tmp/absolute_values && /tmp/absolute_values

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { scale = 400000, rounds = 30 };

// Read anew for each call, as a pointer to a function that only the program knows is.
static long (*volatile function)(long) = labs;

static double milliseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e3 + time.tv_nsec * 1e-6;
}

int main(void) {
  double least = 1e9;
  for (int round = 0; round < rounds; round++) {
    double start = milliseconds();
    long total = 0;
    for (long number = -scale / 2; number < scale / 2; number++) total += function(number);
    double taken = milliseconds() - start;
    if (total != 40000000000) return 1;
    if (taken < least) least = taken;
  }
  printf("%.2f ms\n", least);
}

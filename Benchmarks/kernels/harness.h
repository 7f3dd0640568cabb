// Runs one of the kernels that a file has in its table, as `kernels.py` does:
//
//     kernels NAME SCALE RUNS SECONDS
//
// prints its result and the least of the seconds that its runs took. The seconds of warming up are not looked at: nothing
// is compiled.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct kernel {
  const char *name;
  double (*run)(int64_t scale);
};

static int run_kernel(const struct kernel *kernels, size_t kernel_count, int count, char **arguments) {
  if (count != 5) return 2;
  for (size_t i = 0; i < kernel_count; i++) {
    if (strcmp(kernels[i].name, arguments[1]) != 0) continue;
    double best = INFINITY, result = 0;
    for (int run = 0; run < atoi(arguments[3]); run++) {
      struct timespec before, after;
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
      result = kernels[i].run(atoll(arguments[2]));
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
      double seconds = (double)(after.tv_sec - before.tv_sec) + 1e-9 * (double)(after.tv_nsec - before.tv_nsec);
      if (seconds < best) best = seconds;
    }
    printf("%.8g %.9f\n", result, best);
    return 0;
  }
  return 2;
}

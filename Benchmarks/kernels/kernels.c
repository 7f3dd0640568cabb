// The kernels of `kernels.py` as C has them: doubles, 64-bit integers that nobody checks, arrays.
#include "harness.h"

static double collatz(int64_t limit) {
  int64_t best = 0;
  for (int64_t start = 1; start < limit; start++) {
    int64_t n = start, steps = 1;
    while (n != 1) {
      n = n % 2 == 0 ? n / 2 : 3 * n + 1;
      steps++;
    }
    if (steps > best) best = steps;
  }
  return (double)best;
}

static double mandelbrot(int64_t size) {
  int64_t total = 0;
  for (int64_t row = 0; row < size; row++) {
    double ci = 2.5 * (double)row / (double)size - 1.25;
    for (int64_t column = 0; column < size; column++) {
      double cr = 3.0 * (double)column / (double)size - 2.1, zr = 0, zi = 0;
      int64_t steps = 0;
      while (steps < 60) {
        double next = zr * zr - zi * zi + cr;
        zi = 2.0 * zr * zi + ci;
        zr = next;
        if (zr * zr + zi * zi > 4.0) break;
        steps++;
      }
      total += steps;
    }
  }
  return (double)total;
}

static double matrix_multiply(int64_t size) {
  double *a = malloc(sizeof(double) * size * size), *b = malloc(sizeof(double) * size * size);
  double *c = malloc(sizeof(double) * size * size);
  for (int64_t i = 0; i < size; i++) {
    for (int64_t j = 0; j < size; j++) {
      a[i * size + j] = (double)((i * 7 + j * 3) % 11) / 4;
      b[i * size + j] = (double)((i * 5 + j * 2) % 13) / 8;
    }
  }
  for (int64_t i = 0; i < size; i++) {
    for (int64_t j = 0; j < size; j++) {
      double total = 0;
      for (int64_t k = 0; k < size; k++) total += a[i * size + k] * b[k * size + j];
      c[i * size + j] = total;
    }
  }
  double trace = 0;
  for (int64_t i = 0; i < size; i++) trace += c[i * size + i];
  free(a);
  free(b);
  free(c);
  return trace;
}

struct body { double x, y, z, vx, vy, vz, mass; };

static double n_body(int64_t steps) {
  // A heavy body and four light ones, nearly in circles around it.
  static const double speeds[5] = {0, 2.8, 2.0, 1.6, 1.4};
  struct body bodies[5];
  for (int i = 0; i < 5; i++) {
    bodies[i] = (struct body){5.0 * i, 0.1 * i, 0.05 * i, 0, speeds[i], 0, i == 0 ? 40 : 0.01};
  }
  double dt = 0.001;
  for (int64_t step = 0; step < steps; step++) {
    for (int i = 0; i < 5; i++) {
      for (int j = i + 1; j < 5; j++) {
        struct body *a = &bodies[i], *b = &bodies[j];
        double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
        double squared = dx * dx + dy * dy + dz * dz;
        double magnitude = dt / (squared * sqrt(squared)), pull = b->mass * magnitude;
        a->vx -= dx * pull;
        a->vy -= dy * pull;
        a->vz -= dz * pull;
        pull = a->mass * magnitude;
        b->vx += dx * pull;
        b->vy += dy * pull;
        b->vz += dz * pull;
      }
    }
    for (int i = 0; i < 5; i++) {
      struct body *a = &bodies[i];
      a->x += dt * a->vx;
      a->y += dt * a->vy;
      a->z += dt * a->vz;
    }
  }
  return bodies[0].x;
}

static double sieve(int64_t limit) {
  char *composite = calloc(limit + 1, 1);
  int64_t count = 0;
  for (int64_t n = 2; n <= limit; n++) {
    if (composite[n]) continue;
    count++;
    for (int64_t multiple = n * n; multiple <= limit; multiple += n) composite[multiple] = 1;
  }
  free(composite);
  return (double)count;
}

static double entry(int64_t i, int64_t j) { return 1.0 / (double)((i + j) * (i + j + 1) / 2 + i + 1); }

static void times(const double *vector, double *result, int64_t size, int transposed) {
  for (int64_t i = 0; i < size; i++) {
    double total = 0;
    for (int64_t j = 0; j < size; j++) total += (transposed ? entry(j, i) : entry(i, j)) * vector[j];
    result[i] = total;
  }
}

static double spectral_norm(int64_t size) {
  double *u = malloc(sizeof(double) * size), *v = malloc(sizeof(double) * size), *w = malloc(sizeof(double) * size);
  for (int64_t i = 0; i < size; i++) u[i] = 1;
  for (int round = 0; round < 10; round++) {
    times(u, w, size, 0);
    times(w, v, size, 1);
    times(v, w, size, 0);
    times(w, u, size, 1);
  }
  double numerator = 0, denominator = 0;
  for (int64_t i = 0; i < size; i++) {
    numerator += u[i] * v[i];
    denominator += v[i] * v[i];
  }
  free(u);
  free(v);
  free(w);
  return sqrt(numerator / denominator);
}

static const struct kernel kernels[] = {
  {"collatz", collatz}, {"mandelbrot", mandelbrot}, {"matrix_multiply", matrix_multiply},
  {"n_body", n_body}, {"sieve", sieve}, {"spectral_norm", spectral_norm},
};

int main(int count, char **arguments) {
  return run_kernel(kernels, sizeof kernels / sizeof *kernels, count, arguments);
}

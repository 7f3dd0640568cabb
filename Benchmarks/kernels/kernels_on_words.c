// The kernels of `kernels.py` that keep numbers in objects, in C on Taipan's own words: a value is one word (Values/Value.swift),
// lists are made of them, ints are checked, and a loop looks at what other threads may ask. What a kernel takes here and
// not in `kernels.c` is the price of the representation; what it takes in Taipan and not here is the compiler's.
#include "harness.h"

typedef uint64_t value;

/// Whatever the interpreter would have to see to.
#define require(condition) do { if (__builtin_expect(!(condition), 0)) abort(); } while (0)

static volatile int poll, is_shared;

// MARK: Floats

static const uint64_t bias = (uint64_t)(0x3ff - 256) << 53;
static const value zero = 2;

static value from_double(double number) {
  uint64_t bits;
  memcpy(&bits, &number, sizeof bits);
  uint64_t shifted = (bits << 1 | bits >> 63) - bias;
  if (__builtin_expect(shifted - (1ull << 53) < (1ull << 62) - (1ull << 53), 1)) return shifted << 2 | 2;
  require(bits == 0);
  return zero;
}

static double to_double(value word) {
  require((word & 3) == 2);
  uint64_t rotated = (word - 2) >> 3 | (word - 2) << 61;
  double number;
  memcpy(&number, &rotated, sizeof number);
  return number * 0x1p767;
}

// MARK: Ints

static int64_t add(int64_t a, int64_t b) {
  int64_t sum;
  require(!__builtin_add_overflow(a, b, &sum));
  return sum;
}

static int64_t multiply(int64_t a, int64_t b) {
  int64_t product;
  require(!__builtin_mul_overflow(a, b, &product));
  return product;
}

// MARK: Lists

enum { kind_list = 11, kind_tuple = 10, constant_false = 0x0c, constant_true = 0x14 };

struct storage { uint64_t header, capacity; value elements[]; };
struct list { uint32_t shape; uint8_t kind; int64_t count; struct storage *storage; };

static struct list *make_list(int64_t count, value item) {
  struct list *list = malloc(sizeof *list);
  *list = (struct list){0, kind_list, count, malloc(sizeof(struct storage) + sizeof(value) * count)};
  list->storage->capacity = count;
  for (int64_t i = 0; i < count; i++) list->storage->elements[i] = item;
  return list;
}

static void free_list(struct list *list) {
  free(list->storage);
  free(list);
}

static struct list *as_list(value word) {
  require((word & 7) == 0);
  struct list *list = (struct list *)word;
  require(list->kind == kind_list);
  return list;
}

static value *place(struct list *list, int64_t index) {
  struct storage *storage = list->storage;
  require((uint64_t)index < (uint64_t)list->count);
  require((uint64_t)index < storage->capacity);
  return &storage->elements[index];
}

static value item(struct list *list, int64_t index) {
  value word = *place(list, index);
  require(word != 0);
  return word;
}

static void set_item(struct list *list, int64_t index, value word) {
  require(!is_shared);
  *place(list, index) = word;
}

// MARK: Kernels

static double collatz(int64_t limit) {
  int64_t best = 0;
  for (int64_t start = 1; start < limit; start++) {
    int64_t n = start, steps = 1;
    while (n != 1) {
      require(!poll);
      n = n % 2 == 0 ? n >> 1 : add(multiply(3, n), 1);
      steps = add(steps, 1);
    }
    if (steps > best) best = steps;
  }
  return (double)best;
}

static double matrix_multiply(int64_t size) {
  struct list *a = make_list(size, 0), *b = make_list(size, 0), *c = make_list(size, 0);
  for (int64_t i = 0; i < size; i++) {
    *place(a, i) = (value)make_list(size, zero);
    *place(b, i) = (value)make_list(size, zero);
    *place(c, i) = (value)make_list(size, zero);
    for (int64_t j = 0; j < size; j++) {
      set_item(as_list(item(a, i)), j, from_double((double)((i * 7 + j * 3) % 11) / 4));
      set_item(as_list(item(b, i)), j, from_double((double)((i * 5 + j * 2) % 13) / 8));
    }
  }
  for (int64_t i = 0; i < size; i++) {
    struct list *row = as_list(item(a, i)), *target = as_list(item(c, i));
    for (int64_t j = 0; j < size; j++) {
      double total = 0;
      for (int64_t k = 0; k < size; k++) {
        require(!poll);
        total += to_double(item(row, k)) * to_double(item(as_list(item(b, k)), j));
      }
      set_item(target, j, from_double(total));
    }
  }
  double trace = 0;
  for (int64_t i = 0; i < size; i++) {
    trace += to_double(item(as_list(item(c, i)), i));
    free_list(as_list(item(a, i)));
    free_list(as_list(item(b, i)));
    free_list(as_list(item(c, i)));
  }
  free_list(a);
  free_list(b);
  free_list(c);
  return trace;
}

struct body { uint32_t shape; uint64_t unused; value x, y, z, vx, vy, vz, mass; };
struct pair { uint32_t shape; uint8_t kind; int64_t count; struct body *a, *b; };

static struct body *as_body(struct body *body) {
  require(((value)body & 7) == 0 && body->shape == 1);
  return body;
}

static double n_body(int64_t steps) {
  static const double speeds[5] = {0, 2.8, 2.0, 1.6, 1.4};
  struct body bodies[5];
  struct pair pairs[10], *next = pairs;
  for (int i = 0; i < 5; i++) {
    bodies[i] = (struct body){
      1, 0, from_double(5.0 * i), from_double(0.1 * i), from_double(0.05 * i), zero, from_double(speeds[i]), zero,
      from_double(i == 0 ? 40 : 0.01)};
  }
  for (int i = 0; i < 5; i++) {
    for (int j = i + 1; j < 5; j++) *next++ = (struct pair){0, kind_tuple, 2, &bodies[i], &bodies[j]};
  }
  double dt = 0.001;
  for (int64_t step = 0; step < steps; step++) {
    for (struct pair *pair = pairs; pair < next; pair++) {
      require(!poll && pair->kind == kind_tuple && pair->count == 2);
      struct body *a = as_body(pair->a), *b = as_body(pair->b);
      double dx = to_double(a->x) - to_double(b->x);
      double dy = to_double(a->y) - to_double(b->y);
      double dz = to_double(a->z) - to_double(b->z);
      double squared = dx * dx + dy * dy + dz * dz, divisor = squared * sqrt(squared);
      require(divisor != 0);
      double magnitude = dt / divisor, pull = to_double(b->mass) * magnitude;
      a->vx = from_double(to_double(a->vx) - dx * pull);
      a->vy = from_double(to_double(a->vy) - dy * pull);
      a->vz = from_double(to_double(a->vz) - dz * pull);
      pull = to_double(a->mass) * magnitude;
      b->vx = from_double(to_double(b->vx) + dx * pull);
      b->vy = from_double(to_double(b->vy) + dy * pull);
      b->vz = from_double(to_double(b->vz) + dz * pull);
    }
    for (int i = 0; i < 5; i++) {
      require(!poll);
      struct body *a = as_body(&bodies[i]);
      a->x = from_double(to_double(a->x) + dt * to_double(a->vx));
      a->y = from_double(to_double(a->y) + dt * to_double(a->vy));
      a->z = from_double(to_double(a->z) + dt * to_double(a->vz));
    }
  }
  return to_double(bodies[0].x);
}

static double sieve(int64_t limit) {
  struct list *composite = make_list(limit + 1, constant_false);
  int64_t count = 0;
  for (int64_t n = 2; n <= limit; n++) {
    require(!poll);
    if (item(composite, n) == constant_true) continue;
    count = add(count, 1);
    for (int64_t multiple = multiply(n, n); multiple <= limit; multiple += n) {
      require(!poll);
      set_item(composite, multiple, constant_true);
    }
  }
  free_list(composite);
  return (double)count;
}

static double entry(int64_t i, int64_t j) {
  int64_t divisor = add(add(multiply(add(i, j), add(add(i, j), 1)) >> 1, i), 1);
  // Larger ints are no doubles.
  require(divisor != 0 && (uint64_t)divisor + (1ull << 53) <= 1ull << 54);
  return 1.0 / (double)divisor;
}

static struct list *times(struct list *vector, int transposed) {
  struct list *result = make_list(vector->count, zero);
  for (int64_t i = 0; i < vector->count; i++) {
    double total = 0;
    for (int64_t j = 0; j < vector->count; j++) {
      require(!poll);
      total += (transposed ? entry(j, i) : entry(i, j)) * to_double(item(vector, j));
    }
    set_item(result, i, from_double(total));
  }
  return result;
}

static struct list *times_both(struct list *vector) {
  struct list *between = times(vector, 0), *result = times(between, 1);
  free_list(between);
  return result;
}

static double spectral_norm(int64_t size) {
  struct list *u = make_list(size, from_double(1)), *v = 0;
  for (int round = 0; round < 10; round++) {
    if (v) free_list(v);
    v = times_both(u);
    free_list(u);
    u = times_both(v);
  }
  double numerator = 0, denominator = 0;
  for (int64_t i = 0; i < size; i++) {
    double a = to_double(item(u, i)), b = to_double(item(v, i));
    numerator += a * b;
    denominator += b * b;
  }
  free_list(u);
  free_list(v);
  return sqrt(numerator / denominator);
}

static const struct kernel kernels[] = {
  {"collatz", collatz}, {"matrix_multiply", matrix_multiply}, {"n_body", n_body}, {"sieve", sieve},
  {"spectral_norm", spectral_norm},
};

int main(int count, char **arguments) {
  return run_kernel(kernels, sizeof kernels / sizeof *kernels, count, arguments);
}

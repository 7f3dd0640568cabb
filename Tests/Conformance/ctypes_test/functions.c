// What CPython's tests of `ctypes` call and look at, by the names that they use. `stubs/_ctypes_test.py` builds it.

#include <complex.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#undef I

// MARK: Data

int an_integer = 42;
int get_an_integer(void) { return an_integer; }

long left = 10, top = 20, right = 30, bottom = 40;

// MARK: A third of the last argument, which is remembered

static long long last_signed;
static unsigned long long last_unsigned;

long long last_tf_arg_s(void) { return last_signed; }
unsigned long long last_tf_arg_u(void) { return last_unsigned; }

#define THIRD(letter, type, last)                                                        \
  type tf_##letter(type value) { last = value; return value / 3; }                       \
  type tf_b##letter(signed char first, type value) { last = value; return value / 3; }

THIRD(b, signed char, last_signed)
THIRD(B, unsigned char, last_unsigned)
THIRD(h, short, last_signed)
THIRD(H, unsigned short, last_unsigned)
THIRD(i, int, last_signed)
THIRD(I, unsigned int, last_unsigned)
THIRD(l, long, last_signed)
THIRD(L, unsigned long, last_unsigned)
THIRD(q, long long, last_signed)
THIRD(Q, unsigned long long, last_unsigned)
THIRD(f, float, last_signed)
THIRD(d, double, last_signed)
THIRD(D, long double, last_signed)

void tv_i(int value) { last_signed = value; }

// MARK: The C library's functions, under names of their own

char *my_strchr(const char *text, int character) { return strchr(text, character); }
char *my_strtok(char *text, const char *delimiters) { return strtok(text, delimiters); }
char *my_strdup(const char *text) { return strdup(text); }
void my_free(void *memory) { free(memory); }
size_t my_wcslen(const wchar_t *text) { return wcslen(text); }
wchar_t *my_wcsdup(const wchar_t *text) { return wcsdup(text); }
double my_sqrt(double number) { return sqrt(number); }
double _Complex my_csqrt(double _Complex number) { return csqrt(number); }
float _Complex my_csqrtf(float _Complex number) { return csqrtf(number); }
long double _Complex my_csqrtl(long double _Complex number) { return csqrtl(number); }
void my_qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *)) {
  qsort(base, count, size, compare);
}
void *get_strchr(void) { return (void *)strchr; }

int myprintf(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int count = vprintf(format, arguments);
  va_end(arguments);
  return count;
}

// MARK: Arguments of many types

#define SUM(name, result, last)                                                          \
  result name(signed char b, short h, int i, long l, float f, last d) { return b + h + i + l + f + d; }

SUM(_testfunc_i_bhilfd, int, double)
SUM(_testfunc_f_bhilfd, float, double)
SUM(_testfunc_d_bhilfd, double, double)
SUM(_testfunc_D_bhilfD, long double, long double)
SUM(_testfunc_q_bhilfd, long long, double)

long long _testfunc_q_bhilfdq(signed char b, short h, int i, long l, float f, double d, long long q) {
  return b + h + i + l + f + d + q;
}

void _testfunc_v(int a, int b, int *sum) { *sum = a + b; }

// MARK: Pointers

void *_testfunc_p_p(void *pointer) { return pointer; }
void *_testfunc_c_p_p(int *count, char **strings) { return strings[*count - 1]; }
int *_testfunc_ai8(int numbers[8]) { return numbers; }

// MARK: Callbacks

int _testfunc_callback_i_if(int value, int (*function)(int)) {
  int sum = 0;
  for (; value != 0; value /= 2) sum += function(value);
  return sum;
}

long long _testfunc_callback_q_qf(long long value, long long (*function)(long long)) {
  long long sum = 0;
  for (; value != 0; value /= 2) sum += function(value);
  return sum;
}

int _testfunc_callback_with_pointer(int (*function)(int *)) {
  int numbers[10];
  for (int index = 0; index < 10; index++) numbers[index] = index;
  return function(numbers);
}

long long _testfunc_callback_int_to_longlong(int (*function)(void)) { return function(); }

int _testfunc_cbk_reg_int(int a, int b, int c, int d, int e, int (*function)(int, int, int, int, int)) {
  return function(a * a, b * b, c * c, d * d, e * e);
}

double _testfunc_cbk_reg_double(double a, double b, double c, double d, double e,
                                double (*function)(double, double, double, double, double)) {
  return function(a * a, b * b, c * c, d * d, e * e);
}

double integrate(double from, double to, double (*function)(double), long steps) {
  double width = (to - from) / steps, sum = 0;
  for (long step = 0; step < steps; step++) sum += function(from + (step + 0.5) * width);
  return sum * width;
}

// MARK: Structures by value

typedef struct { int x, y; } point;
typedef struct { unsigned long first, second, third; } three_longs;
typedef struct { unsigned int first, second; } two_ints;

int _testfunc_byval(point in, point *out) {
  if (out) *out = in;
  return in.x + in.y;
}

void _testfunc_cbk_large_struct(three_longs in, void (*function)(three_longs)) { function(in); }

void _testfunc_large_struct_update_value(three_longs in) {
  volatile three_longs *own = &in;
  own->first = own->second = own->third = 0x0badf00d;
}

static two_ints last_two_ints;

void _testfunc_reg_struct_update_value(two_ints in) {
  last_two_ints = in;
  volatile two_ints *own = &in;
  own->first = own->second = 0x0badf00d;
}

two_ints get_last_tfrsuv_arg(void) { return last_two_ints; }

typedef struct { short x, y; } two_shorts;
two_shorts ret_2h_func(two_shorts in) { return (two_shorts){in.x * 2, in.y * 3}; }

typedef struct { int numbers[8]; } eight_ints;
eight_ints ret_8i_func(eight_ints in) {
  for (int index = 0; index < 8; index++) in.numbers[index] *= index + 2;
  return in;
}

// MARK: Arrays in structures by value

typedef struct { unsigned char data[16]; } bytes16;
int _testfunc_array_in_struct2(bytes16 in) {
  int sum = 0;
  for (int index = 0; index < 16; index++) {
    sum += in.data[index];
    in.data[index] = 0;
  }
  return sum;
}

typedef struct { float data[2], more[2]; } floats4;
double _testfunc_array_in_struct3A(floats4 in) {
  double sum = (double)in.data[0] + in.data[1] + in.more[0] + in.more[1];
  memset(&in, 0, sizeof in);
  return sum;
}

#define DOUBLES(letter, count)                                                            \
  typedef struct { double data[count]; } doubles##count;                                 \
  double _testfunc_array_in_struct3##letter(doubles##count in) {                         \
    double sum = 0;                                                                      \
    for (int index = 0; index < count; index++) sum += in.data[index];                   \
    memset(&in, 0, sizeof in);                                                           \
    return sum;                                                                          \
  }                                                                                      \
  doubles##count _testfunc_array_in_struct3##letter##_set_defaults(void) {               \
    doubles##count result;                                                               \
    for (int index = 0; index < count; index++) result.data[index] = index + 1;          \
    return result;                                                                       \
  }

DOUBLES(B, 2)
DOUBLES(C, 4)
DOUBLES(D, 8)
DOUBLES(E, 9)

// MARK: Rectangles

typedef struct { long x, y; } long_point;
typedef struct { long left, top, right, bottom; } rectangle;

int PointInRect(rectangle *area, long_point point) {
  return point.x >= area->left && point.x <= area->right && point.y >= area->top && point.y <= area->bottom;
}

static int is_same(rectangle a, rectangle b) { return memcmp(&a, &b, sizeof a) == 0; }

rectangle ReturnRect(int which, rectangle a, rectangle *b, long_point c, rectangle d, rectangle *e, long_point f,
                     rectangle g) {
  int isIntact = is_same(a, *b) && is_same(a, d) && is_same(a, *e) && is_same(a, g) && c.x == f.x && c.y == f.y &&
                 PointInRect(b, c);
  rectangle given[] = {a, *b, d, *e, g};
  return isIntact ? given[which % 5] : (rectangle){-1, -1, -1, -1};
}

// MARK: Bit fields

#define BIT_FIELDS                                                                        \
  int A : 1, B : 2, C : 3, D : 4, E : 5, F : 6, G : 7, H : 8, I : 9;                     \
  short M : 1, N : 2, O : 3, P : 4, Q : 5, R : 6, S : 7;

#define FIELD(name, letter) case letter: return bits->name;
#define ALL_FIELDS                                                                        \
  FIELD(A, 'A') FIELD(B, 'B') FIELD(C, 'C') FIELD(D, 'D') FIELD(E, 'E') FIELD(F, 'F')    \
  FIELD(G, 'G') FIELD(H, 'H') FIELD(I, 'I') FIELD(M, 'M') FIELD(N, 'N') FIELD(O, 'O')    \
  FIELD(P, 'P') FIELD(Q, 'Q') FIELD(R, 'R') FIELD(S, 'S')

typedef struct { BIT_FIELDS } bit_fields;
int unpack_bitfields(bit_fields *bits, char name) {
  switch (name) { ALL_FIELDS default: return 999; }
}

typedef struct __attribute__((ms_struct)) { BIT_FIELDS } ms_bit_fields;
int unpack_bitfields_msvc(ms_bit_fields *bits, char name) {
  switch (name) { ALL_FIELDS default: return 999; }
}

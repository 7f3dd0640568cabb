#include "CSystem.h"

#include <complex.h>
#include <string.h>

// A complex number is laid out as an array of its two parts.
void system_complex(enum system_complex_function function, double *parts) {
  static double complex (*const functions[])(double complex) = {
    cacos, cacosh, casinh, catanh, ccosh, cexp, clog, csinh, csqrt, ctanh,
  };
  double complex number;
  memcpy(&number, parts, sizeof number);
  number = functions[function](number);
  memcpy(parts, &number, sizeof number);
}

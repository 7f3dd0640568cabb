// GMP's low-level functions under names that Swift sees: gmp.h renames them by macros, which Swift does not follow.
// Numbers are arrays of 64-bit limbs, the least significant first. "Normalised" means that the last limb is not zero.
#ifndef CGMP_H
#define CGMP_H

#include <gmp.h>
#include <stdbool.h>
#include <stdint.h>

_Static_assert(sizeof(mp_limb_t) == 8 && GMP_NAIL_BITS == 0, "limbs are 64 bits");

typedef const uint64_t *_Nonnull LimbSource;
typedef uint64_t *_Nonnull LimbTarget;

#define LIMBS(p) ((const mp_limb_t *)(p))
#define TARGET(p) ((mp_limb_t *)(p))

// MARK: Sums

/// target = left + right, of leftCount ≥ rightCount limbs; answers the carry.
static inline uint64_t limbs_add(LimbTarget target, LimbSource left, int64_t leftCount, LimbSource right,
                                 int64_t rightCount) {
  return mpn_add(TARGET(target), LIMBS(left), leftCount, LIMBS(right), rightCount);
}

/// target = left − right, which is not larger; answers the borrow.
static inline uint64_t limbs_subtract(LimbTarget target, LimbSource left, int64_t leftCount, LimbSource right,
                                      int64_t rightCount) {
  return mpn_sub(TARGET(target), LIMBS(left), leftCount, LIMBS(right), rightCount);
}

static inline uint64_t limbs_add_limb(LimbTarget target, LimbSource left, int64_t count, uint64_t right) {
  return mpn_add_1(TARGET(target), LIMBS(left), count, right);
}

static inline uint64_t limbs_subtract_limb(LimbTarget target, LimbSource left, int64_t count, uint64_t right) {
  return mpn_sub_1(TARGET(target), LIMBS(left), count, right);
}

static inline int32_t limbs_compare(LimbSource left, LimbSource right, int64_t count) {
  return mpn_cmp(LIMBS(left), LIMBS(right), count);
}

// MARK: Products and quotients

/// leftCount + rightCount limbs, apart from both; leftCount ≥ rightCount > 0.
static inline void limbs_multiply(LimbTarget target, LimbSource left, int64_t leftCount, LimbSource right,
                                  int64_t rightCount) {
  mpn_mul(TARGET(target), LIMBS(left), leftCount, LIMBS(right), rightCount);
}

static inline void limbs_square(LimbTarget target, LimbSource source, int64_t count) {
  mpn_sqr(TARGET(target), LIMBS(source), count);
}

/// Answers the limb beyond the last.
static inline uint64_t limbs_multiply_limb(LimbTarget target, LimbSource left, int64_t count, uint64_t right) {
  return mpn_mul_1(TARGET(target), LIMBS(left), count, right);
}

/// leftCount − rightCount + 1 limbs of quotient, rightCount of remainder, rounded towards zero; right is normalised.
static inline void limbs_divide(LimbTarget quotient, LimbTarget remainder, LimbSource left, int64_t leftCount,
                                LimbSource right, int64_t rightCount) {
  mpn_tdiv_qr(TARGET(quotient), TARGET(remainder), 0, LIMBS(left), leftCount, LIMBS(right), rightCount);
}

/// Answers the remainder.
static inline uint64_t limbs_divide_limb(LimbTarget quotient, LimbSource left, int64_t count, uint64_t right) {
  return mpn_divrem_1(TARGET(quotient), 0, LIMBS(left), count, right);
}

static inline uint64_t limbs_remainder_limb(LimbSource left, int64_t count, uint64_t right) {
  return mpn_mod_1(LIMBS(left), count, right);
}

// MARK: Shifts, by 1 … 63 bits

/// Answers the bits shifted out, in the lowest places.
static inline uint64_t limbs_shift_left(LimbTarget target, LimbSource source, int64_t count, uint32_t bits) {
  return mpn_lshift(TARGET(target), LIMBS(source), count, bits);
}

static inline uint64_t limbs_shift_right(LimbTarget target, LimbSource source, int64_t count, uint32_t bits) {
  return mpn_rshift(TARGET(target), LIMBS(source), count, bits);
}

// MARK: Digits

/// Writes the digits' values, the most significant first, and answers how many. Destroys `source`, which is normalised.
static inline int64_t limbs_to_digits(uint8_t *_Nonnull digits, int32_t base, LimbTarget source, int64_t count) {
  return (int64_t)mpn_get_str(digits, base, TARGET(source), count);
}

/// Answers how many limbs the digits' value takes.
static inline int64_t limbs_from_digits(LimbTarget target, const uint8_t *_Nonnull digits, int64_t count,
                                        int32_t base) {
  return mpn_set_str(TARGET(target), digits, (size_t)count, base);
}

// MARK: Number theory, which GMP offers for its own numbers only

static inline int64_t limbs_take_result(LimbTarget target, mpz_t number) {
  int64_t count = (int64_t)mpz_size(number);
  if (count > 0) mpn_copyi(TARGET(target), mpz_limbs_read(number), count);
  mpz_clear(number);
  return count;
}

/// base ** exponent modulo modulus, all positive; modulusCount limbs at most, of which the answer is how many.
static inline int64_t limbs_power_modulo(LimbTarget target, LimbSource base, int64_t baseCount, LimbSource exponent,
                                         int64_t exponentCount, LimbSource modulus, int64_t modulusCount) {
  mpz_t result, b, e, m;
  mpz_init(result);
  mpz_powm(result, mpz_roinit_n(b, LIMBS(base), baseCount), mpz_roinit_n(e, LIMBS(exponent), exponentCount),
           mpz_roinit_n(m, LIMBS(modulus), modulusCount));
  return limbs_take_result(target, result);
}

/// The greatest common divisor of positive numbers, at most as many limbs as the shorter.
static inline int64_t limbs_greatest_common_divisor(LimbTarget target, LimbSource left, int64_t leftCount,
                                                    LimbSource right, int64_t rightCount) {
  mpz_t result, a, b;
  mpz_init(result);
  mpz_gcd(result, mpz_roinit_n(a, LIMBS(left), leftCount), mpz_roinit_n(b, LIMBS(right), rightCount));
  return limbs_take_result(target, result);
}

/// The integral square root of `count` normalised limbs: (count + 1) / 2 limbs.
static inline void limbs_square_root(LimbTarget target, LimbSource source, int64_t count) {
  mpn_sqrtrem(TARGET(target), NULL, LIMBS(source), count);
}

/// The inverse of `number` modulo `modulus`, both positive; −1 where there is none.
static inline int64_t limbs_invert(LimbTarget target, LimbSource number, int64_t count, LimbSource modulus,
                                   int64_t modulusCount) {
  mpz_t result, n, m;
  mpz_init(result);
  if (!mpz_invert(result, mpz_roinit_n(n, LIMBS(number), count), mpz_roinit_n(m, LIMBS(modulus), modulusCount))) {
    mpz_clear(result);
    return -1;
  }
  return limbs_take_result(target, result);
}

#undef LIMBS
#undef TARGET

#endif

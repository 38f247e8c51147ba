// Every function is a loop without branches, which the compiler makes vectors of: for AVX-512, AVX2 and what every
// processor has, of which the loader takes the best (an ifunc). A number's result does not depend on its neighbours.
#include "elementary.h"

#include <string.h>

// A product and a sum stay two roundings, so that every processor gets the same bits.
#pragma STDC FP_CONTRACT OFF

#ifndef __has_feature
#define __has_feature(feature) 0
#endif
// What takes the best is called before a sanitizer is ready for it.
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define VECTORS
#elif defined(__x86_64__) && defined(__clang__)
#define VECTORS __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define VECTORS
#endif
#ifdef __clang__
#define INTERLEAVED _Pragma("clang loop interleave_count(4)")
#else
#define INTERLEAVED
#endif
#define INLINE static inline __attribute__((always_inline))

INLINE unsigned long bits_of(double x) {
    unsigned long bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

INLINE double double_of(unsigned long bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

// Added to a number below 2^51, this rounds it to a whole one, which then is in the low bits.
static const double shift = 0x1.8p52;

// 2^n for a whole n from -1022 to 1023, given as n + shift.
INLINE double power_of_two(double n) { return double_of((bits_of(n) << 52) + bits_of(1.0)); }

// x = n ln 2 + r + rest with |r| <= ln 2 / 2.
struct reduced {
    double n, r, rest;
};

INLINE struct reduced reduce(double x) {
    const double ln2_high = 0x1.62e42fee00000p-1, ln2_low = 0x1.a39ef35793c76p-33;  // n ln2_high is exact
    double n = x * 0x1.71547652b82fep0 + shift - shift;
    double high = x - n * ln2_high, low = n * ln2_low;
    double r = high - low;
    return (struct reduced){n, r, (high - r) - low};
}

// e^r - 1 - r = r^2 (1/2 + r/6 + ...), to 2^-60.
INLINE double beyond_linear(double r) {
    double q = 0x1.ae7f3e733b81fp-41;                       // 1/15!
    q = q * r + 0x1.93974a8c07c9dp-37;                      // 1/14!
    q = q * r + 0x1.6124613a86d09p-33;                      // 1/13!
    q = q * r + 0x1.1eed8eff8d898p-29;                      // 1/12!
    q = q * r + 0x1.ae64567f544e4p-26;                      // 1/11!
    q = q * r + 0x1.27e4fb7789f5cp-22;                      // 1/10!
    q = q * r + 0x1.71de3a556c734p-19;                      // 1/9!
    q = q * r + 0x1.a01a01a01a01ap-16;                      // 1/8!
    q = q * r + 0x1.a01a01a01a01ap-13;                      // 1/7!
    q = q * r + 0x1.6c16c16c16c17p-10;                      // 1/6!
    q = q * r + 0x1.1111111111111p-7;                       // 1/5!
    q = q * r + 0x1.5555555555555p-5;                       // 1/4!
    q = q * r + 0x1.5555555555555p-3;                       // 1/3!
    q = q * r + 0x1p-1;                                     // 1/2!
    return q * (r * r);
}

INLINE double exp_of(double x) {
    double within = x < -746 ? -746 : x > 710 ? 710 : x;    // a NaN stays one
    struct reduced a = reduce(within);
    double one = 1 + a.r, lost = a.r - (one - 1);
    double e = one + (lost + (a.rest + beyond_linear(a.r)));
    double half = a.n * 0.5 + shift;                        // 2^n in two steps: it may be too large or small for one
    return e * power_of_two(half) * power_of_two(a.n - (half - shift) + shift);
}

// tanh |z| = -m / (2 + m) with m = e^-2|z| - 1, both with what was lost in rounding them.
INLINE double tanh_of(double z) {
    double x = -2 * __builtin_fabs(z);
    struct reduced a = reduce(x < -40 ? -40 : x);
    double beyond = a.rest + beyond_linear(a.r), part = a.r + beyond, part_lost = beyond - (part - a.r);  // e^r - 1
    double scale = power_of_two(a.n + shift), less = scale - 1, less_lost = scale - (less + 1);
    double m = less + scale * part, m_lost = (scale * part - (m - less)) + (scale * part_lost + less_lost);
    double divisor = 2 + m, divisor_lost = (m - (divisor - 2)) + m_lost;
    double quotient = -m / divisor;
    double remainder = __builtin_fma(-quotient, divisor, -m) - m_lost - quotient * divisor_lost;
    return __builtin_copysign(quotient + remainder / divisor, z);
}

VECTORS void celementary_exp_f64(double *x, long count) {
    INTERLEAVED
    for (long i = 0; i < count; i++) x[i] = exp_of(x[i]);
}

VECTORS void celementary_tanh_f64(double *x, long count) {
    INTERLEAVED
    for (long i = 0; i < count; i++) x[i] = tanh_of(x[i]);
}

// e^-|z|, of which sigmoid and its derivative are made; it is never above 1, so that nothing overflows.
VECTORS void celementary_sigmoid_f64(double *a, const double *z, long count) {
    INTERLEAVED
    for (long i = 0; i < count; i++) {
        double e = exp_of(-__builtin_fabs(z[i]));
        a[i] = (z[i] < 0 ? e : 1) / (1 + e);
    }
}

VECTORS void celementary_sigmoid_pullback_f64(
    double *delta, const double *z, const double *a, const double *slope, long count) {
    INTERLEAVED
    for (long i = 0; i < count; i++) {
        double e = exp_of(-__builtin_fabs(z[i]));
        delta[i] = (z[i] < 1 ? a[i] - a[i] * a[i] : e / ((1 + e) * (1 + e))) * slope[i];
    }
}

// float32 in float64: rounded once, at the end.
struct reduced_float {
    double n, m;  // e^x = 2^n (1 + m)
};

INLINE struct reduced_float reduce_float(double x) {
    double n = x * 0x1.71547652b82fep0 + shift - shift;
    double r = x - n * 0x1.62e42fefa39efp-1;
    double q = 0x1.a01a01a01a01ap-16;                       // 1/8!
    q = q * r + 0x1.a01a01a01a01ap-13;
    q = q * r + 0x1.6c16c16c16c17p-10;
    q = q * r + 0x1.1111111111111p-7;
    q = q * r + 0x1.5555555555555p-5;
    q = q * r + 0x1.5555555555555p-3;
    q = q * r + 0x1p-1;
    return (struct reduced_float){n, r + q * (r * r)};
}

INLINE float exp_of_float(float x) {
    struct reduced_float a = reduce_float(x < -150 ? -150 : x > 89 ? 89 : x);
    return (float)((1 + a.m) * power_of_two(a.n + shift));
}

VECTORS void celementary_exp_f32(float *x, long count) {
    INTERLEAVED
    for (long i = 0; i < count; i++) x[i] = exp_of_float(x[i]);
}

VECTORS void celementary_sigmoid_f32(float *a, const float *z, long count) {
    INTERLEAVED
    for (long i = 0; i < count; i++) {
        float e = exp_of_float(-__builtin_fabsf(z[i]));
        a[i] = (z[i] < 0 ? e : 1) / (1 + e);
    }
}

VECTORS void celementary_sigmoid_pullback_f32(
    float *delta, const float *z, const float *a, const float *slope, long count) {
    INTERLEAVED
    for (long i = 0; i < count; i++) {
        float e = exp_of_float(-__builtin_fabsf(z[i]));
        delta[i] = (z[i] < 1 ? a[i] - a[i] * a[i] : e / ((1 + e) * (1 + e))) * slope[i];
    }
}

VECTORS void celementary_tanh_f32(float *x, long count) {
    INTERLEAVED
    for (long i = 0; i < count; i++) {
        double z = -2 * __builtin_fabs((double)x[i]);
        struct reduced_float a = reduce_float(z < -40 ? -40 : z);
        double scale = power_of_two(a.n + shift), m = scale * a.m + (scale - 1);
        x[i] = (float)__builtin_copysign(m / (-2 - m), (double)x[i]);
    }
}

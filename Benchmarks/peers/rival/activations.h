// Activations and their slopes, eight numbers at a time, or four.
#pragma once
#include "tape.h"

#if RIVAL_AVX512
typedef __m512d Vec;
typedef __mmask8 Mask;
static constexpr size_t kLanes = 8;
extern "C" __m512d _ZGVeN8v_exp(__m512d);   // glibc libmvec
extern "C" __m512d _ZGVeN8v_tanh(__m512d);

static inline Mask first(size_t n) { return (Mask)((1u << n) - 1); }
static inline Vec all(double x) { return _mm512_set1_pd(x); }
static inline Vec load(Mask m, const double* p) { return _mm512_maskz_loadu_pd(m, p); }
static inline void store(double* p, Mask m, Vec v) { _mm512_mask_storeu_pd(p, m, v); }
static inline Vec exponential(Vec v) { return _ZGVeN8v_exp(v); }
static inline Vec tangent(Vec v) { return _ZGVeN8v_tanh(v); }
static inline Vec above_zero(Vec v) { return _mm512_max_pd(v, _mm512_setzero_pd()); }
static inline Vec where_positive(Vec v, Vec g) {
    return _mm512_maskz_mov_pd(_mm512_cmp_pd_mask(v, _mm512_setzero_pd(), _CMP_GT_OQ), g);
}
#else
typedef __m256d Vec;
typedef __m256i Mask;
static constexpr size_t kLanes = 4;
extern "C" __m256d _ZGVdN4v_exp(__m256d);   // glibc libmvec
extern "C" __m256d _ZGVdN4v_tanh(__m256d);

static inline Mask first(size_t n) {
    return _mm256_cmpgt_epi64(_mm256_set1_epi64x((long long)n), _mm256_setr_epi64x(0, 1, 2, 3));
}
static inline Vec all(double x) { return _mm256_set1_pd(x); }
static inline Vec load(Mask m, const double* p) { return _mm256_maskload_pd(p, m); }
static inline void store(double* p, Mask m, Vec v) { _mm256_maskstore_pd(p, m, v); }
static inline Vec exponential(Vec v) { return _ZGVdN4v_exp(v); }
static inline Vec tangent(Vec v) { return _ZGVdN4v_tanh(v); }
static inline Vec above_zero(Vec v) { return _mm256_max_pd(v, _mm256_setzero_pd()); }
static inline Vec where_positive(Vec v, Vec g) {
    return _mm256_and_pd(_mm256_cmp_pd(v, _mm256_setzero_pd(), _CMP_GT_OQ), g);
}
#endif

template <class F>
static inline void each(size_t n, F f) {
    const Mask full = first(kLanes);
    size_t i = 0;
    for (; i + kLanes <= n; i += kLanes) f(i, full);
    if (i < n) f(i, first(n - i));
}

// z += b (row by row), a = act(z)
static void activate(Act act, double* z, const double* b, double* a, uint32_t n, uint32_t o) {
    const Vec one = all(1);
    auto run = [&](auto f) {
        for (uint32_t r = 0; r < n; r++) {
            double *zr = z + (size_t)r * o, *ar = a + (size_t)r * o;
            each(o, [&](size_t i, Mask m) {
                Vec v = load(m, zr + i) + load(m, b + i);
                store(zr + i, m, v);
                store(ar + i, m, f(v));
            });
        }
    };
    switch (act) {
        case kSigmoid: run([&](Vec v) { return one / (one + exponential(-v)); }); break;
        case kRelu: run([&](Vec v) { return above_zero(v); }); break;
        case kTanh: run([&](Vec v) { return tangent(v); }); break;
        case kIdentity: run([&](Vec v) { return v; }); break;
    }
}

// d *= act'(z)
static void times_slope(Act act, double* d, const double* a, size_t n) {
    const Vec one = all(1);
    auto run = [&](auto f) {
        each(n, [&](size_t i, Mask m) { store(d + i, m, f(load(m, d + i), load(m, a + i))); });
    };
    switch (act) {
        case kSigmoid: run([&](Vec g, Vec v) { return g * (one - v) * v; }); break;
        case kRelu: run([&](Vec g, Vec v) { return where_positive(v, g); }); break;
        case kTanh: run([&](Vec g, Vec v) { return g * (one - v * v); }); break;
        case kIdentity: break;
    }
}

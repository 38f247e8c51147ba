// Arithmetic, row-major throughout.
#pragma once
#include <cblas.h>

#include "activations.h"

static constexpr uint64_t kTiny = 6000;   // multiply-adds below which plain loops beat a dgemm call

// z[n][o] = sum_i a[n][i] w[o][i]
static void forward(const double* a, const double* w, double* z, uint32_t n, uint32_t o, uint32_t in) {
    if ((uint64_t)n * o * in > kTiny) {
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, o, in, 1, a, in, w, in, 0, z, o);
        return;
    }
    for (uint32_t r = 0; r < n; r++)
        for (uint32_t j = 0; j < o; j++) {
            const double *x = a + (size_t)r * in, *y = w + (size_t)j * in;
            double s = 0;
            uint32_t i = 0;
#if RIVAL_AVX512
            if (in >= 8) {
                __m512d v = _mm512_setzero_pd();
                for (; i + 8 <= in; i += 8) v = _mm512_fmadd_pd(_mm512_loadu_pd(x + i), _mm512_loadu_pd(y + i), v);
                s = _mm512_reduce_add_pd(v);
            }
#else
            if (in >= 4) {
                __m256d v = _mm256_setzero_pd();
                for (; i + 4 <= in; i += 4) v = _mm256_fmadd_pd(_mm256_loadu_pd(x + i), _mm256_loadu_pd(y + i), v);
                const __m128d two = _mm_add_pd(_mm256_castpd256_pd128(v), _mm256_extractf128_pd(v, 1));
                s = _mm_cvtsd_f64(_mm_add_sd(two, _mm_unpackhi_pd(two, two)));
            }
#endif
            for (; i < in; i++) s += x[i] * y[i];
            z[(size_t)r * o + j] = s;
        }
}

// g[o][i] = sum_n d[n][o] a[n][i]
static void weight_gradient(const double* d, const double* a, double* g, uint32_t n, uint32_t o, uint32_t in) {
    if ((uint64_t)n * o * in > kTiny) {
        cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, o, in, n, 1, d, o, a, in, 0, g, in);
        return;
    }
    for (uint32_t j = 0; j < o; j++) {
        double* y = g + (size_t)j * in;
        for (uint32_t i = 0; i < in; i++) y[i] = d[j] * a[i];
        for (uint32_t r = 1; r < n; r++) {
            const double s = d[(size_t)r * o + j], *x = a + (size_t)r * in;
            for (uint32_t i = 0; i < in; i++) y[i] += s * x[i];
        }
    }
}

// p[n][i] = sum_o d[n][o] w[o][i]
static void back(const double* d, const double* w, double* p, uint32_t n, uint32_t o, uint32_t in) {
    if ((uint64_t)n * o * in > kTiny) {
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, in, o, 1, d, o, w, in, 0, p, in);
        return;
    }
    for (uint32_t r = 0; r < n; r++) {
        double* y = p + (size_t)r * in;
        const double* e = d + (size_t)r * o;
        for (uint32_t i = 0; i < in; i++) y[i] = e[0] * w[i];
        for (uint32_t j = 1; j < o; j++) {
            const double s = e[j], *x = w + (size_t)j * in;
            for (uint32_t i = 0; i < in; i++) y[i] += s * x[i];
        }
    }
}

// Prepared numbers laid down as JSON.
#pragma once
#include "common.h"
#if RIVAL_AVX512
#include "numbers_avx512.h"
#else
#include "numbers_avx2.h"
#endif

static __attribute__((noinline)) char* lay_rare(char* p, double v) {
    if (std::isfinite(v)) p = std::to_chars(p, p + 32, v, std::chars_format::scientific).ptr;
    else memcpy(p, "null", 4), p += 4;
    *p++ = ',';
    return p;
}

// Lays down number j and a comma; returns the end.
static inline __attribute__((always_inline)) char* lay(char* p, const Prepared& w, size_t j, const double* v) {
    const uint64_t m = w.meta[j];
    if (UNLIKELY(m == 0)) return lay_rare(p, v[j]);
    memcpy(p, &m, 4);
    _mm_storeu_si128((__m128i*)(p + 2 + (m >> 40 & 1)), w.digits[j]);
    p += m >> 32 & 0xff;
    uint64_t e;
    memcpy(&e, g_tail[m >> 48], 8);
    memcpy(p, &e, 8);
    return p + (e >> 56);
}

// Lays down numbers that lie one after another in memory, in whatever rows are asked for.
struct Stream {
    const double* v;      // what is prepared now, then the rest
    size_t rest, j, m;    // numbers after these; next of these; how many of these
    Prepared& w;
    Stream(const double* v, size_t n) : v(v), rest(n), j(0), m(0), w(t_prepared) {}
    inline __attribute__((always_inline)) char* run(char* p, size_t n) {   // "a,b,"
        for (;;) {
            const size_t stop = std::min(m, j + n);
            n -= stop - j;
            for (; j < stop; j++) p = lay(p, w, j, v);
            if (LIKELY(n == 0)) return p;
            v += m;
            m = std::min(rest, Prepared::kMax);
            rest -= m;
            j = 0;
            prepare(v, m, w);
        }
    }
    char* row(char* p, size_t n) {
        *p++ = '[';
        p = run(p, n);
        p[-1] = ']';
        return p;
    }
    char* matrix(char* p, size_t rows, size_t cols) {
        *p++ = '[';
        for (size_t r = 0; r < rows; r++) {
            *p++ = '[';
            p = run(p, cols);
            memcpy(p - 1, "],", 2);
            p++;
        }
        p[-1] = ']';
        return p;
    }
};

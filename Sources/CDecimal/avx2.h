// What the readers and writers by AVX2 are compiled for: what cdecimal_widest asks for, and no more.
#pragma once

#include <immintrin.h>

#define TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt")))
#define VECTORS TARGET __attribute__((always_inline)) static inline
#define RARELY(condition) __builtin_expect(condition, 0)

VECTORS __m256i all(int64_t x) { return _mm256_set1_epi64x(x); }

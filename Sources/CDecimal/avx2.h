// What the readers and writers by AVX2 are compiled for: what cdecimal_widest asks for, and no more.
#pragma once

#include <immintrin.h>

#define TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt")))
#define VECTORS TARGET __attribute__((always_inline)) static inline
#define RARELY(condition) __builtin_expect(condition, 0)

// What the readers and writers by vectors are compiled for: what cdecimal_widest asks for, and no more.
#pragma once

#include <immintrin.h>

#define TARGET                                                                                                \
    __attribute__((target(                                                                                    \
        "avx512f,avx512bw,avx512dq,avx512vl,avx512cd,avx512vbmi,avx512vbmi2,avx512ifma,bmi,bmi2,lzcnt,popcnt")))
#define VECTORS TARGET __attribute__((always_inline)) static inline
#define RARELY(condition) __builtin_expect(condition, 0)

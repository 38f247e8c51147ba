#include <cblas.h>

#if defined(__x86_64__)
/// Whether the processor has the AVX-512 subsets that OpenBLAS's SkylakeX kernels use.
static inline int copenblas_has_avx512(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}

/// Whether it has what its Haswell kernels use.
static inline int copenblas_has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
#else
static inline int copenblas_has_avx512(void) { return 0; }
static inline int copenblas_has_avx2(void) { return 0; }
#endif

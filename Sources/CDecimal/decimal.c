#if defined(__x86_64__) && defined(__clang__)
#include "widths.h"

enum cdecimal_vectors cdecimal_widest(void) {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") || !__builtin_cpu_supports("bmi2") ||
        !__builtin_cpu_supports("lzcnt")) {
        return cdecimal_none;
    }
    const bool is_wide = __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
                         __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512cd") &&
                         __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") &&
                         __builtin_cpu_supports("avx512ifma") && __builtin_cpu_supports("popcnt");
    return is_wide ? cdecimal_avx512 : cdecimal_avx2;
}

struct cdecimal_run cdecimal_read(
    enum cdecimal_vectors vectors, const uint8_t *text, const uint8_t *end, double *numbers, const uint64_t *powers,
    struct cdecimal_row *list, uint32_t row_limit) {
    return vectors == cdecimal_avx512 ? cdecimal_read_avx512(text, end, numbers, powers, list, row_limit)
                                      : cdecimal_read_avx2(text, end, numbers, powers, list, row_limit);
}

struct cdecimal_written cdecimal_write(
    const double *numbers, const double *end, uint64_t columns, uint64_t left, struct cdecimal_tables tables,
    uint8_t *text) {
    return tables.vectors == cdecimal_avx512 ? cdecimal_write_avx512(numbers, end, columns, left, tables, text)
                                             : cdecimal_write_avx2(numbers, end, columns, left, tables, text);
}

#else
#include "decimal.h"

enum cdecimal_vectors cdecimal_widest(void) { return cdecimal_none; }

struct cdecimal_run cdecimal_read(
    enum cdecimal_vectors vectors, const uint8_t *text, const uint8_t *end, double *numbers, const uint64_t *powers,
    struct cdecimal_row *list, uint32_t row_limit) {
    return (struct cdecimal_run){text, numbers, 0, false};
}

struct cdecimal_written cdecimal_write(
    const double *numbers, const double *end, uint64_t columns, uint64_t left, struct cdecimal_tables tables,
    uint8_t *text) {
    return (struct cdecimal_written){numbers, text};
}

#endif

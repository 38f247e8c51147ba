// The functions of decimal.h, by each width of vectors.
#pragma once

#include "decimal.h"

struct cdecimal_run cdecimal_read_avx2(
    const uint8_t *text, const uint8_t *end, double *numbers, const uint64_t *powers, struct cdecimal_row *list,
    uint32_t row_limit);
struct cdecimal_run cdecimal_read_avx512(
    const uint8_t *text, const uint8_t *end, double *numbers, const uint64_t *powers, struct cdecimal_row *list,
    uint32_t row_limit);

struct cdecimal_written cdecimal_write_avx2(
    const double *numbers, const double *end, uint64_t columns, uint64_t left, struct cdecimal_tables tables,
    uint8_t *text);
struct cdecimal_written cdecimal_write_avx512(
    const double *numbers, const double *end, uint64_t columns, uint64_t left, struct cdecimal_tables tables,
    uint8_t *text);

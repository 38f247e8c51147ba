// What writers by vectors have in common: where each byte of a text comes from is looked up, so that there is no branch
// for how long a number is. Who includes this has defined VECTORS and RARELY, and defines what is only declared here.
#pragma once

#include <string.h>

#include "decimal.h"

// How the texts of eight numbers are laid down. The number i is found at [i % 2][i / 2].
struct layout {
    uint8_t digits[2][4][16], further[2][4][16];  // 16 digits; one more, zeros, and at last "-.000000"
    uint32_t row[8], suffix[8];                   // of the tables
    uint32_t length[8], full_length[8];           // without the suffix, and with it
};

// 32 bytes, each of them from that place of `digits`, or, less 16, of `further`.
VECTORS __m256i permuted(__m256i places, const uint8_t *digits, const uint8_t *further);

// What is being written.
struct output {
    uint8_t *text;
    uint64_t left;  // of the row
};

VECTORS void lay_down(
    const struct layout *layout, uint32_t count, uint64_t columns, const struct cdecimal_tables *tables,
    struct output *output) {
    uint8_t *text = output->text;
    uint64_t left = output->left;
    for (uint32_t i = 0; i < count; i++) {
        const __m256i places = _mm256_loadu_si256((const __m256i *)(tables->places + 32 * (uint64_t)layout->row[i]));
        _mm256_storeu_si256(
            (__m256i *)text, permuted(places, layout->digits[i % 2][i / 2], layout->further[i % 2][i / 2]));
        memcpy(text + layout->length[i], &tables->suffixes[layout->suffix[i]], 8);
        text += layout->full_length[i];
        if (--left == 0) {
            memcpy(text - 1, "],[", 3);
            text += 2;
            left = columns;
        }
    }
    output->text = text;
    output->left = left;
}

// Each returns one bit for each number that needs exact arithmetic, or is not finite. Of 16 each step is done for eight
// and eight before the next: within eight each step waits for the one before.
VECTORS uint32_t lay_out_16(const double *numbers, const struct cdecimal_scale *scales, struct layout layouts[2]);
VECTORS uint32_t lay_out_8(const double *numbers, const struct cdecimal_scale *scales, struct layout *layout);

// Copies `count` numbers, 15 at most, and zeros behind them.
VECTORS void copy(double to[16], const double *numbers, uint32_t count);

VECTORS struct cdecimal_written write_rows(
    const double *numbers, const double *end, uint64_t columns, uint64_t left, struct cdecimal_tables tables,
    uint8_t *text) {
    struct output output = {text, left};
    struct layout layouts[2];
    double last[16];
    while (numbers < end) {
        uint32_t count = end - numbers < 16 ? (uint32_t)(end - numbers) : 16;
        const double *from = numbers;
        if (count < 16) {
            copy(last, numbers, count);
            from = last;
        }
        const uint32_t hard =
            count > 8 ? lay_out_16(from, tables.scales, layouts) : lay_out_8(from, tables.scales, layouts);
        if (RARELY(hard != 0)) {
            count = _tzcnt_u32(hard);
            end = numbers + count;
        }
        numbers += count;
        if (count == 16) {
            lay_down(&layouts[0], 8, columns, &tables, &output);
            lay_down(&layouts[1], 8, columns, &tables, &output);
        } else {
            lay_down(&layouts[0], count < 8 ? count : 8, columns, &tables, &output);
            if (count > 8) lay_down(&layouts[1], count - 8, columns, &tables, &output);
        }
    }
    return (struct cdecimal_written){numbers, output.text};
}

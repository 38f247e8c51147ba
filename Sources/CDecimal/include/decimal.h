// Decimals to numbers and numbers to decimals, by the wide registers of processors that have AVX2 or AVX-512: the
// common cases alone, and exactly. What is left over, and every other processor, takes the way of the module JSON.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// What the functions below may be made of.
enum cdecimal_vectors { cdecimal_none, cdecimal_avx2, cdecimal_avx512 };

// The last of them that this processor has. It has those before it, too.
enum cdecimal_vectors cdecimal_widest(void);

// A row that has been read: how many numbers had been when it ended, and where the first of the next row is, or what is
// behind the ']'.
struct cdecimal_row {
    uint64_t end;
    const uint8_t *next;
};

// How far a reader came.
struct cdecimal_run {
    const uint8_t *text;
    double *numbers;
    uint32_t rows;   // so many have been read
    bool has_ended;  // text stands behind the ']' of the last of them; else at a number of a row that is not at its end
};

// Reads numbers of an array, from the first byte of one of them on, and of the arrays behind it: rows of a matrix, with
// a comma between numbers and between rows, and a space behind it or none. It ends where no row follows, after
// `row_limit` of them, or at a number that is not `-?digits.digits` or `-?digits` of at most 19 digits that count, or
// that is too close to the middle between two doubles, or is no number at all.
//
// vectors: not none, and such as the processor has. 32 bytes before the text may be looked at, and 64 behind the end.
// powers: the 64 highest bits of 10^0, 10^-1 ... 10^-31, the first of them set. list: room for `row_limit` rows.
struct cdecimal_run cdecimal_read(
    enum cdecimal_vectors vectors, const uint8_t *text, const uint8_t *end, double *numbers, const uint64_t *powers,
    struct cdecimal_row *list, uint32_t row_limit);

// P of one exponent of two (BinaryScale says what it is): the first bits after its point, and as many more. They are 52
// for AVX-512, whose products are of so many, and 64 for AVX2.
struct cdecimal_scale {
    uint64_t high, low;
};

// What numbers are written by.
struct cdecimal_tables {
    enum cdecimal_vectors vectors;  // not none, and such as the processor has
    // Of all 2048 exponents, as they stand in the bits of a double; those without one are 0.
    const struct cdecimal_scale *scales;
    // Where each of the 32 bytes of a text comes from: places 0 to 16 are the digits, 24 is the minus, 25 the point, the
    // rest zeros. A row for each exponent of ten from -5 to 15 (that of 0 for all others), the first digit 0 or not,
    // the number negative or not, the last changing first.
    const uint8_t *places;
    // What stands behind the digits, of exponents from -325 on, the first byte in the lowest: `e-7,` or just a comma.
    const uint64_t *suffixes;
};

// How far a writer came.
struct cdecimal_written {
    const double *numbers;
    uint8_t *text;
};

// Writes numbers as JSON text, a comma behind each, or `],[` behind the last of `columns`, `left` of which are left of
// the first row; until the end, or until there is one that needs exact arithmetic, or is not finite.
//
// text: 28 bytes for each number, and 32 more.
struct cdecimal_written cdecimal_write(
    const double *numbers, const double *end, uint64_t columns, uint64_t left, struct cdecimal_tables tables,
    uint8_t *text);

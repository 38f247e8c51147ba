// Decimals to numbers and numbers to decimals, by the wide registers of processors that have AVX-512: the common cases
// alone, and exactly. What is left over, and every other processor, takes the way of the module JSON.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// Whether this processor has what the functions below are made of. They may not be called where it has not.
bool cdecimal_is_available(void);

// How far a reader came.
struct cdecimal_run {
    const uint8_t *text;
    double *numbers;
    bool has_ended;  // text stands at the array's ']', behind a number
};

// Reads numbers of an array, each with the comma and the space behind it, from its first byte on, until the array ends
// or there is one that is not `-?digits.digits` or `-?digits` of at most 19 digits that count, or that is too close to
// the middle between two doubles, or is no number at all: text then stands at its first byte.
//
// 64 bytes behind the end may be looked at. powers: the 64 highest bits of 10^0, 10^-1 ... 10^-31, the first of them set.
struct cdecimal_run cdecimal_read(
    const uint8_t *text, const uint8_t *end, double *numbers, const uint64_t *powers);

// P of one exponent of two (BinaryScale says what it is): the first 52 bits after its point, and the next.
struct cdecimal_scale {
    uint64_t high, low;
};

// The digits of eight numbers, as a NumberBlock holds them.
struct cdecimal_block {
    uint8_t text[8][32];  // 16 digits, one more, and zeros
    int64_t exponent[8], last_place[8], leading_zeros[8];  // the last that is not 0: of 0 there is none, -1
};

// Finds the shortest digits of up to eight numbers. scales: of all 2048 exponents, as they stand in the bits of a double;
// those without one are 0. Returns one bit for each number that needs exact arithmetic, or is not finite.
uint32_t cdecimal_digits(
    const double *numbers, uint32_t count, const struct cdecimal_scale *scales, struct cdecimal_block *block);

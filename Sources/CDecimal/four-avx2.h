// The digits of four doubles at once, as the module JSON's ShortestDigits finds them; but for the products, which AVX2
// has of 32 bits only.
//
// Source: R. Giulietti, "The Schubfach way to render doubles", 2020 to 2022.
#pragma once

#include <string.h>

#include "avx2.h"
#include "decimal.h"

// Four numbers on their way.
struct four {
    __m256i bits, high;            // high: of P of each exponent
    __m256i fraction;              // of x, in units of 2^-64, too small by a few of them
    __m256i whole, digit;          // 16 digits, eight in each half, the first of them may be 0; one digit more
    __m256i distance;              // of the whole number from x
    __m256i maybe_hard, is_power;  // too close to call, a power of two, or 0; one of the latter
    __m256i even, odd;             // the 16 digits, one a byte, of the numbers at even places, and at odd
};

// x = c P
VECTORS void multiply(struct four *n, const double *numbers, const struct cdecimal_scale *scales) {
    uint64_t wholes[4], fractions[4];
    __m128i rows[4];
    for (int i = 0; i < 4; i++) {
        uint64_t bits;
        memcpy(&bits, &numbers[i], 8);
        uint16_t top;
        memcpy(&top, (const uint8_t *)&numbers[i] + 6, 2);
        uint64_t offset = top & 0x7FF0;
        __asm__("" : "+r"(offset));  // else the compiler takes them out of a vector, one by one
        const struct cdecimal_scale *scale = (const struct cdecimal_scale *)((const uint8_t *)scales + offset);
        const uint64_t c = _bzhi_u64(bits, 52) | 1ull << 52;
        const unsigned __int128 lower = (unsigned __int128)scale->low * c >> 64;
        const unsigned __int128 product = (unsigned __int128)scale->high * c + lower;
        const uint64_t whole = (uint64_t)(product >> 64), first = whole / 100000000;
        wholes[i] = first | (whole - first * 100000000) << 32;
        fractions[i] = (uint64_t)product;
        rows[i] = _mm_loadu_si128((const __m128i *)scale);
    }
    n->bits = _mm256_loadu_si256((const __m256i *)numbers);
    n->whole = _mm256_set_epi64x((int64_t)wholes[3], (int64_t)wholes[2], (int64_t)wholes[1], (int64_t)wholes[0]);
    n->fraction =
        _mm256_set_epi64x((int64_t)fractions[3], (int64_t)fractions[2], (int64_t)fractions[1], (int64_t)fractions[0]);
    n->high = _mm256_unpacklo_epi64(_mm256_set_m128i(rows[2], rows[0]), _mm256_set_m128i(rows[3], rows[1]));
}

// Whether each is 0 but for its lowest bits.
VECTORS __m256i is_small(__m256i n, int bits) {
    return _mm256_cmpeq_epi64(_mm256_srli_epi64(n, bits), _mm256_setzero_si256());
}

VECTORS void round_off(struct four *n) {
    const __m256i zero = _mm256_setzero_si256(), reach = _mm256_srli_epi64(n->high, 1);
    // The nearest whole number is the shortest where it is within reach, P / 2; else there is one digit more.
    const __m256i is_upper = _mm256_cmpgt_epi64(zero, n->fraction);
    n->distance = _mm256_xor_si256(n->fraction, is_upper);
    const __m256i beyond = _mm256_sub_epi64(n->distance, reach), is_whole = _mm256_cmpgt_epi64(zero, beyond);
    const __m256i eighth = _mm256_srli_epi64(n->fraction, 3);
    const __m256i tenfold = _mm256_add_epi64(  // and a half, in units of 2^-60
        _mm256_add_epi64(_mm256_slli_epi64(eighth, 2), eighth), all(1ll << 59));
    n->digit = _mm256_andnot_si256(is_whole, _mm256_srli_epi64(tenfold, 60));

    // The last eight digits may become 10^8.
    const __m256i up = _mm256_and_si256(_mm256_and_si256(is_whole, is_upper), all(1ll << 32));
    const __m256i whole = _mm256_add_epi64(n->whole, up);
    const __m256i is_full = _mm256_cmpeq_epi32(whole, all(100000000ll << 32 | 0xFFFFFFFF));
    const __m256i carry = _mm256_and_si256(_mm256_shuffle_epi32(is_full, 0xF5), all(1 - (100000000ll << 32)));
    n->whole = _mm256_add_epi64(whole, carry);

    // The end of the reach, as everything has it that has no scale; a tie.
    const __m256i is_close = _mm256_or_si256(
        is_small(_mm256_add_epi64(beyond, all(32)), 6),
        is_small(_mm256_add_epi64(_mm256_slli_epi64(tenfold, 4), all(256)), 9));
    n->is_power = _mm256_cmpeq_epi64(_mm256_slli_epi64(n->bits, 12), zero);
    n->maybe_hard = _mm256_or_si256(is_close, n->is_power);
}

// One bit for each number that needs exact arithmetic, or is not finite. Below a power of two the next number is only
// half as far.
VECTORS uint32_t hard(const struct four *n) {
    const __m256i nearly_half = _mm256_sub_epi64(_mm256_srli_epi64(n->high, 2), all(32));
    const __m256i is_easy = _mm256_and_si256(n->is_power, _mm256_cmpgt_epi64(nearly_half, n->distance));
    const __m256i is_zero = _mm256_cmpeq_epi64(_mm256_slli_epi64(n->bits, 1), _mm256_setzero_si256());
    return (uint32_t)_mm256_movemask_pd(
        _mm256_castsi256_pd(_mm256_andnot_si256(_mm256_or_si256(is_easy, is_zero), n->maybe_hard)));
}

// Words below 100 as two digits, the first in the lower byte.
VECTORS __m256i twos(__m256i n) {
    const __m256i tens = _mm256_mulhi_epu16(n, _mm256_set1_epi16(6554));  // / 10
    return _mm256_sub_epi16(_mm256_slli_epi16(n, 8), _mm256_mullo_epi16(tens, _mm256_set1_epi16((10 << 8) - 1)));
}

VECTORS void spell(struct four *n) {
    // Halves below 10^8 become words of four digits, the first in the lower.
    const __m256i even = _mm256_mul_epu32(n->whole, all(3518437209));
    const __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(n->whole, 32), all(3518437209));
    const __m256i high = _mm256_blend_epi32(_mm256_srli_epi64(even, 45), _mm256_srli_epi64(odd, 13), 0xAA);  // / 10^4
    const __m256i words = _mm256_sub_epi32(
        _mm256_slli_epi32(n->whole, 16), _mm256_mullo_epi32(high, _mm256_set1_epi32((10000 << 16) - 1)));
    const __m256i hundreds = _mm256_srli_epi16(_mm256_mulhi_epu16(words, _mm256_set1_epi16(5243)), 3);  // / 100
    const __m256i rest = _mm256_sub_epi16(words, _mm256_mullo_epi16(hundreds, _mm256_set1_epi16(100)));
    const __m256i first = twos(hundreds), second = twos(rest);
    n->even = _mm256_unpacklo_epi16(first, second);
    n->odd = _mm256_unpackhi_epi16(first, second);
}

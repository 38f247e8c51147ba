// The digits of eight doubles at once, as the module JSON's ShortestDigits finds them: numbers in registers of eight,
// products of 52 bits.
//
// Source: R. Giulietti, "The Schubfach way to render doubles", 2020 to 2022.
#pragma once

#include <string.h>

#include "decimal.h"
#include "avx512.h"

VECTORS __m512i all(int64_t x) { return _mm512_set1_epi64(x); }

// Low halves times a constant. Of a plain multiplication the compiler makes one of 64 bits, which is slow.
VECTORS __m512i times(__m512i a, int64_t b) {
    __m512i product = _mm512_mul_epu32(a, all(b));
    __asm__("" : "+v"(product));
    return product;
}

// Eight numbers on their way.
struct eight {
    __m512i bits, high, low;           // high, low: P of each exponent
    __m512i whole, distance, digit;    // 16 digits, the first of them may be 0; how far from x they are; one digit more
    __mmask8 is_close, is_power;       // too close to call; a power of two, or 0
    __m512i even, odd;                 // the 16 digits, one a byte, of the numbers at even places, and at odd
};

VECTORS void look_up(struct eight *n, const double *numbers, const struct cdecimal_scale *scales) {
    __m128i row[8];
    for (int i = 0; i < 8; i++) {
        uint16_t top;
        memcpy(&top, (const uint8_t *)&numbers[i] + 6, 2);
        uint64_t offset = top & 0x7FF0;
        __asm__("" : "+r"(offset));  // else the compiler takes them out of a vector, one by one
        row[i] = _mm_loadu_si128((const __m128i *)((const uint8_t *)scales + offset));
    }
    const __m256i even = _mm256_set_m128i(row[2], row[0]), odd = _mm256_set_m128i(row[3], row[1]);
    const __m256i more_even = _mm256_set_m128i(row[6], row[4]), more_odd = _mm256_set_m128i(row[7], row[5]);
    const __m512i evens = _mm512_inserti64x4(_mm512_castsi256_si512(even), more_even, 1);
    const __m512i odds = _mm512_inserti64x4(_mm512_castsi256_si512(odd), more_odd, 1);
    n->bits = _mm512_loadu_si512(numbers);
    n->high = _mm512_unpacklo_epi64(evens, odds);
    n->low = _mm512_unpackhi_epi64(evens, odds);
}

VECTORS void round_off(struct eight *n) {
    const __m512i bits = n->bits, fraction_bits = all((1ll << 52) - 1), one = all(1);
    // x = (2^52 + bits) P: its whole part, and its fraction in units of 2^-52, too small by three of them at most.
    const __m512i parts = _mm512_madd52hi_epu64(_mm512_madd52lo_epu64(n->low, bits, n->high), bits, n->low);
    const __m512i whole = _mm512_add_epi64(_mm512_madd52hi_epu64(n->high, bits, n->high), _mm512_srli_epi64(parts, 52));
    const __m512i fraction = _mm512_and_si512(parts, fraction_bits);

    // The nearest whole number is the shortest where it is within reach, P / 2; else there is one digit more.
    const __m512i reach = _mm512_srli_epi64(n->high, 1);
    const __mmask8 is_upper = _mm512_test_epi64_mask(fraction, all(1ll << 51));
    n->distance = _mm512_mask_xor_epi64(fraction, is_upper, fraction, fraction_bits);
    const __mmask8 is_whole = _mm512_cmplt_epu64_mask(n->distance, reach);
    n->whole = _mm512_mask_add_epi64(whole, is_whole & is_upper, whole, one);
    const __m512i fivefold = _mm512_add_epi64(  // and a half of a half, in units of 2^-51
        _mm512_add_epi64(_mm512_slli_epi64(fraction, 2), fraction), all(1ll << 50));
    n->digit = _mm512_maskz_srli_epi64((__mmask8)~is_whole, fivefold, 51);

    // The end of the reach, as everything has it that has no scale; a tie.
    n->is_close = _mm512_cmplt_epu64_mask(
        _mm512_sub_epi64(n->distance, _mm512_sub_epi64(reach, all(8))), all(16));
    n->is_close |= _mm512_cmplt_epu64_mask(
        _mm512_and_si512(_mm512_add_epi64(fivefold, all(40)), all((1ll << 51) - 1)), all(80));
    n->is_power = _mm512_testn_epi64_mask(bits, fraction_bits);
}

VECTORS bool may_be_hard(const struct eight *n) { return RARELY(n->is_close | n->is_power); }

// One bit for each number that needs exact arithmetic, or is not finite. Below a power of two the next number is only
// half as far.
VECTORS uint32_t hard(const struct eight *n) {
    const __m512i nearly_half = _mm512_sub_epi64(_mm512_srli_epi64(n->high, 2), all(8));
    const __mmask8 is_easy = _mm512_cmplt_epi64_mask(n->distance, nearly_half);
    const __mmask8 is_zero = _mm512_testn_epi64_mask(n->bits, all(INT64_MAX));
    return (n->is_close | (n->is_power & ~is_easy)) & ~is_zero;
}

// Whole numbers below 10^8 as two of four digits, in words, the first in the lower.
VECTORS __m512i fours(__m512i n) {
    const __m512i high = _mm512_srli_epi64(times(n, 3518437209), 45);  // / 10^4
    return _mm512_sub_epi64(_mm512_slli_epi64(n, 16), times(high, (10000 << 16) - 1));
}

// Words below 100 as two digits, the first in the lower byte.
VECTORS __m512i twos(__m512i n) {
    const __m512i tens = _mm512_mulhi_epu16(n, _mm512_set1_epi16(6554));  // / 10
    return _mm512_sub_epi16(_mm512_slli_epi16(n, 8), _mm512_mullo_epi16(tens, _mm512_set1_epi16((10 << 8) - 1)));
}

VECTORS void spell(struct eight *n) {
    const __m512i high = _mm512_srli_epi64(  // / 10^8
        _mm512_madd52hi_epu64(_mm512_setzero_si512(), _mm512_srli_epi64(n->whole, 8), all(3022314549036573)), 18);
    const __m512i low = _mm512_sub_epi64(n->whole, times(high, 100000000));
    const __m512i words = _mm512_or_si512(fours(high), _mm512_slli_epi64(fours(low), 32));
    const __m512i hundreds = _mm512_srli_epi16(_mm512_mulhi_epu16(words, _mm512_set1_epi16(5243)), 3);  // / 100
    const __m512i rest = _mm512_sub_epi16(words, _mm512_mullo_epi16(hundreds, _mm512_set1_epi16(100)));
    const __m512i first = twos(hundreds), second = twos(rest);
    n->even = _mm512_unpacklo_epi16(first, second);
    n->odd = _mm512_unpackhi_epi16(first, second);
}

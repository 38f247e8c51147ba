// The digits of eight doubles at once, as the module JSON's ShortestDigits and NumberBlock find them: numbers in
// registers of eight, products of 52 bits.
//
// Source: R. Giulietti, "The Schubfach way to render doubles", 2020 to 2022.
#include "decimal.h"

#if defined(__x86_64__) && defined(__clang__)
#include <immintrin.h>

#define VECTORS __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512cd,avx512ifma")))

VECTORS static inline __m512i all(int64_t x) { return _mm512_set1_epi64(x); }

// P of each exponent, its two halves.
VECTORS static inline void look_up(
    const struct cdecimal_scale *scales, __m512i exponents, __m512i *high, __m512i *low) {
    uint64_t at[8];
    __m128i row[8];
    _mm512_storeu_si512(at, exponents);
    for (int i = 0; i < 8; i++) row[i] = _mm_loadu_si128((const __m128i *)&scales[at[i]]);
    const __m256i even = _mm256_set_m128i(row[2], row[0]), odd = _mm256_set_m128i(row[3], row[1]);
    const __m256i more_even = _mm256_set_m128i(row[6], row[4]), more_odd = _mm256_set_m128i(row[7], row[5]);
    const __m512i evens = _mm512_inserti64x4(_mm512_castsi256_si512(even), more_even, 1);
    const __m512i odds = _mm512_inserti64x4(_mm512_castsi256_si512(odd), more_odd, 1);
    *high = _mm512_unpacklo_epi64(evens, odds);
    *low = _mm512_unpackhi_epi64(evens, odds);
}

// Whole numbers below 10^8 as eight digits, one a byte, the first in the lowest.
VECTORS static inline __m512i eight_digits(__m512i n) {
    const __m512i high = _mm512_srli_epi64(_mm512_mul_epu32(n, all(3518437209)), 45);  // / 10^4
    const __m512i fours = _mm512_add_epi64(
        high, _mm512_slli_epi64(_mm512_sub_epi64(n, _mm512_mul_epu32(high, all(10000))), 32));
    const __m512i hundreds = _mm512_srli_epi16(_mm512_mulhi_epu16(fours, _mm512_set1_epi16(5243)), 3);  // / 100
    const __m512i ones = _mm512_sub_epi16(fours, _mm512_mullo_epi16(hundreds, _mm512_set1_epi16(100)));
    const __m512i twos = _mm512_or_si512(hundreds, _mm512_slli_epi32(ones, 16));
    const __m512i tens = _mm512_mulhi_epu16(twos, _mm512_set1_epi16(6554));  // / 10
    const __m512i last = _mm512_sub_epi16(twos, _mm512_mullo_epi16(tens, _mm512_set1_epi16(10)));
    return _mm512_or_si512(tens, _mm512_slli_epi16(last, 8));
}

VECTORS static inline void store_text(struct cdecimal_block *block, __m512i first, __m512i second, __m512i digit) {
    const __m512i zeros = _mm512_set1_epi8('0'), further = _mm512_or_si512(digit, zeros);
    first = _mm512_or_si512(first, zeros);
    second = _mm512_or_si512(second, zeros);
    // Eight digits and eight more of the numbers with even places, and of those with odd; behind them the last.
    const __m512i even = _mm512_unpacklo_epi64(first, second), odd = _mm512_unpackhi_epi64(first, second);
    const __m512i even_last = _mm512_unpacklo_epi64(further, zeros), odd_last = _mm512_unpackhi_epi64(further, zeros);
    const __m512i lower = _mm512_setr_epi64(0, 1, 8, 9, 2, 3, 10, 11), upper = _mm512_setr_epi64(4, 5, 12, 13, 6, 7, 14, 15);
    const __m512i texts[4] = {
        _mm512_permutex2var_epi64(even, lower, even_last), _mm512_permutex2var_epi64(odd, lower, odd_last),
        _mm512_permutex2var_epi64(even, upper, even_last), _mm512_permutex2var_epi64(odd, upper, odd_last)};
    for (int i = 0; i < 4; i++) {
        uint8_t *const text = block->text[4 * (i / 2) + i % 2];
        _mm256_storeu_si256((__m256i *)text, _mm512_castsi512_si256(texts[i]));
        _mm256_storeu_si256((__m256i *)(text + 64), _mm512_extracti64x4_epi64(texts[i], 1));
    }
}

VECTORS uint32_t cdecimal_digits(
    const double *numbers, uint32_t count, const struct cdecimal_scale *scales, struct cdecimal_block *block) {
    const __m512i fraction_bits = all((1ll << 52) - 1), one = all(1);
    const __mmask8 there = (__mmask8)((1u << count) - 1);
    const __m512i bits = _mm512_maskz_loadu_epi64(there, numbers);
    const __m512i exponent_bits = _mm512_and_si512(_mm512_srli_epi64(bits, 52), all(0x7FF));
    __m512i p_high, p_low;
    look_up(scales, exponent_bits, &p_high, &p_low);

    // x = (2^52 + bits) P: its whole part, and its fraction in units of 2^-52, too small by three of them at most.
    const __m512i parts = _mm512_madd52hi_epu64(_mm512_madd52lo_epu64(p_low, bits, p_high), bits, p_low);
    __m512i whole = _mm512_add_epi64(_mm512_madd52hi_epu64(p_high, bits, p_high), _mm512_srli_epi64(parts, 52));
    const __m512i fraction = _mm512_and_si512(parts, fraction_bits);

    // The nearest whole number is the shortest where it is within reach, P / 2; else there is one digit more.
    const __m512i reach = _mm512_srli_epi64(p_high, 1);
    const __mmask8 is_upper = _mm512_test_epi64_mask(fraction, all(1ll << 51));
    const __m512i distance = _mm512_mask_xor_epi64(fraction, is_upper, fraction, fraction_bits);
    const __mmask8 is_whole = _mm512_cmplt_epu64_mask(distance, reach);
    whole = _mm512_mask_add_epi64(whole, is_whole & is_upper, whole, one);
    const __m512i tenfold = _mm512_add_epi64(
        _mm512_add_epi64(_mm512_slli_epi64(fraction, 3), _mm512_slli_epi64(fraction, 1)), all(1ll << 51));
    const __m512i digit = _mm512_maskz_srli_epi64((__mmask8)~is_whole, tenfold, 52);

    // Too close to call, as everything is that has no scale; a power of two, below which the next number is only half as
    // far.
    const __m512i near = all(8), nearly_half = _mm512_sub_epi64(_mm512_srli_epi64(reach, 1), near);
    const __mmask8 is_at_reach = _mm512_cmplt_epu64_mask(
        _mm512_add_epi64(_mm512_sub_epi64(distance, reach), near), all(16));
    const __mmask8 is_tie = _mm512_cmplt_epu64_mask(
        _mm512_and_si512(_mm512_add_epi64(tenfold, all(80)), fraction_bits), all(160));
    const __mmask8 is_power = _mm512_testn_epi64_mask(bits, fraction_bits);
    const __mmask8 is_hard_power = is_power & ~_mm512_cmplt_epi64_mask(distance, nearly_half);
    const __mmask8 is_zero = _mm512_testn_epi64_mask(bits, all(INT64_MAX));
    const __mmask8 others = (is_at_reach | is_tie | is_hard_power) & ~is_zero;

    // The exponent of ten of the first of 16 digits: floor(log10 2^q), and 15; that of 0 is 0 less its leading zero.
    const __m512i log10 = _mm512_srai_epi64(
        _mm512_mul_epi32(_mm512_sub_epi64(exponent_bits, all(1075)), all(1262611)), 22);
    const __m512i exponent = _mm512_mask_mov_epi64(_mm512_add_epi64(log10, all(16)), is_zero, one);

    const __m512i high = _mm512_srli_epi64(  // / 10^8
        _mm512_madd52hi_epu64(_mm512_setzero_si512(), _mm512_srli_epi64(whole, 8), all(3022314549036573)), 18);
    const __m512i low = _mm512_sub_epi64(whole, _mm512_mul_epu32(high, all(100000000)));
    const __m512i first = eight_digits(high), second = eight_digits(low);
    store_text(block, first, second, digit);

    // How many places are 0 at the front, and the last that is not.
    const __m512i leading = _mm512_maskz_mov_epi64(_mm512_testn_epi64_mask(first, all(0xFF)), one);
    const __m512i in_first = _mm512_sub_epi64(all(7), _mm512_srli_epi64(_mm512_lzcnt_epi64(first), 3));
    const __m512i in_second = _mm512_sub_epi64(all(15), _mm512_srli_epi64(_mm512_lzcnt_epi64(second), 3));
    __m512i last = _mm512_mask_mov_epi64(in_first, _mm512_test_epi64_mask(second, second), in_second);
    last = _mm512_mask_mov_epi64(last, _mm512_test_epi64_mask(digit, digit), all(16));
    _mm512_storeu_si512(block->exponent, exponent);
    _mm512_storeu_si512(block->last_place, last);
    _mm512_storeu_si512(block->leading_zeros, leading);
    return others & there;
}

#else

uint32_t cdecimal_digits(
    const double *numbers, uint32_t count, const struct cdecimal_scale *scales, struct cdecimal_block *block) {
    return (1u << count) - 1;
}

#endif

// Numbers on their way, as the reader by AVX-512 keeps them, and the doubles that become of them.
#pragma once

#include <string.h>

#include "avx512.h"
#include "decimal.h"

// Where runs of digits and points begin and end, in turns: of 32 numbers, of what follows in the same 64 bytes, and as
// many more as two vectors hold, since whole vectors are stored.
enum { edge_room = 64 + 64 + 64 };

// Of each number the 32 bytes that end with its last are looked at, bit k a mask for byte k.
struct batch {
    const uint8_t *text;        // where its first number begins
    const uint64_t *powers;     // as cdecimal_read has them
    uint16_t edges[edge_room];  // in the text: where a number's digits begin, and where they end
    uint32_t heads[32];         // the byte before its first digit, and that digit above it
    uint32_t tails[32];         // the two bytes behind it
    uint32_t others[32];        // which bytes are no digits
    uint32_t whole[32];         // which have to move up by one, onto the point's place: those up to the point
    uint32_t digits[32];        // where digits are, then
    uint32_t places[32];        // digits behind the point
    uint32_t minus;             // a bit for each number: whether it has a sign
};

VECTORS const uint8_t *first_digit(const struct batch *batch, uint32_t i) { return batch->text + batch->edges[2 * i]; }
VECTORS const uint8_t *behind(const struct batch *batch, uint32_t i) { return batch->text + batch->edges[2 * i + 1]; }
VECTORS const uint8_t *beginning(const struct batch *batch, uint32_t i) {
    return first_digit(batch, i) - (batch->minus >> i & 1);
}

// Two times 32 bytes.
VECTORS __m512i two(const uint8_t *low, const uint8_t *high) {
    const __m512i first = _mm512_castsi256_si512(_mm256_loadu_si256((const __m256i *)low));
    return _mm512_inserti64x4(first, _mm256_loadu_si256((const __m256i *)high), 1);
}

VECTORS uint64_t two_masks(const uint32_t *masks) {
    uint64_t both;
    memcpy(&both, masks, sizeof both);
    return both;
}

// The digits of two numbers at the end of 32 bytes each, without their point, and words made of four of them.
VECTORS __m512i fours(const struct batch *batch, uint32_t i) {
    const __m512i tens = _mm512_set1_epi16(1 << 8 | 10), hundreds = _mm512_set1_epi32(1 << 16 | 100);
    const uint8_t *const low = behind(batch, i), *const high = behind(batch, i + 1);
    const __m512i bytes = _mm512_mask_blend_epi8(
        two_masks(batch->whole + i), two(low - 32, high - 32), two(low - 33, high - 33));
    const __m512i digits = _mm512_maskz_sub_epi8(two_masks(batch->digits + i), bytes, _mm512_set1_epi8('0'));
    return _mm512_madd_epi16(_mm512_maddubs_epi16(digits, tens), hundreds);
}

// Of four numbers, words made of eight digits: of the first and third, the first half and then the last of both; then
// of the second and fourth.
VECTORS __m512i eights(const struct batch *batch, uint32_t i) {
    const __m512i words = _mm512_packus_epi32(fours(batch, i), fours(batch, i + 2));
    return _mm512_madd_epi16(words, _mm512_set1_epi32(1 << 16 | 10000));
}

VECTORS uint32_t nearest(const struct batch *batch, uint32_t from, uint32_t count, double *numbers) {
    const __m512i four = eights(batch, from), more = eights(batch, from + 4);
    const __m512i first = _mm512_permutex2var_epi64(four, _mm512_setr_epi64(0, 4, 1, 5, 8, 12, 9, 13), more);
    const __m512i last = _mm512_permutex2var_epi64(four, _mm512_setr_epi64(2, 6, 3, 7, 10, 14, 11, 15), more);
    const __m512i leading = _mm512_rol_epi64(first, 32);
    const __mmask8 is_long = _mm512_cmpge_epu64_mask(leading, _mm512_set1_epi64(1000));
    const __m512i sixteenth = _mm512_madd52lo_epu64(  // leading / 2^16 * 10^16
        _mm512_setzero_si512(), leading, _mm512_set1_epi64(152587890625));
    const __m512i upper = _mm512_add_epi64(
        _mm512_slli_epi64(sixteenth, 16), _mm512_mul_epu32(last, _mm512_set1_epi64(100000000)));
    const __m512i m = _mm512_add_epi64(upper, _mm512_srli_epi64(last, 32));

    // The power of ten, out of two times sixteen.
    const __m512i places = _mm512_cvtepu32_epi64(_mm256_loadu_si256((const __m256i *)(batch->places + from)));
    const uint64_t *const powers = batch->powers;
    const __m512i power = _mm512_mask_blend_epi64(
        _mm512_cmpge_epu64_mask(places, _mm512_set1_epi64(16)),
        _mm512_permutex2var_epi64(_mm512_loadu_si512(powers), places, _mm512_loadu_si512(powers + 8)),
        _mm512_permutex2var_epi64(_mm512_loadu_si512(powers + 16), places, _mm512_loadu_si512(powers + 24)));

    // The upper half of m, its highest bit set, times the power, and one bit of the lower.
    const __m512i zeros = _mm512_lzcnt_epi64(m), shifted = _mm512_sllv_epi64(m, zeros);
    const __m512i half = _mm512_set1_epi64(0xFFFFFFFF);
    const __m512i m_high = _mm512_srli_epi64(shifted, 32), power_high = _mm512_srli_epi64(power, 32);
    const __m512i across = _mm512_mul_epu32(shifted, power_high);
    const __m512i middle = _mm512_add_epi64(
        _mm512_add_epi64(_mm512_mul_epu32(m_high, power), _mm512_and_si512(across, half)),
        _mm512_srli_epi64(_mm512_mul_epu32(shifted, power), 32));
    const __m512i high = _mm512_add_epi64(
        _mm512_add_epi64(_mm512_mul_epu32(m_high, power_high), _mm512_srli_epi64(across, 32)),
        _mm512_srli_epi64(middle, 32));
    const __m512i next_bit = _mm512_srli_epi64(_mm512_slli_epi64(middle, 32), 63);
    const __mmask8 is_low = _knot_mask8(_mm512_movepi64_mask(high));
    const __m512i bits = _mm512_mask_add_epi64(high, is_low, _mm512_slli_epi64(high, 1), next_bit);
    const __m512i rest = _mm512_and_si512(bits, _mm512_set1_epi64(0x7FF));
    const __mmask8 is_close = _mm512_cmple_epu64_mask(
        _mm512_sub_epi64(rest, _mm512_set1_epi64(0x3FE)), _mm512_set1_epi64(2));

    // floor(log2 10^-places), as PowersOfTen.floorLog2 has it.
    const __m512i log2 = _mm512_srai_epi64(_mm512_mul_epi32(places, _mm512_set1_epi64(-1741647)), 19);
    __m512i exponent = _mm512_sub_epi64(_mm512_add_epi64(log2, _mm512_set1_epi64(1086)), zeros);
    exponent = _mm512_mask_sub_epi64(exponent, is_low, exponent, _mm512_set1_epi64(1));
    const __m512i rounded = _mm512_srli_epi64(_mm512_add_epi64(_mm512_srli_epi64(bits, 10), _mm512_set1_epi64(1)), 1);
    const __m512i magnitude = _mm512_maskz_add_epi64(
        _mm512_test_epi64_mask(m, m), _mm512_slli_epi64(exponent, 52), rounded);
    const __m512i sign = _mm512_maskz_set1_epi64((__mmask8)(batch->minus >> from), INT64_MIN);
    const uint32_t there = _bzhi_u32(0xFF, count);
    _mm512_mask_storeu_epi64(numbers, (__mmask8)there, _mm512_or_si512(magnitude, sign));
    return (uint32_t)(is_long | is_close) & there;
}

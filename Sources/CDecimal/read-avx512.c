// A number lies in a vector of 32 bytes: masks tell where its digits end, and one permutation puts them at the vector's
// end without their point. So there is no branch for how many digits there are, which is what a processor cannot
// predict.
#if defined(__x86_64__) && defined(__clang__)
#include "avx512.h"

#include "read.h"
#include "widths.h"

// The highest n of 32 bits, n <= 32.
VECTORS uint32_t highest(uint32_t n) { return (uint32_t)(0xFFFFFFFF00000000u >> n); }

VECTORS const uint8_t *read_digits(
    const uint8_t *text, const uint8_t *end, const uint64_t *powers, struct batch *batch, uint32_t *count,
    struct rows *rows) {
    const __m256i places = _mm256_setr_epi8(
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31);
    const __m256i one = _mm256_set1_epi8(1);
    uint32_t i = 0;
    const uint8_t *window = text;
    uint64_t all_ends = 0, all_spaces = 0, offset = 64;
    while (text < end && i < most) {
        // '-', '.', '/' and the digits are neighbours: what is none of them ends a number. Where it ends and whether a
        // space follows is all that the next number waits for: so it is found for 64 bytes at once.
        if (offset > 32) {
            const __m512i bytes = _mm512_loadu_si512(text);
            const __m512i above = _mm512_sub_epi8(bytes, _mm512_set1_epi8('-'));
            all_ends = _mm512_cmpgt_epu8_mask(above, _mm512_set1_epi8('9' - '-'));
            all_spaces = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(' '));
            window = text;
            offset = 0;
        }
        const uint32_t ends = (uint32_t)(all_ends >> offset), length = _tzcnt_u32(ends);
        offset += length + 1;
        offset += all_spaces >> (offset & 63) & 1;  // beyond the 64 there is none: a window begins with a number
        const uint8_t *const after = window + offset;
        const __m256i bytes = _mm256_loadu_si256((const __m256i *)text);

        // What is no digit in there: a sign in front, and a point behind `whole` digits.
        const __m256i digits = _mm256_sub_epi8(bytes, _mm256_set1_epi8('0'));
        const uint32_t minus = *text == '-';
        const uint32_t others = _bzhi_u32(_mm256_cmpgt_epu8_mask(digits, _mm256_set1_epi8(9)), length) - minus;
        const uint32_t whole_end = _tzcnt_u32(others | ends), point = text[whole_end] == '.';
        const uint32_t whole = whole_end - minus, fraction = length - whole_end - point;
        const uint32_t allowed = text[minus] == '0' ? 1 : 32;  // no digit may follow a 0 in front
        if (RARELY(others != (uint64_t)point << whole_end || fraction < point || whole - 1 >= allowed)) break;
        const bool is_last = text[length] != ',';
        if (is_last && RARELY(text[length] != ']')) break;

        // Digit k, at place 32 - n + k of n, comes from place minus + k, or the next where it is behind the point.
        const __m256i from = _mm256_add_epi8(places, _mm256_set1_epi8((char)(length - point - 32)));
        const __m256i origins = _mm256_mask_add_epi8(from, highest(fraction), from, one);
        const __m256i aligned = _mm256_maskz_permutexvar_epi8(highest(whole + fraction), origins, digits);
        keep(batch, i, text, aligned, powers, fraction, minus);
        i++;
        if (is_last) {
            text += length + 1;
            end_row(rows, i, &text);
            if (rows->have_ended) break;
            offset = 64;
        } else {
            text = after;
        }
    }
    *count = i;
    return text;
}

VECTORS uint32_t nearest(const struct batch *batch, uint32_t from, uint32_t count, double *numbers) {
    const __m512i first = _mm512_loadu_si512(batch->first + from), last = _mm512_loadu_si512(batch->last + from);
    const __m512i leading = _mm512_rol_epi64(first, 32);
    const __mmask8 is_long = _mm512_cmpge_epu64_mask(leading, _mm512_set1_epi64(1000));
    const __m512i upper = _mm512_add_epi64(
        _mm512_mullo_epi64(leading, _mm512_set1_epi64(10000000000000000)),
        _mm512_mul_epu32(last, _mm512_set1_epi64(100000000)));
    const __m512i m = _mm512_add_epi64(upper, _mm512_srli_epi64(last, 32));

    // The upper half of m, its highest bit set, times the power, and one bit of the lower.
    const __m512i zeros = _mm512_lzcnt_epi64(m), shifted = _mm512_sllv_epi64(m, zeros);
    const __m512i power = _mm512_loadu_si512(batch->significands + from), half = _mm512_set1_epi64(0xFFFFFFFF);
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
    const __m512i behind = _mm512_and_si512(bits, _mm512_set1_epi64(0x7FF));
    const __mmask8 is_close = _mm512_cmple_epu64_mask(
        _mm512_sub_epi64(behind, _mm512_set1_epi64(0x3FE)), _mm512_set1_epi64(2));

    // floor(log2 10^-places), as PowersOfTen.floorLog2 has it.
    const __m512i places = _mm512_cvtepu8_epi64(_mm_loadu_si64(batch->places + from));
    const __m512i log2 = _mm512_srai_epi64(_mm512_mul_epi32(places, _mm512_set1_epi64(-1741647)), 19);
    __m512i exponent = _mm512_sub_epi64(_mm512_add_epi64(log2, _mm512_set1_epi64(1086)), zeros);
    exponent = _mm512_mask_sub_epi64(exponent, is_low, exponent, _mm512_set1_epi64(1));
    const __m512i rounded = _mm512_srli_epi64(_mm512_add_epi64(_mm512_srli_epi64(bits, 10), _mm512_set1_epi64(1)), 1);
    const __m512i magnitude = _mm512_maskz_add_epi64(
        _mm512_test_epi64_mask(m, m), _mm512_slli_epi64(exponent, 52), rounded);
    const __m512i sign = _mm512_slli_epi64(_mm512_cvtepu8_epi64(_mm_loadu_si64(batch->minus + from)), 63);
    const uint32_t there = _bzhi_u32(0xFF, count);
    _mm512_mask_storeu_epi64(numbers, (__mmask8)there, _mm512_or_si512(magnitude, sign));
    return (uint32_t)(is_long | is_close) & there;
}

TARGET struct cdecimal_run cdecimal_read_avx512(
    const uint8_t *text, const uint8_t *end, double *numbers, const uint64_t *powers, struct cdecimal_row *list,
    uint32_t row_limit) {
    return read_rows(text, end, numbers, powers, list, row_limit, 8);
}
#endif

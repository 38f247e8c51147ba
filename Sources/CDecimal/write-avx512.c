// Doubles become text, eight at once.
#if defined(__x86_64__) && defined(__clang__)
#include "eight-avx512.h"

#include "write.h"
#include "widths.h"

VECTORS __m256i each(int32_t x) { return _mm256_set1_epi32(x); }

VECTORS void lay_out(const struct eight *n, struct layout *layout) {
    const __m512i zeros = _mm512_set1_epi8('0'), digit = _mm512_or_si512(n->digit, zeros);
    const __m512i signs = all(0x3030303030302E2D);
    _mm512_storeu_si512(layout->digits[0], _mm512_or_si512(n->even, zeros));
    _mm512_storeu_si512(layout->digits[1], _mm512_or_si512(n->odd, zeros));
    _mm512_storeu_si512(layout->further[0], _mm512_unpacklo_epi64(digit, signs));
    _mm512_storeu_si512(layout->further[1], _mm512_unpackhi_epi64(digit, signs));

    // The exponent of ten of the first of 16 digits: floor(log10 2^q), and 15; that of 0 is 0 less its leading zero.
    const __m256i one = each(1), top = _mm512_cvtepi64_epi32(_mm512_srli_epi64(n->bits, 52));
    const __m256i sign = _mm256_srli_epi32(top, 11), power = _mm256_and_si256(top, each(0x7FF));
    const __m256i log10 = _mm256_srai_epi32(
        _mm256_mullo_epi32(_mm256_sub_epi32(power, each(1075)), each(1262611)), 22);
    const __mmask8 has_leading = _mm512_cmplt_epu64_mask(n->whole, all(1000000000000000));
    const __m256i leading = _mm256_maskz_mov_epi32(has_leading, one);
    __m256i first = _mm256_add_epi32(log10, each(16));
    first = _mm256_mask_mov_epi32(first, _mm256_testn_epi32_mask(power, power), one);
    first = _mm256_sub_epi32(first, leading);

    // How many digits there are from the first that is not 0 to the last.
    const __m512i even_zeros = _mm512_lzcnt_epi64(n->even), odd_zeros = _mm512_lzcnt_epi64(n->odd);
    const __m256i first_zeros = _mm512_cvtepi64_epi32(_mm512_unpacklo_epi64(even_zeros, odd_zeros));
    const __m256i last_zeros = _mm512_cvtepi64_epi32(_mm512_unpackhi_epi64(even_zeros, odd_zeros));
    const __m256i bits = _mm256_mask_add_epi32(
        last_zeros, _mm256_cmpeq_epi32_mask(last_zeros, each(64)), last_zeros, first_zeros);
    __m256i count = _mm256_sub_epi32(each(16), _mm256_srli_epi32(bits, 3));
    count = _mm256_mask_mov_epi32(count, _mm512_test_epi64_mask(n->digit, n->digit), each(17));
    count = _mm256_sub_epi32(count, leading);

    // Without an exponent of ten, there are zeros in front, or a digit behind the point all the same.
    const __mmask8 is_short = _mm256_cmplt_epu32_mask(_mm256_add_epi32(first, each(5)), each(21));
    const __m256i point = _mm256_maskz_mov_epi32(is_short, first);
    const __m256i row = _mm256_add_epi32(
        _mm256_slli_epi32(_mm256_add_epi32(point, each(5)), 2),
        _mm256_add_epi32(_mm256_add_epi32(leading, leading), sign));
    __m256i length = _mm256_add_epi32(_mm256_sub_epi32(count, _mm256_min_epi32(point, _mm256_setzero_si256())), one);
    length = _mm256_mask_max_epi32(length, is_short, length, _mm256_add_epi32(point, each(3)));
    length = _mm256_mask_mov_epi32(length, (__mmask8)(~is_short & _mm256_cmpeq_epi32_mask(count, one)), one);
    length = _mm256_add_epi32(length, sign);

    // A comma; or an e, the minus, one to three digits, and the comma.
    const __m256i magnitude = _mm256_abs_epi32(first);
    __m256i full = _mm256_mask_add_epi32(length, (__mmask8)~is_short, length, each(2));
    full = _mm256_mask_add_epi32(full, (__mmask8)~is_short, full, _mm256_srli_epi32(first, 31));
    full = _mm256_mask_add_epi32(full, (__mmask8)~is_short & _mm256_cmpge_epi32_mask(magnitude, each(10)), full, one);
    full = _mm256_mask_add_epi32(full, _mm256_cmpge_epi32_mask(magnitude, each(100)), full, one);
    const __m256i suffix = _mm256_add_epi32(_mm256_maskz_mov_epi32((__mmask8)~is_short, first), each(325));
    _mm256_storeu_si256((__m256i *)layout->row, row);
    _mm256_storeu_si256((__m256i *)layout->suffix, suffix);
    _mm256_storeu_si256((__m256i *)layout->length, length);
    _mm256_storeu_si256((__m256i *)layout->full_length, _mm256_add_epi32(full, one));
}

VECTORS __m256i permuted(__m256i places, const uint8_t *digits, const uint8_t *further) {
    const __m128i low = _mm_loadu_si128((const __m128i *)digits), high = _mm_loadu_si128((const __m128i *)further);
    return _mm256_permutexvar_epi8(places, _mm256_set_m128i(high, low));
}

VECTORS uint32_t lay_out_16(const double *numbers, const struct cdecimal_scale *scales, struct layout layouts[2]) {
    struct eight a, b;
    look_up(&a, numbers, scales);
    look_up(&b, numbers + 8, scales);
    round_off(&a);
    round_off(&b);
    spell(&a);
    spell(&b);
    lay_out(&a, &layouts[0]);
    lay_out(&b, &layouts[1]);
    return may_be_hard(&a) || may_be_hard(&b) ? hard(&a) | hard(&b) << 8 : 0;
}

VECTORS uint32_t lay_out_8(const double *numbers, const struct cdecimal_scale *scales, struct layout *layout) {
    struct eight a;
    look_up(&a, numbers, scales);
    round_off(&a);
    spell(&a);
    lay_out(&a, layout);
    return hard(&a);
}

VECTORS void copy(double to[16], const double *numbers, uint32_t count) {
    const uint32_t there = _bzhi_u32(0xFFFF, count);
    _mm512_storeu_pd(to, _mm512_maskz_loadu_pd((__mmask8)there, numbers));
    _mm512_storeu_pd(to + 8, _mm512_maskz_loadu_pd((__mmask8)(there >> 8), numbers + 8));
}

TARGET struct cdecimal_written cdecimal_write_avx512(
    const double *numbers, const double *end, uint64_t columns, uint64_t left, struct cdecimal_tables tables,
    uint8_t *text) {
    return write_rows(numbers, end, columns, left, tables, text);
}
#endif

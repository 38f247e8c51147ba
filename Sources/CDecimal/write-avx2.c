// Doubles become text, eight at once.
#if defined(__x86_64__) && defined(__clang__)
#include "four-avx2.h"

#include "write.h"
#include "widths.h"

VECTORS __m256i each(int32_t x) { return _mm256_set1_epi32(x); }

// The lower halves of eight, in their order.
VECTORS __m256i lower(__m256i a, __m256i b) {
    const __m256 halves = _mm256_shuffle_ps(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b), 0x88);
    return _mm256_permute4x64_epi64(_mm256_castps_si256(halves), 0xD8);
}

VECTORS __m256i upper(__m256i a, __m256i b) { return lower(_mm256_srli_epi64(a, 32), _mm256_srli_epi64(b, 32)); }

// One bit for each of 64 digits that is not 0.
VECTORS uint64_t is_digit(__m256i first, __m256i second) {
    const __m256i zero = _mm256_setzero_si256();
    return ~((uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(first, zero)) |
             (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(second, zero)) << 32);
}

// The place behind the last of 16 digits that is not 0; 0 where all are. One bit for each digit makes a number, whose
// logarithm is the exponent that it has as a float.
VECTORS __m256i significant(const struct four *a, const struct four *b) {
    const __m128i masks = _mm_set_epi64x((int64_t)is_digit(b->even, b->odd), (int64_t)is_digit(a->even, a->odd));
    const __m256i mask = _mm256_shuffle_epi32(_mm256_cvtepu16_epi32(masks), 0xD8);
    const __m256i exponent = _mm256_srli_epi32(_mm256_castps_si256(_mm256_cvtepi32_ps(mask)), 23);
    return _mm256_subs_epu16(exponent, each(126));
}

VECTORS void store(uint8_t to[2][16], __m256i texts) { _mm256_storeu_si256((__m256i *)to, texts); }

VECTORS void lay_out(const struct four *a, const struct four *b, struct layout *layout) {
    const __m256i zeros = _mm256_set1_epi8('0'), signs = all(0x3030303030302E2D);
    const __m256i a_digit = _mm256_or_si256(a->digit, zeros), b_digit = _mm256_or_si256(b->digit, zeros);
    store(layout->digits[0], _mm256_or_si256(a->even, zeros));
    store(layout->digits[0] + 2, _mm256_or_si256(b->even, zeros));
    store(layout->digits[1], _mm256_or_si256(a->odd, zeros));
    store(layout->digits[1] + 2, _mm256_or_si256(b->odd, zeros));
    store(layout->further[0], _mm256_unpacklo_epi64(a_digit, signs));
    store(layout->further[0] + 2, _mm256_unpacklo_epi64(b_digit, signs));
    store(layout->further[1], _mm256_unpackhi_epi64(a_digit, signs));
    store(layout->further[1] + 2, _mm256_unpackhi_epi64(b_digit, signs));

    // The exponent of ten of the first of 16 digits: floor(log10 2^q), and 15; that of 0 is 0 less its leading zero.
    const __m256i zero = _mm256_setzero_si256(), one = each(1);
    const __m256i top = _mm256_srli_epi32(upper(a->bits, b->bits), 20);
    const __m256i sign = _mm256_srli_epi32(top, 11), power = _mm256_and_si256(top, each(0x7FF));
    const __m256i log10 = _mm256_srai_epi32(
        _mm256_mullo_epi32(_mm256_sub_epi32(power, each(1075)), each(1262611)), 22);
    const __m256i has_leading = _mm256_cmpgt_epi32(each(10000000), lower(a->whole, b->whole));
    const __m256i leading = _mm256_and_si256(has_leading, one);
    __m256i first = _mm256_blendv_epi8(_mm256_add_epi32(log10, each(16)), one, _mm256_cmpeq_epi32(power, zero));
    first = _mm256_sub_epi32(first, leading);

    // How many digits there are from the first that is not 0 to the last.
    const __m256i has_digit = _mm256_cmpgt_epi32(lower(a->digit, b->digit), zero);
    const __m256i count = _mm256_sub_epi32(_mm256_blendv_epi8(significant(a, b), each(17), has_digit), leading);

    // Without an exponent of ten, there are zeros in front, or a digit behind the point all the same.
    const __m256i shifted = _mm256_add_epi32(first, each(5));
    const __m256i is_short = _mm256_cmpeq_epi32(_mm256_min_epu32(shifted, each(20)), shifted);
    const __m256i point = _mm256_and_si256(first, is_short);
    const __m256i row = _mm256_add_epi32(
        _mm256_slli_epi32(_mm256_add_epi32(point, each(5)), 2),
        _mm256_add_epi32(_mm256_add_epi32(leading, leading), sign));
    __m256i length = _mm256_add_epi32(_mm256_sub_epi32(count, _mm256_min_epi32(point, zero)), one);
    length = _mm256_max_epi32(length, _mm256_and_si256(is_short, _mm256_add_epi32(point, each(3))));
    const __m256i has_no_point = _mm256_andnot_si256(is_short, _mm256_cmpeq_epi32(count, one));
    length = _mm256_add_epi32(length, has_no_point);
    length = _mm256_add_epi32(length, sign);

    // A comma; or an e, the minus, one to three digits, and the comma.
    const __m256i magnitude = _mm256_abs_epi32(first);
    __m256i exponent = _mm256_sub_epi32(each(2), _mm256_srai_epi32(first, 31));
    exponent = _mm256_sub_epi32(exponent, _mm256_cmpgt_epi32(magnitude, each(9)));
    exponent = _mm256_sub_epi32(exponent, _mm256_cmpgt_epi32(magnitude, each(99)));
    const __m256i full = _mm256_add_epi32(_mm256_add_epi32(length, one), _mm256_andnot_si256(is_short, exponent));
    const __m256i suffix = _mm256_add_epi32(_mm256_andnot_si256(is_short, first), each(325));
    _mm256_storeu_si256((__m256i *)layout->row, row);
    _mm256_storeu_si256((__m256i *)layout->suffix, suffix);
    _mm256_storeu_si256((__m256i *)layout->length, length);
    _mm256_storeu_si256((__m256i *)layout->full_length, full);
}

// A shuffle takes bytes from the same half only, and makes 0 of places whose highest bit is set.
VECTORS __m256i permuted(__m256i places, const uint8_t *digits, const uint8_t *further) {
    const __m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)digits));
    const __m256i high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)further));
    return _mm256_or_si256(
        _mm256_shuffle_epi8(low, _mm256_add_epi8(places, _mm256_set1_epi8(0x70))),
        _mm256_shuffle_epi8(high, _mm256_sub_epi8(places, _mm256_set1_epi8(16))));
}

VECTORS bool any_hard(const struct four *a, const struct four *b) {
    const __m256i maybe = _mm256_or_si256(a->maybe_hard, b->maybe_hard);
    return RARELY(!_mm256_testz_si256(maybe, maybe));
}

VECTORS uint32_t lay_out_8(const double *numbers, const struct cdecimal_scale *scales, struct layout *layout) {
    struct four a, b;
    multiply(&a, numbers, scales);
    multiply(&b, numbers + 4, scales);
    round_off(&a);
    round_off(&b);
    spell(&a);
    spell(&b);
    lay_out(&a, &b, layout);
    return any_hard(&a, &b) ? hard(&a) | hard(&b) << 4 : 0;
}

VECTORS uint32_t lay_out_16(const double *numbers, const struct cdecimal_scale *scales, struct layout layouts[2]) {
    struct four a, b, c, d;
    multiply(&a, numbers, scales);
    multiply(&b, numbers + 4, scales);
    multiply(&c, numbers + 8, scales);
    multiply(&d, numbers + 12, scales);
    round_off(&a);
    round_off(&b);
    round_off(&c);
    round_off(&d);
    spell(&a);
    spell(&b);
    spell(&c);
    spell(&d);
    lay_out(&a, &b, &layouts[0]);
    lay_out(&c, &d, &layouts[1]);
    return any_hard(&a, &b) || any_hard(&c, &d) ? hard(&a) | hard(&b) << 4 | hard(&c) << 8 | hard(&d) << 12 : 0;
}

VECTORS void copy(double to[16], const double *numbers, uint32_t count) {
    memset(to, 0, 128);
    memcpy(to, numbers, 8 * count);
}

TARGET struct cdecimal_written cdecimal_write_avx2(
    const double *numbers, const double *end, uint64_t columns, uint64_t left, struct cdecimal_tables tables,
    uint8_t *text) {
    return write_rows(numbers, end, columns, left, tables, text);
}
#endif

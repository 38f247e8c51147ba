// The digits of a number are put at the end of a vector of 32 bytes, without their point: those behind it are loaded so
// that they end there, those before it one byte further on. So there is no branch for how many digits there are, which
// is what a processor cannot predict.
#if defined(__x86_64__) && defined(__clang__)
#include <string.h>

#include "avx2.h"
#include "batch-avx2.h"
#include "read.h"
#include "widths.h"

VECTORS __m256i each(uint8_t x) { return _mm256_set1_epi8((char)x); }
VECTORS __m256i load(const void *bytes) { return _mm256_loadu_si256((const __m256i *)bytes); }

// Four bytes as words of 64 bits.
VECTORS __m256i four(const uint8_t *bytes) {
    int32_t word;
    memcpy(&word, bytes, 4);
    return _mm256_cvtepu8_epi64(_mm_cvtsi32_si128(word));
}

// One bit for each of 64 bytes: which can end a number, as '-', '.', '/' and digits cannot; which are points; spaces.
struct marks {
    uint64_t ends, points, spaces;
};

VECTORS uint64_t mask(__m256i first, __m256i second) {
    return (uint32_t)_mm256_movemask_epi8(first) | (uint64_t)(uint32_t)_mm256_movemask_epi8(second) << 32;
}

VECTORS uint64_t equal(__m256i first, __m256i second, uint8_t byte) {
    return mask(_mm256_cmpeq_epi8(first, each(byte)), _mm256_cmpeq_epi8(second, each(byte)));
}

VECTORS __m256i is_part(__m256i bytes) {
    const __m256i above = _mm256_sub_epi8(bytes, each('-'));
    return _mm256_cmpeq_epi8(_mm256_min_epu8(above, each('9' - '-')), above);
}

VECTORS struct marks marks(const uint8_t *text) {
    const __m256i first = load(text), second = load(text + 32);
    return (struct marks){
        ~mask(is_part(first), is_part(second)), equal(first, second, '.'), equal(first, second, ' ')};
}

// From n on: 32 bytes, the last n of them set.
static const uint8_t last_bytes[64] __attribute__((aligned(64))) = {
    [32] = 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    [48] = 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

VECTORS const uint8_t *read_digits(
    const uint8_t *text, const uint8_t *end, const uint64_t *powers, struct batch *batch, uint32_t *count,
    struct rows *rows) {
    const uint8_t *const start = text;
    const uint32_t row_count = rows->count;
    const uint8_t *window = text;
    struct marks all_marks = {0, 0, 0};
    uint64_t i = 0, offset = 64;
    __m256i greatest = _mm256_setzero_si256();
    while (text < end && i < most) {
        // Where a number ends and whether a space follows is all that the next number waits for: so it is found for 64
        // bytes at once.
        if (offset > 32) {
            all_marks = marks(text);
            window = text;
            offset = 0;
        }
        const uint64_t length = _tzcnt_u32((uint32_t)(all_marks.ends >> offset));
        const uint64_t first_point = _tzcnt_u64(all_marks.points >> offset);
        offset += length + 1;
        offset += all_marks.spaces >> (offset & 63) & 1;  // beyond the 64 there is none: a window begins with a number

        const uint64_t minus = *text == '-', point = first_point < length;
        const uint64_t whole_end = point ? first_point : length;
        const uint64_t whole = whole_end - minus, fraction = length - whole_end - point;
        const uint64_t allowed = ((uint64_t)text[minus] - '0') << 5;  // no digit may follow a 0 in front
        if (RARELY(whole - 1 > allowed || fraction < point)) break;

        const uint8_t *const behind = text + length;
        const __m256i bytes =
            _mm256_blendv_epi8(load(behind - 32 - point), load(behind - 32), load(last_bytes + fraction));
        const __m256i digits =
            _mm256_and_si256(_mm256_sub_epi8(bytes, each('0')), load(last_bytes + whole + fraction));
        greatest = _mm256_max_epu8(greatest, digits);
        keep(batch, i, text, digits, powers, fraction, minus);
        if (*behind == ',') {
            i++;
            text = window + offset;
            continue;
        }
        if (RARELY(*behind != ']')) break;
        i++;
        text = behind + 1;
        end_row(rows, i, &text);
        if (rows->have_ended) break;
        offset = 64;
    }
    *count = (uint32_t)i;
    // A second point, or a sign that is not in front, somewhere: this is no document, and others find out where.
    const __m256i is_digit = _mm256_cmpeq_epi8(_mm256_min_epu8(greatest, each(9)), greatest);
    if (RARELY(_mm256_movemask_epi8(is_digit) != -1)) {
        *count = 0;
        rows->count = row_count;
        rows->have_ended = false;
        return start;
    }
    return text;
}

VECTORS uint32_t nearest(const struct batch *batch, uint32_t from, uint32_t count, double *numbers) {
    const __m256i first = load(batch->first + from), last = load(batch->last + from);
    const __m256i leading = _mm256_shuffle_epi32(first, 0xB1), half = all(0xFFFFFFFF);
    const __m256i is_long = _mm256_cmpgt_epi64(leading, all(999));
    const __m256i upper = _mm256_add_epi64(
        _mm256_add_epi64(
            _mm256_mul_epu32(leading, all(10000000000000000 & 0xFFFFFFFF)),
            _mm256_slli_epi64(_mm256_mul_epu32(leading, all(10000000000000000 >> 32)), 32)),
        _mm256_mul_epu32(last, all(100000000)));
    const __m256i m = _mm256_add_epi64(upper, _mm256_srli_epi64(last, 32));

    // floor(log2 m) + 1023, 0 of 0: the exponent of m as a double, whose halves become doubles by the bits of 2^52, or
    // of 2^84, in front of them. Where it is rounded up to a power of two this is one more; then the product's highest
    // bit is found one place lower, or the number is that power of two.
    const __m256d low_half = _mm256_castsi256_pd(_mm256_blend_epi32(m, all(0x4330000000000000), 0xAA));
    const __m256d high_half =
        _mm256_castsi256_pd(_mm256_or_si256(_mm256_srli_epi64(m, 32), all(0x4530000000000000)));
    const __m256d rough = _mm256_add_pd(
        _mm256_sub_pd(high_half, _mm256_castsi256_pd(all(0x4530000000100000))), low_half);
    const __m256i size = _mm256_srli_epi64(_mm256_castpd_si256(rough), 52);

    // The upper half of m, its highest bit set, times the power, and one bit of the lower.
    const __m256i shifted = _mm256_sllv_epi64(m, _mm256_sub_epi64(all(1086), size));
    const __m256i power = load(batch->significands + from);
    const __m256i m_high = _mm256_srli_epi64(shifted, 32), power_high = _mm256_srli_epi64(power, 32);
    const __m256i across = _mm256_mul_epu32(shifted, power_high);
    const __m256i middle = _mm256_add_epi64(
        _mm256_add_epi64(_mm256_mul_epu32(m_high, power), _mm256_and_si256(across, half)),
        _mm256_srli_epi64(_mm256_mul_epu32(shifted, power), 32));
    const __m256i high = _mm256_add_epi64(
        _mm256_add_epi64(_mm256_mul_epu32(m_high, power_high), _mm256_srli_epi64(across, 32)),
        _mm256_srli_epi64(middle, 32));
    const __m256i next_bit = _mm256_srli_epi64(_mm256_slli_epi64(middle, 32), 63);
    const __m256i doubled = _mm256_or_si256(_mm256_add_epi64(high, high), next_bit);
    const __m256i bits = _mm256_castpd_si256(_mm256_blendv_pd(
        _mm256_castsi256_pd(doubled), _mm256_castsi256_pd(high), _mm256_castsi256_pd(high)));
    const __m256i behind = _mm256_and_si256(bits, all(0x7FF));
    const __m256i is_close =
        _mm256_cmpeq_epi64(_mm256_max_epu32(_mm256_sub_epi64(behind, all(0x3FE)), all(2)), all(2));

    // floor(log2 10^-places), as PowersOfTen.floorLog2 has it.
    const __m256i places = four(batch->places + from);
    const __m256i log2 = _mm256_srai_epi32(_mm256_mullo_epi32(places, all(-1741647)), 19);
    const __m256i exponent = _mm256_sub_epi64(
        _mm256_add_epi64(_mm256_add_epi64(log2, size), _mm256_srli_epi64(high, 63)), all(1));
    const __m256i rounded = _mm256_srli_epi64(_mm256_add_epi64(_mm256_srli_epi64(bits, 10), all(1)), 1);
    const __m256i magnitude = _mm256_andnot_si256(
        _mm256_cmpeq_epi64(m, _mm256_setzero_si256()),
        _mm256_add_epi64(_mm256_slli_epi64(exponent, 52), rounded));
    const __m256i result = _mm256_or_si256(magnitude, _mm256_slli_epi64(four(batch->minus + from), 63));
    const uint32_t others = (uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_or_si256(is_long, is_close)));
    if (count < 4) {
        double last[4];
        _mm256_storeu_si256((__m256i *)last, result);
        memcpy(numbers, last, 8 * count);
        return _bzhi_u32(others, count);
    }
    _mm256_storeu_si256((__m256i *)numbers, result);
    return others;
}

TARGET struct cdecimal_run cdecimal_read_avx2(
    const uint8_t *text, const uint8_t *end, double *numbers, const uint64_t *powers, struct cdecimal_row *list,
    uint32_t row_limit) {
    return read_rows(text, end, numbers, powers, list, row_limit, 4);
}
#endif

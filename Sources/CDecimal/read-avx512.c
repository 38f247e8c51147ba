// Where numbers begin and end is found for a stretch of text at once, and then everything for all of its numbers at
// once, one a lane: no number waits for the one before, and there is no branch for how many digits there are, which is
// what a processor cannot predict.
#if defined(__x86_64__) && defined(__clang__)
#include "batch-avx512.h"
#include "read.h"
#include "widths.h"

VECTORS __m512i each(int32_t x) { return _mm512_set1_epi32(x); }
VECTORS __m512i load(const void *words) { return _mm512_loadu_si512(words); }

// Finds where runs of digits and points begin and end, in blocks of 64 bytes: as many as 32 numbers can take, or until
// there are so many, or a letter, which is behind the array or means that it holds others, too. Returns how many edges.
VECTORS uint32_t find_edges(const uint8_t *text, const uint8_t *end, uint16_t *edges) {
    const __m512i places = _mm512_set_epi8(
        63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36,
        35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7,
        6, 5, 4, 3, 2, 1, 0);
    const __m512i flip = _mm512_set1_epi8(1);  // of '.' makes '/', the neighbour of the digits
    enum { longest = 32 + 3 };                 // a number, its sign, and ", "
    __m512i block = _mm512_setzero_si512();
    uint64_t was_other = 1;
    uint32_t count = 0;
    for (const uint8_t *const limit = text + most * longest; text < limit && text < end && count < 2 * most; text += 64) {
        const __m512i bytes = load(text);
        const __m512i above = _mm512_sub_epi8(_mm512_xor_si512(bytes, flip), _mm512_set1_epi8('/'));
        const uint64_t others = _mm512_cmpgt_epu8_mask(above, _mm512_set1_epi8('9' - '/'));
        const uint64_t changes = others ^ (others << 1 | was_other);
        was_other = others >> 63;
        const __m512i found = _mm512_maskz_compress_epi8(changes, places);
        const __m512i low = _mm512_cvtepu8_epi16(_mm512_castsi512_si256(found));
        _mm512_storeu_si512(edges + count, _mm512_add_epi16(block, low));
        const uint32_t more = (uint32_t)_mm_popcnt_u64(changes);
        if (more > 32) {
            const __m512i high = _mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64(found, 1));
            _mm512_storeu_si512(edges + count + 32, _mm512_add_epi16(block, high));
        }
        count += more;
        block = _mm512_add_epi16(block, _mm512_set1_epi16(64));
        if (_mm512_cmpge_epu8_mask(bytes, _mm512_set1_epi8('`')) != 0) break;
    }
    // Whole vectors of numbers are looked at: those that are none lie near the beginning.
    _mm512_storeu_si512(edges + count, _mm512_set1_epi16(1));
    _mm512_storeu_si512(edges + count + 32, _mm512_set1_epi16(1));
    return count;
}

VECTORS uint16_t two_bytes(const uint8_t *p) { return (uint16_t)(p[0] | p[1] << 8); }

// What one has to know of numbers is put in lanes.
VECTORS void gather(struct batch *batch, uint32_t count) {
    for (uint32_t i = 0; i < count; i += 2) {
        const uint8_t *const low = behind(batch, i), *const high = behind(batch, i + 1);
        batch->heads[i] = two_bytes(first_digit(batch, i) - 1);
        batch->heads[i + 1] = two_bytes(first_digit(batch, i + 1) - 1);
        batch->tails[i] = two_bytes(low);
        batch->tails[i + 1] = two_bytes(high);
        const __m512i digits = _mm512_sub_epi8(two(low - 32, high - 32), _mm512_set1_epi8('0'));
        const uint64_t others = _mm512_cmpgt_epu8_mask(digits, _mm512_set1_epi8(9));
        memcpy(batch->others + i, &others, sizeof others);
    }
}

// A bit for each number: what is wrong with it; whether it does not begin right behind the one before and a comma; what
// no comma follows.
struct faults {
    uint32_t wrong, apart, ends;
};

// Sixteen numbers of a batch.
//
// expected: where each lane's next number begins, of the sixteen before; then of these.
VECTORS struct faults examine(struct batch *batch, uint32_t i, __m512i *expected) {
    const __m512i none = each(-1), one = each(1), width = each(32);
    const __m512i edges = load(batch->edges + 2 * i), heads = load(batch->heads + i), tails = load(batch->tails + i);
    const __m512i start = _mm512_and_si512(edges, each(0xFFFF)), stop = _mm512_srli_epi32(edges, 16);
    const __m512i size = _mm512_sub_epi32(stop, start);

    // Nothing but points is no digit in there.
    const __m512i last = _mm512_sllv_epi32(none, _mm512_sub_epi32(width, size));
    const __m512i points = _mm512_and_si512(load(batch->others + i), last);
    const __m512i zeros = _mm512_lzcnt_epi32(points), fraction = _mm512_and_si512(zeros, each(31));
    const __mmask16 has_point = _mm512_test_epi32_mask(points, points);
    const __m512i digits = _mm512_mask_sub_epi32(size, has_point, size, one);
    const __m512i whole = _mm512_sub_epi32(digits, fraction);
    _mm512_storeu_si512(batch->whole + i, _mm512_srlv_epi32(none, zeros));
    _mm512_storeu_si512(batch->digits + i, _mm512_sllv_epi32(none, _mm512_sub_epi32(width, digits)));
    _mm512_storeu_si512(batch->places + i, fraction);

    const __mmask16 minus = _mm512_cmpeq_epi32_mask(_mm512_and_si512(heads, each(0xFF)), each('-'));
    const __mmask16 begins_with_0 = _mm512_cmpeq_epi32_mask(_mm512_srli_epi32(heads, 8), each('0'));
    const __mmask16 wrong = _mm512_cmpgt_epu32_mask(size, width) | _mm512_testn_epi32_mask(whole, whole) |
                            _mm512_mask_testn_epi32_mask(has_point, fraction, fraction) |
                            _mm512_test_epi32_mask(points, _mm512_add_epi32(points, none)) |
                            _mm512_mask_cmpgt_epu32_mask(begins_with_0, whole, one);
    batch->minus |= (uint32_t)minus << i;

    const __mmask16 is_comma = _mm512_cmpeq_epi32_mask(_mm512_and_si512(tails, each(0xFF)), each(','));
    const __mmask16 is_space = _mm512_cmpeq_epi32_mask(_mm512_srli_epi32(tails, 8), each(' '));
    const __m512i begin = _mm512_mask_sub_epi32(start, minus, start, one), after = _mm512_add_epi32(stop, one);
    const __m512i next = _mm512_mask_add_epi32(after, is_space, after, one);
    const __mmask16 apart = _mm512_cmpneq_epi32_mask(begin, _mm512_alignr_epi32(next, *expected, 15));
    *expected = next;
    return (struct faults){(uint32_t)wrong << i, (uint32_t)apart << i, (uint32_t)(uint16_t)~is_comma << i};
}

VECTORS const uint8_t *read_digits(
    const uint8_t *text, const uint8_t *end, const uint64_t *powers, struct batch *batch, uint32_t *count,
    struct rows *rows) {
    batch->text = text;
    batch->powers = powers;
    batch->minus = 0;
    const uint32_t found = find_edges(text, end, batch->edges) / 2;
    uint32_t good = found < most ? found : most;
    while (good > 0 && first_digit(batch, good - 1) >= end) good--;
    gather(batch, good);

    uint32_t wrong = 0, apart = 0, ends = 0;
    __m512i expected = _mm512_setzero_si512();
    for (uint32_t i = 0; i < good; i += 16) {
        const struct faults faults = examine(batch, i, &expected);
        wrong |= faults.wrong;
        apart |= faults.apart;
        ends |= faults.ends;
    }
    const uint32_t first_wrong = _tzcnt_u32(wrong | (apart & ~(ends << 1)));
    if (first_wrong < good) good = first_wrong;

    uint32_t row_end = 0;  // numbers up to the last row's end
    for (; ends != 0 && _tzcnt_u32(ends) < good; ends &= ends - 1) {
        const uint32_t i = _tzcnt_u32(ends);
        if (RARELY(*behind(batch, i) != ']')) {
            good = i;
            break;
        }
        text = behind(batch, i) + 1;
        row_end = i + 1;
        end_row(rows, row_end, &text);
        if (rows->have_ended || (row_end < good && RARELY(beginning(batch, row_end) != text))) {
            good = row_end;
            break;
        }
    }
    *count = good;
    if (row_end == good) return text;
    text = behind(batch, good - 1) + 1;
    return text + (*text == ' ');
}

TARGET struct cdecimal_run cdecimal_read_avx512(
    const uint8_t *text, const uint8_t *end, double *numbers, const uint64_t *powers, struct cdecimal_row *list,
    uint32_t row_limit) {
    return read_rows(text, end, numbers, powers, list, row_limit, 8);
}
#endif

// Doubles to digits where there is no AVX-512 (the method is in numbers.h): first the products, one number at a time,
// 64 bits by 64, then the digits of four numbers together.
#pragma once
#include "numbers.h"

// What goes before and after the digits of v, as in Prepared::meta but for the digits' length. The sixteen digits are
// 100,000,000 halves[0] + halves[1]; whether std::to_chars has to decide is `rare`. Nothing here is a branch that real
// numbers would take both ways.
static inline __attribute__((always_inline)) uint64_t split(double v, uint64_t* halves, bool& rare) {
    uint64_t bits;
    memcpy(&bits, &v, 8);
    const uint64_t be = bits >> 52 & 2047, fraction = bits & ((1ull << 52) - 1);
    const Scale s = g_scale[be];

    // x = c * P: whole part and fraction in units of 2^-64, off by less than 2
    const uint64_t c = fraction | 1ull << 52;
    const u128 x = (u128)c * s.p1 + (uint64_t)((u128)c * s.p0 >> 64);
    const uint64_t whole = (uint64_t)(x >> 64), f = (uint64_t)x;
    const bool pow2 = fraction == 0;   // the double below is half as far away
    const uint64_t half = s.p1 >> 1, below = half >> pow2, above = -half;
    const bool down = f < below, up = f > above;
    const u128 t = (u128)f * 10 + (1ull << 63);

    // subnormals and what is not finite have P = 0, and are near
    const bool near = (f - below + 8 < 16) | (f - above + 8 < 16), tie = (uint64_t)t + 64 < 128;
    rare = (near | ((tie | pow2) & !(down | up))) & (bits << 1 != 0);

    uint64_t last = down ? 0 : (uint64_t)(t >> 64);
    last = up ? 10 : last;
    uint64_t d = whole * 10 + last;
    const bool less = d < 10000000000000000;
    d += d * 9 & -(uint64_t)less;   // now 17 digits: first, mid 8, low 8
    const uint64_t top = d / 100000000, first = top * 1441151881 >> 57;
    halves[0] = top - first * 100000000;
    halves[1] = d - top * 100000000;

    const uint64_t sign = bits >> 63, tail = be + (uint64_t)less * 2048;
    const uint64_t head = first + ('0' | '.' << 8);
    return head << (sign * 8) | ('-' & -sign) | sign << 32 | sign << 40 | tail << 48;
}

// v[0..n) into out, n <= kMax; meta 0 marks a number for std::to_chars.
static void prepare(const double* v, size_t n, Prepared& out) {
    uint16_t rare[Prepared::kMax];
    size_t rares = 0;
    for (size_t i = 0; i < n; i++) {   // the halves lie where the digits will
        bool is_rare;
        out.meta[i] = split(v[i], (uint64_t*)&out.digits[i], is_rare);
        rare[rares] = (uint16_t)i;
        rares += is_rare;
    }

    static constexpr uint8_t kLength[17] = {18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 1};   // by zeros at the end
    const __m256i e4 = _mm256_set1_epi64x(10000), r4 = _mm256_set1_epi64x(109951163), ascii = _mm256_set1_epi8('0');
    auto fours = [&](__m256i a) {   // eight digits in 64 bits: four, and above them the other four
        const __m256i high = _mm256_srli_epi64(_mm256_mul_epu32(a, r4), 40);
        return _mm256_or_si256(high, _mm256_slli_epi64(_mm256_sub_epi64(a, _mm256_mul_epu32(high, e4)), 16));
    };
    auto pair = [](__m256i a) {   // tens | ones << 8
        const __m256i tens = _mm256_mulhi_epu16(a, _mm256_set1_epi16(6554));
        return _mm256_sub_epi16(_mm256_slli_epi16(a, 8), _mm256_mullo_epi16(tens, _mm256_set1_epi16(2559)));
    };
    for (size_t i = 0; i < n; i += 4) {   // kMax is a multiple of 4
        // in each 128 bits: mid of one number, mid of another, low of the one, low of the other, in words of four digits
        __m256i* const at = (__m256i*)&out.digits[i];
        const __m256i words = _mm256_or_si256(fours(at[0]), _mm256_slli_epi64(fours(at[1]), 32));
        const __m256i ha = _mm256_srli_epi16(_mm256_mulhi_epu16(words, _mm256_set1_epi16(5243)), 3);
        const __m256i hb = _mm256_sub_epi16(words, _mm256_mullo_epi16(ha, _mm256_set1_epi16(100)));
        const __m256i pa = pair(ha), pb = pair(hb);
        const __m256i mids = _mm256_unpacklo_epi16(pa, pb), lows = _mm256_unpackhi_epi16(pa, pb);
        const __m256i d01 = _mm256_unpacklo_epi64(mids, lows), d23 = _mm256_unpackhi_epi64(mids, lows);
        at[0] = _mm256_add_epi8(d01, ascii);
        at[1] = _mm256_add_epi8(d23, ascii);

        // how many of them count
        const __m256i none = _mm256_setzero_si256();
        const uint32_t z01 = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(d01, none));
        const uint32_t z23 = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(d23, none));
        const uint32_t zeros[4] = {z01 << 16, z01 & 0xffff0000, z23 << 16, z23 & 0xffff0000};
        for (size_t j = 0; j < 4; j++) out.meta[i + j] += (uint64_t)kLength[_lzcnt_u32(~zeros[j])] << 32;
    }
    for (size_t k = 0; k < rares; k++) out.meta[rare[k]] = 0;
}

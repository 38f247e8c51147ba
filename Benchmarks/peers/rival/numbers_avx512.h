// Doubles to digits, eight at a time (the method is in numbers.h).
#pragma once
#include "numbers.h"

// v[0..n) into out, n <= kMax; meta 0 marks a number for std::to_chars.
static void prepare(const double* v, size_t n, Prepared& out) {
    const __m512i m52 = _mm512_set1_epi64((1ll << 52) - 1), unit = _mm512_set1_epi64(1ll << 52);
    const __m512i eight = _mm512_set1_epi64(8), e8 = _mm512_set1_epi64(100000000);
    auto times10 = [](__m512i a) { return _mm512_add_epi64(_mm512_slli_epi64(a, 3), _mm512_slli_epi64(a, 1)); };
    for (size_t i = 0; i < n; i += 8) {
        const __mmask8 here = n - i >= 8 ? 0xff : (__mmask8)((1u << (n - i)) - 1);
        const __m512i bits = _mm512_castpd_si512(_mm512_maskz_loadu_pd(here, v + i));
        const __m512i be = _mm512_and_si512(_mm512_srli_epi64(bits, 52), _mm512_set1_epi64(2047));

        alignas(64) uint64_t at[8];
        _mm512_store_si512(at, be);
        auto load = [&](int j) { return _mm_load_si128((const __m128i*)&g_scale[at[j]]); };
        auto four = [&](int a, int b, int c, int d) {
            __m256i lo = _mm256_inserti128_si256(_mm256_castsi128_si256(load(a)), load(b), 1);
            __m256i hi = _mm256_inserti128_si256(_mm256_castsi128_si256(load(c)), load(d), 1);
            return _mm512_inserti64x4(_mm512_castsi256_si512(lo), hi, 1);
        };
        const __m512i even = four(0, 2, 4, 6), odd = four(1, 3, 5, 7);
        const __m512i p1 = _mm512_unpacklo_epi64(even, odd), p0 = _mm512_unpackhi_epi64(even, odd);

        // x = (2^52 + fraction bits) * P: whole part and fraction in units of 2^-52, too large by less than 4
        __m512i f = _mm512_madd52hi_epu64(_mm512_madd52lo_epu64(p0, bits, p1), bits, p0);
        const __m512i whole = _mm512_add_epi64(_mm512_madd52hi_epu64(p1, bits, p1), _mm512_srli_epi64(f, 52));
        f = _mm512_and_si512(f, m52);
        const __mmask8 pow2 = _mm512_testn_epi64_mask(bits, m52);   // the double below is half as far away
        const __m512i half = _mm512_srli_epi64(p1, 1), below = _mm512_mask_srli_epi64(half, pow2, p1, 2);
        const __m512i above = _mm512_sub_epi64(unit, half);
        const __mmask8 down = _mm512_cmplt_epu64_mask(f, below), up = _mm512_cmpgt_epu64_mask(f, above);
        const __m512i t = _mm512_add_epi64(times10(f), _mm512_set1_epi64(1ll << 51));
        const __m512i digit = _mm512_srli_epi64(t, 52);
        auto near = [&](__m512i a, __m512i b) {
            return _mm512_cmplt_epu64_mask(_mm512_add_epi64(_mm512_sub_epi64(a, b), eight), _mm512_set1_epi64(16));
        };
        const __mmask8 tie = _mm512_cmplt_epu64_mask(
            _mm512_and_si512(_mm512_add_epi64(t, _mm512_set1_epi64(64)), m52), _mm512_set1_epi64(128));
        const __mmask8 zero = _mm512_testn_epi64_mask(bits, _mm512_set1_epi64(INT64_MAX));
        const __mmask8 odd_ones = _mm512_cmpeq_epi64_mask(be, _mm512_set1_epi64(2047)) | _mm512_testn_epi64_mask(be, be);
        const __mmask8 rare = (__mmask8)((odd_ones | near(f, below) | near(f, above) | ((tie | pow2) & ~(down | up))) & ~zero);

        __m512i d = _mm512_maskz_mov_epi64((__mmask8)~down, digit);
        d = _mm512_add_epi64(times10(whole), _mm512_mask_mov_epi64(d, up, _mm512_set1_epi64(10)));
        const __mmask8 less = _mm512_cmplt_epu64_mask(d, _mm512_set1_epi64(10000000000000000));
        d = _mm512_mask_mov_epi64(d, less, times10(d));   // now 17 digits: first, mid 8, low 8

        const __m512i top = _mm512_srli_epi64(
            _mm512_madd52hi_epu64(_mm512_setzero_si512(), _mm512_srli_epi64(d, 8), _mm512_set1_epi64(3022314549036573)), 18);
        const __m512i low = _mm512_sub_epi64(d, _mm512_mul_epu32(top, e8));
        const __m512i first = _mm512_srli_epi64(_mm512_mul_epu32(top, _mm512_set1_epi64(1441151881)), 57);
        const __m512i mid = _mm512_sub_epi64(top, _mm512_mul_epu32(first, e8));

        // 16 digits: four times four, in 16-bit words, then twice two, then single ones in bytes
        const __m512i e4 = _mm512_set1_epi64(10000), r4 = _mm512_set1_epi64(109951163);
        const __m512i ma = _mm512_srli_epi64(_mm512_mul_epu32(mid, r4), 40), mb = _mm512_sub_epi64(mid, _mm512_mul_epu32(ma, e4));
        const __m512i la = _mm512_srli_epi64(_mm512_mul_epu32(low, r4), 40), lb = _mm512_sub_epi64(low, _mm512_mul_epu32(la, e4));
        const __m512i words = _mm512_or_si512(_mm512_or_si512(ma, _mm512_slli_epi64(mb, 16)),
                                              _mm512_or_si512(_mm512_slli_epi64(la, 32), _mm512_slli_epi64(lb, 48)));
        const __m512i ha = _mm512_srli_epi16(_mm512_mulhi_epu16(words, _mm512_set1_epi16(5243)), 3);
        const __m512i hb = _mm512_sub_epi16(words, _mm512_mullo_epi16(ha, _mm512_set1_epi16(100)));
        auto pair = [](__m512i a) {   // tens | ones << 8
            __m512i tens = _mm512_mulhi_epu16(a, _mm512_set1_epi16(6554));
            return _mm512_sub_epi16(_mm512_slli_epi16(a, 8), _mm512_mullo_epi16(tens, _mm512_set1_epi16(2559)));
        };
        const __m512i pa = pair(ha), pb = pair(hb);
        const __m512i evens = _mm512_unpacklo_epi16(pa, pb), odds = _mm512_unpackhi_epi16(pa, pb);   // numbers 0 2 4 6, 1 3 5 7

        // how many of them count
        auto zeros = [](__m512i a) {   // trailing zero digits, in both halves of the number's 128 bits
            __m512i z = _mm512_srli_epi64(_mm512_lzcnt_epi64(a), 3);
            __m512i first8 = _mm512_shuffle_epi32(z, (_MM_PERM_ENUM)0x44), last8 = _mm512_shuffle_epi32(z, (_MM_PERM_ENUM)0xee);
            return _mm512_mask_add_epi64(last8, _mm512_cmpeq_epi64_mask(last8, _mm512_set1_epi64(8)), last8, first8);
        };
        const __m512i z = _mm512_mask_mov_epi64(zeros(evens), 0xaa, zeros(odds));
        const __m512i sign = _mm512_srli_epi64(bits, 63);
        __m512i len = _mm512_sub_epi64(_mm512_set1_epi64(18), z);   // first digit, point, the rest
        len = _mm512_mask_mov_epi64(len, _mm512_cmpeq_epi64_mask(z, _mm512_set1_epi64(16)), _mm512_set1_epi64(1));
        len = _mm512_add_epi64(len, sign);

        __m512i meta = _mm512_add_epi64(first, _mm512_set1_epi64('0' | '.' << 8));
        meta = _mm512_mask_add_epi64(meta, _mm512_movepi64_mask(bits), _mm512_slli_epi64(meta, 8), _mm512_set1_epi64('-'));
        meta = _mm512_or_si512(meta, _mm512_slli_epi64(len, 32));
        meta = _mm512_or_si512(meta, _mm512_slli_epi64(sign, 40));
        const __m512i tail = _mm512_mask_add_epi64(be, less, be, _mm512_set1_epi64(2048));
        meta = _mm512_or_si512(meta, _mm512_slli_epi64(tail, 48));
        _mm512_store_si512(&out.meta[i], _mm512_maskz_mov_epi64((__mmask8)~rare, meta));

        const __m512i ascii = _mm512_set1_epi8('0');
        const __m512i ev = _mm512_add_epi8(evens, ascii), od = _mm512_add_epi8(odds, ascii);
        const __m512i pick_lo = _mm512_setr_epi64(0, 1, 8, 9, 2, 3, 10, 11), pick_hi = _mm512_setr_epi64(4, 5, 12, 13, 6, 7, 14, 15);
        _mm512_store_si512(&out.digits[i], _mm512_permutex2var_epi64(ev, pick_lo, od));
        _mm512_store_si512(&out.digits[i + 4], _mm512_permutex2var_epi64(ev, pick_hi, od));
    }
}

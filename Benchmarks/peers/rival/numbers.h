// Doubles to text, shortest round trip: the method and its tables. The work itself is in numbers_avx512.h, eight at a
// time, or in numbers_avx2.h.
//
// A double is c * 2^q. With k = floor(log10(2^q)) and P = 2^q / 10^(k+1), which lies in [0.1, 1), x = c * P has a
// whole part of 15 or 16 digits and a fraction f, and everything that reads back as the same double lies within P/2
// of x. So: the whole part if f < P/2, the whole part + 1 if 1 - f < P/2, else one digit more, 10 f rounded.
// (Schubfach, R. Giulietti, one decimal place up.) P is kept to two limbs: of 52 bits for
// AVX-512's multiply-add, else of 64. A decision closer than the error this leaves goes to std::to_chars, as do
// subnormals.
//
// The layout is always d.ddd…e±x (the exponent left out when it is 0): every piece then sits at a known place, and
// trailing zeros are dropped by counting instead of by dividing.
#pragma once
#include "common.h"

// AVX-512 multiplies 52 bits, other processors 64: P has two limbs of as many.
static constexpr int kLimb = RIVAL_AVX512 ? 52 : 64;

struct Scale { uint64_t p1, p0; };         // P * 2^(2 kLimb), rounded up
alignas(64) static Scale g_scale[2048];    // by biased exponent
alignas(64) static char g_tail[4096][8];   // what follows the digits ("e-5,"), [7] = its length; from 2048 on: one place less

static constexpr size_t kMaxNumber = 26;   // "-1.2345678901234567e-308," and a little
static constexpr size_t kSlack = 64;       // the writer stores whole vectors: room past the end

static int floor_log10_pow2(int e) { return (e * 1262611) >> 22; }
static int floor_log2_pow10(int e) { return (e * 1741647) >> 19; }

// 10^e = g * 2^(floor_log2_pow10(e) - 127), g rounded up to 128 bits. Start-up only: plain big-integer arithmetic.
static u128 pow10_128(int e) {
    typedef std::vector<uint32_t> Big;   // little endian
    Big p{1};
    for (int i = 0; i < abs(e); i++) {
        uint64_t c = 0;
        for (auto& w : p) { c += (uint64_t)w * 10; w = (uint32_t)c; c >>= 32; }
        if (c) p.push_back((uint32_t)c);
    }
    u128 g = 0;
    bool rest = false;
    if (e >= 0) {   // the top 128 bits
        int n = (int)p.size() * 32 - __builtin_clz(p.back());
        for (int i = n - 1; i >= 0; i--) {
            int bit = (p[i / 32] >> (i % 32)) & 1;
            if (i >= n - 128) g = g << 1 | (unsigned)bit; else rest |= bit;
        }
        return (n < 128 ? g << (128 - n) : g) + rest;
    }
    Big r{0};   // 2^(127 - floor_log2_pow10(e)) / 10^-e, bit by bit
    for (int i = 127 - floor_log2_pow10(e), top = i; i >= 0; i--) {
        uint32_t carry = i == top;
        for (auto& w : r) { uint32_t t = w >> 31; w = w << 1 | carry; carry = t; }
        if (carry) r.push_back(carry);
        while (r.size() < p.size()) r.push_back(0);
        bool ge = true;
        for (size_t j = r.size(); j-- > 0;) {
            uint32_t y = j < p.size() ? p[j] : 0;
            if (r[j] != y) { ge = r[j] > y; break; }
        }
        g = g << 1 | ge;
        if (!ge) continue;
        int64_t bo = 0;
        for (size_t j = 0; j < r.size(); j++) {
            int64_t d = (int64_t)r[j] - (j < p.size() ? p[j] : 0) + bo;
            r[j] = (uint32_t)d;
            bo = d >> 32;
        }
    }
    for (auto w : r) rest |= w != 0;
    return g + rest;
}

static void init_numbers() {
    u128 g = 0;
    for (int be = 1, k0 = INT32_MIN; be < 2047; be++) {
        const int q = be - 1075, k = floor_log10_pow2(q);
        if (k != k0) g = pow10_128(-(k0 = k) - 1);
        const int down = 127 - 2 * kLimb - q - floor_log2_pow10(-k - 1);   // 24..27 for 104 bits, 0..3 for 128
        const u128 p = (g >> down) + ((g & (((u128)1 << down) - 1)) != 0);
        g_scale[be] = {(uint64_t)(p >> kLimb), (uint64_t)p & (~0ull >> (64 - kLimb))};
        for (int less = 0; less < 2; less++) {
            char* t = g_tail[less * 2048 + be];
            int n = k + 16 - less ? snprintf(t, 8, "e%d", k + 16 - less) : 0;
            t[n++] = ',';
            t[7] = (char)n;
        }
    }
    for (int less = 0; less < 2; less++) g_tail[less * 2048][0] = ',', g_tail[less * 2048][7] = 1;   // zero
}

struct Prepared {   // numbers ready to be laid down
    static constexpr size_t kMax = 256;
    alignas(64) __m128i digits[kMax];   // the 16 after the point
    alignas(64) uint64_t meta[kMax];    // 0-23 "-d." or "d.", 32-39 length with the wanted digits, 40 sign, 48-59 tail
};
static thread_local Prepared t_prepared;


// Numbers on their way, as the reader by AVX2 keeps them.
#pragma once

#include "avx2.h"
#include "decimal.h"

struct batch {
    const uint8_t *starts[32];
    uint64_t first[32], last[32];   // 32 digits, eight in each half of a number, the first in the lower half
    uint64_t significands[32];      // of the power of ten that the digits are to be multiplied by
    uint8_t places[32], minus[32];  // behind the point; whether there is a sign
};

// Puts a number in a batch: of its 32 digits, one a byte, three multiplications make words of eight.
VECTORS void keep(
    struct batch *batch, uint64_t i, const uint8_t *start, __m256i digits, const uint64_t *powers, uint64_t fraction,
    uint64_t minus) {
    const __m256i tens = _mm256_set1_epi16(1 << 8 | 10), hundreds = _mm256_set1_epi32(1 << 16 | 100);
    const __m256i thousands = _mm256_set1_epi32(1 << 16 | 10000);
    const __m256i fours = _mm256_madd_epi16(_mm256_maddubs_epi16(digits, tens), hundreds);
    const __m256i eights = _mm256_madd_epi16(_mm256_packus_epi32(fours, fours), thousands);
    batch->first[i] = (uint64_t)_mm256_extract_epi64(eights, 0);
    batch->last[i] = (uint64_t)_mm256_extract_epi64(eights, 2);
    batch->significands[i] = powers[fraction];
    batch->starts[i] = start;
    batch->places[i] = (uint8_t)fraction;
    batch->minus[i] = (uint8_t)minus;
}

VECTORS const uint8_t *beginning(const struct batch *batch, uint32_t i) { return batch->starts[i]; }

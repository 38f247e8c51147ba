// The request: simdjson's tape, read in place.
#pragma once
#include <simdjson.h>

#include "common.h"

enum Act : uint8_t { kSigmoid, kRelu, kTanh, kIdentity };

struct LayerIn {
    uint32_t weights, biases;   // tape positions
    uint32_t in, out;
    Act act;
};

struct Request {
    std::vector<LayerIn> layers;
    uint32_t inputs, targets;
    uint32_t examples, width;   // width of an input row
};

struct Tape {
    const uint64_t* t;
    const uint8_t* strings;
    char tag(uint32_t i) const { return (char)(t[i] >> 56); }
    uint32_t end(uint32_t i) const { return (uint32_t)t[i]; }   // of an array or object: one past its closing tag
    uint32_t count(uint32_t i) const { return (uint32_t)(t[i] >> 32) & 0xffffff; }
    uint32_t after(uint32_t i) const {
        switch (tag(i)) {
            case '[': case '{': return end(i);
            case 'd': case 'l': case 'u': return i + 2;
            default: return i + 1;
        }
    }
    bool is(uint32_t i, const char* s, size_t n) const {
        const uint8_t* p = strings + (t[i] & ((1ull << 56) - 1));
        uint32_t len;
        memcpy(&len, p, 4);
        return len == n && memcmp(p + 4, s, n) == 0;
    }
};
#define IS(i, lit) tape.is(i, lit, sizeof(lit) - 1)

// The numbers of the array at i into dst; false unless it holds exactly n of them and nothing else.
static inline bool read_row(const Tape& tape, uint32_t i, uint32_t n, double* dst) {
    if (UNLIKELY(tape.tag(i) != '[') || UNLIKELY(tape.end(i) - i - 2 != 2 * (uint64_t)n)) return false;
    const uint64_t* p = tape.t + i + 1;
    uint32_t j = 0;
#if RIVAL_AVX512
    const __m512i d = _mm512_set1_epi64((long long)((uint64_t)'d' << 56));
    const __m512i odd = _mm512_setr_epi64(1, 3, 5, 7, 9, 11, 13, 15);
    for (; j + 8 <= n; j += 8, p += 16) {
        __m512i a = _mm512_loadu_si512(p), b = _mm512_loadu_si512(p + 8);
        unsigned ok = _mm512_cmpeq_epi64_mask(a, d) & _mm512_cmpeq_epi64_mask(b, d) & 0x55;
        if (UNLIKELY(ok != 0x55)) break;
        _mm512_storeu_si512(dst + j, _mm512_permutex2var_epi64(a, odd, b));
    }
#else
    const __m256i d = _mm256_set1_epi64x((long long)((uint64_t)'d' << 56));
    for (; j + 4 <= n; j += 4, p += 8) {
        const __m256i a = _mm256_loadu_si256((const __m256i*)p), b = _mm256_loadu_si256((const __m256i*)(p + 4));
        const __m256i ok = _mm256_cmpeq_epi64(_mm256_unpacklo_epi64(a, b), d);
        if (UNLIKELY(_mm256_movemask_epi8(ok) != -1)) break;
        _mm256_storeu_si256((__m256i*)(dst + j), _mm256_permute4x64_epi64(_mm256_unpackhi_epi64(a, b), 0xd8));
    }
#endif
    for (; j < n; j++, p += 2) {
        switch ((char)(p[0] >> 56)) {
            case 'd': memcpy(dst + j, p + 1, 8); break;
            case 'l': dst[j] = (double)(int64_t)p[1]; break;
            case 'u': dst[j] = (double)p[1]; break;
            default: return false;
        }
    }
    return true;
}

static bool read_matrix(const Tape& tape, uint32_t i, uint32_t rows, uint32_t cols, double* dst) {
    uint32_t stop = tape.end(i) - 1, r = 0;
    for (uint32_t j = i + 1; j != stop; j = tape.end(j), r++, dst += cols)
        if (UNLIKELY(r == rows) || UNLIKELY(!read_row(tape, j, cols, dst))) return false;
    return r == rows;
}

// Rows and columns of the matrix at i as its first row tells them; false if it cannot be one.
static bool measure(const Tape& tape, uint32_t i, uint32_t* rows, uint32_t* cols) {
    if (tape.tag(i) != '[') return false;
    *rows = tape.count(i);
    if (*rows == 0 || *rows == 0xffffff || tape.tag(i + 1) != '[') return false;
    *cols = (tape.end(i + 1) - (i + 1) - 2) / 2;
    return *cols != 0;
}

// Finds every part and checks what can be checked without touching the numbers. Null, or what is wrong.
static const char* find_parts(const Tape& tape, Request& rq) {
    rq.layers.clear();
    rq.inputs = rq.targets = 0;
    uint32_t network = 0, examples = 0, layers = 0;
    if (tape.tag(1) != '{') return "the body must be an object";
    for (uint32_t i = 2, stop = tape.end(1) - 1; i != stop; i = tape.after(i + 1)) {
        if (IS(i, "network")) network = i + 1;
        else if (IS(i, "examples")) examples = i + 1;
    }
    if (!network || tape.tag(network) != '{') return "network must be an object";
    if (!examples || tape.tag(examples) != '{') return "examples must be an object";
    for (uint32_t i = network + 1, stop = tape.end(network) - 1; i != stop; i = tape.after(i + 1)) {
        if (IS(i, "layers")) layers = i + 1;
        else if (IS(i, "cost") && !(tape.tag(i + 1) == '"' && IS(i + 1, "squared_error")))
            return "cost must be \\\"squared_error\\\"";
    }
    if (!layers || tape.tag(layers) != '[' || tape.count(layers) == 0) return "network.layers must be a filled array";
    for (uint32_t i = examples + 1, stop = tape.end(examples) - 1; i != stop; i = tape.after(i + 1)) {
        if (IS(i, "inputs")) rq.inputs = i + 1;
        else if (IS(i, "targets")) rq.targets = i + 1;
    }
    uint32_t rows, cols;
    if (!rq.inputs || !measure(tape, rq.inputs, &rq.examples, &rq.width))
        return "examples.inputs must be a matrix of numbers";
    uint32_t width = rq.width;
    for (uint32_t l = layers + 1, end = tape.end(layers) - 1; l != end; l = tape.after(l)) {
        if (tape.tag(l) != '{') return "each layer must be an object";
        LayerIn in{};
        uint32_t act = 0;
        for (uint32_t i = l + 1, stop = tape.end(l) - 1; i != stop; i = tape.after(i + 1)) {
            if (IS(i, "weights")) in.weights = i + 1;
            else if (IS(i, "biases")) in.biases = i + 1;
            else if (IS(i, "activation")) act = i + 1;
        }
        if (!act || tape.tag(act) != '"') return "activation must be a string";
        if (IS(act, "sigmoid")) in.act = kSigmoid;
        else if (IS(act, "relu")) in.act = kRelu;
        else if (IS(act, "tanh")) in.act = kTanh;
        else if (IS(act, "identity")) in.act = kIdentity;
        else return "unknown activation";
        if (!in.weights || !measure(tape, in.weights, &in.out, &in.in)) return "weights must be a matrix of numbers";
        if (in.in != width) return "weights must have one column per neuron of the previous layer";
        if (!in.biases) return "biases must be an array of numbers";
        width = in.out;
        rq.layers.push_back(in);
    }
    if (!rq.targets || !measure(tape, rq.targets, &rows, &cols)) return "examples.targets must be a matrix of numbers";
    if (rows != rq.examples) return "inputs and targets must have the same number of rows";
    if (cols != width) return "targets must have one column per neuron of the last layer";
    return nullptr;
}

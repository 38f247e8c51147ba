// One request from body to response text.
#pragma once
#include "arithmetic.h"
#include "memory.h"
#include "stream.h"

struct Worker {
    simdjson::dom::parser parser;
    Request rq;
    Arena arena;
    struct Layer { double *w, *b, *z, *a, *gw, *gb; };
    std::vector<Layer> layers;
};

struct Answer {
    OutBuf* buf = nullptr;
    size_t len = 0;
    const char* error = nullptr;
};

template <size_t N>
static inline char* lit(char* p, const char (&s)[N]) {
    memcpy(p, s, N - 1);
    return p + N - 1;
}

static Answer answer(Worker& w, const char* body, size_t len, size_t readable) {
    Answer out;
    // in place when simdjson's padding past the end can be read, else through its own padded copy
    if (w.parser.parse((const uint8_t*)body, len, readable < len + simdjson::SIMDJSON_PADDING).error()) {
        out.error = "the body is not valid JSON";
        return out;
    }
    const Tape tape{w.parser.doc.tape.get(), w.parser.doc.string_buf.get()};
    Request& rq = w.rq;
    if ((out.error = find_parts(tape, rq))) return out;

    const size_t n = rq.examples, nl = rq.layers.size();
    const uint32_t last = rq.layers.back().out;
    size_t need = n * rq.width + n * last + 64, numbers = 1 + n, rows = 16, widest = 0;
    for (auto& l : rq.layers) {
        const size_t cells = (size_t)l.in * l.out;
        need += cells + l.out + 64;
        numbers += cells + l.out + 2 * n * l.out;
        rows += l.out + 2 * n + 16;
        widest = std::max<size_t>(widest, l.out);
    }
    need += numbers + 2 * n * widest + 64;
    if (!w.arena.reset(need * 8)) { out.error = "too large"; return out; }
    Arena& m = w.arena;

    // everything that will be written, in the order it will be written
    w.layers.resize(nl);
    double *const results = m.doubles(numbers), *const cost = results + 1, *at = cost + n;
    for (size_t i = 0; i < nl; i++) {
        w.layers[i].z = at;
        w.layers[i].a = at + n * rq.layers[i].out;
        at += 2 * n * rq.layers[i].out;
    }
    for (size_t i = 0; i < nl; i++) {
        w.layers[i].gw = at;
        w.layers[i].gb = at + (size_t)rq.layers[i].in * rq.layers[i].out;
        at = w.layers[i].gb + rq.layers[i].out;
    }

    double *x = m.doubles(n * rq.width), *y = m.doubles(n * last);
    if (!read_matrix(tape, rq.inputs, rq.examples, rq.width, x)) {
        out.error = "examples.inputs must be a matrix of numbers";
        return out;
    }
    if (!read_matrix(tape, rq.targets, rq.examples, last, y)) {
        out.error = "examples.targets must be a matrix of numbers";
        return out;
    }
    double* prev = x;
    for (size_t i = 0; i < nl; i++) {
        const LayerIn& in = rq.layers[i];
        auto& l = w.layers[i];
        l.w = m.doubles((size_t)in.in * in.out);
        l.b = m.doubles(in.out);
        if (!read_matrix(tape, in.weights, in.out, in.in, l.w)) {
            out.error = "weights must be a matrix of numbers";
            return out;
        }
        if (!read_row(tape, in.biases, in.out, l.b)) {
            out.error = "biases must hold one number per neuron";
            return out;
        }
        forward(prev, l.w, l.z, n, in.out, in.in);
        activate(in.act, l.z, l.b, l.a, n, in.out);
        prev = l.a;
    }

    // cost, then backwards
    double *d = m.doubles(n * widest), *e = m.doubles(n * widest), total = 0;
    const double scale = 2.0 / (double)n;
    for (size_t r = 0; r < n; r++) {
        double s = 0;
        for (uint32_t j = 0; j < last; j++) {
            const double diff = prev[r * last + j] - y[r * last + j];
            s += diff * diff;
            d[r * last + j] = scale * diff;
        }
        cost[r] = s;
        total += s;
    }
    for (size_t i = nl; i-- > 0;) {
        const LayerIn& in = rq.layers[i];
        auto& l = w.layers[i];
        times_slope(in.act, d, l.a, n * in.out);
        weight_gradient(d, i ? w.layers[i - 1].a : x, l.gw, n, in.out, in.in);
        for (uint32_t j = 0; j < in.out; j++) l.gb[j] = d[j];
        for (size_t r = 1; r < n; r++)
            for (uint32_t j = 0; j < in.out; j++) l.gb[j] += d[r * in.out + j];
        if (i) {
            back(d, l.w, e, n, in.out, in.in);
            std::swap(d, e);
        }
    }

    // text
    OutBuf* b = t_out.get(numbers * kMaxNumber + rows * 2 + nl * 128 + 256 + kSlack);
    if (!b) { out.error = "too large"; return out; }
    results[0] = total / (double)n;
    Stream numbers_out(results, numbers);
    char* p = b->data;
    p = lit(p, "{\"cost\":");
    p = numbers_out.run(p, 1);
    p = lit(p, "\"example_costs\":");
    p = numbers_out.row(p, n);
    p = lit(p, ",\"layers\":[");
    for (auto& l : rq.layers) {
        p = lit(p, "{\"weighted_sums\":");
        p = numbers_out.matrix(p, n, l.out);
        p = lit(p, ",\"activations\":");
        p = numbers_out.matrix(p, n, l.out);
        p = lit(p, "},");
    }
    p = lit(p - 1, "],\"gradient\":{\"layers\":[");
    for (auto& l : rq.layers) {
        p = lit(p, "{\"weights\":");
        p = numbers_out.matrix(p, l.out, l.in);
        p = lit(p, ",\"biases\":");
        p = numbers_out.row(p, l.out);
        p = lit(p, "},");
    }
    p = lit(p - 1, "]}}");
    out.buf = b;
    out.len = (size_t)(p - b->data);
    return out;
}

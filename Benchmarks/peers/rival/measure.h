// The rival looks at itself: is the writer right, and how fast is what.
#pragma once
#include "answer.h"

static double now() {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int selftest(long millions) {   // the writer against std::to_chars: same value back, never a digit more
    std::mt19937_64 g(42);
    auto digits = [](const char* a, const char* b) {   // significant digits, exponent apart
        std::string s;
        for (; a < b && *a != 'e' && *a != ','; a++) if (*a >= '0' && *a <= '9') s += *a;
        size_t i = s.find_first_not_of('0');
        s = i == std::string::npos ? "" : s.substr(i);
        while (!s.empty() && s.back() == '0') s.pop_back();
        return s;
    };
    long bad = 0;
    std::vector<double> block;
    std::vector<char> text(1000 * kMaxNumber + kSlack);
    for (long i = 0; i < millions * 1000000 && bad < 10;) {
        block.clear();
        while (block.size() < 1000) {
            uint64_t bits = g(), u = bits;
            double v;
            switch (i++ % 6) {
                case 0: v = (double)(int64_t)bits / (double)(1ull << (g() % 64)); break;                 // dyadic, many digits
                case 1: v = std::round((double)(bits >> 11) * 0x1p-53 * 1e6) / std::pow(10, (double)(bits % 12)); break;   // few digits
                case 2: v = (double)((int64_t)bits >> (g() % 64)) / (double)(1ull << (g() % 30)); break;   // dyadic, few
                case 3: u = (bits & 0x800fffffffffffffull) | (uint64_t)(960 + g() % 128) << 52; memcpy(&v, &u, 8); break;
                case 4: u = bits & (0xffffull << 48) & ~(uint64_t)(g() % 2 ? 0 : 0xfull << 48); memcpy(&v, &u, 8); break;   // powers of two and near
                default: memcpy(&v, &bits, 8);
            }
            if (std::isfinite(v)) block.push_back(v);
        }
        Stream s(block.data(), block.size());
        char* a = text.data();
        s.run(a, block.size());
        for (double v : block) {
            char b[96], back[96];
            char* ae = (char*)memchr(a, ',', 40);
            auto r = std::to_chars(b, b + 90, v, std::chars_format::scientific);
            memcpy(back, a, (size_t)(ae - a));
            back[ae - a] = 0;
            const double u = strtod(back, nullptr);
            if (memcmp(&u, &v, 8) || digits(a, ae) != digits(b, r.ptr)) {
                printf("%.17g: %s, std::to_chars %.*s\n", v, back, (int)(r.ptr - b), b);
                bad++;
            }
            a = ae + 1;
        }
    }
    printf("%ld million doubles, %ld wrong\n", millions, bad);
    return bad != 0;
}

static int bench(const char* path) {   // one request, over and over, no network
    simdjson::padded_string s = simdjson::padded_string::load(path);
    Worker w;
    const int reps = s.size() > 4000000 ? 20 : s.size() > 100000 ? 300 : 200000;
    double parse = 1e9, all = 1e9;
    for (int k = 0; k < 5; k++) {
        double t = now();
        for (int i = 0; i < reps; i++) (void)w.parser.parse((const uint8_t*)s.data(), s.size(), false).error();
        parse = std::min(parse, (now() - t) / reps);
        t = now();
        for (int i = 0; i < reps; i++) {
            Answer a = answer(w, s.data(), s.size(), s.size() + simdjson::SIMDJSON_PADDING);
            if (a.error) { puts(a.error); return 1; }
            t_out.put(a.buf);
        }
        all = std::min(all, (now() - t) / reps);
    }
    printf("%s: parse %.2f us, whole request %.2f us\n", path, parse * 1e6, all * 1e6);
    return 0;
}


static int numbers() {   // the time a number takes to be written, and std::to_chars's
    std::mt19937_64 g(42);
    std::normal_distribution<double> normal;
    std::vector<double> v(100000);
    for (double& x : v) x = normal(g);
    std::vector<char> text(v.size() * kMaxNumber + kSlack);
    double ours = 1e9, standard = 1e9;
    for (int k = 0; k < 20; k++) {
        double t = now();
        Stream(v.data(), v.size()).run(text.data(), v.size());
        ours = std::min(ours, now() - t);
        t = now();
        char* p = text.data();
        for (double x : v) p = std::to_chars(p, p + 32, x).ptr, *p++ = ',';
        standard = std::min(standard, now() - t);
    }
    printf("%.1f ns a number, std::to_chars %.1f ns\n", ours / 1e-9 / (double)v.size(), standard / 1e-9 / (double)v.size());
    return 0;
}

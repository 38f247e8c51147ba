// Memory: one bump arena per thread for the arithmetic, one pool of response buffers per thread.
#pragma once
#include "common.h"

static void* map_huge(size_t bytes) {
    void* p = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED) return nullptr;
    madvise(p, bytes, MADV_HUGEPAGE);
    return p;
}

struct Arena {
    char* base = nullptr;
    size_t cap = 0, used = 0;
    bool reset(size_t need) {
        used = 0;
        if (LIKELY(need <= cap)) return true;
        if (base) munmap(base, cap);
        cap = (need + need / 2 + (4u << 20)) & ~((2ul << 20) - 1);
        base = (char*)map_huge(cap);
        if (!base) cap = 0;
        return base != nullptr;
    }
    double* doubles(size_t n) {
        double* p = (double*)(base + used);
        used += (n * 8 + 63) & ~63ul;
        return p;
    }
};

struct OutBuf {
    OutBuf* next;
    size_t cap;
    char data[];
};

struct OutPool {   // small buffers (64 KiB) and large ones (whatever was asked for), both last in, first out
    static constexpr size_t kSmall = 64 << 10, kHeader = sizeof(OutBuf), kKeepLarge = 8;
    OutBuf *small = nullptr, *large = nullptr;
    size_t nlarge = 0;
    OutBuf* get(size_t need) {
        if (LIKELY(need <= kSmall)) {
            OutBuf* b = small;
            if (LIKELY(b != nullptr)) small = b->next;
            else if ((b = (OutBuf*)aligned_alloc(64, kSmall + 64)) != nullptr) b->cap = kSmall;
            return b;
        }
        for (OutBuf** at = &large; *at; at = &(*at)->next)
            if ((*at)->cap >= need) {
                OutBuf* b = *at;
                *at = b->next;
                nlarge--;
                return b;
            }
        size_t bytes = (need + kHeader + need / 4 + (2ul << 20) - 1) & ~((2ul << 20) - 1);
        OutBuf* b = (OutBuf*)map_huge(bytes);
        if (b) b->cap = bytes - kHeader;
        return b;
    }
    void put(OutBuf* b) {
        if (b->cap == kSmall) {
            b->next = small;
            small = b;
        } else if (nlarge == kKeepLarge) {
            munmap(b, b->cap + kHeader);
        } else {
            b->next = large;
            large = b;
            nlarge++;
        }
    }
};
static thread_local OutPool t_out;

// What every part of the rival uses. Each header is a part; rival.cpp includes them once, in order.
#pragma once
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#if defined(__AVX512IFMA__) && defined(__AVX512CD__) && defined(__AVX512BW__) && defined(__AVX512DQ__)
#define RIVAL_AVX512 1
#elif defined(__AVX2__) && defined(__FMA__) && defined(__LZCNT__)
#define RIVAL_AVX512 0
#else
#error "written for a processor with AVX-512 IFMA, or AVX2 and FMA"
#endif

typedef unsigned __int128 u128;

#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

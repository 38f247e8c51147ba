// The program's own malloc and its sisters, which count and go on to those of glibc.
#include "malloc_count.h"

#ifndef __has_feature
#define __has_feature(feature) 0
#endif
#include <errno.h>
#include <stddef.h>

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static _Thread_local long count;

long malloc_count(void) { return count; }

// A sanitizer has a malloc of its own, and then nothing is counted.
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
int malloc_is_counted(void) { return 0; }
#else
int malloc_is_counted(void) { return 1; }

void *malloc(size_t size) {
    count++;
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
    count++;
    return __libc_calloc(number, size);
}

void *realloc(void *old, size_t size) {
    count++;
    return __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    count++;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
    count++;
    *memory = __libc_memalign(alignment, size);
    return *memory ? 0 : ENOMEM;
}
#endif

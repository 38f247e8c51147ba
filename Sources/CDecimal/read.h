// What readers by vectors have in common: the digits of some numbers are found, and then doubles are made of them, some
// at once. Who includes this has defined VECTORS, RARELY and struct batch, and defines what is only declared here.
//
// Sources: D. Lemire, "Number parsing at a gigabyte per second", Software: Practice and Experience 51 (2021), for what
// becomes of the digits; W. Mula, "SIMD-ized number parsing", for the multiplications.
#pragma once

#include "decimal.h"

// Numbers on their way. Were there only eight, what has just been stored would have to be waited for.
enum { most = 32 };

// The rows that have been read, and how many numbers before the batch.
struct rows {
    struct cdecimal_row *list;
    uint32_t count, limit;
    uint64_t numbers;
    bool have_ended;
};

// Whether another row of numbers begins behind the ']' of one; `text` is then moved to its first.
VECTORS bool begins_row(const uint8_t **text) {
    const uint8_t *p = *text;
    if (*p++ != ',') return false;
    p += *p == ' ';
    if (*p++ != '[' || (*p != '-' && (uint8_t)(*p - '0') > 9)) return false;
    *text = p;
    return true;
}

// Ends a row behind so many numbers of a batch. `text` is behind its ']', and then where the next row's numbers begin.
VECTORS void end_row(struct rows *rows, uint64_t count, const uint8_t **text) {
    rows->have_ended = rows->count + 1 == rows->limit || !begins_row(text);
    rows->list[rows->count++] = (struct cdecimal_row){rows->numbers + count, *text};
}

// Reads as many numbers as a batch holds. Returns where the number after them begins, or what is behind the last row.
VECTORS const uint8_t *read_digits(
    const uint8_t *text, const uint8_t *end, const uint64_t *powers, struct batch *batch, uint32_t *count,
    struct rows *rows);

// Where a number of a batch begins.
VECTORS const uint8_t *beginning(const struct batch *batch, uint32_t i);

// The doubles nearest to numbers of a batch, `at_once` at most, as Binary64.nearest finds them. Returns one bit for
// each that is too large for this, or too close to the middle between two doubles.
VECTORS uint32_t nearest(const struct batch *batch, uint32_t from, uint32_t count, double *numbers);

VECTORS struct cdecimal_run read_rows(
    const uint8_t *text, const uint8_t *end, double *numbers, const uint64_t *powers, struct cdecimal_row *list,
    uint32_t row_limit, uint32_t at_once) {
    struct batch batch;
    struct rows rows = {list, 0, row_limit, 0, false};
    uint32_t count;
    do {
        text = read_digits(text, end, powers, &batch, &count, &rows);
        for (uint32_t i = 0; i < count; i += at_once) {
            const uint32_t others = nearest(&batch, i, count - i, numbers + rows.numbers + i);
            if (RARELY(others != 0)) {
                const uint32_t first = i + _tzcnt_u32(others);
                rows.numbers += first;
                while (rows.count > 0 && list[rows.count - 1].end > rows.numbers) rows.count--;
                return (struct cdecimal_run){beginning(&batch, first), numbers + rows.numbers, rows.count, false};
            }
        }
        rows.numbers += count;
    } while (count == most && !rows.have_ended);
    return (struct cdecimal_run){text, numbers + rows.numbers, rows.count, rows.have_ended};
}

#ifndef CSIMDJSON_H
#define CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A reusable simdjson parser: it owns the tape and the strings of the document it read last.
typedef struct csimdjson_parser csimdjson_parser;

/// The bytes that simdjson may read (not use) past the end of a document.
extern const size_t csimdjson_padding;

/// A new parser, or NULL when memory is short.
csimdjson_parser *csimdjson_create(void);
void csimdjson_destroy(csimdjson_parser *parser);

/// Reads one JSON document, at most `depth` containers deep.
/// With `is_padded`, `csimdjson_padding` bytes after the document must be readable; without, it is copied first.
/// Returns 1 where the document is valid, 0 where it is not or memory is short.
int csimdjson_parse(csimdjson_parser *parser, const uint8_t *bytes, size_t count, size_t depth, int is_padded);

/// The tape of the last valid document: 64-bit words, the tag in the top byte
/// (https://github.com/simdjson/simdjson/blob/master/doc/tape.md). Its first word's payload is its length.
const uint64_t *csimdjson_tape(const csimdjson_parser *parser);

/// The strings the tape points into, each a 32-bit length followed by its bytes.
const uint8_t *csimdjson_strings(const csimdjson_parser *parser);

#ifdef __cplusplus
}
#endif

#endif

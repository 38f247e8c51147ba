// simdjson is C++ and throws nothing across this file: every call used is noexcept or checked.
#include "CSimdJSON.h"

#include <simdjson.h>

#include <new>

struct csimdjson_parser {
    simdjson::dom::parser parser;
};

extern "C" {

const size_t csimdjson_padding = simdjson::SIMDJSON_PADDING;

csimdjson_parser *csimdjson_create(void) { return new (std::nothrow) csimdjson_parser; }

void csimdjson_destroy(csimdjson_parser *parser) { delete parser; }

int csimdjson_parse(csimdjson_parser *self, const uint8_t *bytes, size_t count, size_t depth, int is_padded) {
    if (self->parser.max_depth() != depth || self->parser.capacity() < count) {
        if (self->parser.allocate(count > 4096 ? count : 4096, depth) != simdjson::SUCCESS) return 0;
    }
    return self->parser.parse(bytes, count, !is_padded).error() == simdjson::SUCCESS;
}

const uint64_t *csimdjson_tape(const csimdjson_parser *self) { return self->parser.doc.tape.get(); }

const uint8_t *csimdjson_strings(const csimdjson_parser *self) { return self->parser.doc.string_buf.get(); }

}

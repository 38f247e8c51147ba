internal import HTTPWire
internal import JSON
internal import Safetensors

/// What a request's body holds: a document and, where it came in such a file, the tensors beside it.
struct Submission: ~Copyable {
    let document: Document
    let tensors: TensorFile?

    init(_ body: borrowing Body, _ type: MediaType) throws(Problem) {
        let tensors = type.hasTensors ? try Self.file(body) : nil
        let document =
            if let tensors {
                try Self.document(in: tensors)
            } else {
                try Self.document(body.bytes, body.range, called: "the body")
            }
        self.tensors = tensors
        self.document = document
    }

    private static func file(_ body: borrowing Body) throws(Problem) -> TensorFile {
        do throws(NotATensorFile) { return try TensorFile(parsing: body.bytes, in: body.range) } catch {
            throw Problem(error)
        }
    }

    private static func document(in file: TensorFile) throws(Problem) -> Document {
        guard let text = file.metadata["request"] else {
            let detail = "the file has no document: a text named \"request\" in its \"__metadata__\""
            throw .invalid([Finding(pointer: "", detail: detail)])
        }
        let bytes = Array(text.utf8)
        return try document(bytes, bytes.indices, called: "the text \"request\" in the file's \"__metadata__\"")
    }

    private static func document(
        _ bytes: [UInt8], _ range: Range<Int>, called place: String
    ) throws(Problem) -> Document {
        do throws(Unreadable) { return try Document(parsing: bytes, in: range) } catch {
            throw Problem(error, in: place)
        }
    }

    /// Bytes that reading a body may take: `1,` is two, its number eight and as many beside it, and as many again in the
    /// network's vector. A header is read twice,
    /// once as the document that is in it; tensors are copied.
    static func bytes(reading body: Body, _ type: MediaType) -> Int {
        guard type.hasTensors else { return body.count.times(16) }
        let length = body.bytes[body.range.prefix(8)].reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return Int(min(length, UInt64(body.count))).times(32).plus(body.count.times(2))
    }
}

extension Problem {
    /// The one place where a file that is none becomes a status.
    fileprivate init(_ error: NotATensorFile) {
        switch error {
        case .malformed(let findings):
            self.init(
                .badRequest, "malformed-safetensors", "the body is not a valid safetensors file", findings: findings)
        case .outOfMemory: self.init(Unreadable.outOfMemory)
        }
    }
}

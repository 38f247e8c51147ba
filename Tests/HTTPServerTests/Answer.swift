/// A response as it came.
struct Answer: Sendable, Equatable {
    var code: Int
    var fields: [String: String]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var connection: String? { fields["Connection"] }
}

extension Client {
    struct NotAnAnswer: Error {
        let text: String
    }

    /// The next answer.
    ///
    /// - Parameter method: what was asked; HEAD is answered without a body
    func answer(to method: String = "GET") throws -> Answer {
        let text = String(decoding: try read(through: "\r\n\r\n"), as: UTF8.self)
        var lines = text.split(separator: "\r\n")[...]
        let status = lines.popFirst()?.split(separator: " ", maxSplits: 2) ?? []
        guard status.count == 3, status[0] == "HTTP/1.1", let code = Int(status[1]) else {
            throw NotAnAnswer(text: text)
        }
        var fields: [String: String] = [:]
        for line in lines {
            guard let colon = line.firstRange(of: ": "), fields[String(line[..<colon.lowerBound])] == nil else {
                throw NotAnAnswer(text: text)
            }
            fields[String(line[..<colon.lowerBound])] = String(line[colon.upperBound...])
        }
        if (101...199).contains(code) { return try answer(to: method) }  // an interim answer
        if fields["Transfer-Encoding"] == "chunked" {
            return Answer(code: code, fields: fields, body: try chunks())
        }
        let length = method == "HEAD" ? 0 : Int(fields["Content-Length"] ?? "0") ?? 0
        return Answer(code: code, fields: fields, body: try read(count: length))
    }

    /// A body in chunks.
    private func chunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let line = String(decoding: try read(through: "\r\n"), as: UTF8.self)
            guard let size = Int(line.dropLast(), radix: 16) else { throw NotAnAnswer(text: line) }
            let chunk = try read(count: size + 2)
            guard chunk.suffix(2) == [0x0D, 0x0A] else { throw NotAnAnswer(text: line) }
            if size == 0 { return body }
            body += chunk.dropLast(2)
        }
    }

    func answers(_ count: Int) throws -> [Answer] { try (0..<count).map { _ in try answer() } }

    func get(_ path: String, _ fields: String...) throws { try send(request("GET", path, fields)) }

    func post(_ path: String, _ body: String) throws {
        try send(request("POST", path, ["Content-Length: \(body.utf8.count)"]) + body)
    }
}

/// The head of a request.
func request(_ method: String, _ path: String, _ fields: [String] = [], version: String = "HTTP/1.1") -> String {
    (["\(method) \(path) \(version)", "Host: localhost"] + fields).joined(separator: "\r\n") + "\r\n\r\n"
}

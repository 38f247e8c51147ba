import Foundation

/// What a server answers to curl.
struct Answer {
    let status: Int
    /// Names in lower case.
    let fields: [(name: String, value: String)]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The values of the fields of a name, which is in lower case, with commas between them.
    subscript(_ name: String) -> String? {
        let values = fields.filter { $0.name == name }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}

extension RunningServer {
    struct NoAnswer: Error {
        let errors: String
    }

    /// Asks through curl.
    ///
    /// - Parameters:
    ///   - options: further options of curl
    ///   - body: what to send, as JSON where no other type is among the options
    func ask(_ path: String, _ options: [String] = [], body: [UInt8]? = nil, scheme: String = "http") throws -> Answer {
        let folder = try TemporaryFolder()
        var arguments = ["curl", "-s", "-S", "-m", "20", "--raw", "-D", folder.path("head"), "-o", folder.path("body")]
        if let body {
            try Data(body).write(to: folder.url("sent"))
            arguments += ["-H", "Content-Type: application/json", "--data-binary", "@\(folder.path("sent"))"]
        }
        let outcome = try Program.run(
            arguments + options + ["\(scheme)://\(address)\(path)"], of: URL(filePath: "/usr/bin/env"))
        guard outcome.status == 0, let head = try? String(contentsOf: folder.url("head"), encoding: .utf8),
            // What comes before the last head is interim.
            let lines = head.components(separatedBy: "\r\n\r\n").last(where: { !$0.isEmpty })?
                .components(separatedBy: "\r\n"),
            let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else { throw NoAnswer(errors: outcome.errors) }
        let fields = lines.dropFirst().compactMap { line in
            line.firstRange(of: ": ").map { (line[..<$0.lowerBound].lowercased(), String(line[$0.upperBound...])) }
        }
        let received = (try? Data(contentsOf: folder.url("body"))) ?? Data()
        return Answer(status: status, fields: fields, body: Array(received))
    }

    func ask(_ path: String, _ options: [String] = [], document: String) throws -> Answer {
        try ask(path, options, body: Array(document.utf8))
    }
}

/// A folder that goes with its owner.
final class TemporaryFolder {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "chainrule-\(UUID())")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func url(_ name: String) -> URL { folder.appending(path: name) }

    func path(_ name: String) -> String { url(name).path }

    /// Writes a file, or another text into it.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: url(name))
        return path(name)
    }

    /// Makes a certificate for 127.0.0.1 that signs itself, as `NAME.pem` and `NAME.key`.
    func makeCertificate(_ name: String) throws {
        let outcome = try Program.run(
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                "2", "-subj", "/CN=\(name)", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path("\(name).key"),
                "-out", path("\(name).pem"),
            ], of: URL(filePath: "/usr/bin/env"))
        guard outcome.status == 0 else { throw RunningServer.NoAnswer(errors: outcome.errors) }
    }
}

/// Documents to ask with.
enum Documents {
    static let chain = #"""
        {"network": {"layers": [{"weights": [[0.5]], "biases": [0.1], "activation": "sigmoid"}],
         "cost": "squared_error"}, "examples": [{"input": [1.0], "target": [1.0]}]}
        """#

    /// A network of one layer of a hundred neurons, whose answer is some KiB.
    static let wide: String = {
        let row = (0..<20).map { "0.\($0)1" }.joined(separator: ",")
        let rows = Array(repeating: "[\(row)]", count: 100).joined(separator: ",")
        let biases = Array(repeating: "0.5", count: 100).joined(separator: ",")
        return """
            {"network": {"layers": [{"weights": [\(rows)], "biases": [\(biases)], "activation": "tanh"}],
             "cost": "squared_error"}, "examples": [{"input": [\(row)], "target": [\(biases)]}]}
            """
    }()
}

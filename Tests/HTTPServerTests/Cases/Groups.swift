import HTTPServer
import HTTPWire
import Testing

extension Case {
    /// Cases about one subject.
    struct Group: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let cases: [Case]

        init(_ name: String, _ cases: [Case]) {
            (testDescription, self.cases) = (name, cases)
        }
    }

    static let groups = [
        Group("request lines", requestLines), Group("versions", versions),
        Group("targets in origin-form", originForms), Group("targets in other forms", otherForms),
        Group("field names and lines", fieldLines), Group("field values", fieldValues), Group("Host", hosts),
        Group("Content-Length", contentLengths), Group("Transfer-Encoding", transferEncodings),
        Group("chunks", chunks), Group("chunk extensions", chunkExtensions), Group("trailers", trailers),
        Group("Expect", expectations), Group("Connection", connections), Group("methods", methods),
        Group("limits", limits),
    ]

    /// Limits that a case can reach in a few bytes.
    static func narrow(_ configuration: inout Configuration) {
        (configuration.head.targetBytes, configuration.head.headBytes, configuration.head.fields) = (512, 2048, 20)
        configuration.bodyBytes = 64
    }
}

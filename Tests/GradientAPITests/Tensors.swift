import Foundation
import HTTPWire
import JSON
import Safetensors

/// Tensors to send, all of one format, and files that hold them.
struct Tensors<S: TensorScalar> {
    var headings: [TensorHeading] = []
    var numbers: [[S]] = []

    init(_ all: [(name: String, shape: [Int], numbers: [S])]) {
        for tensor in all {
            headings.append(TensorHeading(tensor.name, shape: tensor.shape, of: S.self))
            numbers.append(tensor.numbers)
        }
    }

    func file(_ document: String?) -> [UInt8] {
        var writer = TensorWriter(headings, metadata: document.map { [("request", $0)] } ?? [])
        for tensor in numbers { writer.append(tensor.span) }
        return writer.finish()
    }
}

let tensorType = "application/vnd.safetensors"

extension Client {
    /// Sends a file of tensors, or a document, and asks for either.
    func post(_ path: String, _ body: [UInt8], type: String = tensorType, accept: String? = tensorType) -> Response {
        send(Request(.post, path, contentType: type, accept: accept, body: body))
    }
}

extension Response {
    /// The document of an answer in a file of tensors.
    var document: String? { file?.metadata["response"] }

    var file: TensorFile? { try? TensorFile(parsing: body) }

    func numbers<S: TensorScalar>(_ name: String, as type: S.Type = S.self) -> [S]? {
        guard let file, let tensor = file[name], tensor.dtype == S.dtype else { return nil }
        var numbers = [S](repeating: 0, count: tensor.count)
        var span = numbers.mutableSpan
        file.copy(tensor, 0..<tensor.count, to: &span)
        return numbers
    }
}

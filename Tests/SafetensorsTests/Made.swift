import JSON
import Safetensors

/// A file of a header and data.
func file(_ header: String, data: Int = 0, length: Int? = nil) -> [UInt8] {
    let length = length ?? header.utf8.count
    let size: [UInt8] = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    let numbers: [UInt8] = (0..<data).map { UInt8($0 & 63) }
    return size + header.utf8 + numbers
}

/// What is wrong with a file: `pointer: detail` of each finding.
func faults(_ bytes: [UInt8]) -> [String] {
    do {
        _ = try TensorFile(parsing: bytes)
        return []
    } catch {
        guard case .malformed(let findings) = error else { return ["\(error)"] }
        return findings.map { "\($0.pointer): \($0.detail)" }
    }
}

/// The numbers of a tensor.
func numbers<S: TensorScalar>(_ name: String, _ file: TensorFile, as type: S.Type = S.self) -> [S]? {
    guard let tensor = file[name], tensor.dtype == S.dtype else { return nil }
    var numbers = [S](repeating: 0, count: tensor.count)
    var span = numbers.mutableSpan
    file.copy(tensor, 0..<tensor.count, to: &span)
    return numbers
}

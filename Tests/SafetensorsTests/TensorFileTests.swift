import Safetensors
import Testing

@Suite("Files of tensors") struct TensorFileTests {
    @Test func `nothing is no file`() { #expect(throws: NotATensorFile.self) { try TensorFile(parsing: []) } }
}

import Safetensors
import Testing

@Suite("Files of tensors are read")
struct TensorFileTests {
    @Test func `names, shapes, numbers and metadata`() throws {
        let header = #"""
            {"__metadata__": {"request": "{}", "format": "pt"},
             "b": {"dtype": "F64", "shape": [1], "data_offsets": [8, 16]},
             "a/é": {"data_offsets": [0,8], "dtype": "F32", "shape": [2 , 1]}}
            """#
        var bytes = file(header + "   ")
        for x in [1.5 as Float, -0.0] { unsafe withUnsafeBytes(of: x) { unsafe bytes += $0 } }
        unsafe withUnsafeBytes(of: 1e300) { unsafe bytes += $0 }
        let read = try TensorFile(parsing: bytes)
        #expect(read.tensors.map(\.name) == ["b", "a/é"])
        #expect(read.metadata == ["request": "{}", "format": "pt"])
        #expect(read["a/é"]?.shape == [2, 1])
        #expect(read["a/é"]?.description == "F32 [2, 1]")
        #expect(numbers("a/é", read, as: Float.self)?.map(\.bitPattern) == [0x3FC0_0000, 0x8000_0000])
        #expect(numbers("b", read, as: Double.self) == [1e300])
        #expect(read["a/e\u{301}"] == nil)
        #expect(read["c"] == nil)
    }

    @Test func `data need not be aligned, and a file may lie among other bytes`() throws {
        let header = #"{"x": {"dtype": "F64", "shape": [], "data_offsets": [0, 8]}}"#
        for before in 0..<9 {
            let bytes = [UInt8](repeating: 1, count: before) + file(header, data: 8) + [9, 9]
            let read = try TensorFile(parsing: bytes, in: before..<bytes.count - 2)
            #expect(numbers("x", read, as: Double.self)?.map(\.bitPattern) == [0x0706_0504_0302_0100])
        }
    }

    @Test(arguments: [
        #"{}"#,
        #"{"__metadata__": {}}"#,
        #"{"x": {"dtype": "F32", "shape": [0, 3], "data_offsets": [0, 0]}}"#,
        #"{"x": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]}, "y": {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]}}"#,
        #"{"x": {"dtype": "SEVEN_BITS", "shape": [3], "data_offsets": [0, 0]}}"#,
    ])
    func `little is needed`(header: String) { #expect(faults(file(header)) == []) }

    @Test func `what is written is read`() throws {
        let headings = [
            TensorHeading("a\"\n", shape: [2, 2], of: Float.self), TensorHeading("b", shape: [], of: Double.self),
            TensorHeading("none", shape: [0, 4], of: Float.self),
        ]
        var writer = TensorWriter(headings, metadata: [("k", "é\\"), ("l", "")])
        let (a, b): ([Float], [Double]) = ([1, .infinity, -0.0, .leastNonzeroMagnitude], [.pi])
        writer.append(a.span)
        writer.append(b.span)
        let bytes = writer.finish()
        #expect(bytes[0] % 8 == 0)
        let read = try TensorFile(parsing: bytes)
        #expect(read.tensors.map(\.name) == ["a\"\n", "b", "none"])
        #expect(read.tensors.map(\.shape) == [[2, 2], [], [0, 4]])
        #expect(read.metadata == ["k": "é\\", "l": ""])
        #expect(numbers("a\"\n", read) == a)
        #expect(numbers("b", read) == b)
    }
}

import JSON
import Safetensors
import Testing

@Suite("What is no file of tensors")
struct MalformedTests {
    static func tensor(_ name: String, _ dtype: String, _ shape: String, _ offsets: String) -> String {
        #""\#(name)": {"dtype": "\#(dtype)", "shape": \#(shape), "data_offsets": \#(offsets)}"#
    }

    static let x = tensor("x", "F32", "[2]", "[0, 8]")

    @Test(arguments: [
        ("{\(x)}", 7, #"/x: the tensor "x" ends at byte 8 of the data, of which there are 7"#),
        ("{\(x)}", 9, ": 1 byte behind the last tensor"),
        ("{}", 3, ": 3 bytes behind the last tensor"),
        (
            "{\(x), \(tensor("y", "U8", "[1]", "[9, 10]"))}", 10,
            #"/y: the tensor "y" begins at byte 9, and 8 would be next"#
        ),
        (
            "{\(x), \(tensor("y", "U8", "[2]", "[7, 9]"))}", 9,
            #"/y: the tensor "y" begins at byte 7, before another ends"#
        ),
        ("{\(x), \(x)}", 8, "/x: given twice"),
        (#"{"__metadata__": {}, "__metadata__": {}}"#, 0, "/__metadata__: given twice"),
        (#"{"__metadata__": {"a": 1}}"#, 0, "/__metadata__/a: expected a string, found a number"),
        (#"{"__metadata__": []}"#, 0, "/__metadata__: expected an object, found an array"),
        (#"{"x": 5}"#, 0, "/x: expected an object, found a number"),
        (#"{"x": {"dtype": "F32", "shape": [0]}}"#, 0, #"/x: missing member "data_offsets""#),
        (
            "{\(tensor("x", "F32", "[3]", "[0, 8]"))}", 8,
            #"/x: the tensor "x" takes 12 bytes by its dtype and shape, and 8 by its data_offsets"#
        ),
        (
            "{\(tensor("x", "F32", "[4611686018427387904, 2]", "[0, 0]"))}", 0,
            #"/x: the tensor "x" holds more numbers than can be counted"#
        ),
        (
            "{\(tensor("x", "I4", "[9223372036854775807, 3, 0]", "[0, 0]"))}", 0,
            #"/x: the tensor "x" holds more numbers than can be counted"#
        ),
        (
            "{\(tensor("x", "F64", "[2305843009213693952]", "[0, 0]"))}", 0,
            #"/x: the tensor "x" holds more numbers than can be counted"#
        ),
        (
            "{\(tensor("x", "F32", "[2]", "[8, 0]"))}", 8,
            #"/x: the tensor "x" data_offsets are where its bytes begin and where they end"#
        ),
        (
            "{\(tensor("x", "F32", "[2]", "[8]"))}", 8,
            #"/x: the tensor "x" data_offsets are where its bytes begin and where they end"#
        ),
        (
            "{\(tensor("x", "F32", "[2.0]", "[0, 8]"))}", 8,
            "/x/shape: expected whole numbers from 0 to 9223372036854775807"
        ),
        (
            "{\(tensor("x", "F32", "[-0]", "[0, 0]"))}", 0,
            "/x/shape: expected whole numbers from 0 to 9223372036854775807"
        ),
        (
            "{\(tensor("x", "F32", "[9223372036854775808]", "[0, 8]"))}", 8,
            "/x/shape: expected whole numbers from 0 to 9223372036854775807"
        ),
        (
            "{\(tensor("x", "F32", "[\"2\"]", "[0, 8]"))}", 8,
            "/x/shape: expected whole numbers from 0 to 9223372036854775807"
        ),
        ("[]", 0, ": a header that does not begin with '{'"),
        (" {}", 0, ": a header that does not begin with '{'"),
        ("", 0, ": a header that does not begin with '{'"),
        ("{", 0, ": line 1, column 2: expected a key in quotation marks, found the end"),
    ])
    func `is told of, with its tensor`(header: String, data: Int, fault: String) {
        #expect(faults(file(header, data: data)) == [fault])
    }

    @Test(arguments: [
        ([], ": expected the header's length in 8 bytes, found 0 in all"),
        ([2, 0, 0, 0, 0, 0, 0], ": expected the header's length in 8 bytes, found 7 in all"),
        (file("{}", length: 3), ": a header of 3 bytes, of which there are 2"),
        (file("{}", length: 100_000_001), ": a header of 100000001 bytes; at most 100000000"),
        (file("{}", length: -1), ": a header of 18446744073709551615 bytes; at most 100000000"),
        (file("{}", length: .min), ": a header of 9223372036854775808 bytes; at most 100000000"),
    ])
    func `a header that cannot be there is told of`(bytes: [UInt8], fault: String) { #expect(faults(bytes) == [fault]) }

    @Test func `every beginning of a file, and every change of a byte, is an error or a file`() throws {
        let small = file(
            #"{"__metadata__":{"request":"{}"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
                + #""b":{"dtype":"F64","shape":[1,1],"data_offsets":[8,16]}}  "#, data: 16)
        #expect(faults(small) == [])
        for count in small.indices { #expect(faults(Array(small[..<count])) != [], "\(count) bytes") }
        #expect(faults(small + [0]) != [])
        for place in small.indices {
            for value in 0...255 {
                var changed = small
                changed[place] = UInt8(value)
                guard let read = try? TensorFile(parsing: changed) else { continue }
                // What could be read is whole.
                for tensor in read.tensors {
                    _ = numbers(tensor.name, read, as: Float.self)
                    _ = numbers(tensor.name, read, as: Double.self)
                }
            }
        }
    }
}

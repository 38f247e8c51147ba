import Bytes
import Foundation
import HTTPWire
import JSON

// Prints what the parts of a request's path take, each alone and on one thread: numbers read and written, heads read
// and written.

/// The least of several times that `work` takes, in seconds.
func seconds(_ work: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    let clock = ContinuousClock()
    for _ in 0..<31 {
        let time = try clock.measure(work)
        best = min(best, time / .seconds(1))
    }
    return best
}

func line(_ name: String, bytes: Int, things: Int, _ thing: String, _ time: Double) {
    let name = name.padding(toLength: 44, withPad: " ", startingAt: 0)
    print(
        name + String(format: "%8.0f MB/s %8.1f ns a \(thing)", Double(bytes) / time / 1e6, time * 1e9 / Double(things))
    )
}

/// Reads and writes 100 rows of 784 numbers.
func report<S: BinaryFormat>(_ name: String, _ numbers: [S]) throws {
    var text = Writer.text { $0.rows(numbers, columns: 784) }
    let count = text.count
    text.reserveCapacity(count + Document.padding)
    line(
        "reading \(name)", bytes: count, things: numbers.count, "number",
        try seconds { _ = try Document(parsing: text) })
    var output: [UInt8] = []
    output.reserveCapacity(64 * numbers.count)
    let writing = seconds {
        output.removeAll(keepingCapacity: true)
        Writer.append(to: &output, numbers: numbers.count) { $0.rows(numbers, columns: 784) }
    }
    line("writing \(name)", bytes: count, things: numbers.count, "number", writing)
}

/// A row of small networks: what a number costs that stands alone.
func reportAlone() throws {
    let numbers = (0..<1000).map { Double($0 * 7919 % 10_000) / 10_000 }
    let text = "[" + numbers.map { "{\"a\":[[\($0)]]}" }.joined(separator: ",") + "]"
    var bytes = Array(text.utf8)
    bytes.reserveCapacity(bytes.count + Document.padding)
    let reading = try seconds { _ = try Document(parsing: bytes) }
    line("reading {\"a\":[[0.1234]]}", bytes: bytes.count, things: 1000, "number", reading)
    let writing = seconds { _ = Writer.text { writer in for x in numbers { writer.numbers([x]) } } }
    line("writing [0.1234]", bytes: 8000, things: 1000, "number", writing)
}

/// A head as wrk sends it, and one of a browser's length.
func reportHeads() throws {
    let short =
        "POST /v1/gradient HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n"
        + "Content-Type: application/json\r\nContent-Length: 318\r\n\r\n"
    let more = (0..<12).map { "X-Some-Field-\($0): a value of some length, as browsers send them\r\n" }.joined()
    for head in [short, short.dropLast() + more + "\r\n"] {
        let bytes = Array(head.utf8)
        var request = RequestHead()
        let reading = try seconds { for _ in 0..<1000 { _ = try parseRequestHead(bytes.span, into: &request) } }
        line("reading a head of \(bytes.count) bytes", bytes: 1000 * bytes.count, things: 1000, "head", reading)
    }
    let answer = Response(.ok, fields: [("Content-Type", "application/json")])
    var output: [UInt8] = []
    output.reserveCapacity(4096)
    let writing = seconds {
        for _ in 0..<1000 {
            output.removeAll(keepingCapacity: true)
            output.append(room: 1024) { answer.writeHead(to: &$0, date: "Thu, 01 Jan 2026 00:00:00 GMT") }
        }
    }
    line("writing an answer's head", bytes: 1000 * output.count, things: 1000, "head", writing)
}

let count = 78_400
let weights = (0..<count).map { _ in Double.random(in: -0.1...0.1) }
try report("float64, 17 digits", weights)
let ofAnySize = weights.map { Double(sign: $0.sign, exponent: .random(in: -900...900), significand: 1 + abs($0)) }
try report("float64, of any size", ofAnySize)
try report("float64, 4 digits", (0..<count).map { Double($0 * 7919 % 10_000) / 10_000 })
try report("float64, 0.0 and 1.0", (0..<count).map { Double($0 * 7919 % 10 / 9) })
try report("float32, 9 digits", weights.map { Float($0) })
try reportAlone()
try reportHeads()

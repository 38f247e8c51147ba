import Telemetry
import Testing

@Suite("Log lines")
struct LogTests {
    /// One line, and the time split off it.
    private func written(
        _ format: LogFormat, _ message: String = "m", _ fields: (inout LogLine) -> Void = { _ in }
    ) throws -> (time: Substring, rest: Substring) {
        let pipe = try Pipe()
        let log = Log(try LogSink(descriptor: pipe.writing), format, .info)
        log.write(.debug, "left out")
        log.write(.info, message, fields)
        log.flush(withinMilliseconds: 10_000)
        let line = pipe.read(until: "\n")
        let start = format == .json ? #"{"time":""#.count : 0
        return (line.dropFirst(start).prefix(24), line.dropFirst(start + 24))
    }

    @Test func `JSON has the fields in order`() throws {
        let line = try written(.json, "request") { line in
            line.field("request_id", "ab12")
            line.field("status", 200)
            line.field("bytes", Int.min)
            line.milliseconds("compute_ms", 21_400)
        }
        #expect(
            line.rest == """
                ","level":"info","message":"request","request_id":"ab12","status":200,"bytes":-9223372036854775808,\
                "compute_ms":0.021}

                """)
        #expect(line.time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
    }

    @Test func `text has words bare and all else quoted`() throws {
        let line = try written(.text, "two words") { line in
            line.field("a", "/v1/x?y")
            line.field("b", "x=y")
            line.field("c", "")
            line.field("d", "\"\\")
            line.field("e", "né")
            line.field("f", "x\r\n2026 forged")
            line.milliseconds("t", 1_234_567_890)
        }
        #expect(
            line.rest == #"""
                 info "two words" a=/v1/x?y b="x=y" c="" d="\"\\" e="né" f="x\u000d\n2026 forged" t=1234.568

                """#)
    }

    @Test(arguments: LogFormat.allCases)
    func `what could steer a terminal is escaped`(format: LogFormat) throws {
        let line = try written(format) { $0.field("x", "\u{1b}[2J\u{7f}\u{9b}\u{85}\u{2028}\u{202e}\u{E0001}\0é😀") }
        #expect(line.rest.contains(#""\u001b[2J\u007f\u009b\u0085\u2028\u202e\udb40\udc01\u0000é😀""#))
    }

    @Test(arguments: [
        (0, "0.000"), (499, "0.000"), (500, "0.001"), (-499, "0.000"), (-1500, "-0.002"), (999_500, "1.000"),
        (Int64.max, "9223372036854.776"), (Int64.min, "-9223372036854.776"),
    ])
    func `durations are rounded to the microsecond`(nanoseconds: Int64, text: String) throws {
        #expect(try written(.text) { $0.milliseconds("t", nanoseconds) }.rest == " info m t=\(text)\n")
    }
}

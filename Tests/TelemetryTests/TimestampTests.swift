import Bytes
import Glibc
import Telemetry
import Testing

@Suite("Timestamps")
struct TimestampTests {
    // From Python's datetime.
    @Test(arguments: [
        (0, 0, "1970-01-01T00:00:00.000Z"), (951_782_400, 999_999_999, "2000-02-29T00:00:00.999Z"),
        (1_767_323_045, 678_000_000, "2026-01-02T03:04:05.678Z"),
        (4_107_542_399, 5_000_000, "2100-02-28T23:59:59.005Z"),
    ])
    func `are RFC 3339's`(seconds: Int, nanoseconds: Int, text: String) {
        var bytes: [UInt8] = []
        bytes.append(room: 24) { $0.write(timestamp: timespec(tv_sec: seconds, tv_nsec: nanoseconds)) }
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }
}

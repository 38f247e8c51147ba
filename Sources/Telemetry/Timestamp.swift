package import Bytes
package import Glibc
private import Processors

/// The second last written and its text, as far as it goes: most lines share it with the line before.
private let lastSecond = PerProcessor((second: Int.min, text: [UInt8]()))

extension ByteWriter {
    /// A moment as RFC 3339 writes it in UTC, to the millisecond: `2026-01-02T03:04:05.678Z`.
    ///
    /// - Parameter moment: since 1970-01-01T00:00:00Z, leap seconds left out
    package mutating func write(timestamp moment: timespec) {
        lastSecond.withLock { last in
            if last.second != moment.tv_sec {
                last.second = moment.tv_sec
                last.text.removeAll(keepingCapacity: true)
                last.text.append(room: 20) { $0.write(second: moment.tv_sec) }
            }
            write(last.text.span)
        }
        write(".")
        write(decimal: moment.tv_nsec.magnitude / 1_000_000, digits: 3)
        write("Z")
    }

    /// The time it is.
    mutating func writeTimestamp() {
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        write(timestamp: now)
    }

    /// `2026-01-02T03:04:05`
    private mutating func write(second: Int) {
        var second = second
        var date = unsafe tm()
        unsafe gmtime_r(&second, &date)
        write(decimal: unsafe UInt((Int(date.tm_year) + 1900).magnitude), digits: 4)
        write("-")
        writePair(unsafe date.tm_mon + 1)
        write("-")
        writePair(unsafe date.tm_mday)
        write("T")
        writePair(unsafe date.tm_hour)
        write(":")
        writePair(unsafe date.tm_min)
        write(":")
        writePair(unsafe date.tm_sec)
    }

    private mutating func writePair(_ number: Int32) { write(decimal: UInt(number.magnitude), digits: 2) }
}

package import Glibc
private import HTTPWire
private import Synchronization

/// The second last written and its text, as far as it goes: most lines share it with the line before.
private let lastSecond = Mutex((second: Int.min, text: [UInt8]()))

extension [UInt8] {
    /// A moment as RFC 3339 writes it in UTC, to the millisecond: `2026-01-02T03:04:05.678Z`.
    ///
    /// - Parameter moment: since 1970-01-01T00:00:00Z, leap seconds left out
    package mutating func append(timestamp moment: timespec) {
        lastSecond.withLock { last in
            if last.second != moment.tv_sec { last = (moment.tv_sec, Self(second: moment.tv_sec)) }
            append(contentsOf: last.text)
        }
        append(".")
        append(decimal: moment.tv_nsec.magnitude / 1_000_000, digits: 3)
        append("Z")
    }

    /// The time it is.
    mutating func appendTimestamp() {
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        append(timestamp: now)
    }

    /// `2026-01-02T03:04:05`
    private init(second: Int) {
        self.init()
        var second = second
        var date = unsafe tm()
        unsafe gmtime_r(&second, &date)
        append(decimal: unsafe UInt((Int(date.tm_year) + 1900).magnitude), digits: 4)
        append("-")
        appendPair(unsafe date.tm_mon + 1)
        append("-")
        appendPair(unsafe date.tm_mday)
        append("T")
        appendPair(unsafe date.tm_hour)
        append(":")
        appendPair(unsafe date.tm_min)
        append(":")
        appendPair(unsafe date.tm_sec)
    }

    private mutating func appendPair(_ number: Int32) { append(decimal: UInt(number.magnitude), digits: 2) }
}

private import Glibc

/// A span of time.
public typealias Nanoseconds = Int64

extension Nanoseconds {
    @inlinable
    public static func seconds(_ count: some BinaryInteger) -> Nanoseconds { Nanoseconds(count) * 1_000_000_000 }
    static func seconds(_ count: Double) -> Nanoseconds { Nanoseconds(count * 1e9) }
}

/// A point of time on a clock that never goes back.
public struct Instant: Sendable, Comparable {
    private let nanoseconds: Nanoseconds

    /// Long after anything that happens.
    public static let never = Instant(nanoseconds: .max)

    public static var now: Instant {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Instant(nanoseconds: .seconds(time.tv_sec) + Nanoseconds(time.tv_nsec))
    }

    public static func < (a: Instant, b: Instant) -> Bool { a.nanoseconds < b.nanoseconds }
    public static func - (a: Instant, b: Instant) -> Nanoseconds { a.nanoseconds - b.nanoseconds }

    /// What would be later than `never` is `never`.
    public static func + (a: Instant, b: Nanoseconds) -> Instant {
        let (sum, isTooLate) = a.nanoseconds.addingReportingOverflow(b)
        return isTooLate ? never : Instant(nanoseconds: sum)
    }
}

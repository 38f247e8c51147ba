internal import Glibc

/// A log of lines that matter at least so much.
public final class Log: Sendable {
    private let sink: LogSink
    private let format: LogFormat
    private let minimum: Level

    public init(_ sink: LogSink, _ format: LogFormat, _ minimum: Level) {
        (self.sink, self.format, self.minimum) = (sink, format, minimum)
    }

    /// Lines that could not be written, ever.
    public var droppedLines: Int { sink.droppedLines }

    public func write(_ level: Level, _ message: String, _ fields: (inout LogLine) -> Void = { _ in }) {
        guard level >= minimum else { return }
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        sink.append { bytes, dropped in
            if dropped > 0 {
                line(.warning, "lines were dropped: the log was not read", time, &bytes) { $0.field("lines", dropped) }
            }
            line(level, message, time, &bytes, fields)
        }
    }

    private func line(
        _ level: Level, _ message: String, _ time: timespec, _ bytes: inout [UInt8], _ fields: (inout LogLine) -> Void
    ) {
        var memory: [UInt8] = []
        swap(&memory, &bytes)
        var line = LogLine(format, level, message, at: time, appendingTo: memory)
        memory = []
        fields(&line)
        line.end()
        bytes = line.bytes
    }

    /// Waits until all lines are written, though not longer than so.
    public func flush(withinMilliseconds limit: Int) { sink.flush(withinMilliseconds: limit) }
}

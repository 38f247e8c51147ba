private import Bytes

/// Writes what happens, a line each; from any thread.
public final class Log: Sendable {
    private let sink: LogSink
    private let format: LogFormat
    private let minimum: Level

    /// - Parameter minimum: lines that matter less are left out
    public init(_ sink: LogSink, _ format: LogFormat, _ minimum: Level) {
        self.sink = sink
        self.format = format
        self.minimum = minimum
        sink.tellLosses { count in
            var bytes: [UInt8] = []
            bytes.append(room: LogLine.room) { output in
                LogLine.write(format, .warning, "lines dropped", to: &output) { $0.field("lines", count) }
            }
            return bytes
        }
    }

    /// Whether lines of a level are written, where finding out what they say would cost something.
    public func isEnabled(_ level: Level) -> Bool { level >= minimum }

    /// Writes a line.
    ///
    /// - Parameters:
    ///   - message: what happened, the same words each time
    ///   - fields: adds what was different this time
    public func write(_ level: Level, _ message: String, _ fields: (inout LogLine) -> Void = { _ in }) {
        guard isEnabled(level) else { return }
        withBytes(room: LogLine.room) {
            LogLine.write(format, level, message, to: &$0, fields)
        } to: {
            sink.append($0)
        }
    }

    /// Waits until all lines are written, or the time is over.
    public func flush(withinMilliseconds limit: Int) { sink.flush(withinMilliseconds: limit) }

    /// How many lines were lost.
    public var droppedLines: Int { sink.droppedLines }
}

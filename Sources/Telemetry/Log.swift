private import Synchronization

/// Writes what happens, a line each; from any thread.
public final class Log: Sendable {
    private let sink: LogSink
    private let format: LogFormat
    private let minimum: Level
    /// Memory of lines that are written.
    private let spares = Mutex<[[UInt8]]>([])
    private static let mostSpares = 16

    /// - Parameter minimum: lines that matter less are left out
    public init(_ sink: LogSink, _ format: LogFormat, _ minimum: Level) {
        self.sink = sink
        self.format = format
        self.minimum = minimum
        sink.tellLosses { count in
            var line = LogLine(format, .warning, "lines dropped")
            line.field("lines", count)
            return line.finish()
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
        var line = LogLine(format, level, message, in: spares.withLock { $0.popLast() } ?? [])
        fields(&line)
        let bytes = line.finish()
        sink.append(bytes)
        spares.withLock { if $0.count < Self.mostSpares { $0.append(bytes) } }
    }

    /// Waits until all lines are written, or the time is over.
    public func flush(withinMilliseconds limit: Int) { sink.flush(withinMilliseconds: limit) }

    /// How many lines were lost.
    public var droppedLines: Int { sink.droppedLines }
}

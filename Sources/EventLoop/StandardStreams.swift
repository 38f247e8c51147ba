private import Glibc

/// The streams that every process is given.
public enum StandardStream: Int32, Sendable {
    case standardOutput = 1
    case standardError = 2
}

/// Writes all of the bytes, waiting where it must.
public func write(_ bytes: some Collection<UInt8>, to stream: StandardStream) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
        let sent = try? system("write") { unsafe rest.withUnsafeBytes { unsafe write(stream.rawValue, $0.baseAddress, $0.count) } }
        guard let sent else { return }  // nobody reads it any more
        rest = rest.dropFirst(sent)
    }
}

/// Writes a line of text.
public func writeLine(_ text: String, to stream: StandardStream) {
    write("\(text)\n".utf8, to: stream)
}

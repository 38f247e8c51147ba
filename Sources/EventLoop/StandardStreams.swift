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
        let sent = try? system("write") {
            unsafe rest.withUnsafeBytes { unsafe write(stream.rawValue, $0.baseAddress, $0.count) }
        }
        guard let sent else { return }  // nobody reads it any more
        rest = rest.dropFirst(sent)
    }
}

/// Writes a line of text.
public func writeLine(_ text: String, to stream: StandardStream) {
    write("\(text)\n".utf8, to: stream)
}

/// All bytes of a file, or of standard input for `-`.
public func readAll(_ path: String) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    // Standard input is not this program's to close, so what is read is a copy of its descriptor.
    let opened = try system("open") { path == "-" ? dup(0) : unsafe open(path, O_RDONLY | O_CLOEXEC) }
    let file = FileDescriptor(owning: opened ?? -1)
    while true {
        switch try file.read(appendingTo: &bytes, atMost: 1 << 20) {
        case .bytes: continue
        case .end: return bytes
        case .wouldBlock:
            var readable = pollfd(fd: file.rawValue, events: Int16(POLLIN), revents: 0)
            try system("poll") { unsafe poll(&readable, 1, -1) }
        }
    }
}

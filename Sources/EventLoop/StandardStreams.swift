private import Glibc

/// The streams that every process is given.
public enum StandardStream: Int32, Sendable {
    case standardOutput = 1
    case standardError = 2
}

/// Takes the place of streams that the process was started without, so that no file that it opens is taken for one of
/// them. They cannot be read or written as before.
public func fillStandardStreams() {
    for stream in 0...2 as ClosedRange<Int32> where fcntl(stream, F_GETFD) < 0 {
        _ = unsafe open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY)
    }
}

/// Writes all of the bytes, waiting where it must.
public func writeAll(_ bytes: some Collection<UInt8>, to stream: StandardStream) throws(SystemError) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
        let sent = try system("write") {
            unsafe rest.withUnsafeBytes { unsafe write(stream.rawValue, $0.baseAddress, $0.count) }
        }
        if let sent {
            rest = rest.dropFirst(sent)
        } else {
            var writable = pollfd(fd: stream.rawValue, events: Int16(POLLOUT), revents: 0)
            try system("poll") { unsafe poll(&writable, 1, -1) }
        }
    }
}

/// Writes what can be written: nobody may be reading any more.
public func write(_ bytes: some Collection<UInt8>, to stream: StandardStream) { try? writeAll(bytes, to: stream) }

/// Writes a line of text.
public func writeLine(_ text: String, to stream: StandardStream) {
    write("\(text)\n".utf8, to: stream)
}

/// Whether a path leads to a file that can be read without waiting for anybody to write it.
public func isRegularFile(_ path: String) throws(SystemError) -> Bool {
    var status = stat()
    try system("stat") { unsafe stat(path, &status) }
    return status.st_mode & S_IFMT == S_IFREG
}

/// All bytes of a file, or of standard input for `-`.
///
/// - Throws: also where there are more bytes than `limit` (EFBIG)
public func readAll(_ path: String, limit: Int = 1 << 30) throws(SystemError) -> [UInt8] {
    var bytes: [UInt8] = []
    // Standard input is not this program's to close, so what is read is a copy of its descriptor.
    let opened = try system("open") { path == "-" ? dup(0) : unsafe open(path, O_RDONLY | O_CLOEXEC) }
    let file = FileDescriptor(owning: opened ?? -1)
    while true {
        switch try file.read(appendingTo: &bytes, atMost: 1 << 20) {
        case .bytes:
            guard bytes.count <= limit else { throw SystemError(call: "read", errno: EFBIG) }
        case .end: return bytes
        case .wouldBlock:
            var readable = pollfd(fd: file.rawValue, events: Int16(POLLIN), revents: 0)
            try system("poll") { unsafe poll(&readable, 1, -1) }
        }
    }
}

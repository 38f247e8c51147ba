import EventLoop
import Glibc
import GradientAPI
import HTTPWire

/// Answers a document as the route of that name would, through the same handler and without a socket.
///
/// - Returns: The exit status: 0, or 1 where the document is at fault or the answer cannot be written.
func evaluate(_ route: String, _ arguments: ArraySlice<String>) throws(UsageError) -> Int32 {
    guard arguments.count == 1, let path = arguments.first else {
        throw UsageError("\(route): expected one FILE, or - for standard input")
    }
    guard path == "-" || !path.hasPrefix("-") else { throw UsageError("\(route): unknown option \"\(path)\"") }
    let body: [UInt8]
    do throws(SystemError) {
        body = try readAll(path)
    } catch {
        writeLine("chainrule: \(route): \(path): \(error)", to: .standardError)
        return 1
    }
    let request = Request(.post, "/v1/\(route)", contentType: "application/json", body: body)
    let response =
        switch Application().reply(to: request) {
        case .now(let response): response
        case .later(let work): work(Undisturbed())
        }
    guard response.status == .ok else {
        write(response.body, to: .standardError)
        return 1
    }
    do throws(SystemError) {
        if let pieces = response.pieces {
            for i in 0..<pieces.count {
                var piece: [UInt8] = []
                pieces.append(i, to: &piece)
                try writeAll(piece, to: .standardOutput)
            }
        }
        try writeAll(response.body + [0x0A], to: .standardOutput)
    } catch {
        writeLine("chainrule: \(route): standard output: \(error)", to: .standardError)
        return 1
    }
    return 0
}

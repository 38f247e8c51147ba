/// How the bytes of a case come to the server.
enum Delivery: CaseIterable {
    case whole, byteByByte
    /// Right behind a good request: one answered at once, and one whose answer takes a while.
    case behindAnother, behindSlowAnother

    var first: String {
        switch self {
        case .whole, .byteByByte: ""
        case .behindAnother: "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nfirst"
        case .behindSlowAnother: "POST /later HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nfirst"
        }
    }
}

/// One case on its way through a connection of its own, with a request behind it that must not be served where the
/// case is refused, and must be where the connection is kept.
struct Exchange {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let item: Case
    let delivery: Delivery
    private let client: Client

    private static let next = "POST /echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 4\r\n\r\nnext"

    init(_ item: Case, _ delivery: Delivery, port: UInt16) throws {
        (self.item, self.delivery) = (item, delivery)
        client = try Client(port: port)
    }

    /// What is sent before anything is read.
    private var opening: [UInt8] {
        Array(delivery.first.utf8) + item.bytes + (item.afterContinue == nil ? Array(Self.next.utf8) : [])
    }

    /// Sends the openings of all: byte by byte, every one has its first byte sent before any has its second.
    static func open(_ exchanges: [Exchange], port: UInt16) throws {
        for exchange in exchanges where exchange.delivery != .byteByByte { try exchange.client.send(exchange.opening) }
        var bytewise = exchanges.filter { $0.delivery == .byteByByte }.map { ($0.client, $0.opening[...]) }
        let pace = try Client(port: port)
        var round = 0
        while !bytewise.isEmpty {
            bytewise = bytewise.compactMap { client, bytes in
                // A server that has refused a case waits for so long only; its answer is there all the same.
                guard let byte = bytes.first, (try? client.send([byte])) != nil else { return nil }
                return (client, bytes.dropFirst())
            }
            round += 1
            guard round < pacedRounds else { continue }
            try pace.get("/live")
            _ = try pace.answer()  // so the one event loop has looked at what came before
        }
    }

    /// What is longer is so by one long part, in which it matters less where it is cut.
    private static let pacedRounds = 240

    private func send(_ bytes: [UInt8]) throws {
        guard delivery == .byteByByte else { return try client.send(bytes) }
        for byte in bytes { try client.send([byte]) }
    }

    /// Reads to the connection's end.
    func finish() throws -> Seen {
        if !delivery.first.isEmpty {
            let first = try client.answer()
            try require(first.code == 200 && first.text == "first" && first.connection == nil, "before it, \(first)")
        }
        var continues = 0
        var answer = try client.answer(to: item.method)
        while answer.code == 100 {
            continues += 1
            if continues == 1, let rest = item.afterContinue { try send(rest + Array(Self.next.utf8)) }
            answer = try client.answer(to: item.method)
        }
        try require(item.continues.contains(continues), "\(continues) times 100 Continue, then \(answer.code)")
        let isKept = answer.connection != "close"
        if isKept {
            let next = try client.answer()
            try require(next.code == 200 && next.text == "next" && next.connection == "close", "behind it, \(next)")
        }
        var rest = try client.readToEnd()
        if !isKept, item.method == "HEAD", answer.code >= 400, rest.count == Int(answer.fields["Content-Length"] ?? "")
        {
            rest = []  // a request that could not be read need not be known to be HEAD
        }
        try require(rest.isEmpty, "\(answer.code), and then: \(String(decoding: rest, as: UTF8.self))")
        return Seen(code: answer.code, text: isRefusal(answer) ? "" : answer.text, isKept: isKept)
    }

    /// Whether only the status matters.
    private func isRefusal(_ answer: Answer) -> Bool { item.accepted.contains(.refused(answer.code)) }

    private func require(_ condition: Bool, _ seen: @autoclosure () -> String) throws(Failure) {
        guard condition else { throw Failure(description: seen()) }
    }
}

import Dispatch
import EventLoop
import Glibc
import HTTPServer
import HTTPWire
import Synchronization

/// Something that one thread waits for, though never longer than ten seconds, and another opens.
struct Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func open() { semaphore.signal() }

    /// - Returns: Whether it was opened.
    @discardableResult
    func wait() -> Bool { semaphore.wait(timeout: .now() + 10) == .success }
}

/// A server on a free port, with a handler that shows what the tests look at.
final class Service: RequestHandler {
    /// Opened when the work of `/gate` has begun.
    let hasBegun = Gate()
    /// What the work of `/gate` waits for.
    let gate = Gate()
    /// What the work of `/endless` reserves, which goes on for longer than any test until nobody waits for it.
    static let endlessBytes = 100_000
    /// How many pieces of `/pieces` are written.
    let written = Count()
    /// How many heads it has seen.
    let admitted = Count()

    func admit(_ head: RequestHead) -> Admission {
        admitted.add()
        return Admission(.accepted(7), route: head.path)
    }

    func reply(to request: inout Request, by number: Int) -> Reply {
        let request = request
        guard number == 7 else { return .now(Response(.internalServerError)) }
        switch request.head.path {
        case "/live": return .now(Response(.ok, body: Array("alive".utf8)))
        case "/nothing": return .now(Response(.noContent))
        case "/echo": return .now(Response(.ok, body: request.body.owned().bytes))
        case "/later": return .later { _ in Response(.ok, body: request.body.owned().bytes) }
        case "/large":
            let size = request.head.query.flatMap { Int($0) } ?? 0
            return .now(Response(.ok, body: [UInt8](repeating: 0x61, count: size)))
        case "/pieces", "/known-pieces":
            let numbers = (request.head.query ?? "").split(separator: ",").compactMap { Int($0) }
            let first = numbers.count > 2 ? gate : nil
            let letters = Letters(
                count: numbers[0], each: numbers[1], written: written, gate: first,
                hasLength: request.head.path == "/known-pieces")
            return .later { [hasBegun] computation in
                _ = computation.reserve(Self.endlessBytes)
                hasBegun.open()
                return Response(.ok, pieces: letters)
            }
        case "/reserve":
            let size = request.head.query.flatMap { Int($0) } ?? 0
            return .later { Response($0.reserve(size) ? .ok : .serviceUnavailable) }
        case "/endless":
            return .later { [hasBegun] computation in
                _ = computation.reserve(Self.endlessBytes)
                hasBegun.open()
                return Response(eventually(within: 60) { computation.isCancelled } ? .ok : .internalServerError)
            }
        case "/gate":
            return .later { [hasBegun, gate] _ in
                hasBegun.open()
                return Response(gate.wait() ? .ok : .internalServerError, body: Array("gate".utf8))
            }
        default: return .now(Response(.notFound))
        }
    }

    func refusal(_ status: Status, _ detail: String) -> Response {
        Response(status, body: Array(detail.utf8))
    }

    func giveMemoryBack() {}
}

/// A body whose pieces are of one letter each.
final class Letters: BodyPieces {
    let count: Int
    let each: Int
    private let written: Count
    /// What the first waits for, while others are written.
    private let gate: Gate?
    let length: Int?

    init(count: Int, each: Int, written: Count = Count(), gate: Gate? = nil, hasLength: Bool = false) {
        (self.count, self.each, self.written, self.gate) = (count, each, written, gate)
        length = hasLength ? count * each : nil
    }

    var bytes: (all: Int, each: Int) { (count * each, each) }

    func append(_ i: Int, to bytes: inout [UInt8]) {
        if i == 0 { gate?.wait() }
        // Not one by one, as `repeatElement` has them: that takes too long where nothing is optimized.
        bytes += [UInt8](repeating: UInt8(97 + i % 26), count: each)
        written.add()
    }

    var text: String { String(decoding: joined(), as: UTF8.self) }
}

/// Waits until something is so, though never longer than so many seconds.
func eventually(within seconds: Int = 10, _ condition: () -> Bool) -> Bool {
    for _ in 0..<seconds * 1000 {
        if condition() { return true }
        usleep(1000)
    }
    return condition()
}

/// Keeps the statuses of the requests that are over.
final class Records: RequestObserver {
    private let all = Mutex<[Int]>([])

    var statuses: [Int] { all.withLock { $0 } }

    func observe(_ record: RequestRecord) { all.withLock { $0.append(record.status) } }
}

/// A number that threads count up.
final class Count: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .relaxed) }

    func add() { count.add(1, ordering: .relaxed) }
}

/// Nobody keeps a record.
struct Unobserved: RequestObserver {
    func observe(_ record: RequestRecord) {}
}

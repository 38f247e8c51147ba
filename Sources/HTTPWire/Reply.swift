/// What a handler makes of a request's head, before the body has come.
public struct Admission: Sendable {
    public enum Verdict: Sendable {
        /// It is answered once its body is there, by what the number means to who has given it.
        case accepted(Int)
        /// The answer, whatever the body. Indirect, since most are accepted, and a number alone is soon copied.
        indirect case refused(Response)
    }

    public var verdict: Verdict
    /// The template of the path that the request goes to; `nil` where there is nothing.
    public var route: String?
    /// Who sends it, by the name of a token.
    public var caller: String?
    /// Fields of the answer, whatever it is.
    public var fields: [(name: String, value: String)]

    /// Nothing of it is decided yet.
    public static let none = Admission(.refused(Response(.noContent)))

    @inlinable
    public init(
        _ verdict: Verdict, route: String? = nil, caller: String? = nil, fields: [(name: String, value: String)] = []
    ) {
        (self.verdict, self.route, self.caller, self.fields) = (verdict, route, caller, fields)
    }
}

/// What a handler makes of a request: the answer, or the work that leads to it where that takes a while.
public enum Reply: Sendable {
    case now(Response)
    case later(@Sendable (any Computation) -> Response)
}

/// Work under way, as it sees itself.
public protocol Computation: Sendable {
    /// Nobody waits for the answer any more: work that takes long looks from time to time, and ends early.
    var isCancelled: Bool { get }

    /// Asks for memory before it is used; what is granted is held until the work has ended.
    ///
    /// - Returns: Whether there is so much.
    func reserve(_ bytes: Int) -> Bool
}

/// Work that nobody cancels, with all the memory there is.
public struct Undisturbed: Computation {
    public let isCancelled = false

    public init() {}

    public func reserve(_ bytes: Int) -> Bool { true }
}

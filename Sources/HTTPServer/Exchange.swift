internal import Compression
internal import EventLoop
internal import HTTPWire

/// One request and its answer, for as long as either is under way.
final class Exchange {
    /// `nil` for what is no request.
    let head: RequestHead?
    var admission: Admission
    /// The client's own name for the request, or ours.
    let requestID: String
    /// What its body is coded in.
    var coding: Coding?
    /// When its first byte came.
    let begun: Instant
    /// When its last byte had come.
    var received: Instant
    /// When its answer was there.
    var answered: Instant
    /// Bytes of the request's body, as they came.
    var requestBytes = 0
    var status = 0
    /// Why it was not taken, in words, where it could not be.
    var reason: String?
    /// Bytes of the answer's body.
    var responseBytes = 0
    /// Where its answer ends in all that is written to the connection.
    var end = 0

    init(_ head: RequestHead?, _ admission: Admission, _ requestID: String, begun: Instant) {
        (self.head, self.admission, self.requestID) = (head, admission, requestID)
        (self.begun, received, answered) = (begun, begun, begun)
    }

    /// nginx's number for a request whose client has gone before the answer.
    static let clientGone = 499
}

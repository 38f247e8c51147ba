internal import Compression
internal import EventLoop
internal import HTTPWire

/// One request and its answer, for as long as either is under way; then used for another.
final class Exchange {
    /// Its body is there while it is answered; the head says nothing of what is no request.
    var request = Request(head: RequestHead(), body: Body([]))
    /// Whether it is a request.
    private(set) var isRequest = false
    /// Of a request, the last one's until this one's is there.
    var admission = Admission.none
    /// The client's own name for the request, or ours.
    private(set) var requestID = RequestID.number(0)
    /// What its body is coded in.
    var coding: Coding?
    /// When its first byte came.
    private(set) var begun = Instant.never
    /// When its last byte had come.
    var received = Instant.never
    /// When its answer was there.
    var answered = Instant.never
    /// Bytes of the request's body, as they came.
    var requestBytes = 0
    var status = 0
    /// Why it was not taken, in words, where it could not be.
    var reason: String?
    /// Bytes of the answer's body.
    var responseBytes = 0
    /// Where its answer ends in all that is written to the connection.
    var end = 0

    init() {}

    func begin(_ requestID: RequestID, at begun: Instant, isRequest: Bool) {
        (self.requestID, self.isRequest) = (requestID, isRequest)
        if !isRequest { admission = .none }
        (self.begun, received, answered) = (begun, begun, begun)
    }

    /// As new, with the memory that its head has taken.
    func reset() {
        (coding, reason) = (nil, nil)
        (requestBytes, status, responseBytes, end) = (0, 0, 0, 0)
    }

    /// nginx's number for a request whose client has gone before the answer.
    static let clientGone = 499
}

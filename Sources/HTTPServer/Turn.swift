/// Connections that take a step together. Each is kept once, from when it comes until all are let go of, and not anew by
/// every step: `removeAll` must come in the end.
@safe struct Turn {
    private var connections = unsafe [Unmanaged<Connection>]()

    init() {}

    var count: Int { unsafe connections.count }
    var isEmpty: Bool { unsafe connections.isEmpty }

    mutating func append(_ connection: Connection) { unsafe connections.append(.passRetained(connection)) }

    /// Has each take a step, in the order in which they came.
    func each(_ step: (Connection) -> Void) {
        unsafe connections.withUnsafeBufferPointer { connections in
            for i in connections.indices { unsafe connections[i]._withUnsafeGuaranteedRef(step) }
        }
    }

    /// Lets go of all.
    mutating func removeAll() {
        unsafe connections.withUnsafeBufferPointer { connections in
            for i in connections.indices { unsafe connections[i].release() }
        }
        unsafe connections.removeAll(keepingCapacity: true)
    }
}

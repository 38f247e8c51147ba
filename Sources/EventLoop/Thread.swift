private import CLinux
internal import Glibc

/// A thread of the operating system.
public struct Thread: Sendable {
    private let identifier: pthread_t

    /// Starts a thread that calls `body`.
    ///
    /// - Parameter name: at most 15 bytes, for `top -H` and debuggers
    public init(_ name: String, _ body: @escaping @Sendable () -> Void) throws(SystemError) {
        var thread = pthread_t()
        let box = unsafe Unmanaged.passRetained(Body(body)).toOpaque()
        let status = unsafe pthread_create(
            &thread, nil,
            { box in
                guard let box = unsafe box else { return nil }
                unsafe Unmanaged<Body>.fromOpaque(box).takeRetainedValue().run()
                return nil
            }, box)
        guard status == 0 else {
            unsafe Unmanaged<Body>.fromOpaque(box).release()
            throw SystemError(call: "pthread_create", errno: status)
        }
        identifier = thread
        unsafe pthread_setname_np(thread, name)
    }

    /// Waits for the thread's end.
    public func join() {
        pthread_join(identifier, nil)
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }
}

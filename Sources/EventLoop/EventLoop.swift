internal import CLinux
private import Glibc

/// What may happen to a descriptor.
public struct Events: OptionSet, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    public static let readable = Events(rawValue: EPOLLIN.rawValue)
    public static let writable = Events(rawValue: EPOLLOUT.rawValue)
    /// The other side will send nothing more.
    public static let endOfInput = Events(rawValue: EPOLLRDHUP.rawValue)
    /// Broken, or closed by both sides; always told, asked for or not.
    public static let hangUp = Events(rawValue: EPOLLHUP.rawValue | EPOLLERR.rawValue)
}

/// Something that a loop tells of events.
public protocol EventHandler: AnyObject {
    func handle(_ events: Events)
}

/// Waits on many descriptors at once (epoll, level-triggered) and tells their handlers; used by one thread only.
@safe public final class EventLoop {
    /// A registered descriptor. A number that is used again has another generation, so that an event that was
    /// already under way for its predecessor is recognised.
    public struct Registration: Sendable, Hashable {
        fileprivate let slot: UInt32
        fileprivate let generation: UInt32
        fileprivate var key: UInt64 { UInt64(generation) << 32 | UInt64(slot) }
    }

    private struct Slot {
        var generation: UInt32 = 0
        var handler: (any EventHandler)?
    }

    private let epoll: FileDescriptor
    private var slots: [Slot] = []
    private var free: [UInt32] = []
    private var isStopped = false
    private var events = unsafe [epoll_event](repeating: epoll_event(), count: 256)

    /// When this turn's events came.
    public private(set) var now = Instant.now
    /// Called about twice a second while it is set; timeouts are whole seconds, so nothing finer is kept.
    public var sweep: (() -> Void)?
    /// Called at the end of every turn.
    public var turnEnd: (() -> Void)?
    private var nextSweep = Instant.now
    private static let sweepInterval = Nanoseconds.seconds(0.5)

    public init() throws(SystemError) {
        epoll = FileDescriptor(owning: try system("epoll_create1") { epoll_create1(Int32(EPOLL_CLOEXEC)) } ?? -1)
    }

    /// Starts to tell `handler` of a descriptor's events, and keeps it until `remove`.
    public func add(
        _ descriptor: borrowing FileDescriptor, _ interest: Events, _ handler: any EventHandler
    ) throws(SystemError) -> Registration {
        let slot = free.popLast() ?? UInt32(slots.count)
        if slot == slots.count { slots.append(Slot()) }
        slots[Int(slot)].handler = handler
        let registration = Registration(slot: slot, generation: slots[Int(slot)].generation)
        do throws(SystemError) {
            try control(EPOLL_CTL_ADD, descriptor, interest, registration)
        } catch {
            release(registration)
            throw error
        }
        return registration
    }

    /// Asks for other events.
    public func modify(
        _ registration: Registration, _ descriptor: borrowing FileDescriptor, _ interest: Events
    ) throws(SystemError) {
        try control(EPOLL_CTL_MOD, descriptor, interest, registration)
    }

    /// Forgets a descriptor and its handler, before the descriptor is closed.
    public func remove(_ registration: Registration, _ descriptor: borrowing FileDescriptor) {
        guard handler(of: registration) != nil else { return }
        try? control(EPOLL_CTL_DEL, descriptor, [], registration)
        release(registration)
    }

    /// The handler that is registered so.
    public func handler(of registration: Registration) -> (any EventHandler)? {
        let slot = slots[Int(registration.slot)]
        return slot.generation == registration.generation ? slot.handler : nil
    }

    /// Tells handlers of events until one of them calls `stop`.
    public func run() throws(SystemError) {
        var lookout = Lookout()
        while !isStopped {
            let count = try wait(milliseconds: lookout.isWorthwhile ? 0 : timeout)
            let came = Instant.now
            if count == 0, lookout.isWorthwhile {
                lookout.found(nothingAt: came)
                sched_yield()  // to whoever else wants this processor
                continue
            }
            now = came
            for i in 0..<count {
                let key = unsafe events[i].data.u64
                let registration = Registration(slot: UInt32(truncatingIfNeeded: key), generation: UInt32(key >> 32))
                handler(of: registration)?.handle(Events(rawValue: unsafe events[i].events))
            }
            if let sweep, now >= nextSweep {
                nextSweep = now + Self.sweepInterval
                sweep()
            }
            turnEnd?()
            if count > 0 { lookout.worked(from: came, to: .now) }
        }
    }

    /// Ends `run` after the events at hand.
    public func stop() { isStopped = true }

    /// Milliseconds until something is to be done whatever happens; -1 where there is nothing.
    private var timeout: Int32 {
        sweep == nil ? -1 : Int32(clamping: max(0, (nextSweep - now + 999_999) / 1_000_000))
    }

    private func wait(milliseconds timeout: Int32) throws(SystemError) -> Int {
        let descriptor = epoll.rawValue
        let capacity = Int32(unsafe events.count)
        let count = try system("epoll_wait") { unsafe epoll_wait(descriptor, &events, capacity, timeout) }
        return Int(count ?? 0)
    }

    private func control(
        _ operation: Int32, _ descriptor: borrowing FileDescriptor, _ interest: Events, _ registration: Registration
    ) throws(SystemError) {
        var event = unsafe epoll_event(events: interest.rawValue, data: epoll_data_t(u64: registration.key))
        let (epoll, descriptor) = (epoll.rawValue, descriptor.rawValue)
        try system("epoll_ctl") { unsafe epoll_ctl(epoll, operation, descriptor, &event) }
    }

    private func release(_ registration: Registration) {
        slots[Int(registration.slot)].handler = nil
        slots[Int(registration.slot)].generation &+= 1
        free.append(registration.slot)
    }
}

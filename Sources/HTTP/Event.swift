import CLibevent
import Glibc

/// Owns one libevent event and calls a closure when it occurs.
///
/// Safe although it holds C's pointer: libevent sees the event only between `init` and `deinit`, on
/// the one thread that uses the loop.
@safe
final class Event {
    private var event: OpaquePointer?
    private let action: () -> Void

    /// What an event waits for.
    enum Kind {
        case readable, writable, signal, timeout

        fileprivate var flags: Int16 {
            switch self {
            case .readable: Int16(EV_READ | EV_PERSIST)
            case .writable: Int16(EV_WRITE | EV_PERSIST)
            case .signal: Int16(EV_SIGNAL | EV_PERSIST)
            case .timeout: 0
            }
        }
    }

    /// An event of a descriptor, a signal or (-1) the time. It waits for nothing before ``add()``.
    init(_ kind: Kind, of number: Int32, on base: EventBase, _ action: @escaping () -> Void) {
        self.action = action
        unsafe event = event_new(
            base.pointer, number, kind.flags,
            { _, _, context in
                guard let context = unsafe context else { return }
                unsafe Unmanaged<Event>.fromOpaque(context).takeUnretainedValue().action()
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Waits until it occurs, again and again.
    func add() {
        unsafe event_add(event, nil)
    }

    /// Occurs once, after so many milliseconds.
    func add(afterMilliseconds milliseconds: Int64) {
        let milliseconds = max(0, milliseconds)
        var time = timeval(
            tv_sec: Int(milliseconds / 1000), tv_usec: Int(milliseconds % 1000) * 1000)
        unsafe event_add(event, &time)
    }

    /// Waits no longer.
    func remove() {
        unsafe event_del(event)
    }

    /// Makes it occur: in the pass under way, after what is due already; else in the next one.
    func activate() {
        unsafe event_active(event, 0, 0)
    }

    deinit {
        if let event = unsafe event { unsafe event_free(event) }
    }
}

/// Owns libevent's base: the poller and its queues.
@safe
final class EventBase {
    fileprivate(set) var pointer: OpaquePointer?

    /// Nil when the kernel gives no poller.
    init?() {
        let configuration = unsafe event_config_new()
        defer { unsafe event_config_free(configuration) }
        // The change list wants that no descriptor is ever duplicated. One thread needs no lock.
        let flags = EVENT_BASE_FLAG_NOLOCK.rawValue | EVENT_BASE_FLAG_EPOLL_USE_CHANGELIST.rawValue
        unsafe event_config_set_flag(configuration, Int32(flags))
        guard let base = unsafe event_base_new_with_config(configuration) else { return nil }
        unsafe pointer = base
    }

    /// Waits for something to occur and calls what waited for it.
    ///
    /// - Returns: false when nothing is waited for, or the poller broke.
    func pass() -> Bool {
        unsafe event_base_loop(pointer, EVLOOP_ONCE) == 0
    }

    deinit {
        if let pointer = unsafe pointer { unsafe event_base_free(pointer) }
    }
}

import CLibevent
import Glibc

/// Owns a listening socket and its libevent listener.
///
/// Safe although it holds C's pointer: libevent sees the listener only between `init` and `deinit`,
/// on the one thread that uses the loop.
@safe
final class Listener {
    private var listener: OpaquePointer?
    private let descriptor: Int32
    private let path: String?
    private let accepted: (Int32) -> Void
    private let failed: () -> Void

    /// Listens on a bound socket, and closes it one day, removing the file of a unix socket.
    ///
    /// One closure takes over the descriptor of each connection; the other hears that a waiting
    /// connection could not be accepted.
    init(
        descriptor: Int32, path: String?, backlog: Int32, on base: EventBase,
        accepted: @escaping (Int32) -> Void, failed: @escaping () -> Void
    ) throws(HTTPServerError) {
        self.descriptor = descriptor
        self.path = path
        self.accepted = accepted
        self.failed = failed
        unsafe listener = evconnlistener_new(
            base.pointer,
            { _, descriptor, _, _, context in
                guard let context = unsafe context else { return }
                unsafe Unmanaged<Listener>.fromOpaque(context).takeUnretainedValue()
                    .accepted(descriptor)
            },
            Unmanaged.passUnretained(self).toOpaque(),
            UInt32(LEV_OPT_CLOSE_ON_FREE) | UInt32(LEV_OPT_CLOSE_ON_EXEC), backlog, descriptor)
        guard unsafe listener != nil else {
            Glibc.close(descriptor)
            throw .system("listening failed: \(lastSystemError())")
        }
        unsafe evconnlistener_set_error_cb(listener) { _, context in
            guard let context = unsafe context else { return }
            unsafe Unmanaged<Listener>.fromOpaque(context).takeUnretainedValue().failed()
        }
    }

    /// Leaves new connections in the kernel's queue.
    func pause() {
        unsafe evconnlistener_disable(listener)
    }

    /// Takes connections again.
    func resume() {
        unsafe evconnlistener_enable(listener)
    }

    /// Accepts whatever waits: closing the socket would reset it.
    func acceptWaiting() {
        while true {
            let connection = accept(descriptor, nil, nil)
            guard connection >= 0 else { return }
            evutil_make_socket_nonblocking(connection)
            evutil_make_socket_closeonexec(connection)
            accepted(connection)
        }
    }

    deinit {
        if let listener = unsafe listener { unsafe evconnlistener_free(listener) }
        if let path { unsafe unlink(path) }
    }
}

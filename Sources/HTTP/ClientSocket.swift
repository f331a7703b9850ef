import CLibevent
import Glibc

/// Makes the sockets of clients.
enum ClientSocket {
    /// A non-blocking socket that connects to an address.
    static func connect(
        to address: IPAddress, _ port: UInt16
    ) throws(HTTPClientFailure) -> Int32 {
        let family = address.bytes.count == 4 ? AF_INET : AF_INET6
        let kind = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        let descriptor = socket(family, Int32(kind), 0)
        guard descriptor >= 0 else { throw failure(errno, address, port) }
        var on: Int32 = 1
        unsafe setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        let count = Int32(address.bytes.count)
        let result = unsafe socket_connect_tcp(descriptor, address.bytes, count, port)
        guard result == 0 || errno == EINPROGRESS else {
            let error = errno
            close(descriptor)
            throw failure(error, address, port)
        }
        return descriptor
    }

    /// What became of connecting: an error of the system, 0 for none.
    static func error(of descriptor: Int32) -> Int32 {
        var error: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        unsafe getsockopt(descriptor, Int32(SOL_SOCKET), SO_ERROR, &error, &size)
        return error
    }

    /// An error of the system as what it means for the request.
    static func failure(_ error: Int32, _ address: IPAddress, _ port: UInt16) -> HTTPClientFailure {
        let reason = unsafe String(cString: strerror(error))
        switch error {
        case ECONNREFUSED: return .refused(address, port: port)
        case EMFILE, ENFILE, ENOMEM, ENOBUFS: return .system(reason)
        default: return .unreachable(address, reason: reason)
        }
    }
}

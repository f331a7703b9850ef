import CLibevent
import Glibc

/// Makes the sockets that servers listen on.
enum ListeningSocket {
    /// A bound, non-blocking socket, and the path of its file if it has one.
    static func open(
        _ listening: Listening
    ) throws(HTTPServerError) -> (descriptor: Int32, path: String?) {
        switch listening.place {
        case .tcp(let host, let port): (try openTCP(host, port, listening.description), nil)
        case .unixSocket(let path): (try openUnix(path), path)
        }
    }

    /// Where the socket is bound.
    static func address(of descriptor: Int32, _ listening: Listening) -> BoundAddress {
        if case .unixSocket(let path) = listening.place { return BoundAddress(host: path, port: 0) }
        var text = [CChar](repeating: 0, count: 64)
        let port = unsafe socket_local_address(descriptor, &text, text.count)
        let host = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return BoundAddress(host: String(decoding: host, as: UTF8.self), port: port)
    }

    private static func openTCP(
        _ host: String, _ port: UInt16, _ place: String
    ) throws(HTTPServerError) -> Int32 {
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, "\(port)", &hints, &found) == 0, let first = unsafe found
        else { throw .addressNotAvailable(place) }
        defer { unsafe freeaddrinfo(first) }
        let family = unsafe first.pointee.ai_family
        let descriptor = try makeSocket(family)
        set(descriptor, Int32(SOL_SOCKET), SO_REUSEADDR)
        if family == AF_INET6 { set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY) }
        let address = unsafe first.pointee.ai_addr
        guard unsafe bind(descriptor, address, first.pointee.ai_addrlen) == 0 else {
            throw failure(closing: descriptor, place)
        }
        return descriptor
    }

    private static func openUnix(_ path: String) throws(HTTPServerError) -> Int32 {
        let descriptor = try makeSocket(AF_UNIX)
        if unsafe socket_bind_unix(descriptor, path) == 0 { return descriptor }
        guard errno == EADDRINUSE else { throw failure(closing: descriptor, path) }
        guard isStaleSocket(path, descriptor) else {
            close(descriptor)
            throw .addressInUse(path)
        }
        unsafe unlink(path)
        guard unsafe socket_bind_unix(descriptor, path) == 0 else {
            throw failure(closing: descriptor, path)
        }
        return descriptor
    }

    /// Whether the file is a socket that nobody listens on: connecting tells.
    private static func isStaleSocket(_ path: String, _ descriptor: Int32) -> Bool {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else {
            return false
        }
        return unsafe socket_connect_unix(descriptor, path) != 0 && errno == ECONNREFUSED
    }

    private static func makeSocket(_ family: Int32) throws(HTTPServerError) -> Int32 {
        let kind = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
        let descriptor = socket(family, Int32(kind), 0)
        guard descriptor >= 0 else { throw .system("no socket: \(lastSystemError())") }
        return descriptor
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32) {
        var on: Int32 = 1
        unsafe setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func failure(closing descriptor: Int32, _ place: String) -> HTTPServerError {
        let error = errno
        close(descriptor)
        switch error {
        case EADDRINUSE: return .addressInUse(place)
        case EADDRNOTAVAIL, EAFNOSUPPORT, ENOENT: return .addressNotAvailable(place)
        case EACCES, EPERM, EROFS: return .notPermitted(place)
        default: return .system("\(place): \(unsafe String(cString: strerror(error)))")
        }
    }
}

/// A place to listen on.
public struct Listening: Equatable, Sendable, CustomStringConvertible {
    enum Place: Equatable, Sendable {
        case tcp(host: String, port: UInt16)
        case unixSocket(path: String)
    }

    let place: Place
    let identity: TLSIdentity?

    /// A TCP port of this machine.
    ///
    /// The host is an IPv4 or IPv6 address, or a name of this machine, such as `localhost`. Port 0
    /// lets the system choose.
    public static func tcp(_ host: String, port: UInt16) -> Listening {
        Listening(place: .tcp(host: host, port: port), identity: nil)
    }

    /// A unix socket, whose file is made here and removed at the end.
    ///
    /// The path has at most 107 bytes. A socket that nobody listens on any longer is replaced.
    public static func unixSocket(_ path: String) -> Listening {
        Listening(place: .unixSocket(path: path), identity: nil)
    }

    /// The same place, speaking TLS.
    public func secured(by identity: TLSIdentity) -> Listening {
        Listening(place: place, identity: identity)
    }

    /// The place as people write it.
    public var description: String {
        switch place {
        case .tcp(let host, let port): BoundAddress.join(host, port)
        case .unixSocket(let path): path
        }
    }
}

/// A certificate with its private key, in PEM form; the certificate may be a chain, its own first.
public enum TLSIdentity: Equatable, Sendable {
    /// Paths of the two files, which may be one and the same.
    case files(certificate: String, key: String)
    /// The two texts.
    case pem(certificate: String, key: String)
}

/// Where a server listens in the end.
public struct BoundAddress: Equatable, Sendable, CustomStringConvertible {
    /// The numeric address, or the path of a unix socket.
    public let host: String
    /// The port; 0 for a unix socket.
    public let port: UInt16

    /// The address as it stands in a URL, or the path.
    public var description: String {
        port == 0 ? host : Self.join(host, port)
    }

    static func join(_ host: String, _ port: UInt16) -> String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

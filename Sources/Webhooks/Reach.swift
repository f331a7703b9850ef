public import HTTP

/// Whom the sandbox connects to because somebody registered a URL.
///
/// A sandbox that only this machine can talk to may post anywhere. One that others can talk to may
/// not be made to post to its neighbours, unless its operator has named them.
public struct Reach: Sendable {
    /// Ranges that the operator has named.
    public var allowed: [Network] = []
    private var isOpenToOthers = false
    private var ownPorts: [UInt16] = []

    private static let sinkPath = "/_sandbox/sink/"

    /// The reach of a sandbox that only this machine can talk to.
    public init() {}

    /// The sandbox listens at an address of this machine.
    public mutating func listens(at host: String, port: UInt16) {
        ownPorts.append(port)
        guard let address = IPAddress(host), isLoopback(address) else {
            isOpenToOthers = true
            return
        }
    }

    /// Whether a connection may be made.
    public func allows(_ address: IPAddress, port: UInt16) -> Bool {
        guard isOpenToOthers else { return true }
        let address = address.unmapped
        guard !isHere(address, port: port),
            !Network.metadata.contains(where: { $0.contains(address) })
        else { return false }
        return allowed.contains { $0.contains(address) }
            || !Network.unroutable.contains { $0.contains(address) }
    }

    /// Whether a connection may be made to where the operator has said that webhooks go: anywhere
    /// but to the sandbox itself.
    public func allowsOperator(_ address: IPAddress, port: UInt16) -> Bool {
        !isOpenToOthers || !isHere(address.unmapped, port: port)
    }

    private func isHere(_ address: IPAddress, port: UInt16) -> Bool {
        ownPorts.contains(port) && leadsHere(address)
    }

    /// Whether a URL is a sink of this very sandbox, which takes whatever it is sent.
    public func isOwnSink(_ url: HTTPURL) -> Bool {
        let isHere = url.host == "localhost" || (IPAddress(url.host).map(leadsHere) ?? false)
        return isHere && ownPorts.contains(url.port) && url.target.hasPrefix(Reach.sinkPath)
    }

    private func leadsHere(_ address: IPAddress) -> Bool {
        isLoopback(address) || Network.unspecified.contains { $0.contains(address) }
    }

    private func isLoopback(_ address: IPAddress) -> Bool {
        Network.loopback.contains { $0.contains(address) }
    }
}

extension IPAddress {
    /// The address of IPv4 that is written as one of IPv6 (`::ffff:127.0.0.1`), or this one.
    fileprivate var unmapped: IPAddress {
        let prefix = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        guard bytes.count == 16, bytes.starts(with: prefix) else { return self }
        return IPAddress(bytes: Array(bytes[12...])) ?? self
    }
}

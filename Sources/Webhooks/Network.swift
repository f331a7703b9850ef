public import HTTP

/// A range of addresses.
public struct Network: Equatable, Sendable {
    private let start: [UInt8]
    private let bits: Int

    /// Reads `192.168.0.0/16` or `fd00::/8`; a lone address is a range of one.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2,
            let address = IPAddress(String(first))
        else { return nil }
        let bitsMax = address.bytes.count * 8
        guard let bits = parts.count == 2 ? Int(parts[1]) : bitsMax, (0...bitsMax).contains(bits)
        else { return nil }
        start = address.bytes
        self.bits = bits
    }

    /// Whether an address is in it.
    public func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == start.count else { return false }
        let whole = bits / 8
        guard address.bytes[..<whole] == start[..<whole] else { return false }
        let rest = bits % 8
        return rest == 0 || (address.bytes[whole] ^ start[whole]) >> UInt8(8 - rest) == 0
    }

    /// Reads a range, or one of the words `loopback` and `private`.
    ///
    /// - Returns: the ranges that it stands for; nil for anything else.
    public static func named(_ text: String) -> [Network]? {
        switch text {
        case "loopback": loopback
        case "private": `private`
        default: Network(text).map { [$0] }
        }
    }

    static let loopback = known("127.0.0.0/8", "::1")
    /// No address at all; who connects to it reaches this machine.
    static let unspecified = known("0.0.0.0", "::")
    static let `private` = known("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")

    /// Where clouds tell whoever asks from inside what nobody outside may know.
    static let metadata = known("169.254.169.254/32", "fd00:ec2::254/128")

    /// Where nobody on the internet is: what is not routed, what leads back to this machine or its
    /// neighbours, and the forms in which IPv6 hides an address of IPv4.
    static let unroutable =
        loopback + `private`
        + known(
            "0.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32",
            "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "::ffff:0:0:0/96", "fe80::/10",
            "fec0::/10", "ff00::/8")

    private static func known(_ texts: String...) -> [Network] {
        texts.compactMap { Network($0) }
    }
}

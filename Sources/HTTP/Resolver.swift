import CLibevent
import Glibc

/// Looks names up without blocking the loop: by the hosts file, then by the system's name servers.
///
/// Safe although it holds C's pointer: a look-up under way owns what libevent calls back, and
/// freeing the base calls back whatever is still under way.
@safe
final class Resolver {
    private let base: OpaquePointer?

    private final class Lookup {
        let found: ([IPAddress]) -> Void

        init(_ found: @escaping ([IPAddress]) -> Void) {
            self.found = found
        }
    }

    init(_ loop: Loop, resolverFile: String, hostsFile: String) {
        // Without this flag the base would keep a loop running that has nothing else to do.
        let flags = Int32(EVDNS_BASE_DISABLE_WHEN_INACTIVE)
        unsafe base = evdns_base_new(loop.base.pointer, flags)
        let options =
            DNS_OPTION_SEARCH | DNS_OPTION_NAMESERVERS | DNS_OPTION_NAMESERVERS_NO_DEFAULT
            | DNS_OPTION_MISC
        unsafe evdns_base_resolv_conf_parse(base, options, resolverFile)
        unsafe evdns_base_load_hosts(base, hostsFile)
    }

    /// Calls back, perhaps at once, with the addresses of a name; none when there is none.
    func look(up name: String, _ found: @escaping ([IPAddress]) -> Void) {
        // RFC 6761, section 6.3: never asked of anyone.
        if name == "localhost" || name.hasSuffix(".localhost") {
            return found(["127.0.0.1", "::1"].compactMap { IPAddress($0) })
        }
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        let lookup = unsafe Unmanaged.passRetained(Lookup(found))
        let asked = unsafe evdns_getaddrinfo(
            base, name, nil, &hints,
            { _, first, context in
                guard let context = unsafe context else { return }
                let lookup = unsafe Unmanaged<Lookup>.fromOpaque(context).takeRetainedValue()
                unsafe lookup.found(Resolver.addresses(first))
            }, lookup.toOpaque())
        // Beyond the hosts file there is nobody to ask, and libevent would wait for somebody.
        if let asked = unsafe asked, unsafe evdns_base_count_nameservers(base) == 0 {
            unsafe evdns_getaddrinfo_cancel(asked)
        }
    }

    private static func addresses(_ first: UnsafeMutablePointer<addrinfo>?) -> [IPAddress] {
        var addresses: [IPAddress] = []
        var next = unsafe first
        while let entry = unsafe next {
            var bytes = [UInt8](repeating: 0, count: 16)
            let count = unsafe socket_address_bytes(entry.pointee.ai_addr, &bytes)
            if let address = IPAddress(bytes: Array(bytes[..<Int(count)])) {
                addresses.append(address)
            }
            unsafe next = entry.pointee.ai_next
        }
        if let first = unsafe first { unsafe evutil_freeaddrinfo(first) }
        return addresses
    }

    deinit {
        unsafe evdns_base_free(base, 1)
    }
}

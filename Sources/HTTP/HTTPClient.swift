/// An HTTP/1.1 client on a loop. All of it is used on the loop's thread.
///
/// Connections are kept for the next request to the same origin. Redirects are not followed and no
/// proxy is used, whatever the environment says.
public final class HTTPClient {
    let loop: Loop
    let configuration: Configuration
    let received = ReceiveBuffer(byteCount: 16 << 10)
    private(set) lazy var resolver = Resolver(
        loop, resolverFile: configuration.resolverFile, hostsFile: configuration.hostsFile)
    private var context: TLSContext?
    private var waiting: [Errand] = []
    private var kept: [Origin: [ClientConnection]] = [:]
    private lazy var beginning = loop.timer { [unowned self] in begin() }

    /// Kept connections of one origin.
    private static let keptMax = 16

    /// Whom a connection leads to.
    struct Origin: Hashable {
        let scheme: HTTPURL.Scheme
        let host: String
        let port: UInt16

        init(_ url: HTTPURL) {
            scheme = url.scheme
            host = url.host
            port = url.port
        }
    }

    /// A client without connections yet.
    public init(loop: Loop, configuration: Configuration = .init()) {
        self.loop = loop
        self.configuration = configuration
    }

    /// Limits, and whom to trust.
    public struct Configuration {
        /// For everything from looking up the name to the end of the answer.
        public var totalMilliseconds: Int64 = 5_000
        /// For a kept connection that nothing is sent on.
        public var idleMilliseconds: Int64 = 15_000
        /// Bytes of the head, and of the body of an answer; what is more of the body is not read.
        public var responseBytesMax = 64 << 10
        /// Whether certificates and host names are verified.
        public var verifiesCertificates = true
        /// A PEM file of further authorities to trust, besides the system's.
        public var authoritiesFile: String?
        /// Whether an address may be connected to; asked for each, when it is about to be.
        public var allowsAddress: (IPAddress, UInt16) -> Bool = { _, _ in true }
        var resolverFile = "/etc/resolv.conf"
        var hostsFile = "/etc/hosts"

        /// The defaults.
        public init() {}
    }

    /// Sends a request and calls the closure once, in a later pass of the loop.
    ///
    /// The sending begins when this pass is committed. A kept connection that turns out to be dead
    /// before a byte of an answer came is replaced, and the request sent once more.
    public func send(
        _ request: HTTPClientRequest, _ done: @escaping (HTTPClientOutcome) -> Void
    ) {
        waiting.append(Errand(request, of: self, done))
        beginning.schedule(afterMilliseconds: 0)
    }

    private func begin() {
        let errands = waiting
        waiting = []
        for errand in errands { errand.begin() }
    }

    /// A connection that was kept, the last one first.
    func takeConnection(to origin: Origin) -> ClientConnection? {
        guard let connection = kept[origin]?.popLast() else { return nil }
        if kept[origin]?.isEmpty == true { kept[origin] = nil }
        return connection
    }

    /// Keeps a connection for the next request; false when there are enough.
    func keep(_ connection: ClientConnection) -> Bool {
        guard kept[connection.origin, default: []].count < Self.keptMax else { return false }
        kept[connection.origin, default: []].append(connection)
        return true
    }

    /// Forgets a kept connection that ended.
    func forget(_ connection: ClientConnection) {
        kept[connection.origin]?.removeAll { $0 === connection }
        if kept[connection.origin]?.isEmpty == true { kept[connection.origin] = nil }
    }

    deinit {
        for connection in kept.values.joined() { connection.abandon() }
    }

    /// What the TLS sessions share, made when first needed: reading the authorities takes a while.
    func tlsContext() throws(HTTPServerError) -> TLSContext {
        if let context { return context }
        let made = try TLSContext(
            verifying: configuration.verifiesCertificates,
            authoritiesFile: configuration.authoritiesFile)
        context = made
        return made
    }
}

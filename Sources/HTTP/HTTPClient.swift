/// An HTTP/1.1 client on a loop. All of it is used on the loop's thread.
public final class HTTPClient {
    let loop: Loop
    let configuration: Configuration

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
        /// Bytes of head and body of an answer; what is more is not read.
        public var responseBytesMax = 64 << 10
        /// Whether certificates and host names are verified.
        public var verifiesCertificates = true
        /// A PEM file of further authorities to trust, besides the system's.
        public var authoritiesFile: String?
        /// Whether an address may be connected to; asked for each, when it is about to be.
        public var allowsAddress: (IPAddress, UInt16) -> Bool = { _, _ in true }

        /// The defaults.
        public init() {}
    }

    /// Sends a request and calls the closure once, in a later pass of the loop.
    ///
    /// The sending begins at the end of this pass, after its commit.
    public func send(
        _ request: HTTPClientRequest, _ done: @escaping (HTTPClientOutcome) -> Void
    ) {
        let timer = loop.timer { done(.failure(.system("not built yet"), milliseconds: 0)) }
        timer.schedule(afterMilliseconds: 0)
    }
}

extension HTTPServer {
    /// Limits and deadlines. Deadlines are absolute: a byte in between does not extend them.
    public struct Configuration {
        /// From the first byte of a request to the end of its head.
        public var headMilliseconds: Int64 = 10_000
        /// From the end of a head to the end of its body.
        public var bodyMilliseconds: Int64 = 20_000
        /// From an answer to the first byte of the next request.
        public var idleMilliseconds: Int64 = 60_000
        /// For a client to take what is sent to it.
        public var writeMilliseconds: Int64 = 20_000
        /// For a delayed answer to a client that sends no more, and so may have left: whoever would
        /// have to wait longer is let go.
        public var delayMilliseconds: Int64 = 10_000
        /// For ``Plan/silence``.
        public var silenceMilliseconds: Int64 = 600_000
        /// For reading on behind an answer that ends a connection, so that it is not lost.
        public var discardMilliseconds: Int64 = 1_000

        /// Connections at a time; further ones wait in the kernel's queue.
        public var connectionsMax = 2_000
        /// Connections waiting to be accepted.
        public var backlog: Int32 = 4_096
        /// Bytes that came of awaited bodies, in all; beyond, 503.
        public var awaitedBytesMax = 64 << 20
        /// Bytes of one body; beyond, 413.
        public var bodyBytesMax = 1 << 20
        /// Other limits for the paths at or below these; the first that fits wins.
        public var largerBodies: [(path: String, bytesMax: Int)] = []

        /// Told, in a sentence, what an operator should know.
        public var log: (String) -> Void = { _ in }

        /// The defaults.
        public init() {}

        var limits: HTTPLimits {
            HTTPLimits(bodyBytesMax: bodyBytesMax, largerBodies: largerBodies)
        }
    }
}

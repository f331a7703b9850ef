/// What goes wrong with requests on purpose: where, what, how often.
public struct Fault: Equatable, Sendable {
    /// What goes wrong.
    public enum Kind: Equatable, Sendable {
        /// The request is not acted on; the answer is an error.
        case error(ErrorAnswer)
        /// The request is acted on, and its answer comes late.
        case delay(seconds: Int64)
        /// The request is not acted on and never answered.
        case hang
        /// The request is not acted on; the connection is reset.
        case reset
        /// The request is acted on; the connection is reset in place of the answer.
        case commitThenReset
        /// The request is acted on and never answered.
        case commitThenHang
        /// The request is acted on; the answer is an error all the same, as of a proxy that has
        /// lost patience.
        case commitThenError(ErrorAnswer)
        /// The request is acted on, and half of its answer comes.
        case truncate
    }

    /// An error in the vendor's shape.
    public struct ErrorAnswer: Equatable, Sendable {
        /// The HTTP status, 400 to 599.
        public let status: Int
        /// The error's code; nil for the one that goes with the status.
        public let code: String?
        /// The error's words; nil for those that go with the status.
        public let description: String?
        /// What `Retry-After` says, in seconds; nil leaves it out.
        public let retryAfter: Int64?
    }

    /// The method of the requests that are meant; nil for any.
    public let method: String?
    /// Their paths; nil for any.
    public let path: PathPattern?
    /// What goes wrong with them.
    public let kind: Kind
    /// How many of them it is still to befall; nil for all there will be.
    public var times: Int64?

    /// Whether a request is meant.
    public func matches(method: String, path: String) -> Bool {
        (self.method.map { $0 == method } ?? true) && (self.path?.matches(path) ?? true)
    }
}

/// The faults of one merchant, of which the first that fits a request befalls it.
public struct Faults: Equatable, Sendable {
    /// The faults that are still to befall something, in the order in which they are looked at.
    public private(set) var all: [Fault]

    /// Faults in their order.
    public init(_ all: [Fault] = []) {
        self.all = all
    }

    /// The fault that befalls a request, one time less from now on; nil for none.
    public mutating func take(method: String, path: String) -> Fault? {
        guard let place = all.firstIndex(where: { $0.matches(method: method, path: path) }) else {
            return nil
        }
        let fault = all[place]
        guard let times = fault.times else { return fault }
        if times > 1 { all[place].times = times - 1 } else { all.remove(at: place) }
        return fault
    }
}

/// An HTTP/1.1 server on one loop. All of it is used on the loop's thread.
///
/// Answers are collected while a pass of the loop runs and leave together at its end, after
/// ``HTTPHandler/commit()``.
public final class HTTPServer {
    let loop: Loop
    let handler: any HTTPHandler
    let configuration: Configuration
    let limits: HTTPLimits
    let received = ReceiveBuffer(byteCount: 64 << 10)

    var connections: [ObjectIdentifier: Connection] = [:]
    var tickets: [Ticket: Connection] = [:]
    var listeners: [Listener] = []
    /// What leaves at the end of this pass, in order.
    var outgoing: [Outgoing] = []
    /// Memory for the next pass.
    var spare: [Outgoing] = []
    let writer = HTTPWriter()
    /// How much of what the writer wrote has been put out.
    var written = 0
    var departed: [Ticket] = []
    var stopping: Stopping?
    /// Bytes that came of bodies that are not whole.
    var awaitedBytes = 0
    var accepted = 0
    var handled = 0
    var refused = 0

    var isOutOfDescriptors = false
    var nextPauseLog: Int64 = 0

    private(set) lazy var pause = loop.timer { [unowned self] in endPause() }
    private(set) lazy var departures = loop.timer { [unowned self] in tellDepartures() }

    /// A server that listens nowhere yet. It keeps its handler.
    public init(loop: Loop, handler: any HTTPHandler, configuration: Configuration = .init()) {
        self.loop = loop
        self.handler = handler
        self.configuration = configuration
        limits = configuration.limits
        loop.onCommit { self.endPass() }
    }

    /// Answers a held request. Of no effect when its client left meanwhile.
    public func answer(_ ticket: Ticket, with response: HTTPResponse) {
        tickets[ticket]?.answerHeld(response)
    }

    /// Sends more of a streamed body. Of no effect when its client left meanwhile.
    ///
    /// A client that does not read is cut off when a megabyte waits for it.
    public func send(_ bytes: [UInt8], to ticket: Ticket) {
        send(bytes, to: [ticket])
    }

    /// Sends more of several streamed bodies, which is written once for all of them.
    ///
    /// Whose client left meanwhile, or does not read, has it as if it were sent to that one alone.
    public func send(_ bytes: [UInt8], to tickets: [Ticket]) {
        let streams = tickets.compactMap { self.tickets[$0] }
        guard !bytes.isEmpty, !streams.isEmpty else { return }
        let chunk = writer.writeChunk(bytes)
        written = writer.buffer.count
        for stream in streams { stream.send(chunk) }
    }

    /// Ends a streamed body. Of no effect when its client left meanwhile.
    public func finish(_ ticket: Ticket) {
        tickets[ticket]?.finishStream()
    }

    /// How things stand.
    public var statistics: Statistics {
        Statistics(
            connectionsOpen: connections.count, connectionsAccepted: accepted,
            requestsHandled: handled, requestsRefused: refused, ticketsOpen: tickets.count,
            bodyBytesAwaited: awaitedBytes)
    }

    /// What a server can tell about itself.
    public struct Statistics: Equatable, Sendable {
        /// Connections open now.
        public let connectionsOpen: Int
        /// Connections since the start.
        public let connectionsAccepted: Int
        /// Requests given to the handler since the start.
        public let requestsHandled: Int
        /// Requests the server or the handler refused unread since the start.
        public let requestsRefused: Int
        /// Requests held or streaming now.
        public let ticketsOpen: Int
        /// Bytes that came of bodies that have not come whole.
        public let bodyBytesAwaited: Int
    }

    /// Notes that the client of a ticket left; the handler hears of it within a pass.
    func depart(_ ticket: Ticket) {
        guard tickets.removeValue(forKey: ticket) != nil else { return }
        departed.append(ticket)
        departures.schedule(afterMilliseconds: 0)
    }

    private func tellDepartures() {
        let gone = departed
        departed = []
        for ticket in gone { handler.gone(ticket) }
    }
}

/// One client's connection: what it is doing, and what it still has to send.
///
/// Requests are handled one after the other, however many came at once; the next waits until the
/// one before is answered and what was sent has been taken.
final class Connection {
    /// What the connection is doing.
    enum Phase {
        /// Between requests.
        case idle
        /// A head, or the body behind it, is coming in.
        case head, body
        /// A request waits for its time, its ticket's answer, or the end of its stream.
        case delayed(Plan), held(Ticket), streaming(Ticket), silent
        /// The last answer is decided; nothing more is read.
        case closing
        /// The last answer is sent; what still comes in is thrown away.
        case discarding
        case closed
    }

    /// How the connection ends once everything is sent.
    enum Ending {
        case none, close, discard, reset
    }

    let server: HTTPServer
    let transport: Transport
    var phase = Phase.idle
    var reader: HTTPReader
    /// Bytes that came and are not read yet.
    var input: [UInt8] = []
    /// Bytes that should have left; the first `sent` of them did.
    var unsent: [UInt8] = []
    var sent = 0
    var ending = Ending.none
    /// The request that is being answered.
    var exchange: Exchange = []
    /// What this connection's body takes of the server's budget.
    var awaitedBytes = 0
    /// The client sends no more.
    var isInputOver = false
    /// Whether the socket is watched for more.
    var isReading = false
    /// Whether the input may hold a request that can be handled without more bytes.
    var hasUnread = false
    /// How many pieces of this connection leave at the end of the pass.
    var queuedPieces = 0
    /// How many bytes of it leave then.
    var queuedBytes = 0

    /// When the phase is over, and when what is unsent must be gone; `never` for no deadline.
    var deadline = Connection.never
    var writeDeadline = Connection.never
    /// When the timer occurs.
    var alarm = Connection.never

    // The events hold the connection, and the connection its events, until `close()`.
    private(set) var readable: Event?
    private(set) var timer: Event?
    /// Made when the socket first takes less than it is given.
    var writable: Event?

    static let never = Int64.max
    /// Bytes that a connection may put out in a pass before the next request has to wait, so that
    /// large answers are made one by one, each when the one before was taken.
    private static let turnBytesMax = 256 << 10

    init(_ transport: Transport, server: HTTPServer) {
        self.server = server
        self.transport = transport
        reader = HTTPReader(limits: server.limits)
    }

    /// Begins to wait for the first request.
    func open() {
        let base = server.loop.base
        readable = Event(.readable, of: transport.descriptor, on: base) { self.receive() }
        timer = Event(.timeout, of: -1, on: base) { self.alarmRings() }
        watch(true)
        // A handshake must come as quickly as a head: its bytes are not seen here.
        let isSecured = transport.session != nil
        let configuration = server.configuration
        setDeadline(isSecured ? configuration.headMilliseconds : configuration.idleMilliseconds)
    }

    /// Whether something of this connection is still to leave.
    var isQueued: Bool { queuedPieces > 0 }

    /// Whether the next request may be read and handled.
    var takesRequests: Bool {
        switch phase {
        case .idle, .head, .body: unsent.isEmpty && queuedBytes < Self.turnBytesMax
        default: false
        }
    }

    /// Ends the connection at once, whatever it is doing.
    func close() {
        if case .closed = phase { return }
        if case .held(let ticket) = phase { server.depart(ticket) }
        if case .streaming(let ticket) = phase { server.depart(ticket) }
        phase = .closed
        reserve(0)
        readable = nil
        writable = nil
        timer = nil
        transport.close()
        input = []
        unsent = []
        server.forget(self)
    }

    /// Watches the socket for more, or no longer.
    func watch(_ isReading: Bool) {
        guard self.isReading != isReading else { return }
        self.isReading = isReading
        if isReading { readable?.add() } else { readable?.remove() }
    }

    /// Takes so many bytes of the server's budget for bodies, in place of what it took before.
    func reserve(_ bytes: Int) {
        server.awaitedBytes += bytes - awaitedBytes
        awaitedBytes = bytes
    }
}

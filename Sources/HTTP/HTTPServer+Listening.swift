import CLibevent
import Glibc

/// Taking connections in.
extension HTTPServer {
    /// How long nothing is accepted after the descriptors ran out.
    private static let pauseMilliseconds: Int64 = 100

    /// Listens on one more place.
    ///
    /// - Returns: the address, with the port that the system chose for port 0.
    /// - Throws: ``HTTPServerError``, when nobody can listen there.
    @discardableResult
    public func listen(on listening: Listening) throws(HTTPServerError) -> BoundAddress {
        var context: TLSContext?
        if let identity = listening.identity { context = try TLSContext(server: identity) }
        let (descriptor, path) = try ListeningSocket.open(listening)
        let listener = try Listener(
            descriptor: descriptor, path: path, backlog: configuration.backlog, on: loop.base,
            accepted: { [unowned self] in accept($0, context) },
            failed: { [unowned self] in pauseAccepting() })
        listeners.append(listener)
        return ListeningSocket.address(of: descriptor, listening)
    }

    func forget(_ connection: Connection) {
        connections[ObjectIdentifier(connection)] = nil
        if connections.count == configuration.connectionsMax - 1 { resumeAccepting() }
    }

    private func accept(_ descriptor: Int32, _ context: TLSContext?) {
        var on: Int32 = 1
        unsafe setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        let session = context.flatMap { TLSSession(accepting: descriptor, $0) }
        let transport = Transport(descriptor: descriptor, session: session)
        // Without the memory for a session the transport goes, and the client with it.
        guard (session == nil) == (context == nil) else { return }
        let connection = Connection(transport, server: self)
        connections[ObjectIdentifier(connection)] = connection
        accepted += 1
        connection.open()
        if connections.count >= configuration.connectionsMax { pauseListeners() }
    }

    private func pauseAccepting() {
        isOutOfDescriptors = true
        pauseListeners()
        pause.schedule(afterMilliseconds: Self.pauseMilliseconds)
        let now = loop.milliseconds
        guard now >= nextPauseLog else { return }
        nextPauseLog = now + 1_000
        configuration.log("no connection can be accepted: \(lastSystemError())")
    }

    func endPause() {
        isOutOfDescriptors = false
        resumeAccepting()
    }

    private func pauseListeners() {
        for listener in listeners { listener.pause() }
    }

    private func resumeAccepting() {
        guard !isOutOfDescriptors, connections.count < configuration.connectionsMax else { return }
        for listener in listeners { listener.resume() }
    }
}

/// The end of a pass for one connection: bytes out, and what follows from their having left.
extension Connection {
    /// Bytes that may wait for the reader of a stream.
    private static let streamBytesMax = 1 << 20

    /// Sends so many pieces of this pass that lie behind each other, or keeps what the socket does
    /// not take.
    func transmit(_ buffer: OutputBuffer, _ range: Range<Int>, pieces: Int) {
        queuedPieces -= pieces
        queuedBytes -= range.count
        if case .closed = phase { return }
        guard unsent.isEmpty else { return keepMore(buffer, range) }
        guard !range.isEmpty else { return settle() }
        switch transport.send(buffer, range) {
        case .moved(range.count): settle()
        case .moved(let count): keep(buffer.bytes(range.dropFirst(count)))
        case .blockedOnWriting: keep(buffer.bytes(range))
        case .blocked, .ended, .failed: close()
        }
    }

    private func keep(_ rest: [UInt8]) {
        unsent = rest
        sent = 0
        writeDeadline = server.loop.time(in: server.configuration.writeMilliseconds)
        arm()
        watchForRoom()
    }

    private func keepMore(_ buffer: OutputBuffer, _ range: Range<Int>) {
        let count = unsent.count - sent + range.count
        if case .streaming = phase, count > Self.streamBytesMax { return close() }
        // Taken out and put back, so that no access to `unsent` lasts longer than a moment.
        var rest = unsent
        unsent = []
        rest.removeFirst(sent)
        sent = 0
        rest += buffer.bytes(range)
        unsent = rest
    }

    /// Waits until the socket takes more.
    func watchForRoom() {
        let event =
            writable
            ?? Event(.writable, of: transport.descriptor, on: server.loop.base) { self.sendRest() }
        writable = event
        event.add()
    }

    /// The socket takes more.
    func sendRest() {
        guard !unsent.isEmpty else {
            // It was the reading that had to write something first: TLS.
            writable?.remove()
            return receive()
        }
        switch transport.send(unsent, from: sent) {
        case .moved(let count): sent += count
        case .blockedOnWriting: return
        // TLS waits for the peer here only in a renegotiation, which there is none of.
        case .blocked: return close()
        case .ended, .failed: return close()
        }
        guard sent == unsent.count else { return }
        unsent = []
        sent = 0
        writeDeadline = Self.never
        writable?.remove()
        settle()
    }

    /// Everything has left.
    private func settle() {
        // What was decided since then leaves first.
        guard !isQueued else { return }
        switch ending {
        case .none: goOn()
        case .close: close()
        case .discard: beginDiscarding()
        case .reset:
            transport.prepareReset()
            close()
        }
    }

    private func goOn() {
        if case .idle = phase { setDeadline(server.configuration.idleMilliseconds) }
        if isInputOver { return endInput() }
        watch(!isCrowded)
        if (hasUnread && !input.isEmpty) || transport.holdsBytes { readable?.activate() }
    }

    private func beginDiscarding() {
        transport.finishSending()
        phase = .discarding
        setDeadline(server.configuration.discardMilliseconds)
        if isInputOver { close() } else { watch(true) }
    }
}

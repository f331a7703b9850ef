/// The end of a pass for one connection: bytes out, and what follows from their having left.
extension Connection {
    /// Writes one matter.
    func write(_ matter: Outgoing.Matter, to writer: inout HTTPWriter) {
        switch matter {
        case .answer(let response, let exchange): writer.write(response, exchange)
        case .half(let response, let exchange): writer.writeHalf(response, exchange)
        case .streamHead(_, let response, let exchange):
            writer.writeStreamHead(response, exchange)
            writer.writeChunk(response.body, exchange)
        case .chunk(let bytes, let exchange): writer.writeChunk(bytes, exchange)
        case .lastChunk(let exchange): writer.writeLastChunk(exchange)
        case .goAhead: writer.writeContinue()
        case .reset: break
        }
    }

    /// Sends everything of this pass, or keeps what the socket does not take.
    func transmit(_ bytes: [UInt8]) {
        isQueued = false
        if case .closed = phase { return }
        guard unsent.isEmpty else { return unsent.append(contentsOf: bytes) }
        guard !bytes.isEmpty else { return settle() }
        switch transport.send(bytes, from: 0) {
        case .moved(let count) where count == bytes.count: settle()
        case .moved(let count): keep(bytes[count...])
        case .blocked, .blockedOnWriting: keep(bytes[...])
        case .ended, .failed: close()
        }
    }

    private func keep(_ rest: ArraySlice<UInt8>) {
        unsent = Array(rest)
        sent = 0
        writeDeadline = server.loop.milliseconds + server.configuration.writeMilliseconds
        arm()
        let event =
            writable
            ?? Event(.writable, of: transport.descriptor, on: server.loop.base) { [unowned self] in
                sendRest()
            }
        writable = event
        event.add()
    }

    /// The socket takes more.
    func sendRest() {
        switch transport.send(unsent, from: sent) {
        case .moved(let count): sent += count
        case .blocked, .blockedOnWriting: return
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
        watch(true)
        if (hasUnread && !input.isEmpty) || transport.holdsBytes { readable.activate() }
    }

    private func beginDiscarding() {
        transport.finishSending()
        phase = .discarding
        setDeadline(server.configuration.discardMilliseconds)
        if isInputOver { close() } else { watch(true) }
    }
}

/// Something of a connection that leaves at the end of the pass, written already.
struct Outgoing {
    let connection: Connection
    let kind: Kind
    let exchange: Exchange
    /// Where it lies in the buffer of the server. A chunk may be that of other streams, too.
    let range: Range<Int>

    enum Kind {
        case answer, streamHead, chunk, lastChunk, goAhead, reset
    }
}

/// The end of a pass: commit once, then send everything that the pass brought about.
extension HTTPServer {
    func endPass() -> Bool {
        let failure = handler.commit()
        if let failure { replaceAnswers(with: failure) }
        sendOutgoing()
        if stopping != nil { finishStopping() }
        return failure == nil
    }

    /// Lets what the writer just wrote leave at the end of the pass.
    func put(_ kind: Outgoing.Kind, of connection: Connection, _ exchange: Exchange) {
        let start = written
        written = writer.buffer.count
        put(kind, of: connection, exchange, start..<written)
    }

    /// Lets a part of what the writer wrote leave at the end of the pass.
    func put(
        _ kind: Outgoing.Kind, of connection: Connection, _ exchange: Exchange, _ range: Range<Int>
    ) {
        // Taken out and put back, so that no access to `outgoing` lasts longer than a moment.
        var pass = outgoing
        outgoing = []
        connection.queuedPieces += 1
        connection.queuedBytes += range.count
        pass.append(
            Outgoing(connection: connection, kind: kind, exchange: exchange, range: range))
        outgoing = pass
    }

    /// What the pass would have told did not happen: everyone is told so instead.
    private func replaceAnswers(with failure: HTTPResponse) {
        let pass = outgoing
        outgoing = []
        clearWritten()
        var abandoned: [ObjectIdentifier: Bool] = [:]
        for item in pass {
            item.connection.queuedPieces -= 1
            item.connection.queuedBytes -= item.range.count
            switch item.kind {
            case .answer:
                writer.write(failure, item.exchange)
            case .streamHead:
                abandoned[ObjectIdentifier(item.connection)] = true
                item.connection.abandonStream()
                writer.write(failure, item.exchange)
            case .lastChunk where abandoned[ObjectIdentifier(item.connection)] == nil:
                writer.writeLastChunk(item.exchange)
            case .goAhead: writer.writeContinue()
            // Nothing of it leaves, but its connection goes on as if.
            case .chunk, .lastChunk, .reset: break
            }
            put(item.kind, of: item.connection, item.exchange)
        }
    }

    private func sendOutgoing() {
        // What is decided from here on belongs to the next pass.
        var pass = outgoing
        guard !pass.isEmpty else { return }
        outgoing = spare
        spare = []
        var first = 0
        for index in pass.indices {
            let item = pass[index]
            let end = item.range.upperBound
            let next = index + 1
            if next < pass.count, pass[next].connection === item.connection,
                pass[next].range.lowerBound == end
            {
                continue
            }
            item.connection.transmit(
                writer.buffer, pass[first].range.lowerBound..<end, pieces: next - first)
            first = next
        }
        clearWritten()
        while pass.popLast() != nil {}
        spare = pass
    }

    private func clearWritten() {
        writer.buffer.clear()
        written = 0
    }
}

/// Something to send at the end of a pass.
struct Outgoing {
    let connection: Connection
    var matter: Matter

    enum Matter {
        case answer(HTTPResponse, Exchange)
        case half(HTTPResponse, Exchange)
        case streamHead(Ticket, HTTPResponse, Exchange)
        case chunk([UInt8], Exchange)
        case lastChunk(Exchange)
        case goAhead
        case reset
    }
}

/// The end of a pass: commit once, then send everything that the pass brought about.
extension HTTPServer {
    func endPass() -> Bool {
        let failure = handler.commit()
        if let failure { replaceAnswers(with: failure) }
        if !outgoing.isEmpty { sendOutgoing() }
        finishStopping()
        return failure == nil
    }

    /// What the pass would have told did not happen: everyone is told so instead.
    private func replaceAnswers(with failure: HTTPResponse) {
        let pass = outgoing
        outgoing = []
        var abandoned: [ObjectIdentifier: Bool] = [:]
        for var item in pass {
            switch item.matter {
            case .answer(_, let exchange), .half(_, let exchange):
                item.matter = .answer(failure, exchange)
            case .streamHead(let ticket, _, let exchange):
                abandoned[ObjectIdentifier(item.connection)] = true
                item.connection.abandonStream(ticket)
                item.matter = .answer(failure, exchange)
            case .lastChunk where abandoned[ObjectIdentifier(item.connection)] == nil: break
            case .chunk, .lastChunk: continue
            case .goAhead, .reset: break
            }
            outgoing.append(item)
        }
    }

    private func sendOutgoing() {
        var index = 0
        while index < outgoing.count {
            let connection = outgoing[index].connection
            writer.clear()
            repeat {
                connection.write(outgoing[index].matter, to: &writer)
                index += 1
            } while index < outgoing.count && outgoing[index].connection === connection
            connection.transmit(writer.bytes)
        }
        outgoing.removeAll(keepingCapacity: true)
    }
}

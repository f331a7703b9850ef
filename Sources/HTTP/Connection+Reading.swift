/// From bytes to plans.
extension Connection {
    /// Requests of one connection that are handled in one pass, so that the others have their turn.
    private static let requestsPerPassMax = 16
    /// Bytes that may wait behind a request that is not answered yet, or not handled.
    private static let waitingBytesMax = 16 << 10

    /// The socket is readable, or bytes were left over from the pass before.
    func receive() {
        if case .discarding = phase { return discard() }
        guard unsent.isEmpty else { return watch(false) }
        guard !isCrowded else {
            // Unless it is still crowded afterwards.
            watch(true)
            return takeInput()
        }
        switch transport.receive(into: server.received) {
        case .moved(let count): server.received.read(count) { take($0) }
        case .blocked: takeInput()
        case .blockedOnWriting: watchForRoom()
        case .ended:
            isInputOver = true
            takeInput()
        case .failed: close()
        }
    }

    /// Whether so much waits to be handled that no more is read.
    var isCrowded: Bool {
        hasUnread && input.count > Self.waitingBytesMax
    }

    private func take(_ bytes: Span<UInt8>) {
        if input.isEmpty, takesRequests {
            let taken = handleRequests(in: bytes)
            if taken < bytes.count { input = bytes.array(taken..<bytes.count) }
            afterHandling()
        } else {
            // Taken out and put back, so that no access to `input` lasts longer than a moment.
            var grown = input
            input = []
            grown.append(copying: bytes, in: 0..<bytes.count)
            input = grown
            takeInput()
        }
    }

    private func takeInput() {
        if takesRequests, !input.isEmpty {
            let bytes = input
            input = []
            let taken = handleRequests(in: bytes.span)
            if taken < bytes.count { input = taken == 0 ? bytes : Array(bytes[taken...]) }
        } else {
            hasUnread = true
        }
        afterHandling()
    }

    private func afterHandling() {
        if case .closing = phase, !input.isEmpty { discardInput() }
        noticeLeaving()
        if transport.holdsBytes, isReading { readable?.activate() }
    }

    /// Sees to it that no client leaves unseen while its answer is far away.
    ///
    /// The end of the input cannot be seen behind bytes that are not read: who sends so many then
    /// is taken to have left.
    func noticeLeaving() {
        if isCrowded, waitsForLong { isInputOver = true }
        if isInputOver || isCrowded { watch(false) }
        if isInputOver { endInput() }
    }

    /// Whether the answer is so far away that who sends no more has hardly stayed for it.
    private var waitsForLong: Bool {
        switch phase {
        case .held, .streaming, .silent: true
        case .delayed: deadline > server.loop.time(in: server.configuration.delayMilliseconds)
        default: false
        }
    }

    /// What stands behind the last request is not read, but must not turn its answer into a reset.
    private func discardInput() {
        input = []
        if ending == .close { ending = .discard }
    }

    /// Handles the requests that are complete and returns how many bytes were read.
    private func handleRequests(in bytes: Span<UInt8>) -> Int {
        var position = 0
        var handled = 0
        hasUnread = true
        while takesRequests, handled < Self.requestsPerPassMax {
            if case .idle = phase, position == bytes.count, handled > 0 {
                hasUnread = false
                break
            }
            switch reader.next(bytes, from: &position) {
            case .needMore:
                hasUnread = false
                expectMore(hasBytes: position < bytes.count)
                return position
            case .head(let request):
                admit(request)
            case .request(let request):
                handled += 1
                reserve(0)
                server.handled += 1
                exchange = request.head.exchange
                carryOut(server.handler.handle(request))
            case .refused(let problem):
                refuse(problem)
            }
        }
        return position
    }

    /// Sets the deadline of what is awaited, once.
    private func expectMore(hasBytes: Bool) {
        switch phase {
        case .idle where hasBytes:
            phase = .head
            setDeadline(server.configuration.headMilliseconds)
        case .body:
            reserveBody()
        default:
            break
        }
    }

    private func admit(_ head: HTTPRequest) {
        exchange = head.head.exchange
        if let refusal = server.handler.admit(head) {
            server.refused += 1
            return refuseBody(with: refusal)
        }
        // What could not come whole by now is refused before it comes.
        guard server.awaitedBytes + reader.remaining <= server.configuration.awaitedBytesMax else {
            return refuse(Self.tooManyBodies)
        }
        if exchange.contains(.expectsContinue) {
            server.writer.writeContinue()
            server.put(.goAhead, of: self, exchange)
        }
        phase = .body
        setDeadline(server.configuration.bodyMilliseconds)
    }

    /// A short body is let pass so that the connection can be kept; it may be under way already.
    private func refuseBody(with refusal: HTTPResponse) {
        let isShort = reader.stage == .length && reader.remaining <= Self.waitingBytesMax
        if isShort, !exchange.contains(.expectsContinue) {
            reader.skipBody()
        } else {
            exchange.insert(.closes)
            ending = .discard
        }
        answer(refusal)
    }

    /// A body takes of the budget as it comes: to announce one costs nothing, and so takes nothing
    /// from others.
    private func reserveBody() {
        let excess = reader.bodyCount - awaitedBytes
        guard excess > 0 else { return }
        if server.awaitedBytes + excess > server.configuration.awaitedBytesMax {
            refuse(Self.tooManyBodies)
        } else {
            reserve(reader.bodyCount)
        }
    }

    private static var tooManyBodies: HTTPProblem {
        HTTPProblem(status: 503, reason: "Too many request bodies are under way.")
    }

    /// The client sends no more; what it asked for before is still answered, if that is soon.
    func endInput() {
        guard unsent.isEmpty, !isQueued else { return }
        switch phase {
        case .idle where !input.isEmpty:
            readable?.activate()
        case .head, .body:
            refuse(.malformed("The request ended before it was complete."))
        case .idle, .discarding:
            close()
        case .delayed, .held, .streaming, .silent:
            if waitsForLong { close() }
        case .closing, .closed:
            break
        }
    }

    private func discard() {
        switch transport.receive(into: server.received) {
        case .moved, .blocked, .blockedOnWriting: break
        case .ended, .failed: close()
        }
    }
}

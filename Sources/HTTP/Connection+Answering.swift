/// From plans to what leaves at the end of the pass.
extension Connection {
    /// Does what the handler wants done with the request under way.
    func carryOut(_ plan: Plan) {
        switch plan {
        case .now(let response):
            answer(response)
        case .after(let milliseconds, let plan):
            phase = .delayed(plan)
            setDeadline(milliseconds)
        case .hold(let ticket, let milliseconds):
            phase = .held(ticket)
            register(ticket)
            setDeadline(milliseconds)
        case .stream(let ticket, let response):
            stream(ticket, response)
        case .half(let response):
            server.writer.writeHalf(response, exchange)
            put(.answer)
            end(.close)
        case .reset:
            put(.reset)
            end(.reset)
        case .silence:
            phase = .silent
            setDeadline(server.configuration.silenceMilliseconds)
        }
    }

    /// Answers the request under way and turns to the next.
    func answer(_ response: HTTPResponse) {
        if server.stopping != nil { exchange.insert(.closes) }
        server.writer.write(response, exchange)
        put(.answer)
        if exchange.contains(.closes) {
            end(.close)
        } else {
            phase = .idle
            deadline = Self.never
        }
    }

    /// Refuses what cannot be understood or afforded, in the handler's words.
    func refuse(_ problem: HTTPProblem) {
        server.refused += 1
        let response = server.handler.refuse(problem)
        exchange = reader.head.exchange
        if !problem.keepsConnection {
            exchange.insert(.closes)
            ending = .discard
        }
        reserve(0)
        // What came of a body must not outlast its place in the budget.
        reader.forgetBody()
        answer(response)
    }

    func answerHeld(_ response: HTTPResponse) {
        guard case .held(let ticket) = phase else { return }
        server.tickets[ticket] = nil
        answer(response)
    }

    func send(_ chunk: WrittenChunk) {
        guard case .streaming = phase else { return }
        let range = exchange.contains(.isVersion10) ? chunk.bytes : chunk.range
        server.put(.chunk, of: self, exchange, range)
    }

    func finishStream() {
        guard case .streaming(let ticket) = phase else { return }
        server.tickets[ticket] = nil
        server.writer.writeLastChunk(exchange)
        put(.lastChunk)
        endRequest()
    }

    /// A stream that may not begin after all, because the pass it began in failed.
    func abandonStream() {
        guard case .streaming(let ticket) = phase else { return }
        server.depart(ticket)
        endRequest()
    }

    private func stream(_ ticket: Ticket, _ response: HTTPResponse) {
        if server.stopping != nil || exchange.contains(.isVersion10) { exchange.insert(.closes) }
        phase = .streaming(ticket)
        register(ticket)
        deadline = Self.never
        server.writer.writeStreamHead(response, exchange)
        server.writer.writeChunk(response.body, exchange)
        put(.streamHead)
        if exchange.contains(.headOnly) { abandonStream() }
    }

    private func endRequest() {
        phase = .idle
        if exchange.contains(.closes) { end(.close) }
    }

    private func register(_ ticket: Ticket) {
        precondition(server.tickets[ticket] == nil, "a ticket is used twice")
        server.tickets[ticket] = self
    }

    private func put(_ kind: Outgoing.Kind) {
        server.put(kind, of: self, exchange)
    }

    private func end(_ ending: Ending) {
        phase = .closing
        deadline = Self.never
        if self.ending == .none { self.ending = ending }
    }
}

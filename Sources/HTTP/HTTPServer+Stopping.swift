/// A stop under way.
struct Stopping {
    /// Idle connections end when this occurs.
    let grace: LoopTimer
    /// All connections end when this occurs.
    let deadline: LoopTimer
    /// Everything is over when this occurs.
    let end: LoopTimer
    var isEnding = false
}

/// Stopping, in phases that lose no answer.
extension HTTPServer {
    /// For how long a kept connection may still bring a request that was under way.
    private static let graceMillisecondsMax: Int64 = 200

    /// Stops: listen no longer, answer what is under way, then end every connection.
    ///
    /// Held requests are answered as if their time were over, streams end. A request that still
    /// comes in on a kept connection is answered, and the connection ended. What is left at the
    /// deadline is cut off. The closure is called in the loop when no connection is left.
    public func stop(deadlineMilliseconds: Int64, then: @escaping () -> Void) {
        guard stopping == nil else { return }
        for listener in listeners { listener.acceptWaiting() }
        listeners = []
        let stopping = Stopping(
            grace: loop.timer { [unowned self] in endIdle() },
            deadline: loop.timer { [unowned self] in endAll() },
            end: loop.timer(then))
        stopping.grace.schedule(
            afterMilliseconds: min(deadlineMilliseconds / 2, Self.graceMillisecondsMax))
        stopping.deadline.schedule(afterMilliseconds: deadlineMilliseconds)
        self.stopping = stopping
        forEachConnection { $0.beginStopping() }
    }

    /// Ends the stop when no connection is left.
    func finishStopping() {
        guard let stopping, !stopping.isEnding, connections.isEmpty else { return }
        self.stopping?.isEnding = true
        stopping.grace.cancel()
        stopping.deadline.cancel()
        stopping.end.schedule(afterMilliseconds: 0)
    }

    private func endIdle() { forEachConnection { $0.endIfIdle() } }

    private func endAll() { forEachConnection { $0.close() } }

    /// Does something with all that are there now; what it does may end some of them.
    ///
    /// A call of its own: the walk copied into each phase is more code and no faster.
    @inline(never)
    private func forEachConnection(_ act: (Connection) -> Void) {
        for connection in Array(connections.values) { act(connection) }
    }
}

extension Connection {
    func beginStopping() {
        switch phase {
        case .held(let ticket): answerHeld(server.handler.expired(ticket))
        case .streaming:
            exchange.insert(.closes)
            finishStream()
        case .silent: close()
        case .idle, .head, .body, .delayed, .closing, .discarding, .closed: break
        }
    }

    func endIfIdle() {
        switch phase {
        case .idle where unsent.isEmpty && !isQueued, .discarding: close()
        default: break
        }
    }
}

/// One timer per connection. A deadline that moves away is only noted; the timer finds out when it
/// occurs. So a request that comes and goes in one piece costs the loop nothing.
extension Connection {
    /// Gives the phase so long from now.
    func setDeadline(_ milliseconds: Int64) {
        deadline = server.loop.time(in: milliseconds)
        arm()
    }

    /// Makes the timer occur no later than the next deadline.
    func arm() {
        let next = min(deadline, writeDeadline)
        guard next < alarm else { return }
        alarm = next
        timer?.add(afterMilliseconds: next - server.loop.milliseconds)
    }

    func alarmRings() {
        alarm = Self.never
        let now = server.loop.milliseconds
        if writeDeadline <= now {
            transport.prepareReset()
            return close()
        }
        if deadline <= now {
            deadline = Self.never
            endPhase()
        }
        if case .closed = phase { return }
        arm()
    }

    private func endPhase() {
        switch phase {
        case .idle, .silent, .discarding: close()
        case .head: refuse(Self.tooSlow("head"))
        case .body: refuse(Self.tooSlow("body"))
        case .delayed(let plan):
            carryOut(plan)
            noticeLeaving()
        case .held(let ticket): answerHeld(server.handler.expired(ticket))
        case .streaming, .closing, .closed: break
        }
    }

    private static func tooSlow(_ part: String) -> HTTPProblem {
        HTTPProblem(status: 408, reason: "The request's \(part) did not come in time.")
    }
}

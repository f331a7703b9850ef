/// Calls an action of a loop once, later. Letting go of the timer cancels it.
public final class LoopTimer {
    private let loop: Loop
    private let action: () -> Void
    private var dueAt: Int64 = 0
    private lazy var event = Event(.timeout, of: -1, on: loop.base) { [unowned self] in occur() }

    init(_ loop: Loop, _ action: @escaping () -> Void) {
        self.loop = loop
        self.action = action
    }

    /// Calls the action after so many milliseconds, in place of what was scheduled before.
    ///
    /// Zero or less means the next pass of the loop. It may be called later, never sooner.
    public func schedule(afterMilliseconds milliseconds: Int64) {
        // The pass may have lasted a while: its time is that of its beginning.
        let wait = milliseconds > 0 ? milliseconds + 1 : 0
        dueAt = wait > 0 ? Loop.now + wait : loop.milliseconds
        event.add(afterMilliseconds: wait)
    }

    /// Calls nothing, unless it is scheduled again.
    public func cancel() {
        event.remove()
    }

    /// libevent's clock is a coarse one, and that of the pass's beginning, so it may be early.
    private func occur() {
        let rest = dueAt - loop.milliseconds
        if rest > 0 { event.add(afterMilliseconds: rest) } else { action() }
    }
}

/// Calls an action of a loop once, later. Letting go of the timer cancels it.
public final class LoopTimer {
    private let event: Event

    init(_ event: Event) {
        self.event = event
    }

    /// Calls the action after so many milliseconds, in place of what was scheduled before.
    ///
    /// Zero or less means the next pass of the loop.
    public func schedule(afterMilliseconds milliseconds: Int64) {
        event.add(afterMilliseconds: milliseconds)
    }

    /// Calls nothing, unless it is scheduled again.
    public func cancel() {
        event.remove()
    }
}

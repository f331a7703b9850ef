import CLibevent
import COpenSSL
import Glibc

/// One thread's event loop, on libevent: sockets, timers and signals, in passes.
///
/// A pass calls everything that is due and ends with the commits of the servers and the sending of
/// their answers. Everything on a loop is used on the thread that calls ``run()`` only.
public final class Loop {
    let base: EventBase
    private var signals: [Event] = []
    private var isStopped = false
    private var time: Int64?
    private var commits: [() -> Bool] = []
    private var endings: [() -> Void] = []

    /// The number of the pass under way.
    private(set) var passCount = 0
    /// The last pass that could not be committed.
    private(set) var failedPass: Int?

    /// A loop at rest.
    ///
    /// From here on the process ignores SIGPIPE: a client that left is an error of `send`.
    /// - Throws: ``HTTPServerError/system(_:)`` when the kernel gives no poller.
    public init() throws(HTTPServerError) {
        signal(SIGPIPE, SIG_IGN)
        // What libevent cannot go on after is worth a crash report, not a quiet exit.
        event_set_fatal_callback { _ in abort() }
        guard let base = EventBase() else { throw .system("no event loop: \(lastSystemError())") }
        self.base = base
    }

    /// Makes passes until ``stop()``, or until nothing is left to wait for. A loop runs once.
    public func run() {
        while !isStopped {
            time = nil
            let goesOn = base.pass()
            endPass()
            if !goesOn { break }
        }
        commits = []
        endings = []
    }

    /// Leaves the loop when the pass under way has ended, its answers sent.
    public func stop() {
        isStopped = true
    }

    /// Calls the action in the loop whenever the process gets one of these signals.
    public func onSignal(_ numbers: [Int32], _ action: @escaping () -> Void) {
        for number in numbers {
            let event = Event(.signal, of: number, on: base, action)
            event.add()
            signals.append(event)
        }
    }

    /// A timer that calls this action; it waits for ``LoopTimer/schedule(afterMilliseconds:)``.
    public func timer(_ action: @escaping () -> Void) -> LoopTimer {
        LoopTimer(self, action)
    }

    /// Calls the action at the end of every pass, its changes committed and its answers sent.
    ///
    /// What it changes in a store is committed at the end of the next pass: schedule a timer for
    /// anything but looking.
    public func onEndOfPass(_ action: @escaping () -> Void) {
        endings.append(action)
    }

    /// Milliseconds of the clock that never jumps, the same for a whole pass.
    public var milliseconds: Int64 {
        if let time { return time }
        let now = Loop.now
        time = now
        return now
    }

    /// The same clock at this very moment, however long the pass has lasted.
    static var now: Int64 {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }

    /// The time in so many milliseconds, rounded so that nothing happens too early.
    func time(in milliseconds: Int64) -> Int64 {
        milliseconds > 0 ? self.milliseconds + milliseconds + 1 : self.milliseconds
    }

    /// The versions of the libraries that were linked.
    public static func versions() -> (libevent: String, openSSL: String) {
        unsafe (
            String(cString: event_get_version()), String(cString: OpenSSL_version(OPENSSL_VERSION))
        )
    }

    /// Commits at the end of a pass and sends; false when it could not.
    func onCommit(_ action: @escaping () -> Bool) {
        commits.append(action)
    }

    private func endPass() {
        for commit in commits where !commit() { failedPass = passCount }
        for ending in endings { ending() }
        passCount += 1
    }
}

/// What the last failed call of the system says about itself.
func lastSystemError() -> String {
    unsafe String(cString: strerror(errno))
}

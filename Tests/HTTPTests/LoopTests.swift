import Glibc
@testable import HTTP
import Testing

struct LoopTests {
    @Test
    func `timers go off in the order of their times, once`() throws {
        let loop = try Loop()
        var order: [Int] = []
        let times: [Int64] = [30, 10, 20]
        let timers = times.map { time in loop.timer { order.append(Int(time)) } }
        for (timer, time) in zip(timers, times) { timer.schedule(afterMilliseconds: time) }
        let end = loop.timer { loop.stop() }
        end.schedule(afterMilliseconds: 60)
        loop.run()
        #expect(order == [10, 20, 30])
    }

    @Test
    func `a timer that is cancelled, rescheduled or let go does as it is told`() throws {
        let loop = try Loop()
        var notes: [String] = []
        let cancelled = loop.timer { notes.append("cancelled") }
        cancelled.schedule(afterMilliseconds: 5)
        cancelled.cancel()
        let moved = loop.timer { notes.append("moved") }
        moved.schedule(afterMilliseconds: 60_000)
        moved.schedule(afterMilliseconds: -5)
        var dropped: LoopTimer? = loop.timer { notes.append("dropped") }
        dropped?.schedule(afterMilliseconds: 5)
        dropped = nil
        let end = loop.timer { loop.stop() }
        end.schedule(afterMilliseconds: 30)
        loop.run()
        #expect(notes == ["moved"])
    }

    @Test
    func `a timer is not early that is set when a pass has lasted a while`() throws {
        let loop = try Loop()
        var (setAt, calledAt): (Int64, Int64) = (0, 0)
        let late = loop.timer {
            calledAt = Loop.now
            loop.stop()
        }
        let long = loop.timer {
            _ = loop.milliseconds
            usleep(60_000)
            setAt = Loop.now
            late.schedule(afterMilliseconds: 30)
        }
        long.schedule(afterMilliseconds: 0)
        loop.run()
        #expect(calledAt - setAt >= 30)
    }

    @Test
    func `a timer may let itself go`() throws {
        let loop = try Loop()
        var timer: LoopTimer?
        timer = loop.timer { timer = nil }
        timer?.schedule(afterMilliseconds: 0)
        loop.run()
        #expect(timer == nil)
    }

    @Test
    func `a pass ends with its endings, and the last one too`() throws {
        let loop = try Loop()
        var notes: [String] = []
        loop.onEndOfPass { notes.append("end") }
        let timer = loop.timer {
            notes.append("timer")
            loop.stop()
        }
        timer.schedule(afterMilliseconds: 0)
        loop.run()
        #expect(notes == ["timer", "end"])
    }

    @Test
    func `a loop with nothing to wait for ends`() throws {
        try Loop().run()
    }

    @Test
    func `signals are calls in the loop`() throws {
        let loop = try Loop()
        var count = 0
        loop.onSignal([SIGUSR1, SIGUSR2]) {
            count += 1
            if count == 2 { loop.stop() } else { kill(getpid(), SIGUSR2) }
        }
        let timer = loop.timer { kill(getpid(), SIGUSR1) }
        timer.schedule(afterMilliseconds: 0)
        loop.run()
        #expect(count == 2)
    }

    @Test
    func `the linked versions are told`() {
        let versions = Loop.versions()
        #expect(versions.libevent.hasPrefix("2.") && versions.openSSL.hasPrefix("OpenSSL"))
    }
}

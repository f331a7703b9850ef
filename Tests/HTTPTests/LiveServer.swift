import Glibc
@testable import HTTP
import Synchronization

/// A server that runs on a thread of its own until nobody holds it any longer.
final class LiveServer: Sendable {
    /// The port of 127.0.0.1 it listens on.
    let port: UInt16
    private let jobs: Jobs

    /// What a test can do on the server's thread.
    typealias Job = @Sendable (HTTPServer, TestHandler) -> Void

    private final class Jobs: Sendable {
        let waiting = Mutex<[Job]>([])
        let port = Mutex<UInt16?>(nil)
        let ended = Mutex(false)
    }

    /// Starts a server with a handler that is made on the server's thread.
    init(
        tls: TLSIdentity? = nil,
        handle: @escaping @Sendable (TestHandler, HTTPRequest) -> Plan = { _, request in
            .now(TestHandler.echo(request))
        },
        configure: @escaping @Sendable (inout HTTPServer.Configuration) -> Void = { _ in },
        prepare: @escaping Job = { _, _ in }
    ) {
        let jobs = Jobs()
        self.jobs = jobs
        Thread.start {
            LiveServer.run(jobs, tls, configure, handle, prepare)
        }
        port = waitFor { jobs.port.withLock { $0 } }
    }

    private static func run(
        _ jobs: Jobs, _ tls: TLSIdentity?,
        _ configure: (inout HTTPServer.Configuration) -> Void,
        _ handle: @escaping (TestHandler, HTTPRequest) -> Plan, _ prepare: Job
    ) {
        guard let loop = try? Loop() else { fatalError("no loop") }
        let handler = TestHandler(loop, handle)
        var configuration = HTTPServer.Configuration()
        configure(&configuration)
        let server = HTTPServer(loop: loop, handler: handler, configuration: configuration)
        handler.server = server
        let place = Listening.tcp("127.0.0.1", port: 0)
        guard let address = try? server.listen(on: tls.map { place.secured(by: $0) } ?? place)
        else { fatalError("nowhere to listen") }
        prepare(server, handler)
        // A thread cannot be called into from outside, so it looks for itself.
        let look = Repeating(loop, everyMilliseconds: 2) {
            for job in jobs.waiting.withLock({
                let all = $0; $0 = []; return all
            }) {
                job(server, handler)
            }
        }
        jobs.port.withLock { $0 = address.port }
        withExtendedLifetime(look) { loop.run() }
        // They hold each other.
        handler.server = nil
        jobs.ended.withLock { $0 = true }
    }

    /// Does something on the server's thread and returns what it returned.
    @discardableResult
    func perform<Result: Sendable>(
        _ job: @escaping @Sendable (HTTPServer, TestHandler) -> Result
    ) -> Result {
        let box = Box<Result>()
        jobs.waiting.withLock {
            $0.append { server, handler in
                let result = job(server, handler)
                box.put(result)
            }
        }
        return waitFor { box.get() }
    }

    /// Whether the server's loop has ended.
    var hasEnded: Bool {
        jobs.ended.withLock { $0 }
    }

    deinit {
        jobs.waiting.withLock {
            $0.append { server, handler in
                server.stop(deadlineMilliseconds: 0) { handler.loop.stop() }
            }
        }
    }
}

/// Something another thread leaves for this one.
final class Box<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    func put(_ new: Value?) {
        value.withLock { $0 = new }
    }

    func get() -> Value? {
        value.withLock { $0 }
    }
}

/// A timer that goes off again and again.
final class Repeating {
    private var timer: LoopTimer?

    init(_ loop: Loop, everyMilliseconds milliseconds: Int64, _ action: @escaping () -> Void) {
        timer = loop.timer { [weak self] in
            action()
            self?.timer?.schedule(afterMilliseconds: milliseconds)
        }
        timer?.schedule(afterMilliseconds: milliseconds)
    }
}

/// What the server under test has behind it: a closure, and notes of what was called.
final class TestHandler: HTTPHandler {
    let loop: Loop
    var server: HTTPServer?
    var admission: (HTTPRequest) -> HTTPResponse? = { _ in nil }
    var failure: HTTPResponse?
    var notes: [String] = []
    private let plan: (TestHandler, HTTPRequest) -> Plan

    init(_ loop: Loop, _ plan: @escaping (TestHandler, HTTPRequest) -> Plan) {
        self.loop = loop
        self.plan = plan
    }

    func admit(_ head: HTTPRequest) -> HTTPResponse? {
        notes.append("admit \(head.path)")
        return admission(head)
    }

    func handle(_ request: HTTPRequest) -> Plan {
        notes.append("handle \(request.path)")
        return plan(self, request)
    }

    func refuse(_ problem: HTTPProblem) -> HTTPResponse {
        HTTPResponse(status: problem.status, body: Array(problem.reason.utf8))
    }

    func commit() -> HTTPResponse? {
        failure
    }

    func expired(_ ticket: Ticket) -> HTTPResponse {
        notes.append("expired \(ticket.number)")
        return HTTPResponse(status: 408, body: Array("expired".utf8))
    }

    func gone(_ ticket: Ticket) {
        notes.append("gone \(ticket.number)")
    }

    /// An answer that says what was asked for.
    static func echo(_ request: HTTPRequest) -> HTTPResponse {
        let body = String(decoding: request.body, as: UTF8.self)
        return text("\(request.method.name) \(request.path) \(body)")
    }

    static func text(_ text: String) -> HTTPResponse {
        HTTPResponse(
            status: 200, headers: [("Content-Type", "text/plain")], body: Array(text.utf8))
    }
}

/// Threads, because a loop blocks the one it runs on.
enum Thread {
    private final class Start {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    static func start(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let start = unsafe Unmanaged.passRetained(Start(body)).toOpaque()
        let result = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, start)
        precondition(result == 0, "no thread")
        pthread_detach(thread)
    }
}

/// Waits until something is so.
func until(_ condition: () -> Bool) {
    waitFor { condition() ? () : nil }
}

/// Waits until something is there. Tests that fail by waiting end here, after ten seconds.
@discardableResult
func waitFor<Value>(_ value: () -> Value?) -> Value {
    for _ in 0..<10_000 {
        if let value = value() { return value }
        usleep(1_000)
    }
    fatalError("waited ten seconds for nothing")
}

/// One request on its way: looking up the name, connecting, asking, and telling what became of it.
final class Errand {
    let request: HTTPClientRequest
    let client: HTTPClient
    private let done: (HTTPClientOutcome) -> Void
    /// The pass of the loop in which it was asked for.
    private let pass: Int
    private var startedAt: Int64 = 0
    private var addresses: [IPAddress] = []
    private var failure: HTTPClientFailure
    private var connection: ClientConnection?
    private var isOver = false
    private lazy var deadline = client.loop.timer { [unowned self] in timeIsOver() }
    private lazy var attempt = client.loop.timer { [unowned self] in connect() }

    /// For one address to take the connection while there are others.
    private static let attemptMilliseconds: Int64 = 1_000

    init(
        _ request: HTTPClientRequest, of client: HTTPClient,
        _ done: @escaping (HTTPClientOutcome) -> Void
    ) {
        self.request = request
        self.client = client
        self.done = done
        pass = client.loop.passCount
        failure = .unresolved(name: request.url.host)
    }

    func begin() {
        startedAt = client.loop.milliseconds
        guard client.loop.failedPass != pass else { return finish(.withdrawn) }
        deadline.schedule(afterMilliseconds: client.configuration.totalMilliseconds)
        if let kept = client.takeConnection(to: HTTPClient.Origin(request.url)) {
            connection = kept
            kept.ask(for: self)
        } else {
            resolve()
        }
    }

    private func resolve() {
        let url = request.url
        if url.hasAddress { return connect(to: IPAddress(url.host).map { [$0] } ?? []) }
        client.resolver.look(up: url.host) { [self] found in
            if !isOver { connect(to: found) }
        }
    }

    private func connect(to addresses: [IPAddress]) {
        self.addresses = addresses
        connect()
    }

    /// Tries the next address.
    private func connect() {
        connection?.abandon()
        connection = nil
        attempt.cancel()
        guard !addresses.isEmpty else { return finish(failure) }
        let address = addresses.removeFirst()
        let port = request.url.port
        guard client.configuration.allowsAddress(address, port) else {
            failure = .addressRefused(address)
            return connect()
        }
        do throws(HTTPClientFailure) {
            connection = try ClientConnection(to: address, for: self)
        } catch {
            failure = error
            return connect()
        }
        if !addresses.isEmpty {
            failure = .timedOut(afterHead: false)
            attempt.schedule(afterMilliseconds: Self.attemptMilliseconds)
        }
    }

    // MARK: What the connection tells

    /// The address took the connection; there is no need for another.
    func isConnected() {
        addresses = []
        attempt.cancel()
    }

    /// The address could not be connected to; perhaps another can.
    func cannotConnect(_ failure: HTTPClientFailure) {
        connection = nil
        self.failure = failure
        connect()
    }

    /// The connection is lost. One that was kept may have been dead before.
    func isLost(_ failure: HTTPClientFailure, afterKeeping: Bool) {
        connection = nil
        if afterKeeping { resolve() } else { finish(failure) }
    }

    /// The answer is here.
    func isAnswered(_ reader: ResponseReader) {
        connection = nil
        finish(
            .response(
                HTTPClientResponse(
                    status: reader.status, headers: reader.headers, body: reader.body,
                    isCut: reader.isCut, milliseconds: elapsed)))
    }

    private var elapsed: Int64 {
        client.loop.milliseconds - startedAt
    }

    private func timeIsOver() {
        let hasHead = connection?.reader.hasHead ?? false
        connection?.abandon()
        connection = nil
        finish(.timedOut(afterHead: hasHead))
    }

    private func finish(_ failure: HTTPClientFailure) {
        finish(.failure(failure, milliseconds: elapsed))
    }

    private func finish(_ outcome: HTTPClientOutcome) {
        isOver = true
        deadline.cancel()
        attempt.cancel()
        done(outcome)
    }
}

import CLibevent
import Glibc

/// A connection to another server: one request at a time, then kept for the next.
final class ClientConnection {
    private enum Phase {
        case connecting, shakingHands, sending, receiving, kept, closed
    }

    let origin: HTTPClient.Origin
    private(set) var reader: ResponseReader
    /// Held by the errand while there is one, and holding this connection while it is kept.
    private unowned let client: HTTPClient
    private let address: IPAddress
    private let transport: Transport
    /// Whom it works for; nil while it is kept.
    private var errand: Errand?
    private var phase = Phase.connecting
    private var output: [UInt8] = []
    private var sent = 0
    private var wasKept = false
    // The events hold the connection, and the connection its events, until it is closed.
    private var readable: Event?
    private var writable: Event?
    private var timer: LoopTimer?

    /// Begins to connect.
    ///
    /// - Throws: ``HTTPClientFailure``, when that is known to fail at once.
    init(to address: IPAddress, for errand: Errand) throws(HTTPClientFailure) {
        let url = errand.request.url
        origin = HTTPClient.Origin(url)
        client = errand.client
        self.address = address
        self.errand = errand
        reader = ResponseReader(
            method: errand.request.method, bytesMax: client.configuration.responseBytesMax)
        let descriptor = try ClientSocket.connect(to: address, url.port)
        transport = try Self.transport(descriptor, to: url, client)
        let base = client.loop.base
        readable = Event(.readable, of: descriptor, on: base) { self.goOn() }
        writable = Event(.writable, of: descriptor, on: base) { self.goOn() }
        writable?.add()
    }

    private static func transport(
        _ descriptor: Int32, to url: HTTPURL, _ client: HTTPClient
    ) throws(HTTPClientFailure) -> Transport {
        guard url.scheme == .https else { return Transport(descriptor: descriptor) }
        do throws(HTTPServerError) {
            let context = try client.tlsContext()
            let session = TLSSession(connecting: descriptor, to: url, context)
            return Transport(descriptor: descriptor, session: session)
        } catch {
            close(descriptor)
            throw .tls("\(error)")
        }
    }

    /// Asks on a kept connection.
    func ask(for errand: Errand) {
        self.errand = errand
        wasKept = true
        timer = nil
        reader = ResponseReader(
            method: errand.request.method, bytesMax: client.configuration.responseBytesMax)
        beginSending()
    }

    /// Ends the connection without telling anyone.
    func abandon() {
        if case .closed = phase { return }
        phase = .closed
        errand = nil
        timer = nil
        readable = nil
        writable = nil
        transport.close()
    }

    /// Does what the socket is ready for.
    private func goOn() {
        switch phase {
        case .connecting: finishConnecting()
        case .shakingHands: shakeHands()
        case .sending: send()
        case .receiving: receive()
        case .kept: leave()
        case .closed: break
        }
    }

    /// Nothing was asked and something came: the end, or what nobody can place; or TLS only.
    private func leave() {
        if case .blocked = transport.receive(into: client.received) { return }
        endKeeping()
    }

    private func endKeeping() {
        client.forget(self)
        abandon()
    }

    private func finishConnecting() {
        let error = ClientSocket.error(of: transport.descriptor)
        guard error == 0 else {
            let errand = errand
            abandon()
            errand?.cannotConnect(ClientSocket.failure(error, address, origin.port))
            return
        }
        errand?.isConnected()
        phase = .shakingHands
        shakeHands()
    }

    private func shakeHands() {
        guard let session = transport.session else { return beginSending() }
        switch session.shakeHands() {
        case .moved: beginSending()
        case .blocked: watch(reading: true, writing: false)
        case .blockedOnWriting: watch(reading: false, writing: true)
        case .ended, .failed: lose(.tls(session.failure))
        }
    }

    private func beginSending() {
        guard let errand else { return abandon() }
        output = RequestWriter.bytes(of: errand.request)
        sent = 0
        phase = .sending
        send()
    }

    private func send() {
        switch transport.send(output, from: sent) {
        case .moved(let count): sent += count
        case .blocked: return watch(reading: true, writing: false)
        case .blockedOnWriting: return watch(reading: false, writing: true)
        case .ended, .failed: return lose(.reset)
        }
        guard sent == output.count else { return watch(reading: false, writing: true) }
        output = []
        phase = .receiving
        watch(reading: true, writing: false)
    }

    private func receive() {
        switch transport.receive(into: client.received) {
        case .moved(let count): take(count)
        case .blocked: watch(reading: true, writing: false)
        case .blockedOnWriting: watch(reading: false, writing: true)
        case .ended: if reader.end() { finish() } else { lose(.reset) }
        case .failed: lose(.reset)
        }
    }

    private func take(_ count: Int) {
        var failure: HTTPClientFailure?
        client.received.read(count) { bytes in
            do throws(HTTPClientFailure) {
                try reader.take(bytes)
            } catch {
                failure = error
            }
        }
        if let failure { return lose(failure) }
        if reader.isComplete { return finish() }
        if transport.holdsBytes { readable?.activate() }
    }

    private func finish() {
        let errand = errand
        self.errand = nil
        if reader.keepsConnection, client.keep(self) {
            phase = .kept
            watch(reading: true, writing: false)
            timer = client.loop.timer { [unowned self] in endKeeping() }
            timer?.schedule(afterMilliseconds: client.configuration.idleMilliseconds)
        } else {
            abandon()
        }
        errand?.isAnswered(reader)
    }

    private func lose(_ failure: HTTPClientFailure) {
        let errand = errand
        let afterKeeping = wasKept && !reader.hasBytes
        abandon()
        errand?.isLost(failure, afterKeeping: afterKeeping)
    }

    private func watch(reading: Bool, writing: Bool) {
        if reading { readable?.add() } else { readable?.remove() }
        if writing { writable?.add() } else { writable?.remove() }
    }
}

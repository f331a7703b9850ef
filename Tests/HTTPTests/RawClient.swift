import Glibc
@testable import HTTP

/// A client that sends exactly the bytes it is told to.
final class RawClient {
    private let descriptor: Int32
    private var unread: [UInt8] = []
    /// How reading ended, once it did.
    private(set) var end: End?

    enum End: Equatable {
        /// The server sends no more, or reset the connection.
        case closed, reset
        /// Nothing came for so long that nothing will.
        case silent
    }

    /// An answer, taken apart.
    struct Answer: Equatable {
        var status: Int
        var headers: [String: String]
        var body: String
    }

    /// Connects to a port of 127.0.0.1.
    init(_ port: UInt16, receiveBufferBytes: Int32? = nil) {
        guard let loopback = IPAddress("127.0.0.1"),
            let connecting = try? ClientSocket.connect(to: loopback, port)
        else { preconditionFailure("no socket: \(lastSystemError())") }
        descriptor = connecting
        if var size = receiveBufferBytes {
            unsafe setsockopt(
                descriptor, Int32(SOL_SOCKET), SO_RCVBUF, &size,
                socklen_t(MemoryLayout<Int32>.size))
        }
        _ = isReady(Int16(POLLOUT), 5_000)
        precondition(ClientSocket.error(of: descriptor) == 0, "cannot connect")
        // From here on it may block.
        _ = fcntl(descriptor, F_SETFL, 0)
    }

    private func isReady(_ events: Int16, _ milliseconds: Int32) -> Bool {
        var poller = pollfd(fd: descriptor, events: events, revents: 0)
        return unsafe poll(&poller, 1, milliseconds) > 0
    }

    func send(_ text: String) {
        send(Array(text.utf8))
    }

    /// Sends; a server that has gone meanwhile is no error here.
    func send(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes {
                unsafe Glibc.send(
                    descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// Sends no more, and goes on reading.
    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// The next answer; nil when the connection ends first, or is silent.
    func answer(toHead: Bool = false, within milliseconds: Int32 = 30_000) -> Answer? {
        while true {
            if let answer = takeAnswer(toHead: toHead) { return answer }
            guard receive(milliseconds) else { return nil }
        }
    }

    /// Everything until the connection ends or is silent.
    func rest(within milliseconds: Int32 = 30_000) -> String {
        while receive(milliseconds) {}
        let text = String(decoding: unread, as: UTF8.self)
        unread = []
        return text
    }

    /// What comes until this text has come.
    func text(until mark: String, within milliseconds: Int32 = 30_000) -> String {
        while true {
            let text = String(decoding: unread, as: UTF8.self)
            if text.contains(mark) { return text }
            guard receive(milliseconds) else { return text }
        }
    }

    private func takeAnswer(toHead: Bool) -> Answer? {
        guard let headEnd = headEnd else { return nil }
        let lines = String(decoding: unread[..<headEnd], as: UTF8.self).split(separator: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts[1].drop { $0 == " " }.description
        }
        let status = Int(lines[0].split(separator: " ")[1]) ?? 0
        let length = toHead || status < 200 ? 0 : Int(headers["content-length"] ?? "0") ?? 0
        guard unread.count >= headEnd + length else { return nil }
        let body = String(decoding: unread[headEnd..<headEnd + length], as: UTF8.self)
        unread.removeFirst(headEnd + length)
        return Answer(status: status, headers: headers, body: body)
    }

    /// Behind the empty line, once it is here.
    private var headEnd: Int? {
        var start = 0
        while let end = unread.span.firstIndex(of: .lineFeed, in: start..<unread.count) {
            if end - start == 1 { return end + 1 }
            start = end + 1
        }
        return nil
    }

    /// Receives something; false when nothing more can come.
    private func receive(_ milliseconds: Int32) -> Bool {
        guard isReady(Int16(POLLIN), milliseconds) else {
            end = .silent
            return false
        }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else {
            end = count == 0 ? .closed : .reset
            return false
        }
        unread += buffer[..<count]
        return true
    }

    deinit {
        close(descriptor)
    }
}

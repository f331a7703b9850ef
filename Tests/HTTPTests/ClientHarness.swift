import Glibc
@testable import HTTP
import Synchronization

/// Sends requests one after the other on a loop of their own, and returns what became of each.
func exchange(
    _ requests: [HTTPClientRequest],
    configure: (inout HTTPClient.Configuration) -> Void = { _ in }
) -> [HTTPClientOutcome] {
    guard let loop = try? Loop() else { fatalError("no loop") }
    var configuration = HTTPClient.Configuration()
    configure(&configuration)
    let client = HTTPClient(loop: loop, configuration: configuration)
    var outcomes: [HTTPClientOutcome] = []
    func sendNext() {
        guard outcomes.count < requests.count else { return loop.stop() }
        client.send(requests[outcomes.count]) {
            outcomes.append($0)
            sendNext()
        }
    }
    sendNext()
    loop.run()
    return outcomes
}

/// Sends one request and returns what became of it.
func ask(
    _ url: String, _ method: HTTPMethod = .get, body: String = "",
    headers: [(name: String, value: String)] = [],
    configure: (inout HTTPClient.Configuration) -> Void = { _ in }
) -> HTTPClientOutcome? {
    guard let url = try? HTTPURL(url) else { fatalError("not a URL: \(url)") }
    let request = HTTPClientRequest(
        method: method, url: url, headers: headers, body: Array(body.utf8))
    return exchange([request], configure: configure).first
}

extension HTTPClientOutcome {
    var response: HTTPClientResponse? {
        if case .response(let response) = self { return response }
        return nil
    }

    var failure: HTTPClientFailure? {
        if case .failure(let failure, _) = self { return failure }
        return nil
    }
}

extension HTTPClientResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// A server that says what it is told to say, connection by connection, whatever it is asked.
final class ScriptedServer: Sendable {
    let port: UInt16
    private let state = State()

    private final class State: Sendable {
        let accepted = Mutex(0)
        let requests = Mutex<[String]>([])
    }

    /// What is done on one connection, in order.
    enum Act: Sendable {
        /// Read a request, then send this.
        case answer(String)
        /// Leave the connection open and silent.
        case wait
    }

    init(_ connections: [[Act]]) {
        guard let (descriptor, _) = try? ListeningSocket.open(.tcp("127.0.0.1", port: 0)) else {
            fatalError("nowhere to listen")
        }
        _ = fcntl(descriptor, F_SETFL, 0)
        listen(descriptor, 16)
        port = ListeningSocket.address(of: descriptor, .tcp("127.0.0.1", port: 0)).port
        let state = state
        Thread.start {
            for acts in connections {
                let connection = accept(descriptor, nil, nil)
                state.accepted.withLock { $0 += 1 }
                for act in acts { ScriptedServer.perform(act, connection, state) }
                close(connection)
            }
            close(descriptor)
        }
    }

    var accepted: Int { state.accepted.withLock { $0 } }

    /// The requests so far, head and body.
    var requests: [String] { state.requests.withLock { $0 } }

    private static func perform(_ act: Act, _ connection: Int32, _ state: State) {
        switch act {
        case .answer(let text):
            let request = readRequest(connection)
            state.requests.withLock { $0.append(request) }
            let bytes = Array(text.utf8)
            _ = unsafe send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        case .wait:
            var byte: UInt8 = 0
            while unsafe recv(connection, &byte, 1, 0) > 0 {}
        }
    }

    private static func readRequest(_ connection: Int32) -> String {
        var reader = HTTPReader(limits: HTTPLimits())
        var unread: [UInt8] = []
        var all: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            guard unsafe recv(connection, &byte, 1, 0) > 0 else { break }
            unread.append(byte)
            all.append(byte)
            var position = 0
            if case .request = reader.next(unread.span, from: &position) { break }
            unread.removeFirst(position)
        }
        return String(decoding: all, as: UTF8.self)
    }
}

/// A folder for one test's files, gone with the test.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/smartcollect-http-XXXXXX\0".utf8).map { CChar(bitPattern: $0) }
        guard unsafe mkdtemp(&template) != nil else { fatalError("no folder") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Writes a file and returns its path.
    func write(_ name: String, _ text: String) -> String {
        let file = "\(path)/\(name)"
        guard let stream = unsafe fopen(file, "w") else { fatalError("no file") }
        unsafe fputs(text, stream)
        unsafe fclose(stream)
        return file
    }

    func read(_ name: String) -> String {
        guard let stream = unsafe fopen("\(path)/\(name)", "r") else { fatalError("no file") }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe fread(&bytes, 1, bytes.count, stream)
        unsafe fclose(stream)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    deinit {
        _ = unsafe system("rm -r \(path)")
    }
}

/// A certificate for `localhost` and 127.0.0.1 that signed itself, and its key.
enum Certificate {
    static let folder = TemporaryFolder()

    static let identity: TLSIdentity = {
        let command = """
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
            -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
            -keyout \(folder.path)/key.pem -out \(folder.path)/certificate.pem 2>/dev/null
            """
        guard unsafe system(command) == 0 else { fatalError("no certificate") }
        return .files(certificate: "\(folder.path)/certificate.pem", key: "\(folder.path)/key.pem")
    }()

    /// The file a client can trust.
    static var file: String {
        _ = identity
        return "\(folder.path)/certificate.pem"
    }
}

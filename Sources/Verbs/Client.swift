import ArgumentParser
import CLI
import HTTP
import SmartCollect
import Wire

/// A verb's conversation with a running sandbox: one request, one answer.
struct Client {
    private let url: String
    private let authorization: String
    private let timeoutMilliseconds: Int64
    private let authoritiesFile: String?

    init(_ remote: Remote, timeoutMilliseconds: Int64 = 30_000) throws {
        let settings = try remote.settings()
        self.init(
            url: settings.address, key: settings[.key].texts.first ?? "",
            secret: settings[.secret].texts.first ?? "", database: settings.given(.database),
            timeoutMilliseconds: timeoutMilliseconds)
    }

    /// A conversation that trusts the authority of `--tls auto`, which is beside the database.
    init(
        url: String, key: String, secret: String, database: String? = nil,
        timeoutMilliseconds: Int64
    ) {
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        authorization = "Basic " + Base64Text.encode(Array("\(key):\(secret)".utf8))
        self.timeoutMilliseconds = timeoutMilliseconds
        let trusted = Authority(for: database).certificatePath
        authoritiesFile = File.exists(trusted) ? trusted : nil
    }

    /// Sends a request and waits for its answer.
    func send(_ method: HTTPMethod, _ path: String, _ body: JSON? = nil) throws -> HTTPClientOutcome
    {
        let headers = body.map { _ in [(name: "Content-Type", value: "application/json")] }
        return try send(method, path, headers: headers ?? [], body: body?.bytes ?? [])
    }

    /// The same with fields and a body of any kind; `Authorization` may be among the fields.
    func send(
        _ method: HTTPMethod, _ path: String, headers given: [(name: String, value: String)],
        body: [UInt8]
    ) throws -> HTTPClientOutcome {
        guard let address = try? HTTPURL(url + path) else {
            throw ValidationError("\(url) is not a URL that a sandbox could be at.")
        }
        let loop = try Loop()
        var configuration = HTTPClient.Configuration()
        configuration.totalMilliseconds = timeoutMilliseconds
        configuration.responseBytesMax = 64 << 20
        configuration.authoritiesFile = authoritiesFile
        let client = HTTPClient(loop: loop, configuration: configuration)
        var headers = given
        if !given.contains(where: { $0.name.lowercased() == "authorization" }) {
            headers.append((name: "Authorization", value: authorization))
        }
        var outcome: HTTPClientOutcome?
        client.send(
            HTTPClientRequest(method: method, url: address, headers: headers, body: body)
        ) {
            outcome = $0
            loop.stop()
        }
        loop.run()
        return outcome ?? .failure(.withdrawn, milliseconds: 0)
    }

    /// Sends a request that must be answered with 200, and reads the answer.
    ///
    /// - Throws: `ExitCode` 1 after saying what went wrong.
    func value(_ method: HTTPMethod, _ path: String, _ body: JSON? = nil) throws -> JSON {
        let bytes = try bytes(of: send(method, path, body))
        return (try? JSONReader.read(bytes)) ?? .null
    }

    /// The body of an answer, which must be a 200.
    ///
    /// - Throws: `ExitCode` 1 after saying what went wrong.
    func bytes(of outcome: HTTPClientOutcome) throws -> [UInt8] {
        switch outcome {
        case .response(let response) where response.status == 200: return response.body
        case .response(let response):
            let error = (try? JSONReader.read(response.body))?["error"]
            Terminal.fail(
                error?["description"]?.asText ?? "the sandbox answered \(response.status)")
        case .failure(let failure, _):
            Terminal.fail(
                "no sandbox answered at \(url): \(failure.words)",
                hint: "start one with `smartcollect serve`, or say where it is with --url")
        }
        throw ExitCode.failure
    }
}

enum Base64Text {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let chunk = bytes[start..<min(start + 3, bytes.count)]
            var group = chunk.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            group <<= UInt32(8 * (3 - chunk.count))
            for place in 0..<4 {
                let index = Int(group >> UInt32(18 - 6 * place) & 63)
                text.append(place <= chunk.count ? alphabet[index] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

@testable import HTTP
import Testing

/// What a connection brings, and what must come of it.
struct RequestRow: CustomTestStringConvertible, Sendable {
    /// What comes of one message.
    enum Outcome: Equatable, Sendable {
        case request(HTTPMethod, String, body: String)
        case refused(Int)
    }

    let name: String
    let bytes: [UInt8]
    let outcomes: [Outcome]
    /// Whether the connection is over after the last outcome.
    let closes: Bool

    var testDescription: String { name }

    init(_ name: String, _ text: String, _ outcomes: Outcome..., closes: Bool? = nil) {
        self.init(name, Array(text.utf8), outcomes, closes: closes)
    }

    init(_ name: String, _ bytes: [UInt8], _ outcomes: [Outcome], closes: Bool? = nil) {
        self.name = name
        self.bytes = bytes
        self.outcomes = outcomes
        if case .refused = outcomes.last {
            self.closes = closes ?? true
        } else {
            self.closes = closes ?? false
        }
    }

    /// A request without a body.
    static func get(_ path: String = "/") -> Outcome { .request(.get, path, body: "") }

    static func post(_ body: String, _ path: String = "/") -> Outcome {
        .request(.post, path, body: body)
    }
}

extension RequestRow {
    /// The rest of a head that has nothing wrong with it.
    private static let rest = "Host: localhost\r\n\r\n"
    /// A request that must not be run, behind one that must be refused.
    private static let hidden = "GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"

    static let all =
        framing + bodies + chunks + lines + targets + versions + hosts + connections
        + accepted + limits

    /// Lengths and codings that two readers could understand differently.
    static let framing: [RequestRow] = [
        row("two different lengths", "Content-Length: 5\r\nContent-Length: 6", 400),
        row("the same length twice", "Content-Length: 5\r\nContent-Length: 5", 400),
        row("a list of lengths", "Content-Length: 5, 5", 400),
        row("a length with a plus sign", "Content-Length: +5", 400),
        row("a length of minus zero", "Content-Length: -0", 400),
        row("an empty length", "Content-Length:", 400),
        row("a hexadecimal length", "Content-Length: 0x5", 400),
        row("a length with a vertical tab", "Content-Length: \u{0B}5", 400),
        row("a length with a form feed", "Content-Length: \u{0C}5", 400),
        row("a length cut by NUL", "Content-Length: 5\0", 400),
        row("a length with words behind it", "Content-Length: 5 6", 400),
        row("a length beyond 64 bits", "Content-Length: 99999999999999999999999", 413),
        row("a length beside a coding", "Content-Length: 5\r\nTransfer-Encoding: chunked", 400),
        row("a coding beside a length", "Transfer-Encoding: chunked\r\nContent-Length: 5", 400),
        row("an unknown coding", "Transfer-Encoding: xchunked", 501),
        row("identity", "Transfer-Encoding: identity", 501),
        row("gzip", "Transfer-Encoding: gzip", 501),
        row("an empty coding", "Transfer-Encoding:", 501),
        row("a quoted coding", "Transfer-Encoding: \"chunked\"", 501),
        row("a coding with a weight", "Transfer-Encoding: chunked;q=1", 501),
        row("gzip, then chunked", "Transfer-Encoding: gzip, chunked", 501),
        row("chunked, then gzip", "Transfer-Encoding: chunked, gzip", 501),
        row("chunked twice in a row", "Transfer-Encoding: chunked chunked", 501),
        row(
            "two codings on two lines", "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
            501),
        row(
            "chunked on two lines",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 400),
        row("a coding cut by NUL", "Transfer-Encoding: chunked\0", 400),
        RequestRow(
            "a coding in HTTP/1.0",
            "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n\(hidden)",
            .refused(400)),
    ]

    static let bodies: [RequestRow] = [
        RequestRow(
            "HEAD with a length", "HEAD / HTTP/1.1\r\nContent-Length: 5\r\n\(rest)hello\(hidden)",
            .refused(400)),
        RequestRow(
            "HEAD with chunks",
            "HEAD / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\(rest)0\r\n\r\n\(hidden)",
            .refused(400)),
        RequestRow(
            "TRACE with a body", "TRACE / HTTP/1.1\r\nContent-Length: 5\r\n\(rest)hello\(hidden)",
            .refused(400)),
        RequestRow(
            "an unknown method with a body",
            "BREW / HTTP/1.1\r\nContent-Length: 5\r\n\(rest)hello\(hidden)", .refused(501)),
        RequestRow(
            "an unknown method with chunks",
            "BREW / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\(rest)0\r\n\r\n\(hidden)",
            .refused(501)),
        RequestRow(
            "an unknown method without a body",
            "BREW / HTTP/1.1\r\n\(rest)GET /next HTTP/1.1\r\n\(rest)", .refused(501), get("/next")),
        RequestRow(
            "OPTIONS", "OPTIONS / HTTP/1.1\r\n\(rest)GET /next HTTP/1.1\r\n\(rest)",
            .request(.options, "/", body: ""), get("/next")),
        RequestRow(
            "TRACE", "TRACE / HTTP/1.1\r\n\(rest)GET /next HTTP/1.1\r\n\(rest)",
            .request(.trace, "/", body: ""), get("/next")),
        RequestRow("OPTIONS of no path", "OPTIONS * HTTP/1.1\r\n\(rest)\(hidden)", .refused(400)),
        RequestRow(
            "CONNECT", "CONNECT example.com:443 HTTP/1.1\r\n\(rest)\(hidden)", .refused(501)),
        RequestRow(
            "a method in small letters", "get / HTTP/1.1\r\n\(rest)", .refused(501), closes: false),
        RequestRow(
            "GET with a body", "GET / HTTP/1.1\r\nContent-Length: 5\r\n\(rest)hello",
            .request(.get, "/", body: "hello")),
        RequestRow(
            "a body and a request behind it",
            "POST / HTTP/1.1\r\nContent-Length: 5\r\n\(rest)helloGET /next HTTP/1.1\r\n\(rest)",
            post("hello"), get("/next")),
        RequestRow(
            "a length with zeros before it",
            "POST / HTTP/1.1\r\nContent-Length: 0005\r\n\(rest)hello", post("hello")),
        RequestRow("POST without a length", "POST / HTTP/1.1\r\n\(rest)", post("")),
        RequestRow(
            "an unknown expectation", "POST / HTTP/1.1\r\nExpect: tea\r\n\(rest)", .refused(417)),
    ]

    static let chunks: [RequestRow] = [
        chunked("two chunks", "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", post("hello world")),
        chunked("no chunk", "0\r\n\r\n", post("")),
        chunked("capital digits", "0A\r\n0123456789\r\n0\r\n\r\n", post("0123456789")),
        chunked("an extension", "5;a=b\r\nhello\r\n0;c\r\n\r\n", post("hello")),
        chunked("a quoted extension", "5;a=\"b c\"\r\nhello\r\n0\r\n\r\n", post("hello")),
        chunked("trailers", "5\r\nhello\r\n0\r\nAuthorization: x\r\nB: y\r\n\r\n", post("hello")),
        chunked("a size of 0x5", "0x5\r\nhello\r\n0\r\n\r\n", .refused(400)),
        chunked("a size with a plus sign", "+5\r\nhello\r\n0\r\n\r\n", .refused(400)),
        chunked("a space before the size", " 5\r\nhello\r\n0\r\n\r\n", .refused(400)),
        chunked("a tab before the size", "\t5\r\nhello\r\n0\r\n\r\n", .refused(400)),
        chunked("a vertical tab before the size", "\u{0B}5\r\nhello\r\n0\r\n\r\n", .refused(400)),
        chunked("words behind the size", "5 junk\r\nhello\r\n0\r\n\r\n", .refused(400)),
        chunked("a space behind the size", "5 \r\nhello\r\n0\r\n\r\n", .refused(400)),
        chunked("NUL behind the size", "5\0\r\nhello\r\n0\r\n\r\n", .refused(400)),
        chunked("no size", "\r\nhello\r\n0\r\n\r\n", .refused(400)),
        chunked("seventeen digits", "00000000000000005\r\nhello\r\n0\r\n\r\n", .refused(400)),
        chunked("sixteen digits", "0000000000000005\r\nhello\r\n0\r\n\r\n", post("hello")),
        chunked("a size beyond 64 bits", "ffffffffffffffff\r\nhello\r\n0\r\n\r\n", .refused(413)),
        chunked("LF behind the size", "5\nhello\r\n0\r\n\r\n", .refused(400)),
        chunked("LF behind the data", "5\r\nhello\n0\r\n\r\n", .refused(400)),
        chunked("nothing behind the data", "5\r\nhello0\r\n\r\n", .refused(400)),
        chunked("more data than said", "5\r\nhello world\r\n0\r\n\r\n", .refused(400)),
        chunked("an empty line between chunks", "5\r\nhello\r\n\r\n0\r\n\r\n", .refused(400)),
        chunked("LF behind the last chunk", "0\n\r\n", .refused(400)),
        chunked("LF at the end of the trailers", "0\r\n\n", .refused(400)),
        chunked("a folded trailer", "0\r\nA: b\r\n c\r\n\r\n", .refused(400)),
        chunked("a control in an extension", "5;a=\u{01}\r\nhello\r\n0\r\n\r\n", .refused(400)),
        chunked("CR in an extension", "5;a\rb\r\nhello\r\n0\r\n\r\n", .refused(400)),
    ]

    static let lines: [RequestRow] = [
        RequestRow("LF behind the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", .refused(400)),
        RequestRow("LF behind a field", "GET / HTTP/1.1\r\nHost: a\n\r\n", .refused(400)),
        RequestRow("LF as the empty line", "GET / HTTP/1.1\r\nHost: a\r\n\n", .refused(400)),
        RequestRow("CR in a value", "GET / HTTP/1.1\r\nA: b\rc\r\n\(rest)", .refused(400)),
        RequestRow("CR CR LF", "GET / HTTP/1.1\r\nA: b\r\r\n\(rest)", .refused(400)),
        RequestRow("a folded field", "GET / HTTP/1.1\r\nA: b\r\n c\r\n\(rest)", .refused(400)),
        RequestRow("a folded first field", "GET / HTTP/1.1\r\n A: b\r\n\(rest)", .refused(400)),
        RequestRow(
            "a field folded by a tab", "GET / HTTP/1.1\r\nA: b\r\n\tc\r\n\(rest)", .refused(400)),
        RequestRow("NUL in a value", "GET / HTTP/1.1\r\nA: b\0c\r\n\(rest)", .refused(400)),
        RequestRow("NUL in the host", "GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", .refused(400)),
        RequestRow(
            "a line that begins with NUL", "GET / HTTP/1.1\r\n\0A: b\r\n\(rest)\(hidden)",
            .refused(400)),
        RequestRow("DEL in a value", "GET / HTTP/1.1\r\nA: b\u{7F}\r\n\(rest)", .refused(400)),
        RequestRow("a space before the colon", "GET / HTTP/1.1\r\nA : b\r\n\(rest)", .refused(400)),
        RequestRow("a tab before the colon", "GET / HTTP/1.1\r\nA\t: b\r\n\(rest)", .refused(400)),
        RequestRow(
            "a length with a space before the colon",
            "POST / HTTP/1.1\r\nContent-Length : 5\r\n\(rest)hello", .refused(400)),
        RequestRow("an empty name", "GET / HTTP/1.1\r\n: b\r\n\(rest)", .refused(400)),
        RequestRow("no colon", "GET / HTTP/1.1\r\nAb\r\n\(rest)", .refused(400)),
        RequestRow("a bracket in a name", "GET / HTTP/1.1\r\nA[: b\r\n\(rest)", .refused(400)),
        RequestRow("8 bits in a name", "GET / HTTP/1.1\r\nÄ: b\r\n\(rest)", .refused(400)),
        RequestRow("8 bits in a value", "GET / HTTP/1.1\r\nA: ä\r\n\(rest)", get()),
        RequestRow("a tab in a value", "GET / HTTP/1.1\r\nA: b\tc\r\n\(rest)", get()),
        RequestRow("an empty value", "GET / HTTP/1.1\r\nA:\r\n\(rest)", get()),
        RequestRow("no space behind the colon", "GET / HTTP/1.1\r\nA:b\r\n\(rest)", get()),
        RequestRow("an empty line before", "\r\nGET / HTTP/1.1\r\n\(rest)", get()),
        RequestRow("two empty lines before", "\r\n\r\nGET / HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("LF before", "\nGET / HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow(
            "an empty line between", "GET /1 HTTP/1.1\r\n\(rest)\r\nGET /2 HTTP/1.1\r\n\(rest)",
            get("/1"), get("/2")),
    ]

    static let targets: [RequestRow] = [
        RequestRow("two spaces before the target", "GET  / HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("a space in the target", "GET /a b HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("a tab for a space", "GET\t/ HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("a tab in the target", "GET /a\tb HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("a control in the target", "GET /a\u{01} HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("DEL in the target", "GET /a\u{7F} HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("8 bits in the target", "GET /ä HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("a space before the method", " GET / HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("a bracket in the method", "G[T / HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("a path without a slash", "GET a HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("a star", "GET * HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("another scheme", "GET ftp://a/ HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("a fragment", "GET /a#b HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("half an escape", "GET /%4 HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("no escape", "GET /%zz HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("an escape at the end", "GET /% HTTP/1.1\r\n\(rest)", .refused(400)),
        RequestRow("an escaped letter", "GET /%61pi HTTP/1.1\r\n\(rest)", get("/api")),
        RequestRow("an escaped escape", "GET /%2561 HTTP/1.1\r\n\(rest)", get("/%61")),
        RequestRow("a plus sign", "GET /a+b HTTP/1.1\r\n\(rest)", get("/a+b")),
        RequestRow("a whole URL", "GET http://localhost:1/a?b=%zz HTTP/1.1\r\n\(rest)", get("/a")),
        RequestRow(
            "a whole URL without a path", "GET HTTP://localhost HTTP/1.1\r\n\(rest)", get("/")),
        RequestRow(
            "a whole URL with a query only", "GET https://localhost?a HTTP/1.1\r\n\(rest)", get("/")
        ),
        RequestRow(
            "a whole URL with a user", "GET http://a@localhost/ HTTP/1.1\r\n\(rest)",
            .refused(400)),
        RequestRow(
            "a whole URL without a host", "GET http:///a HTTP/1.1\r\n\(rest)", .refused(400)),
    ]

    static let versions: [RequestRow] = [
        version("HTTP/1.4294967297", 400), version("HTTP/01.1", 400), version("HTTP/+1.1", 400),
        version("HTTP/1.1\0", 400), version("HTTP/-1.1", 400), version("HTTP/1.-1", 400),
        version("HTTP/1.10", 400), version("http/1.1", 400), version("HTTP/1.1 ", 400),
        version("HTTP /1.1", 400), version("HTTP/1,1", 400), version("HTTP/1.", 400),
        version("HTTPS/1.1", 400), version("", 400), version("HTTP/0.9", 505),
        version("HTTP/1.2", 505), version("HTTP/2.0", 505), version("HTTP/9.9", 505),
        RequestRow("no version", "GET /\r\n\r\n", .refused(400)),
        RequestRow("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .refused(505)),
        RequestRow("a hello of TLS", [0x16, 3, 1, 0, 0xFC, 1, 0, 0, 0xF8], [.refused(400)]),
        RequestRow("a banner of SSH", "SSH-2.0-OpenSSH_9.2\r\n", .refused(400)),
        RequestRow("NULs", [UInt8](repeating: 0, count: 64), [.refused(400)]),
    ]

    static let hosts: [RequestRow] = [
        RequestRow("no host", "GET / HTTP/1.1\r\n\r\n", .refused(400)),
        RequestRow("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", .refused(400)),
        RequestRow(
            "the same host twice", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", .refused(400)),
        host("", 400), host("a b", 400), host("a/b", 400), host("a@b", 400), host("a,b", 400),
        host("a:b", 400), host("a:65536", 400), host("a:123456", 400), host("[::1", 400),
        host("[]", 400), host("[::1]x", 400), host("ä", 400), host("a%20b", 400),
        host("localhost:4210"), host("[::1]:4210"), host("a_b.c-d"), host("127.0.0.1"), host("a:"),
        RequestRow("HTTP/1.0 without a host", "GET / HTTP/1.0\r\n\r\n", get(), closes: true),
    ]

    static let connections: [RequestRow] = [
        RequestRow(
            "keep-alive and close together",
            "GET /1 HTTP/1.1\r\nConnection: keep-alive, close\r\n\(rest)\(hidden)", get("/1"),
            closes: true),
        RequestRow(
            "close on the second line",
            "GET /1 HTTP/1.1\r\nConnection: keep-alive\r\nconnection: CLOSE\r\n\(rest)\(hidden)",
            get("/1"), closes: true),
        RequestRow(
            "HTTP/1.0 that is kept",
            "GET /1 HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\nGET /2 HTTP/1.0\r\n\r\n", get("/1"),
            get("/2"), closes: true),
    ]

    static let accepted: [RequestRow] = [
        RequestRow("a plain request", "GET / HTTP/1.1\r\n\(rest)", get()),
        RequestRow(
            "PUT", "PUT /a HTTP/1.1\r\nContent-Length: 1\r\n\(rest)x",
            .request(.put, "/a", body: "x")),
        RequestRow(
            "PATCH", "PATCH /a HTTP/1.1\r\nContent-Length: 1\r\n\(rest)x",
            .request(.patch, "/a", body: "x")),
        RequestRow("DELETE", "DELETE /a HTTP/1.1\r\n\(rest)", .request(.delete, "/a", body: "")),
        RequestRow("HEAD", "HEAD /a HTTP/1.1\r\n\(rest)", .request(.head, "/a", body: "")),
        RequestRow(
            "the same request three times",
            String(repeating: "GET /a HTTP/1.1\r\n\(rest)", count: 3), get("/a"), get("/a"),
            get("/a")),
        RequestRow(
            "the same head with other bodies",
            ["abc", "def"].map { "POST / HTTP/1.1\r\nContent-Length: 3\r\n\(rest)\($0)" }.joined(),
            post("abc"), post("def")),
        RequestRow(
            "the same head with other chunks",
            ["1\r\na", "2\r\nbc"].map {
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\(rest)\($0)\r\n0\r\n\r\n"
            }.joined(), post("a"), post("bc")),
        RequestRow(
            "the same head again, and an empty line before it",
            "GET /a HTTP/1.1\r\n\(rest)\r\nGET /a HTTP/1.1\r\n\(rest)", get("/a"), get("/a")),
        RequestRow(
            "the same fields again", "GET /1 HTTP/1.1\r\n\(rest)POST /2 HTTP/1.1\r\n\(rest)",
            get("/1"), post("", "/2")),
        RequestRow(
            "the same length again, for a method without a body",
            "POST /1 HTTP/1.1\r\nContent-Length: 1\r\n\(rest)x"
                + "HEAD /2 HTTP/1.1\r\nContent-Length: 1\r\n\(rest)x",
            post("x", "/1"), .refused(400)),
    ]

    static let limits: [RequestRow] = [
        RequestRow(
            "a request line of 8 kB",
            "GET /\(String(repeating: "a", count: 8192 - 14)) HTTP/1.1\r\n\(rest)",
            get("/" + String(repeating: "a", count: 8192 - 14))),
        RequestRow(
            "a request line of 8 kB and a byte",
            "GET /\(String(repeating: "a", count: 8193 - 14)) HTTP/1.1\r\n\(rest)", .refused(414)),
        RequestRow(
            "a request line without an end", "GET /\(String(repeating: "a", count: 9000))",
            .refused(414)),
        RequestRow("a method without an end", String(repeating: "A", count: 9000), .refused(414)),
        RequestRow(
            "fields of 32 kB",
            "GET / HTTP/1.1\r\nA: \(String(repeating: "a", count: (32 << 10) - 5 - 17))\r\n\(rest)",
            get()),
        RequestRow(
            "fields of 32 kB and a byte",
            "GET / HTTP/1.1\r\nA: \(String(repeating: "a", count: (32 << 10) - 4 - 17))\r\n\(rest)",
            .refused(431)),
        RequestRow(
            "a field without an end",
            "GET / HTTP/1.1\r\nA: \(String(repeating: "a", count: 40_000))",
            .refused(431)),
        RequestRow(
            "a field name without an end",
            "GET / HTTP/1.1\r\n\(String(repeating: "a", count: 40_000))",
            .refused(431)),
        RequestRow(
            "200 fields",
            "GET / HTTP/1.1\r\n\(String(repeating: "A: b\r\n", count: 199))\(rest)", get()),
        RequestRow(
            "201 fields",
            "GET / HTTP/1.1\r\n\(String(repeating: "A: b\r\n", count: 200))\(rest)", .refused(431)),
        chunked(
            "201 trailers", "0\r\n\(String(repeating: "A: b\r\n", count: 201))\r\n", .refused(431)),
        row("a body of a megabyte and a byte", "Content-Length: 1048577", 413),
        chunked("a chunk of a megabyte and a byte", "100001\r\n", .refused(413)),
        chunked(
            "a long extension", "5;\(String(repeating: "a", count: 5000))\r\nhello\r\n0\r\n\r\n",
            .refused(400)),
    ]

    // MARK: Making rows

    private static func row(_ name: String, _ fields: String, _ status: Int) -> RequestRow {
        RequestRow(
            name, "POST / HTTP/1.1\r\n\(fields)\r\n\(rest)hello\(hidden)", .refused(status))
    }

    private static func chunked(_ name: String, _ body: String, _ outcome: Outcome) -> RequestRow {
        RequestRow(
            "chunks: \(name)", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\(rest)\(body)",
            outcome)
    }

    private static func version(_ text: String, _ status: Int) -> RequestRow {
        RequestRow("version \(text.debugDescription)", "GET / \(text)\r\n\(rest)", .refused(status))
    }

    private static func host(_ text: String, _ status: Int? = nil) -> RequestRow {
        RequestRow(
            "host \(text.debugDescription)", "GET / HTTP/1.1\r\nHost: \(text)\r\n\r\n",
            status.map { .refused($0) } ?? get())
    }
}

@testable import HTTP
import Testing

struct HTTPRequestTests {
    private let request = HTTPRequest(
        method: .post, target: "/a%20b/c?d=e%20f&g",
        headers: [("Host", "localhost:1"), ("X-Empty", ""), ("x-two", " 1 "), ("X-Two", "2")],
        body: [1, 2])

    @Test
    func `path and query are told apart, and only the path is decoded`() {
        #expect(request.path == "/a b/c" && request.query == "d=e%20f&g")
        #expect(request.target == "/a%20b/c?d=e%20f&g")
    }

    @Test(
        arguments: [
            ("/", "/", nil), ("/?", "/", ""), ("/a?b?c", "/a", "b?c"), ("/%3F?x", "/?", "x"),
            ("http://h/p?q", "/p", "q"), ("http://h", "/", nil), ("https://h?q", "/", "q"),
            ("/%e2%82%b9", "/₹", nil), ("/%C3%28", "/\u{FFFD}(", nil), ("/a%2Fb", "/a/b", nil),
            ("/%zz", "/%zz", nil),
        ] as [(String, String, String?)])
    func `targets are taken apart`(_ target: String, _ path: String, _ query: String?) {
        let request = HTTPRequest(method: .get, target: target)
        #expect(request.path == path && request.query == query && request.target == target)
    }

    @Test
    func `fields are found in any case, the first one wins, and blanks around it go`() {
        #expect(request.header("HOST") == "localhost:1")
        #expect(request.header("X-TWO") == "1")
        #expect(request.header("x-empty") == "")
        #expect(request.header("x-t") == nil && request.header("x-two-") == nil)
        #expect(request.header("") == nil && request.header("POST /a") == nil)
    }

    @Test
    func `all fields come in their order`() {
        #expect(request.headers.map(\.name) == ["Host", "X-Empty", "x-two", "X-Two"])
        #expect(request.headers.map(\.value) == ["localhost:1", "", "1", "2"])
    }

    @Test
    func `the host of an absolute target counts, not the field`() {
        let absolute = HTTPRequest(
            method: .get, target: "http://evil.example:80/a", headers: [("Host", "localhost")])
        #expect(absolute.host == "evil.example:80" && absolute.path == "/a")
        #expect(HTTPRequest(method: .get, target: "/").host == nil)
    }

    @Test
    func `path and query may be given apart`() {
        let request = HTTPRequest(method: .get, path: "/a", query: "b=c")
        #expect(request.path == "/a" && request.query == "b=c")
        #expect(HTTPRequest(method: .get, path: "/a", query: nil).query == nil)
    }

    @Test
    func `what was read and what a test makes are the same`() {
        let text =
            "POST /a%20b/c?d=e%20f&g HTTP/1.1\r\nHost:localhost:1\r\nX-Empty:\r\nx-two:\t1\r\n"
            + "X-Two: 2  \r\nContent-Length: 2\r\n\r\nxy"
        var reader = HTTPReader(limits: HTTPLimits())
        var position = 0
        let step = reader.next(Array(text.utf8).span, from: &position)
        guard case .request(let read) = step else { return #expect(Bool(false)) }
        #expect(read.path == request.path && read.query == request.query)
        #expect(read.target == request.target && read.host == request.host)
        #expect(read.headers.map(\.value) == ["localhost:1", "", "1", "2", "2"])
        #expect(read.body == Array("xy".utf8))
    }
}

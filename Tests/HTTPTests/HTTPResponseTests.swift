@testable import HTTP
import Testing

struct HTTPResponseTests {
    /// What the server would send.
    private func text(_ response: HTTPResponse, _ exchange: Exchange = []) -> String {
        let writer = HTTPWriter()
        writer.write(response, exchange)
        let bytes = writer.buffer.bytes(0..<writer.buffer.count)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same without the line of the date.
    private func undated(_ response: HTTPResponse, _ exchange: Exchange = []) -> String {
        text(response, exchange).split(separator: "\r\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("Date: ") }.joined(separator: "\r\n")
    }

    @Test
    func `an answer is a status line, fields, a length and the body`() {
        let response = HTTPResponse(
            status: 200, headers: [("Content-Type", "text/plain"), ("X-A", "b")],
            body: Array("hello".utf8))
        #expect(
            undated(response)
                == "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-A: b\r\n"
                + "Content-Length: 5\r\n\r\nhello")
    }

    @Test
    func `an answer to HEAD has the length and no body`() {
        let response = HTTPResponse(status: 404, body: Array("hello".utf8))
        #expect(
            undated(response, .headOnly) == "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\n")
    }

    @Test
    func `an answer that can have no content has none, nor a length`() {
        let body = Array("hello".utf8)
        #expect(undated(HTTPResponse(status: 204)) == "HTTP/1.1 204 No Content\r\n\r\n")
        #expect(
            undated(HTTPResponse(status: 304, body: body)) == "HTTP/1.1 304 Not Modified\r\n\r\n")
    }

    @Test
    func `a status without words has some`() {
        #expect(text(HTTPResponse(status: 299)).hasPrefix("HTTP/1.1 299 Unknown\r\n"))
    }

    @Test
    func `what is the server's to say cannot be said by a handler`() {
        let response = HTTPResponse(
            status: 200,
            headers: [
                ("content-length", "99"), ("Connection", "upgrade"),
                ("TRANSFER-ENCODING", "chunked"), ("Date", "never"),
            ])
        #expect(undated(response) == "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    }

    @Test
    func `a value cannot leave its line`() {
        let response = HTTPResponse(
            status: 200, headers: [("X", "a\r\nSet-Cookie: b\0c\u{7F}d\te é")])
        #expect(undated(response).contains("\r\nX: a  Set-Cookie: b c d\te é\r\n"))
    }

    @Test
    func `the connection's end and its keeping are said where they differ from the rule`() {
        let response = HTTPResponse(status: 200)
        #expect(!text(response).contains("Connection"))
        #expect(text(response, .closes).contains("\r\nConnection: close\r\n"))
        #expect(text(response, .isVersion10).contains("\r\nConnection: keep-alive\r\n"))
        #expect(text(response, [.isVersion10, .closes]).contains("\r\nConnection: close\r\n"))
    }

    @Test
    func `dates have the form that HTTP prefers`() {
        #expect(HTTPDate.text(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.text(0) == "Thu, 01 Jan 1970 00:00:00 GMT")
    }

    @Test
    func `large answers grow the buffer, which shrinks afterwards`() {
        let writer = HTTPWriter()
        let body = [UInt8](repeating: 65, count: 3 << 20)
        writer.write(HTTPResponse(status: 200, body: body), [])
        #expect(writer.buffer.count > 3 << 20)
        #expect(writer.buffer.bytes(writer.buffer.count - 3..<writer.buffer.count) == [65, 65, 65])
        writer.buffer.clear()
        writer.write(HTTPResponse(status: 200), [])
        #expect(writer.buffer.count < 200)
    }

    @Test
    func `fields of an answer are found in any case`() {
        let response = HTTPResponse(status: 200, headers: [("Content-Type", "a"), ("X", "b")])
        #expect(response.header("content-type") == "a" && response.header("y") == nil)
    }
}

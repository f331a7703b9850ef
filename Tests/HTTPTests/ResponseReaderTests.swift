import Testing

@testable import HTTP

/// How answers to webhooks are read.
struct ResponseReaderTests {
    private static let bytesMax = 300

    /// Reads bytes in pieces of a size; false where that is refused.
    private func takes(_ text: String, piece: Int) -> Bool {
        let bytes = Array(text.utf8)
        var reader = ResponseReader(method: .get, bytesMax: Self.bytesMax)
        do throws(HTTPClientFailure) {
            for start in stride(from: 0, to: bytes.count, by: piece) {
                try reader.take(bytes[start..<min(bytes.count, start + piece)].span)
            }
        } catch {
            return false
        }
        return reader.isComplete
    }

    /// A head of so many bytes, and a body of two.
    private func answer(headBytes: Int) -> String {
        let (start, end) = ("HTTP/1.1 200 OK\r\nA: ", "\r\nContent-Length: 2\r\n\r\n")
        let room = headBytes - start.utf8.count - end.utf8.count
        return start + String(repeating: "a", count: room) + end + "ok"
    }

    @Test(arguments: [(-1, true), (0, true), (1, false), (2, false), (100, false)])
    func `a head that is too large is refused however it comes`(more: Int, isTaken: Bool) {
        let text = answer(headBytes: Self.bytesMax + more)
        for piece in [1, 7, 299, 300, 301, 302, text.utf8.count] {
            #expect(takes(text, piece: piece) == isTaken, "in pieces of \(piece)")
        }
    }

    @Test func `each head of an answer has the room for itself`() {
        let interim = "HTTP/1.1 100 Continue\r\nA: \(String(repeating: "a", count: 200))\r\n\r\n"
        let text = interim + answer(headBytes: Self.bytesMax)
        for piece in [1, 300, text.utf8.count] {
            #expect(takes(text, piece: piece), "in pieces of \(piece)")
        }
    }
}

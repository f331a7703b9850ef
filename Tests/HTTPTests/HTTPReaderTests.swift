@testable import HTTP
import Testing

struct HTTPReaderTests {
    @Test(arguments: RequestRow.all)
    func `what comes in one piece is read or refused as the table says`(_ row: RequestRow) {
        #expect(outcomes(of: row.bytes, pieces: [row.bytes.count]) == row.expected)
    }

    @Test(arguments: RequestRow.all)
    func `what comes byte by byte is read the same`(_ row: RequestRow) {
        // Long ones in pieces of a prime length: byte by byte they would take a while.
        let size = row.bytes.count < 1_000 ? 1 : 997
        let starts = stride(from: 0, to: row.bytes.count, by: size)
        let pieces = starts.map { min(size, row.bytes.count - $0) }
        #expect(outcomes(of: row.bytes, pieces: pieces) == row.expected)
    }

    @Test(arguments: RequestRow.all.filter { $0.bytes.count < 400 })
    func `where it is cut in two makes no difference`(_ row: RequestRow) {
        for cut in stride(from: 1, to: row.bytes.count, by: 5) {
            #expect(
                outcomes(of: row.bytes, pieces: [cut, row.bytes.count - cut]) == row.expected,
                "cut after \(cut) bytes")
        }
    }

    @Test
    func `every beginning of a good request asks for more`() {
        let text =
            "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "1;e\r\nx\r\n0\r\nT: u\r\n\r\n"
        let bytes = Array(text.utf8)
        for count in 0..<bytes.count {
            #expect(outcomes(of: Array(bytes[..<count]), pieces: [count]).isEmpty, "\(count) bytes")
        }
    }

    @Test
    func `a body is announced before it is here`() {
        var reader = HTTPReader(limits: HTTPLimits())
        let head = Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n".utf8)
        var position = 0
        let first = reader.next(head.span, from: &position)
        guard case .head(let request) = first else { return #expect(Bool(false)) }
        #expect(request.body.isEmpty && position == head.count && reader.remaining == 3)
    }

    @Test
    func `a body that is skipped leaves the next request as it is`() {
        var reader = HTTPReader(limits: HTTPLimits())
        let bytes = Array(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n".utf8)
        var position = 0
        _ = reader.next(bytes.span, from: &position)
        reader.skipBody()
        let rest = Array("xyzGET /next HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        position = 0
        let step = reader.next(rest.span, from: &position)
        guard case .request(let request) = step else { return #expect(Bool(false)) }
        #expect(request.path == "/next")
    }

    @Test(arguments: [
        ("/_sandbox/batches", 2048, true), ("/_sandbox", 2048, true), ("/_sandboxes", 2048, false),
        ("/_sandbox/batches", 2049, false), ("/v1", 1024, true), ("/v1", 1025, false),
        ("/%5Fsandbox/x", 2048, true),
    ])
    func `the path decides how large a body may be`(_ path: String, _ count: Int, _ fits: Bool) {
        let limits = HTTPLimits(
            bodyBytesMax: 1024, largerBodies: [(path: "/_sandbox", bytesMax: 2048)])
        var reader = HTTPReader(limits: limits)
        let head = Array("PUT \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(count)\r\n\r\n".utf8)
        var position = 0
        switch reader.next(head.span, from: &position) {
        case .head: #expect(fits)
        case .refused(let problem): #expect(!fits && problem.status == 413)
        default: #expect(Bool(false))
        }
    }
}

extension RequestRow {
    /// What the reader says, which knows nothing of connections that end.
    var expected: [Outcome] {
        let isHidden = bytes.span.string(0..<bytes.count).contains("/hidden")
        guard closes, isHidden, case .request = outcomes.last else { return outcomes }
        return outcomes + [RequestRow.get("/hidden")]
    }
}

/// Everything a reader makes of the bytes, given in pieces of these lengths.
func outcomes(of bytes: [UInt8], pieces: [Int]) -> [RequestRow.Outcome] {
    var reader = HTTPReader(limits: HTTPLimits())
    var outcomes: [RequestRow.Outcome] = []
    var unread: [UInt8] = []
    var start = 0
    for piece in pieces {
        unread += bytes[start..<start + piece]
        start += piece
        var position = 0
        var goesOn = true
        while goesOn {
            switch reader.next(unread.span, from: &position) {
            case .needMore: goesOn = false
            case .head: break
            case .request(let request):
                let body = String(decoding: request.body, as: UTF8.self)
                outcomes.append(.request(request.method, request.path, body: body))
            case .refused(let problem):
                outcomes.append(.refused(problem.status))
                if !problem.keepsConnection { return outcomes }
            }
        }
        unread.removeFirst(position)
    }
    return outcomes
}

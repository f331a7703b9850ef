@testable import HTTP

/// Requests are the same in one piece and byte by byte, and nothing behind a refusal is read.
func checkRequests(_ bytes: [UInt8]) {
    precondition(requests(in: bytes, piece: max(1, bytes.count)) == requests(in: bytes, piece: 1))
}

/// Limits that a short input reaches.
private let limits = HTTPLimits(
    requestLineBytesMax: 200, fieldBytesMax: 400, fieldsMax: 20, chunkLineBytesMax: 40,
    bodyBytesMax: 300, largerBodies: [(path: "/_sandbox", bytesMax: 400)])

/// All that a server would see, as bytes.
private func requests(in bytes: [UInt8], piece: Int) -> [UInt8] {
    var reader = HTTPReader(limits: limits)
    var seen: [UInt8] = []
    var read = 0
    for start in stride(from: 0, to: bytes.count, by: piece) {
        let unread = bytes.span.extracting(read..<min(bytes.count, start + piece))
        var position = 0
        steps: while true {
            switch reader.next(unread, from: &position) {
            case .needMore: break steps
            case .head(let head): precondition(head.body.isEmpty)
            case .request(let request): note(request, in: &seen)
            case .refused(let problem):
                seen += "refused \(problem.status)".utf8
                if !problem.keepsConnection { return seen }
            }
        }
        precondition(position <= unread.count && reader.bodyCount <= 400)
        read += position
    }
    return seen
}

private func note(_ request: HTTPRequest, in seen: inout [UInt8]) {
    precondition(request.path.utf8.first == UInt8(ascii: "/"))
    let head = request.head
    precondition(head.exchange.contains(.isVersion10) || request.host != nil)
    seen += head.line
    seen += head.fields.bytes
    seen += request.path.utf8
    seen += (request.query ?? "").utf8
    seen += request.body
    seen.append(head.exchange.rawValue)
    for name in ["Host", "Authorization", "Content-Type"] {
        seen += (request.header(name) ?? "").utf8
    }
}

/// An answer to our own client is the same in one piece and byte by byte.
func checkAnswers(_ bytes: [UInt8]) {
    precondition(answer(in: bytes, piece: max(1, bytes.count)) == answer(in: bytes, piece: 1))
}

private func answer(in bytes: [UInt8], piece: Int) -> [UInt8] {
    var reader = ResponseReader(method: .get, bytesMax: 300)
    do throws(HTTPClientFailure) {
        for start in stride(from: 0, to: bytes.count, by: piece) where !reader.isComplete {
            try reader.take(bytes[start..<min(bytes.count, start + piece)].span)
        }
    } catch {
        return Array("malformed".utf8)
    }
    precondition(reader.body.count <= 300)
    return Array("\(reader.end()) \(reader.status) \(reader.isCut) ".utf8) + reader.body
}

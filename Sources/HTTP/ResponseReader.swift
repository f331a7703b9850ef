/// Turns the bytes of a server's connection into one answer.
///
/// More lenient than ``HTTPReader``: lines may end in LF alone, as those of servers made of a line
/// of shell do. What cannot be told for certain ends with the connection.
struct ResponseReader {
    private enum Stage {
        case head, length(Int), chunks(ChunkedBody), untilEnd, complete
    }

    private(set) var status = 0
    private(set) var headers: [(name: String, value: String)] = []
    private(set) var body: [UInt8] = []
    /// Whether there was more of the body than is read.
    private(set) var isCut = false
    /// Whether the connection can bring another answer.
    private(set) var keepsConnection = false
    /// Whether anything came at all.
    private(set) var hasBytes = false

    private let method: HTTPMethod
    private let bytesMax: Int
    private var stage = Stage.head
    private var unread: [UInt8] = []

    init(method: HTTPMethod, bytesMax: Int) {
        self.method = method
        self.bytesMax = bytesMax
    }

    /// Whether the answer is here.
    var isComplete: Bool {
        if case .complete = stage { return true }
        return false
    }

    /// Whether the head of the answer is here.
    var hasHead: Bool {
        if case .head = stage { return false }
        return true
    }

    /// Reads on.
    mutating func take(_ bytes: Span<UInt8>) throws(HTTPClientFailure) {
        hasBytes = true
        unread.append(copying: bytes, in: 0..<bytes.count)
        while case .head = stage, try readHead() {}
        try readBody()
        if isComplete, !unread.isEmpty { keepsConnection = false }
    }

    /// The server sends no more; false when that leaves the answer incomplete.
    mutating func end() -> Bool {
        keepsConnection = false
        if case .untilEnd = stage { stage = .complete }
        return isComplete
    }

    // MARK: Body

    private mutating func readBody() throws(HTTPClientFailure) {
        switch stage {
        case .head, .complete: break
        case .untilEnd: takeBody(unread.count)
        case .length(let remaining):
            let count = min(remaining, unread.count)
            takeBody(count)
            if isComplete { return }
            stage = count == remaining ? .complete : .length(remaining - count)
        case .chunks(let chunks): try readChunks(chunks)
        }
    }

    private mutating func takeBody(_ count: Int) {
        let taken = min(count, bytesMax - body.count)
        body += unread[..<taken]
        unread.removeFirst(count)
        if taken < count { cut() }
    }

    private mutating func readChunks(_ begun: ChunkedBody) throws(HTTPClientFailure) {
        var chunks = begun
        stage = .complete
        var position = 0
        do throws(HTTPProblem) {
            let isWhole = try chunks.read(unread.span, from: &position)
            body = chunks.body
            unread.removeFirst(position)
            if !isWhole { stage = .chunks(chunks) }
        } catch {
            guard error == .bodyTooLarge else { throw .malformed(error.reason) }
            body = chunks.body
            cut()
        }
    }

    private mutating func cut() {
        isCut = true
        keepsConnection = false
        stage = .complete
    }

    // MARK: Head

    /// Reads a head; true when it was that of an interim answer and the next is to be read.
    private mutating func readHead() throws(HTTPClientFailure) -> Bool {
        guard let lines = try headLines() else { return false }
        let version = try readStatus(lines[0])
        headers = []
        for line in lines.dropFirst() {
            guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex
            else { throw .malformed("A header line has no name and colon.") }
            headers.append((String(line[..<colon]), Self.trim(line[colon...].dropFirst())))
        }
        if status < 200, status != 101 { return true }
        try frame(version)
        return false
    }

    /// The lines up to the empty one, which are then read; nil while it is not here.
    private mutating func headLines() throws(HTTPClientFailure) -> [String]? {
        var lines: [String] = []
        var start = 0
        while let end = unread[start...].firstIndex(of: .lineFeed) {
            let hasReturn = end > start && unread[end - 1] == .carriageReturn
            let line = unread[start..<(hasReturn ? end - 1 : end)]
            start = end + 1
            if line.isEmpty {
                guard !lines.isEmpty else { throw .malformed("It begins with an empty line.") }
                guard start <= bytesMax else { throw .malformed("The head is too large.") }
                unread.removeFirst(start)
                return lines
            }
            lines.append(String(decoding: line, as: UTF8.self))
        }
        if unread.count > bytesMax { throw .malformed("The head is too large.") }
        if !"HTTP/1.".utf8.starts(with: unread.prefix(7)) {
            throw .malformed("It does not begin with HTTP/1.")
        }
        return nil
    }

    /// Reads the status line and returns the minor version.
    private mutating func readStatus(_ line: String) throws(HTTPClientFailure) -> Int {
        let parts = line.split(separator: " ", maxSplits: 2)
        guard line.hasPrefix("HTTP/1."), parts.count >= 2, parts[0].utf8.count == 8,
            let minor = Int(parts[0].suffix(1)), parts[1].utf8.count == 3,
            let status = Int(parts[1]), status >= 100
        else { throw .malformed("The status line is not valid.") }
        self.status = status
        return minor
    }

    /// Decides how the body ends (RFC 9112, section 6.3).
    private mutating func frame(_ minorVersion: Int) throws(HTTPClientFailure) {
        let options = values("Connection").map { $0.lowercased() }
        keepsConnection =
            minorVersion > 0 ? !options.contains("close") : options.contains("keep-alive")
        let codings = values("Transfer-Encoding").map { $0.lowercased() }
        let lengths = values("Content-Length")
        if method == .head || status == 204 || status == 304 {
            stage = .complete
        } else if status == 101 {
            throw .malformed("It changes the protocol, which nobody asked for.")
        } else if let last = codings.last {
            stage =
                last == "chunked"
                ? .chunks(ChunkedBody(bytesMax: bytesMax, limits: HTTPLimits())) : .untilEnd
        } else if lengths.isEmpty {
            stage = .untilEnd
        } else {
            guard let text = lengths.first, lengths.allSatisfy({ $0 == text }),
                let length = Int(text), text.utf8.allSatisfy({ $0.digit != nil })
            else { throw .malformed("The Content-Length is not valid.") }
            stage = length == 0 ? .complete : .length(length)
        }
    }

    /// The members of a field that is a list, over all its lines.
    private func values(_ name: String) -> [String] {
        headers.filter { $0.name.utf8.span.equalsIgnoringCase(name.utf8.span) }
            .flatMap { $0.value.split(separator: ",").map { Self.trim($0) } }
    }

    private static func trim(_ text: Substring) -> String {
        let bytes = text.utf8
        guard let first = bytes.firstIndex(where: { !$0.isBlank }),
            let last = bytes.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(text[first...last])
    }
}

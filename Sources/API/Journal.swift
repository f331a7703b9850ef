import HTTP
import Simulator
import SmartCollect

/// What a merchant has asked of the emulated API, and what it was answered: the latest of it.
///
/// An entry holds on to the request and the answer as they are, but for the ends of long bodies;
/// texts are made, and secrets masked, only when somebody looks.
struct Journal {
    /// One request: in one piece, so that whoever passes it on copies a reference alone.
    final class Entry {
        let number: Int64
        let receivedAt: Timestamp
        /// What was asked, its body perhaps cut.
        let request: HTTPRequest
        /// How long the body of the request was.
        let requestBytes: Int
        /// What was answered, or would have been, its body perhaps cut; nil where nothing was.
        let answer: HTTPResponse?
        /// How long the body of the answer was.
        let answerBytes: Int
        /// What befell it on purpose.
        let fault: Fault.Kind?

        fileprivate init(
            number: Int64, receivedAt: Timestamp, request: HTTPRequest, answer: HTTPResponse?,
            fault: Fault.Kind?
        ) {
            self.number = number
            self.receivedAt = receivedAt
            self.request = request.cut(to: Journal.requestMax)
            requestBytes = request.body.count
            self.answer = answer?.cut(to: Journal.answerMax)
            answerBytes = answer?.body.count ?? 0
            self.fault = fault
        }
    }

    private var entries: Latest<Entry>
    private var lastNumber: Int64 = 0

    private static let bytesMax = 16 << 20
    /// What an entry takes besides its bytes.
    private static let entryBytes = 512
    /// What is kept of a request's body: so much that a list of long ones stays short enough.
    private static let requestMax = 64 << 10
    /// What is kept of an answer's body.
    private static let answerMax = 16 << 10

    init(countMax: Int) {
        entries = Latest(countMax: countMax, bytesMax: Journal.bytesMax)
    }

    /// Notes a request.
    mutating func append(
        _ request: HTTPRequest, _ answer: HTTPResponse?, _ fault: Fault.Kind?, at now: Timestamp
    ) -> Entry {
        lastNumber += 1
        let entry = Entry(
            number: lastNumber, receivedAt: now, request: request, answer: answer, fault: fault)
        entries.append(
            entry,
            bytes: Journal.entryBytes + entry.request.size + (entry.answer?.body.count ?? 0))
        return entry
    }

    /// How many requests are kept.
    var count: Int { entries.count }

    /// How many bytes they take.
    var bytes: Int { entries.bytes }

    /// All requests, the newest first.
    var newestFirst: some Sequence<Entry> { entries.newestFirst }

    mutating func removeOlderHalf() { entries.removeOlderHalf() }

    mutating func removeAll() { entries.removeAll() }
}

extension HTTPRequest {
    /// The same request with the beginning of its body alone.
    fileprivate func cut(to bytesMax: Int) -> HTTPRequest {
        guard body.count > bytesMax else { return self }
        return HTTPRequest(
            method: method, target: target, headers: headers, body: Array(body.prefix(bytesMax)))
    }
}

extension HTTPResponse {
    /// The same answer with the beginning of its body alone.
    fileprivate func cut(to bytesMax: Int) -> HTTPResponse {
        guard body.count > bytesMax else { return self }
        var response = self
        // A copy: what is only removed from a body still takes its room.
        response.body = Array(body.prefix(bytesMax))
        return response
    }
}

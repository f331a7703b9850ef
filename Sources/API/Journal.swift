import HTTP
import Simulator
import SmartCollect

/// What a merchant has asked of the emulated API, and what it was answered: the latest of it.
///
/// An entry holds on to the request and the answer as they are; texts are made, and secrets masked,
/// only when somebody looks.
struct Journal {
    /// One request: in one piece, so that whoever passes it on copies a reference alone.
    final class Entry {
        let number: Int64
        let receivedAt: Timestamp
        let request: HTTPRequest
        /// What was answered, or would have been, its body perhaps cut; nil where nothing was.
        let answer: HTTPResponse?
        /// How long the body of the answer was.
        let answerBytes: Int
        /// What befell it on purpose.
        let fault: Fault.Kind?

        fileprivate init(
            number: Int64, receivedAt: Timestamp, request: HTTPRequest, answer: HTTPResponse?,
            answerBytes: Int, fault: Fault.Kind?
        ) {
            self.number = number
            self.receivedAt = receivedAt
            self.request = request
            self.answer = answer
            self.answerBytes = answerBytes
            self.fault = fault
        }
    }

    private var entries: Latest<Entry>
    private var lastNumber: Int64 = 0

    private static let bytesMax = 16 << 20
    /// What an entry takes besides its bytes.
    private static let entryBytes = 512
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
        var kept = answer
        let answerBytes = answer?.body.count ?? 0
        if answerBytes > Journal.answerMax { kept?.body.removeSubrange(Journal.answerMax...) }
        let entry = Entry(
            number: lastNumber, receivedAt: now, request: request, answer: kept,
            answerBytes: answerBytes, fault: fault)
        entries.append(
            entry,
            bytes: Journal.entryBytes + request.size + min(answerBytes, Journal.answerMax))
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

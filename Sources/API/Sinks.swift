import HTTP
import SmartCollect
import Storage
import Wire

/// The built-in receivers of one merchant: one without a name, which takes what would go to a
/// webhook while the merchant has none, and any number with names, which webhooks can be given as
/// their URLs.
struct Sinks {
    /// What a sink has taken.
    struct Taken {
        /// What it is.
        enum Matter {
            /// An event, which would have been sent.
            case event(ID<Event>)
            /// A request, and the status that it was answered.
            case request(HTTPRequest, status: Int)
        }

        let receivedAt: Timestamp
        let matter: Matter
    }

    /// One sink.
    private struct Sink {
        var taken = Latest<Taken>(countMax: Sinks.takenMax, bytesMax: Sinks.bytesMax)
        /// What it answers next.
        var statuses: [Int] = []
    }

    private static let takenMax = 1000
    private static let bytesMax = 4 << 20
    private static let sinksMax = 50
    private static let entryBytes = 512
    private static let eventBytes = 64
    private var unnamed = Sink()
    private var byName: [String: Sink] = [:]

    /// An event happened that no webhook is told of.
    mutating func take(_ event: ID<Event>, at now: Timestamp) {
        unnamed.taken.append(
            Taken(receivedAt: now, matter: .event(event)), bytes: Sinks.eventBytes)
    }

    /// A request came to a named sink.
    ///
    /// - Returns: the status to answer.
    /// - Throws: `ErrorBody` where there are too many sinks already.
    mutating func take(
        _ request: HTTPRequest, name: String, at now: Timestamp
    ) throws(ErrorBody) -> Int {
        var sink = try sink(name)
        let status = sink.statuses.isEmpty ? 200 : sink.statuses.removeFirst()
        sink.taken.append(
            Taken(receivedAt: now, matter: .request(request, status: status)),
            bytes: Sinks.entryBytes + request.size)
        byName[name] = sink
        return status
    }

    /// What a sink is to answer next, one request after the other; then 200 again.
    mutating func script(_ statuses: [Int], name: String) throws(ErrorBody) {
        var sink = try sink(name)
        sink.statuses = statuses
        byName[name] = sink
    }

    private func sink(_ name: String) throws(ErrorBody) -> Sink {
        if let sink = byName[name] { return sink }
        guard byName.count < Sinks.sinksMax else {
            throw .control(
                "too_many_sinks", "There may be \(Sinks.sinksMax) sinks at a time; DELETE some.")
        }
        return Sink()
    }

    /// What a sink has taken, the newest first; nil for the one without a name.
    func taken(_ name: String?) -> [Taken] {
        let sink = name.map { byName[$0] } ?? unnamed
        return sink.map { Array($0.taken.newestFirst) } ?? []
    }

    /// What a sink answers next.
    func statuses(_ name: String) -> [Int] { byName[name]?.statuses ?? [] }

    /// How many bytes all of it takes.
    var bytes: Int { byName.values.reduce(unnamed.taken.bytes) { $0 + $1.taken.bytes } }

    mutating func removeOlderHalf() {
        unnamed.taken.removeOlderHalf()
        for name in byName.keys { byName[name]?.taken.removeOlderHalf() }
    }

    /// Empties one sink and forgets its script; nil for all of them.
    ///
    /// - Returns: how much went.
    mutating func empty(_ name: String?) -> Int {
        if let name { return byName.removeValue(forKey: name)?.taken.count ?? 0 }
        let count = byName.values.reduce(unnamed.taken.count) { $0 + $1.taken.count }
        self = Sinks()
        return count
    }
}

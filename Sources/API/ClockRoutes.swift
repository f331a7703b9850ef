import HTTP
import Simulator
import SmartCollect
import Storage
import Wire

/// A merchant's time.
enum ClockRoutes {
    static let all = [
        Route(.get, "/_sandbox/clock") { .value(.object(state(of: $0.books))) },
        Route(.post, "/_sandbox/clock", move),
    ]

    /// How long a move may take: webhooks may have to be told a thousand things on the way.
    private static let moveMilliseconds: Int64 = 600_000

    private static func move(_ call: Call) throws -> Reply {
        let fields = try ControlFields(
            call.controlBody(), knowing: ["advance", "set", "freeze"])
        let change = try Change(fields)
        let (sandbox, books) = (call.sandbox, call.books)
        let ticket = sandbox.ticket()
        var isHeld = false
        var early: HTTPResponse?
        sandbox.clockwork.advance(books) {
            try begin(change, books)
        } then: { result in
            let response = response(result, books)
            guard isHeld else { return early = response }
            sandbox.keep(response, of: call)
            sandbox.server?.answer(ticket, with: response)
        }
        if let early { return Reply(.now(early)) }
        isHeld = true
        return Reply(.hold(ticket, milliseconds: moveMilliseconds))
    }

    /// What is to become of a clock.
    private struct Change {
        /// Seconds by which it is moved on.
        let advance: Int64?
        /// The time in Unix seconds that it is set to.
        let set: Timestamp?
        let freezes: Bool?

        init(_ fields: ControlFields) throws {
            advance = try fields.seconds("advance")
            set = try fields.integer("set", "a time in UNIX seconds")
            freezes = try fields.flag("freeze")
            if advance != nil && set != nil {
                throw ErrorBody.control("invalid_value", "Give advance or set, not both.")
            }
            let range = Timestamp.clockRange
            guard set.map(range.contains) ?? true else {
                throw ControlFields.wrong(
                    "set", "a time from \(range.lowerBound) to \(range.upperBound)")
            }
        }
    }

    /// Begins a change when its turn has come: moves that meet are made one after the other, each
    /// from where the one before has led to.
    ///
    /// - Returns: the nanoseconds on the merchant's clock that it is to be moved to.
    private static func begin(_ change: Change, _ books: Books) throws -> Int64 {
        let target = try target(change, books)
        if let freezes = change.freezes { try freeze(freezes, books) }
        return target ?? books.nanoseconds
    }

    private static func target(_ change: Change, _ books: Books) throws -> Int64? {
        let now = books.nanoseconds
        if let advance = change.advance {
            guard advance <= Timestamp.clockRange.upperBound - books.now else {
                throw ControlFields.wrong(
                    "advance",
                    "a duration that ends no later than \(Timestamp.clockRange.upperBound)")
            }
            return now + advance * Timestamp.nanoseconds
        }
        guard let set = change.set else { return nil }
        let target = set * Timestamp.nanoseconds
        if target >= now / Timestamp.nanoseconds * Timestamp.nanoseconds {
            return max(target, now)
        }
        guard try books.isEmpty() else {
            throw ControlFields.wrong(
                "set", "no earlier than the merchant's present while it has records")
        }
        try books.set(clock: books.clock.set(to: target, system: books.systemNow))
        return target
    }

    private static func freeze(_ isFrozen: Bool, _ books: Books) throws {
        let (now, system) = (books.nanoseconds, books.systemNow)
        try books.set(
            clock: isFrozen
                ? MerchantClock(offset: now - system, frozenAt: now)
                : MerchantClock(offset: now - system))
    }

    private static func response(
        _ result: Result<[Fired], any Error>, _ books: Books
    ) -> HTTPResponse {
        guard case .success(let fired) = result else {
            return Reply.response(result.refusal ?? .storeFault)
        }
        var writer = JSONWriter()
        let list = JSON.Member(name: "fired", value: .list(fired.map(\.json)))
        writer.json(.object(state(of: books) + [list]))
        return HTTPResponse(status: 200, headers: Reply.headers, body: writer.bytes)
    }

    /// What time the merchant has.
    static func state(of books: Books) -> [JSON.Member] {
        let clock = books.clock
        return [
            JSON.Member(name: "entity", value: "clock"),
            JSON.Member(name: "now", value: .integer(books.now)),
            JSON.Member(name: "frozen", value: .bool(clock.frozenAt != nil)),
            JSON.Member(name: "offset", value: .integer(books.offset)),
        ]
    }
}

extension Result where Failure == any Error {
    /// Why a move was not made, where that has words.
    fileprivate var refusal: ErrorBody? {
        if case .failure(let error) = self { error as? ErrorBody } else { nil }
    }
}

extension Fired {
    fileprivate var json: JSON {
        var members: [JSON.Member] = [
            JSON.Member(name: "at", value: .integer(at)),
            JSON.Member(name: "what", value: .string(what)),
            JSON.Member(name: "id", value: .string(wireID)),
        ]
        if let delivery {
            members += [
                JSON.Member(name: "event_id", value: .string(delivery.eventID.wire)),
                JSON.Member(name: "attempt", value: .integer(delivery.attempt)),
                JSON.Member(name: "status", value: .string(delivery.status.rawValue)),
            ]
        }
        return .object(members)
    }

    /// The id as it stands on the line.
    private var wireID: String {
        switch kind {
        case .closure: VirtualAccount.prefix + id
        case .batch: Credit.prefix + id
        case .refund: Refund.prefix + id
        case .dormancy, .delivery: id
        }
    }
}

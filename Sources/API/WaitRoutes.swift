import HTTP
import SmartCollect
import Storage
import Wire

/// Waiting for events, and watching them.
enum WaitRoutes {
    static let all = [
        Route(.get, "/_sandbox/wait", takesQuery: true, lasts: true, wait),
        Route(.get, "/_sandbox/stream", lasts: true, stream),
    ]

    private static let secondsMax: Int64 = 600
    private static let replayMax: Int64 = 1000

    // MARK: Waiting

    private static func wait(_ call: Call) throws -> Reply {
        let fields = try Fields(
            call.queryFields,
            knowing: ["event", "entity_id", "delivered", "count", "since", "timeout", "tenant"])
        let milliseconds = try seconds(fields) * 1000
        let waiter = try waiter(fields, call)
        if waiter.isServed { return Reply(.now(try waiter.answer(call.books))) }
        call.sandbox.watch.wait(waiter)
        return Reply(.hold(waiter.ticket, milliseconds: milliseconds))
    }

    private static func waiter(_ fields: Fields, _ call: Call) throws -> Waiter {
        let page = try ListQuery(reading: fields, dialect: .payments)
        let count = fields["count"] == nil ? 1 : page.count
        let filter = EventFilter(
            name: fields["event"]?.asText,
            entity: try fields["entity_id"]?.asText.map(EventRoutes.entity),
            page: ListQuery(count: count))
        let since: ID<Event>? = try fields["since"]?.asText.map { try ID(wire: $0) }
        guard let deliveredOnly = (fields["delivered"] ?? false).asFlag else {
            throw ControlFields.wrong("delivered", "true or false")
        }
        return Waiter(
            ticket: call.sandbox.ticket(), merchant: call.books.key, filter: filter, since: since,
            deliveredOnly: deliveredOnly,
            found: try call.books.events(filter, after: since, deliveredOnly: deliveredOnly))
    }

    private static func seconds(_ fields: Fields) throws -> Int64 {
        guard let timeout = fields["timeout"] else { return 5 }
        guard let seconds = ControlFields.seconds(timeout), seconds <= secondsMax else {
            throw ControlFields.wrong("timeout", #"a duration such as "5s", at most "10m""#)
        }
        return seconds
    }

    // MARK: Watching

    /// Of what a client has missed, the events are told again; the rest is not kept.
    private static func stream(_ call: Call) throws -> Reply {
        var bytes = ServerSentEvent.beginning
        if let header = call.request.header("Last-Event-ID"), let last = ID<Event>(header) {
            let page = EventFilter(page: ListQuery(count: replayMax))
            for record in try call.books.events(page, after: last) {
                let body = try call.books.body(of: record.event.id)
                var writer = JSONWriter(reserving: 2048)
                writer.object { $0.event(record, body: body) }
                bytes += ServerSentEvent.bytes(
                    "event", id: record.event.id.wire, data: writer.bytes)
            }
        }
        let ticket = call.sandbox.ticket()
        call.sandbox.watch.watch(call.books, ticket)
        return Reply(
            .stream(ticket, HTTPResponse(status: 200, headers: headers, body: bytes)))
    }

    private static let headers = [
        (name: "Content-Type", value: "text/event-stream; charset=utf-8"),
        (name: "X-Content-Type-Options", value: "nosniff"),
        (name: "Cache-Control", value: "no-store"),
    ]
}

extension Waiter {
    /// What is answered when everything that was waited for is there, oldest first.
    func answer(_ books: Books) throws -> HTTPResponse {
        let found = try found.sorted { $0.event.id.text < $1.event.id.text }.map { record in
            (record, try books.body(of: record.event.id))
        }
        var writer = JSONWriter(reserving: 4096)
        writer.collection(found) { json, one in
            json.object { $0.event(one.0, body: one.1) }
        }
        return HTTPResponse(status: 200, headers: Reply.headers, body: writer.bytes)
    }

    /// What is answered when it did not come: what came nearest.
    func disappointment(_ books: Books) throws -> HTTPResponse {
        let nearest = try nearest(books)
        let what = [filter.name ?? "event", filter.entity.map { "of \($0.wire)" }]
            .compactMap(\.self).joined(separator: " ")
        var words = "Not enough: \(found.count) of \(filter.page.count) \(what)"
        words += deliveredOnly ? " came and was delivered in time" : " came in time"
        words +=
            nearest.isEmpty
            ? "; nothing like it has happened." : "; what came nearest stands in metadata."
        let list = nearest.map { record in
            var writer = JSONWriter()
            writer.object { $0.event(record, body: nil) }
            return (try? JSONReader.read(writer.bytes)) ?? .null
        }
        return Reply.response(
            ErrorBody(
                .control(reason: "timeout", metadata: ["nearest": .list(list)]), words,
                status: 408))
    }

    private static let nearestMax: Int64 = 5

    /// First what fits but was not delivered, then what happened to the same entity, then what
    /// happened to others under the same name, then whatever happened last.
    private func nearest(_ books: Books) throws -> [EventRecord] {
        let page = ListQuery(count: Waiter.nearestMax)
        var nearest = found
        for filter in [
            EventFilter(name: filter.name, entity: filter.entity, page: page),
            EventFilter(entity: filter.entity, page: page),
            EventFilter(name: filter.name, page: page),
            EventFilter(page: page),
        ] {
            for record in try books.events(filter) where !nearest.contains(record) {
                nearest.append(record)
            }
        }
        return Array(nearest.prefix(Int(Waiter.nearestMax)))
    }
}

extension EventFilter.Entity {
    /// The id as it stands on the line.
    fileprivate var wire: String {
        switch self {
        case .virtualAccount(let id): id.wire
        case .payment(let id): id.wire
        case .refund(let id): id.wire
        }
    }
}

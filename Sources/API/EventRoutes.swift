import HTTP
import SmartCollect
import Storage
import Wire

/// What happened, and telling of it again.
enum EventRoutes {
    static let all = [
        Route(.get, "/_sandbox/events", takesQuery: true, list),
        Route(.get, "/_sandbox/events/:id", fetch),
        Route(.post, "/_sandbox/events/:id/resend", resend),
        Route(.post, "/_sandbox/events/resend", resendOfEntity),
    ]

    private static func list(_ call: Call) throws -> Reply {
        let (page, fields) = try call.controlPage(also: ["event", "entity_id"])
        let filter = EventFilter(
            name: fields["event"]?.asText,
            entity: try fields["entity_id"]?.asText.map(entity), page: page)
        let records = try call.books.events(filter)
        return .json(reserving: 4096) { json in
            json.collection(records) { json, record in
                json.object { $0.event(record, body: nil) }
            }
        }
    }

    /// The entity that an id names by its prefix.
    static func entity(_ text: String) throws -> EventFilter.Entity {
        if text.hasPrefix(Payment.prefix) { return .payment(try ID(wire: text)) }
        if text.hasPrefix(Refund.prefix) { return .refund(try ID(wire: text)) }
        return .virtualAccount(try ID(wire: text))
    }

    private static func fetch(_ call: Call) throws -> Reply {
        let record = try call.books.event(call.id())
        let body = try call.books.body(of: record.event.id)
        return .json(reserving: 4096) { json in
            json.object { $0.event(record, body: body) }
        }
    }

    private static func resend(_ call: Call) throws -> Reply {
        let record = try call.books.event(call.id())
        let fields = try ControlFields(call.controlBody(), knowing: ["webhook_id"])
        let webhook = try webhook(fields, call)
        let count = try call.books.resend(record, to: webhook)
        return .value([
            "events": [.string(record.event.id.wire)], "deliveries": .integer(Int64(count)),
        ])
    }

    /// The one webhook that is to be told, where the request names one.
    private static func webhook(_ fields: ControlFields, _ call: Call) throws -> Webhook? {
        guard let id = try fields.text("webhook_id") else { return nil }
        let webhook = try call.books.webhook(ID(wire: id))
        guard webhook.isOn else {
            throw ErrorBody.control(
                "webhook_off",
                "The webhook is switched off or disabled; PATCH it with active true first.",
                field: "webhook_id")
        }
        return webhook
    }

    private static func resendOfEntity(_ call: Call) throws -> Reply {
        let fields = try ControlFields(
            call.controlBody(), knowing: ["payment_id", "virtual_account_id", "webhook_id"])
        let webhook = try webhook(fields, call)
        let entity: EventFilter.Entity
        switch (try fields.text("payment_id"), try fields.text("virtual_account_id")) {
        case (let id?, nil): entity = .payment(try call.books.payment(ID(wire: id)).id)
        case (nil, let id?):
            entity = .virtualAccount(try call.books.virtualAccount(ID(wire: id)).id)
        default:
            throw ErrorBody.control(
                "invalid_value", "Give one of payment_id and virtual_account_id.")
        }
        let records = try call.books.events(
            EventFilter(entity: entity, page: ListQuery(count: 1000))
        ).reversed()
        let count = try records.reduce(0) { try $0 + call.books.resend($1, to: webhook) }
        return .value([
            "events": .list(records.map { .string($0.event.id.wire) }),
            "deliveries": .integer(Int64(count)),
        ])
    }
}

extension JSONWriter {
    /// Writes the members of an event, with the bytes that are sent where they are asked for.
    mutating func event(_ record: EventRecord, body: [UInt8]?) {
        member("id", record.event.id.wire)
        member("entity", "event")
        member("event", record.event.name.rawValue)
        member("virtual_account_id", record.virtualAccountID.wire)
        member("payment_id", record.paymentID?.wire)
        member("refund_id", record.refundID?.wire)
        member("created_at", record.event.createdAt)
        if let body { member("body", String(decoding: body, as: UTF8.self)) }
    }
}

import HTTP
import SmartCollect
import Storage
import Wire

/// What happened, and telling of it again.
enum EventRoutes {
    static let all = [
        Route(.get, "/_sandbox/events", list),
        Route(.get, "/_sandbox/events/:id", fetch),
        Route(.post, "/_sandbox/events/:id/resend", resend),
        Route(.post, "/_sandbox/events/resend", resendOfEntity),
        Route(.get, "/_sandbox/deliveries", deliveries),
    ]

    private static func list(_ call: Call) throws -> Reply {
        let (page, fields) = try call.controlPage(also: ["event", "entity_id"])
        let filter = EventFilter(
            name: fields["event"]?.asText,
            entity: try fields["entity_id"]?.asText.map(entity), page: page)
        let records = try call.books.events(filter)
        return .json(reserving: 4096) { json in
            json.collection(records) { json, record in
                json.object { $0.event(record) }
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
            json.object { json in
                json.event(record)
                json.member("body", String(decoding: body, as: UTF8.self))
            }
        }
    }

    private static func resend(_ call: Call) throws -> Reply {
        let record = try call.books.event(call.id())
        let fields = try ControlFields(call.controlBody(), knowing: ["webhook_id"])
        let webhook = try fields.text("webhook_id").map { try call.books.webhook(ID(wire: $0)) }
        let count = try call.books.resend(record, to: webhook)
        return .value([
            "events": [.string(record.event.id.wire)], "deliveries": .integer(Int64(count)),
        ])
    }

    private static func resendOfEntity(_ call: Call) throws -> Reply {
        let fields = try ControlFields(
            call.controlBody(), knowing: ["payment_id", "virtual_account_id", "webhook_id"])
        let webhook = try fields.text("webhook_id").map { try call.books.webhook(ID(wire: $0)) }
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

    private static func deliveries(_ call: Call) throws -> Reply {
        let (page, fields) = try call.controlPage(
            also: ["event_id", "event", "webhook_id", "status"])
        let filter = DeliveryFilter(
            eventID: try fields["event_id"]?.asText.map { try ID(wire: $0) },
            webhookID: try fields["webhook_id"]?.asText.map { try ID(wire: $0) },
            eventName: fields["event"]?.asText,
            status: try fields.choice("status", of: Delivery.Status.self), count: page.count,
            skip: page.skip)
        let deliveries = try call.books.deliveries(filter)
        return .json(reserving: 4096) { json in
            json.collection(deliveries) { json, delivery in json.delivery(delivery) }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func event(_ record: EventRecord) {
        member("id", record.event.id.wire)
        member("entity", "event")
        member("event", record.event.name.rawValue)
        member("virtual_account_id", record.virtualAccountID.wire)
        member("payment_id", record.paymentID?.wire)
        member("refund_id", record.refundID?.wire)
        member("created_at", record.event.createdAt)
    }

    fileprivate mutating func delivery(_ delivery: Delivery) {
        let result = delivery.result
        object { json in
            json.member("id", delivery.id.text)
            json.member("entity", "delivery")
            json.member("event_id", delivery.eventID.wire)
            json.member("webhook_id", delivery.webhookID.wire)
            json.member("attempt", delivery.attempt)
            json.member("status", delivery.status.rawValue)
            json.member(
                "due_at", delivery.dueAt / Timestamp.nanoseconds)
            json.member("sent_at", result?.sentAt)
            json.member("request_headers", result?.requestHeaders)
            json.member("response_status", result?.responseStatus)
            json.member(
                "response_body", result.map { String(decoding: $0.responseBody, as: UTF8.self) })
            json.member("duration_ms", result?.durationMilliseconds)
            json.member("diagnosis", result?.diagnosis)
        }
    }
}

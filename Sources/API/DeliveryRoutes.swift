import HTTP
import SmartCollect
import Storage
import Wire

/// The delivery log: every attempt to tell a webhook of an event, and what came of it.
enum DeliveryRoutes {
    static let all = [
        Route(.get, "/_sandbox/deliveries", takesQuery: true, list)
    ]

    private static func list(_ call: Call) throws -> Reply {
        let (page, fields) = try call.controlPage(
            also: ["event_id", "event", "webhook_id", "status"])
        let filter = DeliveryFilter(
            eventID: try fields["event_id"]?.asText.map { try ID(wire: $0) },
            webhookID: try fields["webhook_id"]?.asText.map { try ID(wire: $0) },
            eventName: fields["event"]?.asText,
            status: try fields.choice("status", of: DeliveryStatus.self), page: page)
        let deliveries = try call.books.deliveries(filter).map {
            ($0, try call.books.event($0.eventID).event.name)
        }
        return .json(reserving: 4096) { $0.collection(deliveries) { $0.delivery($1.0, of: $1.1) } }
    }
}

extension JSONWriter {
    mutating func delivery(_ delivery: Delivery, of event: EventName) {
        let result = delivery.result
        object { json in
            json.member("id", delivery.id.text)
            json.member("entity", "delivery")
            json.member("event_id", delivery.eventID.wire)
            json.member("event", event.rawValue)
            json.member("webhook_id", delivery.webhookID.wire)
            json.member("attempt", delivery.attempt)
            json.member("status", delivery.status.rawValue)
            json.member("behaviour", delivery.behaviour?.wire)
            json.member(
                "due_at", delivery.isHeld ? nil : delivery.dueAt / Timestamp.nanoseconds)
            json.member("sent_at", result?.sentAt)
            json.member("request_headers") { $0.headers(of: delivery) }
            json.member("response_status", result?.responseStatus)
            json.member(
                "response_body", result.map { String(decoding: $0.responseBody, as: UTF8.self) })
            json.member("duration_ms", result?.durationMilliseconds)
            json.member("diagnosis", delivery.diagnosis)
        }
    }

    private mutating func headers(of delivery: Delivery) {
        guard let result = delivery.result else { return null() }
        object { json in
            for field in DeliveryHeaders.of(delivery.eventID, signature: result.signature) {
                json.member(field.name, field.value)
            }
        }
    }
}

import SmartCollect
import Storage
import Wire

// How webhooks are told, and how that is made to go wrong.

extension OpenAPI {
    static let deliveryOperations = [
        "GET /_sandbox/deliveries": Operation(
            "List deliveries",
            takes: .page + [
                Operation.Parameter("event_id", Schema.id("")),
                Operation.Parameter("event", Schema.text),
                Operation.Parameter("webhook_id", Schema.id("")),
                Operation.Parameter("status", Schema.one(of: Delivery.Status.self)),
            ], answers: Schema.collection(of: "delivery")),
    ]

    static let deliveryEntities: [JSON.Member] =
        [("delivery", delivery)].map {
            JSON.Member(name: $0.0, value: $0.1)
        }

    private static let delivery = Schema.object([
        "id": Schema.id(""),
        "entity": Schema.only("delivery"),
        "event_id": Schema.id(""),
        "event": Schema.one(of: EventName.allCases.map(\.rawValue)),
        "webhook_id": Schema.id(""),
        "attempt": Schema.integer(1...100),
        "status": Schema.one(of: Delivery.Status.self),
        "behaviour": Schema.optional(Schema.one(of: Behaviour.Kind.self)),
        "due_at": Schema.optional(Schema.time),
        "sent_at": Schema.optional(Schema.time),
        "request_headers": Schema.optional(["type": "object"]),
        "response_status": Schema.optional(Schema.integer),
        "response_body": Schema.optional(Schema.text),
        "duration_ms": Schema.optional(Schema.integer),
        "diagnosis": Schema.optional(Schema.text),
    ])
}

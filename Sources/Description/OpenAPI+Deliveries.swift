import SmartCollect
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
                Operation.Parameter("status", Schema.one(of: DeliveryStatus.self)),
            ], answers: Schema.collection(of: "delivery")),
        "POST /_sandbox/webhooks/:id/behaviour": Operation(
            "Let the next deliveries to a webhook go wrong", body: behaviourFields,
            answers: Schema.named("behaviour")),
        "GET /_sandbox/webhooks/:id/behaviour": Operation(
            "What is still to go wrong with a webhook", answers: Schema.named("behaviour")),
        "DELETE /_sandbox/webhooks/:id/behaviour": Operation(
            "Let deliveries go right again", answers: Schema.named("behaviour")),
        "POST /_sandbox/webhooks/verify": Operation(
            "Find out why a signature does not come out right",
            body: Schema.object(
                [
                    "body": Schema.either(Schema.text(1...8192), ["type": "object"]),
                    "signature": Schema.text(1...128),
                ], optional: ["secret": Schema.text(1...255)]),
            answers: Schema.named("finding")),
    ]

    static let deliveryEntities: [JSON.Member] =
        [("delivery", delivery), ("behaviour", behaviour), ("finding", finding)].map {
            JSON.Member(name: $0.0, value: $0.1)
        }

    private static let delivery = Schema.object([
        "id": Schema.id(""),
        "entity": Schema.only("delivery"),
        "event_id": Schema.id(""),
        "event": Schema.one(of: EventName.allCases.map(\.rawValue)),
        "webhook_id": Schema.id(""),
        "attempt": Schema.integer(1...100),
        "status": Schema.one(of: DeliveryStatus.self),
        "behaviour": Schema.optional(Schema.one(of: Behaviour.Kind.self)),
        "due_at": Schema.optional(Schema.time),
        "sent_at": Schema.optional(Schema.time),
        "request_headers": Schema.optional(["type": "object"]),
        "response_status": Schema.optional(Schema.integer),
        "response_body": Schema.optional(Schema.text),
        "duration_ms": Schema.optional(Schema.integer),
        "diagnosis": Schema.optional(Schema.text),
    ])

    private static let duration = Schema.text(2...5, pattern: "^[0-9]{1,4}[smhd]$")

    private static let behaviourFields = Schema.either(
        Schema.object(
            ["do": Schema.one(of: ["drop", "bad_signature", "old_secret"])],
            optional: ["next": Schema.integer(1...1000)]),
        Schema.object(
            ["do": Schema.only("duplicate")],
            optional: ["next": Schema.integer(1...1000), "by": duration]),
        Schema.object(
            ["do": Schema.only("delay"), "by": duration],
            optional: ["next": Schema.integer(1...1000)]),
        Schema.object(["do": Schema.only("reorder"), "next": Schema.integer(2...1000)]))

    private static let behaviour = Schema.object(
        [
            "do": Schema.optional(Schema.one(of: Behaviour.Kind.self)),
            "next": Schema.integer(0...1000),
        ], optional: ["by": Schema.text])

    private static let finding = Schema.object([
        "result": Schema.one(of: SignatureResult.allCases.map(\.rawValue)),
        "advice": Schema.text,
    ])
}

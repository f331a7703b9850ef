import SmartCollect
import Wire

// What was asked, what happened, what goes wrong on purpose, and how to wait for it.

extension OpenAPI {
    static let watchingOperations = [
        "GET /_sandbox/sink": Operation(
            "What the built-in receiver has taken while there was no webhook", takes: .page,
            answers: Schema.collection(of: "sink_delivery")),
        "DELETE /_sandbox/sink": Operation("Empty every sink", answers: Schema.named("deleted")),
        "POST /_sandbox/sink/:name": Operation(
            "Take a delivery: the URL of a webhook", body: ["type": "object"],
            answers: Schema.object(["status": Schema.integer(200...599)])),
        "GET /_sandbox/sink/:name": Operation(
            "What a sink has taken", takes: .page,
            answers: Schema.collection(of: "sink_delivery")),
        "DELETE /_sandbox/sink/:name": Operation(
            "Empty a sink and forget its script", answers: Schema.named("deleted")),
        "POST /_sandbox/sink/:name/responses": Operation(
            "Say what a sink answers next", body: statuses, answers: statuses),
        "GET /_sandbox/sink/:name/responses": Operation(
            "What a sink answers next", answers: statuses),
        "GET /_sandbox/wait": Operation(
            "Wait until events have happened",
            takes: [
                Operation.Parameter("event", Schema.one(of: EventName.allCases.map(\.rawValue))),
                Operation.Parameter("entity_id", Schema.asked(VirtualAccount.prefix)),
                Operation.Parameter("delivered", Schema.flag),
                Operation.Parameter("count", Schema.integer(1...100)),
                Operation.Parameter("since", Schema.id("")),
                Operation.Parameter("timeout", Schema.text(2...2, pattern: "^[01]s$")),
            ], answers: Schema.collection(of: "sent_event"), refusals: [408]),
        "GET /_sandbox/stream": Operation(
            "Everything that happens, as server-sent events: request, credit, event, delivery",
            takes: [Operation.Parameter("Last-Event-ID", Schema.id(""), in: .header)],
            answers: Schema.text, mediaType: "text/event-stream"),
        "PUT /_sandbox/faults": Operation(
            "Let requests go wrong", body: Schema.list(of: Schema.named("fault")),
            answers: Schema.list(of: Schema.named("fault"))),
        "GET /_sandbox/faults": Operation(
            "What is still to go wrong", answers: Schema.list(of: Schema.named("fault"))),
        "DELETE /_sandbox/faults": Operation(
            "Let requests go right again", answers: Schema.list(of: Schema.named("fault"))),
        "GET /_sandbox/requests": Operation(
            "What was asked of the emulated API, and what was answered",
            takes: .page + [
                Operation.Parameter(
                    "method", Schema.one(of: ["GET", "POST", "PUT", "PATCH", "DELETE"])),
                Operation.Parameter("path", Schema.text(1...64, pattern: "^/[a-z0-9/*_]*$")),
                Operation.Parameter("status", Schema.text(3...3, pattern: "^[1-5](xx|[0-9]{2})$")),
                Operation.Parameter("since", Schema.text(5...9, pattern: "^req_[0-9]{1,5}$")),
            ], answers: Schema.collection(of: "request")),
        "DELETE /_sandbox/requests": Operation(
            "Forget what was asked", answers: Schema.named("deleted")),
    ]

    static let watchingEntities: [JSON.Member] =
        [
            ("sink_delivery", sinkDelivery), ("fault", fault), ("request", request),
            ("deleted", Schema.object(["deleted": Schema.integer])),
        ].map { JSON.Member(name: $0.0, value: $0.1) }

    private static let statuses = Schema.list(of: Schema.integer(200...599))

    private static let sinkDelivery = Schema.object([
        "entity": Schema.only("sink_delivery"),
        "sink": Schema.optional(Schema.text),
        "received_at": Schema.time,
        "event_id": Schema.optional(Schema.text),
        "event": Schema.anything,
        "headers": ["type": "object"],
        "body": Schema.text,
        "answered": Schema.integer(200...599),
    ])

    private static let match = Schema.object(
        [:],
        optional: [
            "method": Schema.one(of: ["GET", "POST", "PUT", "PATCH", "DELETE"]),
            "path": Schema.text(1...255, pattern: "^/[A-Za-z0-9/*_.-]*$"),
        ])

    private static let times = Schema.integer(1...1_000_000)

    private static let fault = Schema.either(
        Schema.object(
            ["do": Schema.one(of: ["error", "commit_then_error"])],
            optional: [
                "match": match, "times": times, "status": Schema.integer(400...599),
                "code": Schema.text(0...64), "description": Schema.text(0...200),
                "retry_after": Schema.integer(0...3600),
            ]),
        Schema.object(
            [
                "do": Schema.only("delay"),
                "by": Schema.text(2...5, pattern: "^([0-9]{1,2}|[1-5][0-9]{2}|600)s$"),
            ], optional: ["match": match, "times": times]),
        Schema.object(
            [
                "do": Schema.one(of: [
                    "hang", "reset", "commit_then_reset", "commit_then_hang", "truncate",
                ])
            ], optional: ["match": match, "times": times]))

    private static let request = Schema.object([
        "id": ["type": "string", "pattern": "^req_[0-9]+$"],
        "entity": Schema.only("request"),
        "received_at": Schema.time,
        "method": Schema.text,
        "path": Schema.text,
        "query": Schema.optional(Schema.text),
        "route": Schema.optional(Schema.text),
        "nearest_route": Schema.optional(Schema.text),
        "ignored": Schema.list(of: Schema.text),
        "headers": ["type": "object"],
        "body": Schema.optional(Schema.text),
        "body_bytes": Schema.integer,
        "fault": Schema.optional(Schema.text),
        "status": Schema.optional(Schema.integer),
        "response_body": Schema.optional(Schema.text),
        "response_bytes": Schema.integer,
    ])
}

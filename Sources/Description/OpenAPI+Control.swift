import SmartCollect
import Wire

// What our own routes take and answer.

extension OpenAPI {
    /// Our own routes.
    ///
    /// - Parameters:
    ///   - routes: the table of its routes.
    ///   - version: the program's version; may be empty.
    /// - Returns: the description.
    public static func control(_ routes: [RouteName], version: String) -> OpenAPI {
        OpenAPI(
            title: "Smart Collect Sandbox: the control API",
            description: "What a test does to the sandbox: money in, time, events, settings. "
                + "Without credentials the default merchant is meant.",
            version: version, routes: routes, operations: controlOperations,
            schemas: entities + controlEntities + deliveryEntities
                + watchingEntities, bodyTypes: ["application/json"],
            parameters: [Operation.Parameter("tenant", Schema.text(1...64))],
            postParameters: [
                Operation.Parameter("Idempotency-Key", Schema.text(1...255), in: .header)
            ],
            refusals: [400, 401, 403, 404, 409, 413, 415, 421, 503], isOpen: true)
    }

    private static let controlOperations: [String: Operation] =
        openOperations.merging(stateOperations) { $1 }.merging(creditOperations) { $1 }
        .merging(keptOperations) { $1 }
        .merging(eventOperations) { $1 }.merging(webhookOperations) { $1 }
        .merging(deliveryOperations) { $1 }.merging(watchingOperations) { $1 }

    private static let openOperations = [
        "GET /health": Operation(
            "Whether it is well, which version it is, and what time it has",
            answers: Schema.object([
                "status": Schema.only("ok"), "version": Schema.text, "uptime": Schema.integer,
                "now": Schema.time,
            ])),
        "GET /livez": Operation(
            "Whether it is alive", answers: Schema.object(["status": Schema.only("ok")])),
        "GET /readyz": Operation(
            "Whether it takes requests", answers: Schema.object(["status": Schema.text])),
        "GET /openapi.json": Operation(
            "The emulated API in the words of OpenAPI", answers: ["type": "object"]),
        "GET /_sandbox/openapi.json": Operation(
            "The control API in the words of OpenAPI", answers: ["type": "object"]),
        "GET /metrics": Operation(
            "Counters for Prometheus", answers: Schema.text, mediaType: "text/plain"),
        "GET /llms.txt": Operation(
            "How to use the sandbox, for a language model", answers: Schema.text,
            mediaType: "text/plain"),
    ]

    private static let stateOperations = [
        "GET /_sandbox/settings": Operation(
            "What the merchant's account is set up for", answers: Schema.named("settings")),
        "PATCH /_sandbox/settings": Operation(
            "Change settings", body: MerchantSettings.schema(requiringAll: false),
            answers: Schema.named("settings")),
        "GET /_sandbox/tpv-banks": Operation(
            "The banks whose customers can be validated",
            answers: Schema.collection(of: "bank")),
        "GET /_sandbox/clock": Operation(
            "The merchant's time", answers: Schema.named("clock")),
        "POST /_sandbox/clock": Operation(
            "Move or stop the merchant's time, and do what falls due",
            body: Schema.object(
                [:],
                optional: [
                    "advance": Schema.either(
                        Schema.text(2...12, pattern: "^[0-9]{1,4}[smhd]$"),
                        Schema.integer(0...31_536_000)),
                    "set": Schema.integer(Timestamp.clockRange),
                    "freeze": Schema.flag,
                ]), answers: Schema.named("moved_clock"), refusals: [408]),
        "GET /_sandbox/ledger": Operation(
            "Prove the merchant's books", answers: Schema.named("ledger")),
    ]

    private static let creditOperations = [
        "POST /_sandbox/credits": Operation(
            "Let money arrive", body: creditFields, answers: Schema.named("credit")),
        "POST /_sandbox/credits/bulk": Operation(
            "Let many credits arrive at once: all of them, or none",
            body: Schema.object(["credits": Schema.list(of: creditFields)]),
            orLinesOf: creditFields,
            answers: Schema.object(
                members: Schema.members(["entity": Schema.only("bulk"), "count": Schema.integer])
                    + CreditRecord.Status.allCases.map {
                        JSON.Member(name: $0.rawValue, value: Schema.integer)
                    })),
        "GET /_sandbox/credits": Operation(
            "List credits",
            takes: .page + [
                Operation.Parameter(
                    "virtual_account_id", Schema.asked(VirtualAccount.prefix)),
                Operation.Parameter("utr", Schema.text),
                Operation.Parameter("status", Schema.one(of: CreditRecord.Status.self)),
                Operation.Parameter("mode", Schema.one(of: Rail.allCases.map(\.wire))),
            ], answers: Schema.collection(of: "credit")),
        "GET /_sandbox/credits/:id": Operation(
            "Fetch a credit", answers: Schema.named("credit")),
        "POST /_sandbox/refunds/:id/settle": Operation(
            "Decide what becomes of a refund that is held",
            body: Schema.object(["status": Schema.one(of: ["processed", "failed"])]),
            answers: Schema.named("refund")),
    ]

    private static let creditFields = Schema.object(
        [
            "to": Schema.either(
                Schema.object(["virtual_account_id": Schema.id(VirtualAccount.prefix)]),
                Schema.object(
                    ["account_number": number], optional: ["ifsc": Schema.ifsc]),
                Schema.object(["vpa": vpaAddress])),
            "mode": Schema.one(of: Rail.allCases.map(\.wire)),
            "amount": Schema.integer(1...1_000_000_000_000),
        ],
        optional: [
            "payer": Schema.optional(
                Schema.object(
                    [:],
                    optional: [
                        "name": Schema.optional(Schema.text),
                        "account_number": Schema.optional(number),
                        "ifsc": Schema.optional(Schema.ifsc),
                        "bank_name": Schema.optional(Schema.text),
                        "vpa": Schema.optional(vpaAddress),
                        "account_type": Schema.optional(
                            Schema.one(of: Payer.AccountType.self)),
                    ])),
            "utr": Schema.text(12...22, pattern: "^[0-9A-Z]+$"),
            "narration": Schema.text(0...140),
            "settle": Schema.one(of: ["instant", "next_batch"]),
            "ignore_limits": Schema.flag,
            "allow_duplicate_utr": Schema.flag,
        ])

    private static let number = Schema.text(5...35, pattern: "^[0-9A-Za-z]+$")
    private static let vpaAddress = Schema.text(
        5...320, pattern: "^[A-Za-z0-9._-]{2,256}@[A-Za-z]{2,63}$")

    private static let eventOperations = [
        "GET /_sandbox/events": Operation(
            "List events",
            takes: .page + [
                Operation.Parameter("event", Schema.one(of: EventName.allCases.map(\.rawValue))),
                Operation.Parameter("entity_id", Schema.text),
            ], answers: Schema.collection(of: "event")),
        "GET /_sandbox/events/:id": Operation(
            "Fetch an event with the bytes that are sent", answers: Schema.named("sent_event")),
        "POST /_sandbox/events/:id/resend": Operation(
            "Tell of an event again",
            body: Schema.object([:], optional: ["webhook_id": Schema.id("")]),
            answers: Schema.named("resent")),
        "POST /_sandbox/events/resend": Operation(
            "Tell of all events of a payment or a virtual account again",
            body: Schema.object(
                [:],
                optional: [
                    "payment_id": Schema.id(Payment.prefix),
                    "virtual_account_id": Schema.id(VirtualAccount.prefix),
                    "webhook_id": Schema.id(""),
                ]), answers: Schema.named("resent")),
    ]

    private static let webhookOperations = [
        "POST /_sandbox/webhooks": Operation(
            "Register a webhook",
            body: Schema.object(["url": address], optional: webhookFields),
            answers: Schema.named("webhook")),
        "GET /_sandbox/webhooks": Operation(
            "List webhooks", takes: .page, answers: Schema.collection(of: "webhook")),
        "GET /_sandbox/webhooks/:id": Operation(
            "Fetch a webhook", answers: Schema.named("webhook")),
        "PATCH /_sandbox/webhooks/:id": Operation(
            "Change a webhook", body: Schema.object([:], optional: webhookFields),
            answers: Schema.named("webhook")),
        "DELETE /_sandbox/webhooks/:id": Operation("Remove a webhook", answers: removed),
    ]

    private static let webhookFields: KeyValuePairs<String, JSON> = [
        "events": events,
        "secret": Schema.text(1...255),
        "alert_email": Schema.text(3...255),
        "active": Schema.flag,
    ]
}

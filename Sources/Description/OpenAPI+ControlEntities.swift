import SmartCollect
import Wire

// The entities of the control API.

extension OpenAPI {
    static let controlEntities: [JSON.Member] =
        ([
            ("settings", settings), ("bank", bank), ("clock", Schema.object(clock)),
            ("moved_clock", movedClock), ("ledger", ledger), ("credit", credit),
            ("event", Schema.object(event)), ("sent_event", sentEvent), ("resent", resent),
        ] + keptEntities).map { JSON.Member(name: $0.0, value: $0.1) }

    /// The settings, and the account id that is told with them.
    private static let settings: JSON = {
        let schema = MerchantSettings.schema(requiringAll: true)
        let members = schema["properties"]?.members ?? []
        let id = JSON.Member(name: "account_id", value: Schema.id(Merchant.prefix))
        return [
            "type": "object", "properties": .object([id] + members),
            "required": .list(([id] + members).map { .string($0.name) }),
            "additionalProperties": false,
        ]
    }()

    private static let bank = Schema.object([
        "bank_name": Schema.text, "bank_code": Schema.optional(Schema.text),
    ])

    private static let clock: KeyValuePairs<String, JSON> = [
        "entity": Schema.only("clock"),
        "now": Schema.time,
        "frozen": Schema.flag,
        "offset": Schema.integer,
    ]

    private static let movedClock = Schema.object([
        "entity": Schema.only("clock"),
        "now": Schema.time,
        "frozen": Schema.flag,
        "offset": Schema.integer,
        "fired": Schema.list(
            of: Schema.object(
                ["at": Schema.time, "what": Schema.text, "id": Schema.text],
                optional: [
                    "event_id": Schema.id(""), "attempt": Schema.integer(1...100),
                    "status": Schema.one(of: DeliveryStatus.self),
                ])),
    ])

    private static let ledger = Schema.object([
        "entity": Schema.only("ledger"),
        "balanced": Schema.flag,
        "accounts": Schema.integer,
        "payments": Schema.integer,
        "refunds": Schema.integer,
        "credits": Schema.integer,
        "received": Schema.paise,
        "captured": Schema.paise,
        "refunded": Schema.paise,
        "discrepancies": Schema.list(
            of: Schema.object([
                "what": Schema.text, "id": Schema.text, "expected": Schema.anything,
                "found": Schema.anything,
            ])),
    ])

    private static let credit = Schema.object([
        "id": Schema.id(Credit.prefix),
        "entity": Schema.only("credit"),
        "status": Schema.one(of: CreditRecord.Status.self),
        "reason": Schema.optional(Schema.one(of: CreditRecord.Reason.self)),
        "reason_detail": Schema.optional(Schema.text),
        "mode": Schema.one(of: Rail.allCases.map(\.wire)),
        "amount": Schema.paise,
        "utr": Schema.text,
        "payer": Schema.optional(
            Schema.object([
                "name": Schema.optional(Schema.text),
                "account_number": Schema.optional(Schema.text),
                "ifsc": Schema.optional(Schema.text),
                "bank_name": Schema.optional(Schema.text),
                "vpa": Schema.optional(Schema.text),
                "account_type": Schema.optional(Schema.one(of: Payer.AccountType.self)),
            ])),
        "to": Schema.object(
            [:],
            optional: [
                "virtual_account_id": Schema.id(VirtualAccount.prefix),
                "account_number": Schema.text,
                "ifsc": Schema.text,
                "vpa": Schema.text,
            ]),
        "narration": Schema.optional(Schema.text),
        "payment": Schema.optional(Schema.named("payment")),
        "bank_transfer": Schema.optional(Schema.named("bank_transfer")),
        "upi_transfer": Schema.optional(Schema.named("upi_transfer")),
        "refund": Schema.optional(Schema.named("refund")),
        "events": Schema.list(of: Schema.id("")),
        "settles_at": Schema.optional(Schema.time),
        "created_at": Schema.time,
    ])

    private static let event: KeyValuePairs<String, JSON> = [
        "id": Schema.id(""),
        "entity": Schema.only("event"),
        "event": Schema.one(of: EventName.allCases.map(\.rawValue)),
        "virtual_account_id": Schema.optional(Schema.id(VirtualAccount.prefix)),
        "payment_id": Schema.optional(Schema.id(Payment.prefix)),
        "refund_id": Schema.optional(Schema.id(Refund.prefix)),
        "created_at": Schema.time,
    ]

    private static let sentEvent: JSON = {
        let members = Schema.object(event)["properties"]?.members ?? []
        let body = JSON.Member(name: "body", value: Schema.text)
        return [
            "type": "object", "properties": .object(members + [body]),
            "required": .list((members + [body]).map { .string($0.name) }),
            "additionalProperties": false,
        ]
    }()

    private static let resent = Schema.object([
        "events": Schema.list(of: Schema.id("")), "deliveries": Schema.integer,
    ])
}

import SmartCollect
import Wire

// The entities of the emulated API.

extension OpenAPI {
    /// - Source: section 2 of every file of the contract.
    static let entities: [JSON.Member] =
        [
            ("error", ErrorBody.schema), ("notes", notes), ("customer", customer),
            ("bank_account", bankAccount), ("vpa", vpa), ("allowed_payer", allowedPayer),
            ("virtual_account", virtualAccount), ("payment", payment),
            ("bank_transfer", bankTransfer), ("upi_transfer", upiTransfer), ("refund", refund),
            ("webhook", webhook),
        ].map { JSON.Member(name: $0.0, value: $0.1) }

    /// Without entries a list, as the vendor has it.
    private static let notes = Schema.either(
        ["type": "object", "minProperties": 1, "additionalProperties": Schema.text],
        ["type": "array", "maxItems": 0])

    private static let customer = Schema.object([
        "id": Schema.id(Customer.prefix),
        "entity": Schema.only("customer"),
        "name": Schema.optional(Schema.text),
        "email": Schema.optional(Schema.text),
        "contact": Schema.optional(Schema.text),
        "gstin": Schema.optional(Schema.text),
        "notes": Schema.named("notes"),
        "created_at": Schema.time,
    ])

    private static let bankAccount = Schema.object([
        "id": Schema.id("ba_"),
        "entity": Schema.only("bank_account"),
        "ifsc": Schema.optional(Schema.text),
        "bank_name": Schema.optional(Schema.text),
        "name": Schema.optional(Schema.text),
        "notes": Schema.named("notes"),
        "account_number": Schema.optional(Schema.text),
    ])

    private static let vpa = Schema.object([
        "id": Schema.id("vpa_"),
        "entity": Schema.only("vpa"),
        "username": Schema.text,
        "handle": Schema.text,
        "address": Schema.text,
    ])

    private static let allowedPayer = Schema.object([
        "type": Schema.only("bank_account"),
        "id": Schema.id("ba_"),
        "bank_account": Schema.object(["ifsc": Schema.text, "account_number": Schema.text]),
    ])

    private static let virtualAccount = Schema.object(
        [
            "id": Schema.id(VirtualAccount.prefix),
            "name": Schema.text,
            "entity": Schema.only("virtual_account"),
            "status": Schema.one(of: ["active", "closed"]),
            "description": Schema.optional(Schema.text),
            "amount_expected": Schema.optional(Schema.paise),
            "notes": Schema.named("notes"),
            "amount_paid": Schema.paise,
            "customer_id": Schema.optional(Schema.id(Customer.prefix)),
            "receivers": Schema.list(
                of: Schema.either(Schema.named("bank_account"), Schema.named("vpa"))),
            "close_by": Schema.optional(Schema.time),
            "closed_at": Schema.optional(Schema.time),
            "created_at": Schema.time,
        ],
        optional: ["allowed_payers": Schema.list(of: Schema.named("allowed_payer"))])

    private static let payment = Schema.object(
        [
            "id": Schema.id(Payment.prefix),
            "entity": Schema.only("payment"),
            "amount": Schema.paise,
            "currency": Schema.only("INR"),
            "status": Schema.one(of: Payment.Status.self),
            "order_id": Schema.null,
            "invoice_id": Schema.null,
            "international": Schema.only(false),
            "method": Schema.one(of: ["bank_transfer", "upi"]),
            "amount_refunded": Schema.paise,
            "refund_status": Schema.optional(Schema.one(of: ["partial", "full"])),
            "captured": Schema.flag,
            "description": Schema.optional(Schema.text),
            "card_id": Schema.null,
            "bank": Schema.null,
            "wallet": Schema.null,
            "vpa": Schema.optional(Schema.text),
            "email": Schema.optional(Schema.text),
            "contact": Schema.optional(Schema.text),
            "notes": Schema.named("notes"),
            "fee": Schema.optional(Schema.paise),
            "tax": Schema.optional(Schema.paise),
            "error_code": Schema.null,
            "error_description": Schema.null,
            "error_source": Schema.null,
            "error_step": Schema.null,
            "error_reason": Schema.null,
            "acquirer_data": Schema.object([:], optional: ["rrn": Schema.text]),
            "created_at": Schema.time,
        ],
        optional: [
            "customer_id": Schema.id(Customer.prefix),
            "upi": Schema.object([
                "payer_account_type": Schema.text, "vpa": Schema.optional(Schema.text),
            ]),
        ])

    private static let bankTransfer = Schema.object([
        "id": Schema.id("bt_"),
        "entity": Schema.only("bank_transfer"),
        "payment_id": Schema.id(Payment.prefix),
        "mode": Schema.one(of: Rail.allCases.map(\.wire)),
        "bank_reference": Schema.text,
        "amount": Schema.paise,
        "payer_bank_account": Schema.optional(Schema.named("bank_account")),
        "virtual_account_id": Schema.id(VirtualAccount.prefix),
        "virtual_account": Schema.named("virtual_account"),
    ])

    private static let upiTransfer = Schema.object([
        "id": Schema.id("ut_"),
        "entity": Schema.only("upi_transfer"),
        "amount": Schema.paise,
        "payer_vpa": Schema.optional(Schema.text),
        "payer_bank": Schema.optional(Schema.text),
        "payer_account": Schema.optional(Schema.text),
        "payer_ifsc": Schema.optional(Schema.text),
        "payment_id": Schema.id(Payment.prefix),
        "npci_reference_id": Schema.text,
        "virtual_account_id": Schema.id(VirtualAccount.prefix),
        "virtual_account": Schema.named("virtual_account"),
    ])

    private static let refund = Schema.object([
        "id": Schema.id(Refund.prefix),
        "entity": Schema.only("refund"),
        "amount": Schema.paise,
        "currency": Schema.only("INR"),
        "payment_id": Schema.id(Payment.prefix),
        "notes": Schema.named("notes"),
        "receipt": Schema.optional(Schema.text),
        "acquirer_data": Schema.object(
            [:],
            optional: ["arn": Schema.optional(Schema.text), "rrn": Schema.optional(Schema.text)]),
        "created_at": Schema.time,
        "batch_id": Schema.null,
        "status": Schema.one(of: Refund.Status.self),
        "speed_processed": Schema.optional(Schema.one(of: RefundSpeedProcessed.self)),
        "speed_requested": Schema.one(of: RefundSpeed.self),
    ])

    private static let webhook = Schema.object([
        "id": Schema.id(""),
        "created_at": Schema.time,
        "updated_at": Schema.time,
        "service": Schema.one(of: ["beta-api-test", "beta-api-live"]),
        "owner_id": Schema.text,
        "owner_type": Schema.only("merchant"),
        "context": ["type": "array", "maxItems": 0],
        "disabled_at": Schema.time,
        "url": Schema.text,
        "alert_email": Schema.optional(Schema.text),
        "secret_exists": Schema.flag,
        "entity": Schema.only("webhook"),
        "active": Schema.flag,
        "events": Schema.list(of: Schema.text),
    ])
}

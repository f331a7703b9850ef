import SmartCollect
import Wire

// What the routes of the emulated API take and answer.

extension OpenAPI {
    /// The emulated API.
    ///
    /// - Parameters:
    ///   - routes: the table of its routes.
    ///   - version: the program's version; may be empty.
    /// - Returns: the description.
    public static func vendor(_ routes: [RouteName], version: String) -> OpenAPI {
        OpenAPI(
            title: "Smart Collect Sandbox: the emulated API",
            description: "Virtual accounts, customers, payments, refunds and webhooks, compatible "
                + "with Razorpay's Smart Collect APIs; not affiliated.",
            version: version, routes: routes, operations: vendorOperations,
            schemas: entities,
            bodyTypes: ["application/json", "application/x-www-form-urlencoded"], parameters: [],
            postParameters: [],
            refusals: [400, 401, 413, 421, 503], isOpen: false)
    }

    private static let vendorOperations: [String: Operation] =
        customerOperations.merging(accountOperations) { $1 }
        .merging(paymentOperations) { $1 }.merging(refundOperations) { $1 }
        .merging(webhookOperations) { $1 }

    /// - Source: customers.md.
    private static let customerOperations = [
        "POST /v1/customers": Operation(
            "Create a customer",
            body: customerFields(["fail_existing": Schema.one(of: ["0", "1"])]),
            answers: Schema.named("customer")),
        "GET /v1/customers": Operation(
            "List customers", takes: .page, answers: Schema.collection(of: "customer")),
        "GET /v1/customers/:id": Operation(
            "Fetch a customer", answers: Schema.named("customer")),
        "PUT /v1/customers/:id": Operation(
            "Change a customer", body: customerFields([:]), answers: Schema.named("customer")),
    ]

    private static func customerFields(_ others: KeyValuePairs<String, JSON>) -> JSON {
        let fields = Schema.object([:], optional: others)["properties"]?.members ?? []
        return [
            "type": "object", "properties": .object(customerFields.members + fields),
            "additionalProperties": false,
        ]
    }

    private static let customerFields: JSON = [
        "name": Schema.text(3...50, pattern: "^[A-Za-z0-9][A-Za-z0-9 '._()@/-]*[A-Za-z0-9.)]$"),
        "contact": Schema.text(8...15, pattern: "^\\+?[0-9]+$"),
        "email": Schema.text(3...64),
        "gstin": Schema.text(15...15),
        "notes": sentNotes,
    ]

    private static let sentNotes: JSON = [
        "type": "object", "maxProperties": 15,
        "propertyNames": ["maxLength": 255],
        "additionalProperties": Schema.text(0...512),
    ]

    /// - Source: virtual-accounts.md.
    private static let accountOperations = [
        "POST /v1/virtual_accounts": Operation(
            "Open a virtual account",
            body: Schema.object(
                ["receivers": receivers],
                optional: [
                    "description": Schema.text(0...2048),
                    "customer_id": Schema.asked(Customer.prefix),
                    "close_by": Schema.integer(VirtualAccount.closeByRange),
                    "notes": sentNotes,
                    "allowed_payers": [
                        "type": "array", "items": payer, "maxItems": 10,
                    ],
                    "amount_expected": Schema.paise,
                ]), answers: account),
        "GET /v1/virtual_accounts": Operation(
            "List virtual accounts", takes: .page,
            answers: Schema.collection(of: "virtual_account")),
        "GET /v1/virtual_accounts/:id": Operation("Fetch a virtual account", answers: account),
        "PATCH /v1/virtual_accounts/:id": Operation(
            "Change a virtual account",
            body: Schema.object(
                [:],
                optional: [
                    "close_by": Schema.optional(
                        Schema.integer(VirtualAccount.closeByRange)),
                    "description": Schema.text(0...2048),
                    "notes": sentNotes,
                ]), answers: account),
        "POST /v1/virtual_accounts/:id/close": Operation(
            "Close a virtual account", body: Schema.object([:]), answers: account),
        "GET /v1/virtual_accounts/:id/payments": Operation(
            "List the payments of a virtual account", takes: .page,
            answers: Schema.collection(of: "payment")),
        "POST /v1/virtual_accounts/:id/receivers": Operation(
            "Add a receiver to a virtual account", body: receivers, answers: account),
        "POST /v1/virtual_accounts/:id/allowed_payers": Operation(
            "Allow a payer", body: payer, answers: account),
        "DELETE /v1/virtual_accounts/:id/allowed_payers/:payer_id": Operation(
            "Allow a payer no longer", answers: Schema.null, statuses: [200, 204]),
    ]

    private static let account = Schema.named("virtual_account")

    private static let receivers = Schema.object(
        [
            "types": [
                "type": "array", "minItems": 1,
                "items": Schema.one(of: ["bank_account", "vpa"]),
            ]
        ],
        optional: [
            "bank_account": Schema.object(
                [:],
                optional: [
                    "descriptor": Schema.text(1...10, pattern: "^[0-9A-Za-z]+$"),
                    "numeric": Schema.integer(0...1),
                ]),
            "vpa": Schema.object(
                [:],
                optional: ["descriptor": Schema.text(10...16, pattern: "^[0-9A-Za-z]+$")]),
        ])

    private static let payer = Schema.object([
        "type": Schema.only("bank_account"),
        "bank_account": Schema.object([
            "ifsc": Schema.ifsc,
            "account_number": Schema.text(5...35, pattern: "^[0-9A-Za-z]+$"),
        ]),
    ])

    /// - Source: payments.md.
    private static let paymentOperations = [
        "GET /v1/payments": Operation(
            "List payments",
            takes: .page + [
                Operation.Parameter("va_transaction_id", Schema.text),
                Operation.Parameter("virtual_account", Schema.integer(0...1)),
                Operation.Parameter("expand[]", Schema.one(of: ["card", "refunds"])),
            ], answers: Schema.collection(of: "payment")),
        "GET /v1/payments/:id": Operation("Fetch a payment", answers: Schema.named("payment")),
        "PATCH /v1/payments/:id": Operation(
            "Replace the notes of a payment", body: Schema.object(["notes": sentNotes]),
            answers: Schema.named("payment")),
        "GET /v1/payments/:id/bank_transfer": Operation(
            "Fetch the bank transfer of a payment", answers: Schema.named("bank_transfer")),
        "GET /v1/payments/:id/upi_transfer": Operation(
            "Fetch the UPI transfer of a payment", answers: Schema.named("upi_transfer")),
    ]

    /// - Source: refunds.md.
    private static let refundOperations = [
        "POST /v1/payments/:id/refund": Operation(
            "Refund a payment", takes: [idempotencyKey], body: refundFields([:]),
            answers: Schema.named("refund"), refusals: [409, 500]),
        "POST /v1/refunds": Operation(
            "Refund a payment that the body names", takes: [idempotencyKey],
            body: refundFields(["payment_id": Schema.asked(Payment.prefix)]),
            answers: Schema.named("refund"), refusals: [409, 500]),
        "GET /v1/payments/:id/refunds": Operation(
            "List the refunds of a payment", takes: .page,
            answers: Schema.collection(of: "refund")),
        "GET /v1/payments/:id/refunds/:refund_id": Operation(
            "Fetch a refund of a payment", answers: Schema.named("refund")),
        "GET /v1/refunds": Operation(
            "List refunds",
            takes: .page + [Operation.Parameter("payment_id", Schema.asked(Payment.prefix))],
            answers: Schema.collection(of: "refund")),
        "GET /v1/refunds/:id": Operation("Fetch a refund", answers: Schema.named("refund")),
        "PATCH /v1/refunds/:id": Operation(
            "Replace the notes of a refund", body: Schema.object(["notes": sentNotes]),
            answers: Schema.named("refund")),
    ]

    private static let idempotencyKey = Operation.Parameter(
        "X-Refund-Idempotency", Schema.text(10...255, pattern: "^[0-9A-Za-z_-]+$"), in: .header)

    private static func refundFields(_ required: KeyValuePairs<String, JSON>) -> JSON {
        Schema.object(
            required,
            optional: [
                "amount": ["type": "integer", "minimum": 100, "description": "Paise."],
                "speed": Schema.one(of: RefundSpeed.self),
                "notes": sentNotes,
                "receipt": Schema.text(1...40),
                "reverse_all": Schema.integer(0...1),
            ])
    }

    /// - Source: webhooks.md section 1.
    private static let webhookOperations: [String: Operation] = {
        let create = Operation(
            "Register a webhook", body: webhookFields, answers: Schema.named("webhook"))
        let list = Operation(
            "List webhooks", takes: .page, answers: Schema.collection(of: "webhook"))
        let fetch = Operation("Fetch a webhook", answers: Schema.named("webhook"))
        let change = Operation(
            "Change a webhook", body: webhookFields, answers: Schema.named("webhook"))
        return [
            "POST /v1/webhooks": create,
            "GET /v1/webhooks": list,
            "GET /v1/webhooks/:id": fetch,
            "PUT /v1/webhooks/:id": change,
            "POST /v2/accounts/:account_id/webhooks": create,
            "GET /v2/accounts/:account_id/webhooks": list,
            "GET /v2/accounts/:account_id/webhooks/:id": fetch,
            "PATCH /v2/accounts/:account_id/webhooks/:id": change,
            "DELETE /v2/accounts/:account_id/webhooks/:id": Operation(
                "Remove a webhook", answers: removed),
        ]
    }()

    static let removed: JSON = ["type": "array", "maxItems": 0]

    private static let webhookFields = Schema.object(
        ["url": address, "events": events],
        optional: [
            "secret": Schema.text(1...255), "alert_email": Schema.text(3...255),
            "active": Schema.flag,
        ])

    /// `*`, or the name of an event, also of such as never happen here.
    static let events: JSON = [
        "type": "array", "minItems": 1,
        "items": Schema.text(1...64, pattern: "^(\\*|[a-z_]+\\.[a-z_]+)$"),
    ]

    static let address = Schema.text(1...255, pattern: "^https?://[0-9A-Za-z.:-]+(/[!-?A-~]*)?$")
}

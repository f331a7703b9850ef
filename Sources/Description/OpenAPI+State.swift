import SmartCollect
import Wire

// What the routes take and answer that keep, bring back and remove what merchants have done.

extension OpenAPI {
    static let keptOperations = [
        "POST /_sandbox/reset": Operation(
            "Forget what the merchant has done",
            takes: [Operation.Parameter("all", Schema.flag)],
            body: Schema.object([:], optional: ["all": Schema.flag]),
            answers: Schema.named("reset")),
        "POST /_sandbox/snapshots": Operation(
            "Keep a copy of everything the merchant has, under a name",
            body: Schema.object(["name": name]), answers: Schema.named("snapshot")),
        "GET /_sandbox/snapshots": Operation(
            "List snapshots", answers: Schema.collection(of: "snapshot")),
        "GET /_sandbox/snapshots/:name": Operation(
            "Fetch a snapshot", answers: Schema.named("snapshot")),
        "POST /_sandbox/snapshots/:name/restore": Operation(
            "Go back to a snapshot", body: Schema.object([:]),
            answers: Schema.named("snapshot")),
        "DELETE /_sandbox/snapshots/:name": Operation(
            "Forget a snapshot",
            answers: Schema.object([
                "entity": Schema.only("snapshot"), "name": name, "deleted": Schema.only(true),
            ])),
        "POST /_sandbox/batches": Operation(
            "Open a virtual account for every row of a file", body: Schema.text, as: "text/csv",
            answers: Schema.text, mediaType: "text/csv"),
        "GET /_sandbox/tenants": Operation(
            "List the merchants that are known", answers: Schema.collection(of: "tenant")),
        "DELETE /_sandbox/tenants/:key_id": Operation(
            "Forget a merchant, its key and its secret",
            answers: counted([
                "entity": Schema.only("tenant"), "key_id": Schema.text,
                "deleted": Schema.only(true),
            ])),
    ]

    static let keptEntities = [
        ("reset", counted(["entity": Schema.only("reset"), "merchants": Schema.integer])),
        (
            "snapshot",
            counted(
                ["entity": Schema.only("snapshot"), "name": name], ["created_at": Schema.time])
        ),
        (
            "tenant",
            counted(
                [
                    "entity": Schema.only("tenant"), "key_id": Schema.text,
                    "account_id": Schema.id(Merchant.prefix), "sub_account": Schema.flag,
                    "mode": Schema.one(of: ["test", "live"]),
                ], ["clock": Schema.named("clock")])
        ),
    ]

    private static let name = Schema.text(1...64, pattern: "^[0-9A-Za-z._-]+$")

    /// An object that tells how many records of each kind there are.
    private static func counted(
        _ first: KeyValuePairs<String, JSON>, _ last: KeyValuePairs<String, JSON> = [:]
    ) -> JSON {
        let kinds = [
            "customers", "virtual_accounts", "payments", "refunds", "credits", "webhooks",
            "events", "deliveries",
        ].map { JSON.Member(name: $0, value: Schema.integer) }
        return Schema.object(members: Schema.members(first) + kinds + Schema.members(last))
    }
}

import SQLite
import SmartCollect
import Wire

/// Where all merchants want to be told of events.
final class WebhookTable {
    private let insertion: Query
    private let updating: Query
    private let deletion: Query
    private let selection: Query

    init(_ query: Queries) {
        insertion = query(
            """
            INSERT INTO webhooks (merchant, id, url, secret, alert_email, events, active,
                disabled_at, former_secrets, behaviour, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        updating = query(
            """
            UPDATE webhooks SET url = ?, secret = ?, alert_email = ?, events = ?, active = ?,
                disabled_at = ?, former_secrets = ?, behaviour = ?, updated_at = ?
            WHERE merchant = ? AND id = ?
            """)
        deletion = query("DELETE FROM webhooks WHERE merchant = ? AND id = ?")
        selection = query(
            """
            SELECT id, url, secret, alert_email, events, active, disabled_at, former_secrets,
                behaviour, created_at, updated_at
            FROM webhooks WHERE merchant = ? ORDER BY created_at, id
            """)
    }

    func insert(_ webhook: Webhook, of merchant: Int64) throws(SQLiteError) {
        try insertion.run { row in
            row.integer(merchant)
            row.id(webhook.id)
            WebhookTable.bind(&row, webhook)
            row.integer(webhook.createdAt)
            row.integer(webhook.updatedAt)
        }
    }

    func update(_ webhook: Webhook, of merchant: Int64) throws(SQLiteError) {
        try updating.run { row in
            WebhookTable.bind(&row, webhook)
            row.integer(webhook.updatedAt)
            row.integer(merchant)
            row.id(webhook.id)
        }
    }

    func delete(_ id: ID<Webhook>, of merchant: Int64) throws(SQLiteError) {
        try deletion.run { row in
            row.integer(merchant)
            row.id(id)
        }
    }

    func all(of merchant: Int64) throws(SQLiteError) -> [Webhook] {
        try selection.all { row in
            row.integer(merchant)
        } _: { row in
            let id: ID<Webhook> = row.id()
            let (url, secret, email) = (row.text(), row.optionalText(), row.optionalText())
            let events = WebhookTable.texts(row.text())
            let (isActive, disabledAt) = (row.bool(), row.optionalInteger())
            let formerSecrets = WebhookTable.texts(row.text())
            let behaviour = row.optionalText().flatMap { Behaviour(kept: JSON(kept: $0)) }
            return Webhook(
                id: id, url: url, secret: secret, formerSecrets: formerSecrets, alertEmail: email,
                events: events, isActive: isActive, disabledAt: disabledAt, behaviour: behaviour,
                createdAt: row.integer(), updatedAt: row.integer())
        }
    }

    private static func texts(_ kept: String) -> [String] {
        JSON(kept: kept).asList?.compactMap(\.asText) ?? []
    }

    private static func kept(_ texts: [String]) -> String {
        JSON.list(texts.map(JSON.string)).description
    }

    private static func bind(_ row: inout Binder, _ webhook: Webhook) {
        row.text(webhook.url)
        row.text(webhook.secret)
        row.text(webhook.alertEmail)
        row.text(kept(webhook.events))
        row.bool(webhook.isActive)
        row.integer(webhook.disabledAt)
        row.text(kept(webhook.formerSecrets))
        row.text(webhook.behaviour?.json.description)
    }
}

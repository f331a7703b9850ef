public import SmartCollect

extension JSONWriter {
    /// Writes a webhook's registration; its secret is never told.
    ///
    /// - Source: [D] webhooks.md section 1.
    public mutating func webhook(_ webhook: Webhook, of merchant: Merchant) {
        literal(#"{"id":"#)
        id(webhook.id)
        literal(#","created_at":"#)
        integer(webhook.createdAt)
        literal(#","updated_at":"#)
        integer(webhook.updatedAt)
        literal(#","service":"#)
        string(merchant.mode == .test ? "beta-api-test" : "beta-api-live")
        literal(#","owner_id":"#)
        string(merchant.accountID.text)
        literal(#","owner_type":"merchant","context":[],"disabled_at":"#)
        integer(webhook.disabledAt ?? 0)
        literal(#","url":"#)
        string(webhook.url)
        literal(#","alert_email":"#)
        string(webhook.alertEmail)
        literal(#","secret_exists":"#)
        bool(webhook.secret != nil)
        literal(#","entity":"webhook","active":"#)
        bool(webhook.isActive && webhook.disabledAt == nil)
        literal(#","events":"#)
        list(webhook.events) { writer, name in writer.string(name) }
        literal("}")
    }
}

import SQLite

/// Every table's queries, and the brackets around changes.
final class Tables {
    let merchants: MerchantTable
    let numbers: NumberTable
    let snapshots: SnapshotTable
    let customers: CustomerTable
    let virtualAccounts: VirtualAccountTable
    let payments: PaymentTable
    let refunds: RefundTable
    let refundKeys: RefundKeyTable
    let controlKeys: ControlKeyTable
    let credits: CreditTable
    let webhooks: WebhookTable
    let events: EventTable
    let deliveries: DeliveryTable
    let dues: DueTable
    let ledger: LedgerTable
    let tally: TallyTable

    private let lastIDQueries: [Query]
    let begin: Query
    let savepoint: Query
    let release: Query
    let rollback: Query
    let rollbackAll: Query
    let commit: Query

    init(_ query: Queries) {
        merchants = MerchantTable(query)
        numbers = NumberTable(query)
        snapshots = SnapshotTable(query)
        customers = CustomerTable(query)
        virtualAccounts = VirtualAccountTable(query)
        payments = PaymentTable(query)
        refunds = RefundTable(query)
        refundKeys = RefundKeyTable(query)
        controlKeys = ControlKeyTable(query)
        credits = CreditTable(query)
        webhooks = WebhookTable(query)
        events = EventTable(query)
        deliveries = DeliveryTable(query)
        dues = DueTable(query)
        ledger = LedgerTable(query)
        tally = TallyTable(query)
        lastIDQueries = [
            "customers", "virtual_accounts", "refunds", "credits_apart", "happenings", "webhooks",
        ].map { query("SELECT max(id) FROM \($0) WHERE merchant = ? AND id < ?") }
        begin = query("BEGIN")
        savepoint = query("SAVEPOINT change")
        release = query("RELEASE change")
        rollback = query("ROLLBACK TO change")
        rollbackAll = query("ROLLBACK")
        commit = query("COMMIT")
    }

    /// Forgets what is remembered of rows: some of them may never have been there.
    func forget() {
        virtualAccounts.forget()
        for strays in [
            customers.strays, virtualAccounts.strays, payments.strays, refunds.strays,
            credits.strays,
        ] {
            strays.forget()
        }
    }

    /// The last id of every kind that a merchant's records bear, of those before a bound.
    func lastIDs(of merchant: Int64, before bound: String = "~") throws -> [String] {
        var ids: [String] = []
        for query in lastIDQueries {
            let id = try query.first { row in
                row.integer(merchant)
                row.text(bound)
            } _: { row in
                row.optionalText()
            }
            if let id, let id { ids.append(id) }
        }
        return ids
    }
}

import SQLite

/// How many records of each kind a merchant has.
public struct Tally: Equatable, Sendable {
    /// Customers.
    public var customers: Int64 = 0
    /// Virtual accounts, closed ones included.
    public var virtualAccounts: Int64 = 0
    /// Payments.
    public var payments: Int64 = 0
    /// Refunds.
    public var refunds: Int64 = 0
    /// Credits, whatever became of them.
    public var credits: Int64 = 0
    /// Webhooks.
    public var webhooks: Int64 = 0
    /// Events.
    public var events: Int64 = 0
    /// Deliveries, those still to be made included.
    public var deliveries: Int64 = 0

    /// Nothing.
    public init() {}

    /// Both together.
    public static func += (sum: inout Tally, other: Tally) {
        sum.customers += other.customers
        sum.virtualAccounts += other.virtualAccounts
        sum.payments += other.payments
        sum.refunds += other.refunds
        sum.credits += other.credits
        sum.webhooks += other.webhooks
        sum.events += other.events
        sum.deliveries += other.deliveries
    }
}

/// Counts a merchant's rows.
final class TallyTable {
    private let counts: Query

    init(_ query: Queries) {
        let tables = [
            "customers", "virtual_accounts", "payments", "refunds", "credits", "webhooks",
            "events", "deliveries",
        ]
        let counts = tables.map { "(SELECT count(*) FROM \($0) WHERE merchant = ?1)" }
        self.counts = query("SELECT " + counts.joined(separator: ", "))
    }

    func count(of merchant: Int64) throws(SQLiteError) -> Tally {
        var tally = Tally()
        _ = try counts.first { row in
            row.integer(merchant)
        } _: { row in
            tally.customers = row.integer()
            tally.virtualAccounts = row.integer()
            tally.payments = row.integer()
            tally.refunds = row.integer()
            tally.credits = row.integer()
            tally.webhooks = row.integer()
            tally.events = row.integer()
            tally.deliveries = row.integer()
        }
        return tally
    }
}

extension Books {
    /// How many records of each kind the merchant has.
    public func tally() throws -> Tally {
        try tables.tally.count(of: number)
    }
}

import SQLite
import SmartCollect

/// A moment at which something wants to be looked at again.
///
/// It is a reminder, not an order: whoever is reminded looks whether the thing is really due, so a
/// reminder that has been overtaken does no harm and need not be found and withdrawn.
public struct Due: Equatable, Sendable {
    /// When, in nanoseconds since 1970 on the merchant's clock.
    public let at: Int64
    /// What.
    public let kind: Kind
    /// Which one: 14 characters of an id; for ``Kind/dormancy`` a second.
    public let entity: String

    /// What falls due, in the order in which one moment's reminders are looked at.
    public enum Kind: Int64, CaseIterable, Hashable, Sendable {
        /// The virtual accounts that were made in one second, where nothing else was planned for
        /// them. ``Books/due(until:)`` hands out a closure for each.
        case dormancy = 0
        /// A virtual account that may close by itself.
        case closure
        /// A credit that waits for its batch.
        case batch
        /// A refund that is under way.
        case refund
        /// A webhook that is to be told something.
        case delivery
    }
}

/// The one queue of everything that happens by itself.
final class DueTable {
    private let insertion: Query
    private let deletion: Query
    private let earliest: Query
    private let closures: Query
    private let dormancies: Query

    init(_ query: Queries) {
        insertion = query(
            "INSERT OR IGNORE INTO dues (merchant, at_ns, kind, entity) VALUES (?, ?, ?, ?)")
        deletion = query(
            "DELETE FROM dues WHERE merchant = ? AND at_ns = ? AND kind = ? AND entity = ?")
        earliest = query(
            """
            SELECT at_ns, kind, entity FROM dues WHERE merchant = ?
            ORDER BY at_ns, kind, entity LIMIT 1
            """)
        closures = query(
            """
            INSERT OR IGNORE INTO dues (merchant, at_ns, kind, entity)
            SELECT merchant, ?, \(Due.Kind.closure.rawValue), id FROM virtual_accounts
            WHERE merchant = ? AND id >= ? AND id < ? AND closed_at IS NULL
            """)
        dormancies = query(
            """
            INSERT OR IGNORE INTO dues (merchant, at_ns, kind, entity)
            SELECT merchant, max(?, (ifnull(last_credited_at, created_at) + ?) * 1000000000),
                \(Due.Kind.closure.rawValue), id
            FROM virtual_accounts WHERE merchant = ? AND closed_at IS NULL
            """)
    }

    func insert(_ due: Due, of merchant: Int64) throws(SQLiteError) {
        try insertion.run { row in DueTable.bind(&row, due, merchant) }
    }

    func delete(_ due: Due, of merchant: Int64) throws(SQLiteError) {
        try deletion.run { row in DueTable.bind(&row, due, merchant) }
    }

    /// Puts a reminder of each account in the place of one of all that were made in a second.
    func spread(_ due: Due, of merchant: Int64) throws(SQLiteError) {
        try delete(due, of: merchant)
        let second = Timestamp(due.entity) ?? 0
        try closures.run { row in
            row.integer(due.at)
            row.integer(merchant)
            row.text(second.leastID)
            row.text((second + 1).leastID)
        }
    }

    /// Plans a look at every open account of a merchant when it has had no money for so many days.
    func insertDormancies(
        days: Int64, notBefore time: Int64, of merchant: Int64
    ) throws(SQLiteError) {
        try dormancies.run { row in
            row.integer(time)
            row.integer(days * 86_400)
            row.integer(merchant)
        }
    }

    func earliest(of merchant: Int64) throws(SQLiteError) -> Due? {
        try earliest.first { row in
            row.integer(merchant)
        } _: { row in
            Due(
                at: row.integer(), kind: Due.Kind(rawValue: row.integer()) ?? .closure,
                entity: row.text())
        }
    }

    private static func bind(_ row: inout Binder, _ due: Due, _ merchant: Int64) {
        row.integer(merchant)
        row.integer(due.at)
        row.integer(due.kind.rawValue)
        row.text(due.entity)
    }
}

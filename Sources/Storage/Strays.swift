import SQLite
import SmartCollect

/// The records of one table that lie elsewhere than their making says: those whose id was pinned,
/// and those that were made while the clock had been set back.
///
/// All others stand in the order of their ids. Who has none, which is nearly everybody, has his
/// lists read in that order alone.
final class Strays {
    private let one: Query
    private var known: [Int64: Bool] = [:]

    private static let knownMax = 1024

    /// - Parameters:
    ///   - query: makes its queries.
    ///   - table: the table.
    ///   - condition: which rows of the table are strays.
    init(_ query: Queries, in table: String, where condition: String = "stray") {
        one = query("SELECT 1 FROM \(table) WHERE merchant = ? AND \(condition) LIMIT 1")
    }

    /// Whether a record that is added is one; it is remembered then.
    func add<Entity>(_ id: ID<Entity>, at createdAt: Timestamp, of merchant: Int64) -> Bool {
        guard id.second != createdAt else { return false }
        note(of: merchant)
        return true
    }

    /// Remembers that a merchant has one.
    func note(of merchant: Int64) { known[merchant] = true }

    /// Forgets who has any.
    func forget() { known = [:] }

    /// Whether a merchant may have any; nobody is told that there are none while there are some.
    func exist(of merchant: Int64) throws(SQLiteError) -> Bool {
        if let known = known[merchant] { return known }
        let exist =
            try one.first {
                $0.integer(merchant)
            } _: { _ in
                true
            } ?? false
        if known.count >= Strays.knownMax { known = [:] }
        known[merchant] = exist
        return exist
    }
}

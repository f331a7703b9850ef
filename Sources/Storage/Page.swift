import SQLite
import SmartCollect
import Wire

/// Which rows of a list are wanted, newest first.
struct Page {
    let from: Timestamp
    let to: Timestamp
    let count: Int64
    let skip: Int64

    /// Nothing later than `latest` is shown, whatever the query says.
    init(_ query: ListQuery, latest: Timestamp = .max) {
        from = query.from ?? 0
        to = min(query.to ?? .max, latest)
        count = query.count
        skip = query.skip
    }

    /// The end of every list's SQL: `bind` gives its four values.
    static let clause = """
        created_at >= ? AND created_at <= ?
        ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?
        """

    func bind(_ row: inout Binder) {
        row.integer(from)
        row.integer(to)
        row.integer(count)
        row.integer(skip)
    }
}

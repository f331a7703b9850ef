import SQLite

/// The numbers that rows bear: the next one to give, and those whose rows nobody needs any more.
final class NumberTable {
    private let increment: Query
    private let retiring: Query
    private let retired: Query
    private let deletion: Query

    init(_ query: Queries) {
        increment = query("UPDATE numbers SET last = last + 1 WHERE only = 1 RETURNING last")
        retiring = query("INSERT INTO retired_numbers (number) VALUES (?)")
        retired = query("SELECT min(number) FROM retired_numbers")
        deletion = query("DELETE FROM retired_numbers WHERE number = ?")
    }

    /// A number that no rows bear or have borne.
    func next() throws(SQLiteError) -> Int64 {
        let number = try increment.first { _ in
        } _: { row in
            row.integer()
        }
        guard let number else { preconditionFailure("there is always a last number") }
        return number
    }

    /// Leaves a number's rows to be cleared away.
    func retire(_ number: Int64) throws(SQLiteError) {
        try retiring.run { row in row.integer(number) }
    }

    /// The number whose rows are to be cleared away first.
    func firstRetired() throws(SQLiteError) -> Int64? {
        try retired.first { _ in
        } _: { row in
            row.optionalInteger()
        } ?? nil
    }

    /// Notes that a number's rows are gone.
    func forget(_ number: Int64) throws(SQLiteError) {
        try deletion.run { row in row.integer(number) }
    }
}

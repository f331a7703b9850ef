import SmartCollect
import Wire

extension Store {
    /// Puts merchants back to the beginning: nothing in their books but what they are seeded with,
    /// fresh settings, the time that new merchants begin with, and chance from its beginning.
    ///
    /// A merchant gets new books under a new number; the rows of the old number are left behind for
    /// ``sweep(rowsMax:)``. So it takes no longer for large books than for small ones, and whatever
    /// is still under way on the old books cannot reach into the new ones. Snapshots stay.
    ///
    /// - Parameter books: the merchants'.
    /// - Returns: what went.
    /// - Throws: what the seed throws; then nothing has happened.
    public func reset(_ books: [Books]) throws -> Tally {
        var gone = Tally()
        let fresh = try change {
            try books.map { old in
                gone += try old.tally()
                var merchant = old.merchant
                merchant.settings = MerchantSettings(mode: merchant.mode)
                let fresh = try freshBooks(of: merchant, secretDigest: old.secretDigest)
                try succeed(old, by: fresh)
                try seed?(fresh)
                return fresh
            }
        }
        for books in fresh { remember(books) }
        return gone
    }

    /// Gives the merchant's key to other books, and leaves the rows of the present ones behind.
    ///
    /// The caller has them remembered once the change is done.
    func succeed(_ old: Books, by new: Books) throws {
        try tables.merchants.renumber(old.number, as: new)
        try retire(old.number)
    }

    /// Leaves a number's rows to be cleared away.
    func retire(_ number: Int64) throws {
        try tables.numbers.retire(number)
        hasRetired = true
    }

    /// Clears away rows that were left behind, a few at a time, for when there is nothing else to
    /// do. What is left goes on after a restart, or after the next reset where this has failed.
    ///
    /// - Parameter rowsMax: how many rows at most; a row takes a few microseconds.
    /// - Throws: `SQLiteError` where they cannot be deleted; nothing is lost then.
    public func sweep(rowsMax: Int64) throws {
        hasRetired = false
        let isMoreLeft = try change {
            var left = rowsMax
            while left > 0, let number = try tables.numbers.firstRetired() {
                left -= try rows().clear(of: number, rowsMax: left)
                if left > 0 { try tables.numbers.forget(number) }
            }
            return try tables.numbers.firstRetired() != nil
        }
        hasRetired = isMoreLeft
    }
}

extension ErrorBody {
    /// What was under way on the books of a merchant that was reset, restored or removed.
    static let booksClosed = ErrorBody.control(
        "merchant_replaced", "The merchant was reset, restored or removed meanwhile.", status: 409)
}

extension Store {
    /// Removes merchants altogether: books, snapshots, key and secret. The next use of such a key
    /// opens new books.
    ///
    /// - Parameter books: the merchants'.
    /// - Returns: what went, snapshots left out.
    /// - Throws: `SQLiteError` where it cannot be stored; then nothing has happened.
    public func remove(_ books: [Books]) throws -> Tally {
        var gone = Tally()
        try change {
            for books in books {
                gone += try books.tally()
                for snapshot in try books.snapshots() { try remove(snapshot, of: books) }
                try tables.merchants.delete(number: books.number)
                try retire(books.number)
            }
        }
        for books in books { forget(books) }
        return gone
    }
}

import SmartCollect
import Wire

extension Store {
    /// How many snapshots a merchant may have: each holds all that is in the books.
    private static let snapshotsMax = 100

    /// Keeps a copy of everything in a merchant's books under a name, in place of what was kept
    /// under it before.
    ///
    /// - Parameters:
    ///   - name: any; unique for the merchant.
    ///   - books: the merchant's.
    /// - Returns: the snapshot.
    /// - Throws: `ErrorBody` where there are too many, `SQLiteError` where it cannot be stored.
    public func takeSnapshot(_ name: String, of books: Books) throws -> Snapshot {
        let old = try tables.snapshots.find(name, of: books)
        guard try old != nil || books.snapshots().count < Store.snapshotsMax else {
            throw ErrorBody.control(
                "too_many_snapshots",
                "There may be \(Store.snapshotsMax) snapshots at a time; DELETE some.")
        }
        return try books.change {
            if let old { try drop(old, of: books) }
            let snapshot = Snapshot(
                name: name, takenAt: books.nanoseconds, number: try tables.numbers.next(),
                isFrozen: books.clock.frozenAt != nil, settings: books.merchant.settings,
                lastID: books.lastID, chance: books.chance, lastSerial: books.lastSerial)
            try rows().copy(from: books.number, to: snapshot.number)
            try tables.snapshots.insert(snapshot, of: books)
            return snapshot
        }
    }

    /// Goes back to a snapshot: to its records, its events and keys, its settings and its time.
    ///
    /// What is in the snapshot stays there, to go back to again. Deliveries that were to be made
    /// when it was taken are to be made again, so that a receiver may hear twice of what it has
    /// heard before. As after a reset the merchant has new books, and the old ones are closed.
    ///
    /// - Parameters:
    ///   - snapshot: one of the merchant's.
    ///   - books: the merchant's.
    /// - Throws: `SQLiteError` where it cannot be stored; then nothing has changed.
    public func restore(_ snapshot: Snapshot, of books: Books) throws {
        let restored = try books.change {
            var merchant = books.merchant
            merchant.settings = snapshot.settings
            let restored = Books(
                store: self, number: try tables.numbers.next(), merchant: merchant,
                secretDigest: books.secretDigest, clock: snapshot.clock(system: system()),
                chance: snapshot.chance, lastID: snapshot.lastID,
                lastSerial: snapshot.lastSerial)
            try rows().copy(from: snapshot.number, to: restored.number)
            try succeed(books, by: restored)
            try restored.recallLastID()
            return restored
        }
        remember(restored)
    }

    /// Forgets a snapshot.
    public func remove(_ snapshot: Snapshot, of books: Books) throws {
        try books.change { try drop(snapshot, of: books) }
    }

    private func drop(_ snapshot: Snapshot, of books: Books) throws {
        try tables.snapshots.delete(snapshot.name, of: books)
        try retire(snapshot.number)
    }
}

extension Books {
    /// The merchant's snapshots, in the order of their names.
    public func snapshots() throws -> [Snapshot] {
        try tables.snapshots.all(of: self)
    }

    /// The snapshot of a name.
    ///
    /// - Throws: `ErrorBody` with 404 where there is none.
    public func snapshot(_ name: String) throws -> Snapshot {
        guard let snapshot = try tables.snapshots.find(name, of: self) else {
            throw ErrorBody.control(
                "unknown_snapshot", "There is no snapshot \(name).", field: "name", status: 404)
        }
        return snapshot
    }

    /// How many records of each kind are in a snapshot.
    public func tally(of snapshot: Snapshot) throws -> Tally {
        try tables.tally.count(of: snapshot.number)
    }
}

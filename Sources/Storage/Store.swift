public import SQLite
public import SmartCollect

/// The sandbox's memory: every merchant's books in one database.
///
/// All changes of one pass of the loop are one transaction. The first change opens it, each change
/// stands in a savepoint of its own, and ``commit()`` at the end of the pass makes them last; no
/// answer may leave before. Used on one thread.
public final class Store {
    let connection: Connection
    let queries: Queries
    let tables: Tables
    let system: () -> Int64
    private let seed: UInt64
    private let startsAt: Int64?
    private var booksByKey: [MerchantKey: Books] = [:]
    private var booksByNumber: [Int64: Books] = [:]
    private var isBroken = false
    /// Grows whenever books that were handed out are no longer the merchant's.
    public private(set) var generation = 0
    /// Told of every event as it is raised, before it is certain to last.
    public var onEvent: ((Books, EventRecord) -> Void)?
    /// Events raised since the start.
    var eventsRaised = 0
    /// Whether the time at which something falls due next may have moved since it was last asked.
    var isDueStale = true

    /// Opens the memory.
    ///
    /// - Parameters:
    ///   - location: in memory, gone at exit, or a file.
    ///   - durability: what an answered change survives; without meaning in memory.
    ///   - seed: what chance is drawn from; the same seed draws the same.
    ///   - startsAt: where every new merchant's clock stands, in nanoseconds since 1970; nil lets
    ///     it run with the system's.
    ///   - system: the system's time in nanoseconds since 1970.
    /// - Throws: ``StoreError`` where the file is no memory of ours, or damaged; `SQLiteError`
    ///   where it cannot be opened.
    public init(
        _ location: Connection.Location, durability: Connection.Durability = .full, seed: UInt64,
        startsAt: Int64? = nil, system: @escaping () -> Int64
    ) throws {
        connection = try Connection(location, durability: durability)
        try Store.prepare(connection)
        queries = Queries(connection)
        tables = Tables(queries)
        self.seed = seed
        self.startsAt = startsAt
        self.system = system
        try loadMerchants()
    }

    // MARK: Transactions

    /// Does one change: all of it, or nothing.
    ///
    /// - Throws: what the change throws, after undoing it.
    func change<Result>(_ body: () throws -> Result) throws -> Result {
        if !connection.isInTransaction { try tables.begin.run() }
        try tables.savepoint.run()
        do {
            let result = try body()
            try tables.release.run()
            return result
        } catch {
            try undo()
            throw error
        }
    }

    /// A full disk or a failed write can have ended the whole transaction; then nothing of this
    /// pass may be answered as done.
    private func undo() throws {
        guard connection.isInTransaction else {
            isBroken = true
            return
        }
        try tables.rollback.run()
        try tables.release.run()
    }

    /// Makes the changes of a pass last.
    ///
    /// - Throws: `SQLiteError` when they could not be stored; then none of them has happened.
    public func commit() throws {
        if isBroken {
            isBroken = false
            forgetBooks()
            throw StoreError.passLost
        }
        guard connection.isInTransaction else { return }
        do {
            try tables.commit.run()
        } catch {
            if connection.isInTransaction { try? connection.execute("ROLLBACK") }
            forgetBooks()
            throw error
        }
    }

    /// Writes what is in the log of a file into the file itself, before the end.
    public func checkpoint() throws {
        try commit()
        try connection.checkpoint()
    }

    // MARK: Merchants

    /// The books of a merchant that is known already.
    public func books(of key: MerchantKey) -> Books? {
        booksByKey[key]
    }

    /// Every merchant's books.
    public var allBooks: [Books] { Array(booksByNumber.values) }

    func books(number: Int64) -> Books? { booksByNumber[number] }

    /// Opens the books of a merchant at the first use of its key, and pins the secret.
    ///
    /// - Parameters:
    ///   - key: which merchant.
    ///   - mode: whether its money is real.
    ///   - secretDigest: what the key's secret is recognised by from now on.
    /// - Returns: the books, empty.
    /// - Throws: `SQLiteError` where they cannot be stored.
    public func open(
        _ key: MerchantKey, mode: KeyMode, secretDigest: [UInt8]
    ) throws -> Books {
        let now = system()
        var chance = Chance(seed: seed, name: key.keyID + "/" + key.subAccount)
        let accountID =
            ID<Merchant>(key.subAccount)
            ?? ID<Merchant>(nanoseconds: Store.accountEpoch, chance: chance.next())
        let merchant = Merchant(
            keyID: key.keyID, subAccount: key.subAccount.isEmpty ? nil : key.subAccount,
            accountID: accountID, mode: mode, settings: MerchantSettings(mode: mode))
        return try change {
            let number = try tables.merchants.insert(
                merchant, key: key, secretDigest: secretDigest,
                createdAt: now / Timestamp.nanoseconds)
            let clock =
                startsAt.map { MerchantClock(offset: $0 - now, frozenAt: $0) }
                ?? MerchantClock()
            if startsAt != nil { try tables.merchants.update(clock: clock, number: number) }
            let books = Books(
                store: self, number: number, merchant: merchant, secretDigest: secretDigest,
                clock: clock, chance: chance)
            remember(books)
            return books
        }
    }

    /// All accounts seem to have been opened on the first day of 2020, so that a merchant's account
    /// id depends on its key and the seed alone.
    private static let accountEpoch: Int64 = 1_577_836_800_000_000_000

    func remember(_ books: Books) {
        booksByKey[MerchantKey(of: books.merchant)] = books
        booksByNumber[books.number] = books
    }

    func forget(_ books: Books) {
        generation += 1
        booksByKey[MerchantKey(of: books.merchant)] = nil
        booksByNumber[books.number] = nil
        isDueStale = true
    }

    private func forgetBooks() {
        generation += 1
        booksByKey = [:]
        booksByNumber = [:]
        isDueStale = true
        try? loadMerchants()
    }

    private func loadMerchants() throws {
        for kept in try tables.merchants.all() {
            let key = MerchantKey(of: kept.merchant)
            let books = Books(
                store: self, number: kept.number, merchant: kept.merchant,
                secretDigest: kept.secretDigest, clock: kept.clock,
                chance: Chance(seed: seed, name: key.keyID + "/" + key.subAccount))
            try books.recallLastID()
            remember(books)
        }
    }
}

/// What a merchant is found by.
public struct MerchantKey: Hashable, Sendable {
    /// The key id.
    public let keyID: String
    /// The 14 characters of a sub-account's id; empty for the key's own account.
    public let subAccount: String

    /// The merchant of a key, or of one of its sub-accounts.
    public init(_ keyID: String, subAccount: String = "") {
        self.keyID = keyID
        self.subAccount = subAccount
    }

    init(of merchant: Merchant) {
        self.init(merchant.keyID, subAccount: merchant.subAccount ?? "")
    }
}

public import SQLite
public import SmartCollect

/// The sandbox's memory: every merchant's books in one database.
///
/// All changes of one pass of the loop are one transaction. The first change opens it, a further
/// one that may be refused half-way stands in a savepoint of its own, and ``commit()`` at the end
/// of the pass makes them last; no answer may leave before. Used on one thread.
public final class Store {
    let connection: Connection
    let queries: Queries
    let tables: Tables
    private var knownRows: MerchantRows?
    let system: () -> Int64
    private let randomSeed: UInt64
    /// Where every new merchant's clock stands; nil lets it run with the system's.
    let startsAt: Int64?
    private var booksByKey: [MerchantKey: Books] = [:]
    /// Whether something of this pass is lost, so that all of it has to be.
    private var isBroken = false
    /// Whether a transaction was begun that neither a commit nor we have ended.
    private var hasBegun = false
    /// Whether what is known of merchants has to be read again: a disk that failed may fail twice.
    private var mustLoad = false
    /// Whether something has changed since the last commit that must last before an answer leaves.
    private var isPressing = false
    /// Grows whenever books that were handed out are no longer the merchant's.
    public private(set) var generation = 0
    /// Writes into the books of a merchant what it begins with, when they are opened at the first
    /// use of its key and after every reset.
    public var seed: ((Books) throws -> Void)?
    /// How soon refunds are processed where a merchant's settings do not say.
    public var rails = Rails.instant
    /// Told of everything new as it happens, before it is certain to last.
    public var onNews: ((Books, News) -> Void)?
    /// Events raised since the start.
    private(set) var eventsRaised = 0
    /// How many changes have been undone since the start.
    public private(set) var undoings = 0
    /// Whether a change of many is being done, of which none is undone by itself.
    private var isWhole = false
    /// Whether the time at which something falls due next may have moved since it was last asked.
    var isDueStale = true
    /// Whether rows may be left that belong to nobody any more.
    public internal(set) var hasRetired = true

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
        connection = try Connection(location, durability: nil)
        try Store.prepare(connection, in: location, durability)
        queries = Queries(connection)
        tables = Tables(queries)
        randomSeed = seed
        self.startsAt = startsAt
        self.system = system
        try loadMerchants()
    }

    // MARK: Transactions

    /// Does one change: all of it, or nothing.
    ///
    /// - Parameters:
    ///   - canWait: whether nobody is lied to when the process ends before it lasts. A pass with
    ///     nothing but such changes is not committed; they last with the next that is, or after
    ///     ``press()``.
    ///   - isDecided: whether nothing but a fault of the machine can stop it once it has begun to
    ///     write. It needs no savepoint then, which would copy every page that it changes; a fault
    ///     undoes the whole pass. What stands in it is not undone by itself.
    ///   - body: the change.
    /// - Returns: what the change returns.
    /// - Throws: what the change throws, after undoing it.
    func change<Result>(
        canWait: Bool = false, isDecided: Bool = false, _ body: () throws -> Result
    ) throws -> Result {
        guard !isWhole else { return try body() }
        if !canWait { isPressing = true }
        if hasLost { isBroken = true }
        let isFirst = !connection.isInTransaction
        let needsSavepoint = !isFirst && !isDecided
        if isFirst {
            try tables.begin.run()
            hasBegun = true
        }
        if needsSavepoint { try tables.savepoint.run() }
        let changes = connection.changesInAll
        do {
            let result = isDecided ? try asOne(body) : try body()
            if needsSavepoint { try tables.release.run() }
            return result
        } catch {
            undoings += 1
            tables.virtualAccounts.forget()
            if isFirst {
                undoAll()
            } else if needsSavepoint {
                undo()
            } else if connection.changesInAll != changes || !connection.isInTransaction {
                isBroken = true
            }
            throw error
        }
    }

    private func asOne<Result>(_ body: () throws -> Result) rethrows -> Result {
        let wasWhole = isWhole
        isWhole = true
        defer { isWhole = wasWhole }
        return try body()
    }

    /// Does many changes as the one that it stands in: none of them is undone by itself.
    func whole<Result>(_ body: () throws -> Result) throws -> Result {
        try asOne { try connection.keepingChangedPages(body) }
    }

    /// Tells whoever watches of something new.
    func tell(_ news: News, of books: Books) {
        if case .events(let events) = news { eventsRaised += events.count }
        onNews?(books, news)
    }

    /// A full disk or a failed read or write can have ended the whole transaction, whatever it was
    /// that failed; then nothing of this pass may be answered as done.
    private var hasLost: Bool { hasBegun && !connection.isInTransaction }

    /// Before the first change of a pass there was nothing.
    private func undoAll() {
        if connection.isInTransaction { try? tables.rollbackAll.run() }
        hasBegun = connection.isInTransaction
        isBroken = isBroken || hasBegun
    }

    private func undo() {
        do {
            guard connection.isInTransaction else { throw StoreError.passLost }
            try tables.rollback.run()
            try tables.release.run()
        } catch {
            isBroken = true
        }
    }

    /// Gives up the pass: what was changed in it so far does not stand without what could not be.
    public func losePass() {
        isBroken = true
        isPressing = true
    }

    /// Makes the changes of a pass last.
    ///
    /// - Throws: `SQLiteError` when they could not be stored; then none of them has happened.
    public func commit() throws {
        if isBroken || hasLost {
            isBroken = false
            undoAll()
            forgetBooks()
            throw StoreError.passLost
        }
        guard isPressing else { return }
        isPressing = false
        guard connection.isInTransaction else { return }
        do {
            try tables.commit.run()
            hasBegun = false
        } catch {
            undoAll()
            forgetBooks()
            if .full ~= error.code { keepLogShort() }
            throw error
        }
    }

    /// Sees to it that the pass is committed, whatever has changed.
    public func press() { isPressing = true }

    /// On a disk that has been full, the log gives back its room as soon as it can: it holds many
    /// versions of a page, where the file holds one.
    private func keepLogShort() {
        try? connection.execute(
            "PRAGMA wal_autocheckpoint = 64; PRAGMA journal_size_limit = 262144")
    }

    /// A merchant's rows in every table. Which there are is asked when it is first wanted: a start
    /// would take a tenth longer for it.
    func rows() throws -> MerchantRows {
        if let knownRows { return knownRows }
        let rows = try MerchantRows(queries, connection)
        knownRows = rows
        return rows
    }

    /// Writes what is in the log of a file into the file itself, before the end.
    public func checkpoint() throws {
        press()
        try commit()
        try connection.checkpoint()
    }

    // MARK: Merchants

    /// The books of a merchant that is known already.
    public func books(of key: MerchantKey) -> Books? {
        if mustLoad { loadAgain() }
        return booksByKey[key]
    }

    /// Every merchant's books.
    public var allBooks: some Collection<Books> { booksByKey.values }

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
        let (accountID, _) = beginning(of: key)
        let merchant = Merchant(
            keyID: key.keyID, subAccount: key.subAccount.isEmpty ? nil : key.subAccount,
            accountID: accountID, mode: mode, settings: MerchantSettings(mode: mode))
        let books = try change {
            let books = try freshBooks(of: merchant, secretDigest: secretDigest)
            try tables.merchants.insert(books, createdAt: system() / Timestamp.nanoseconds)
            try seed?(books)
            return books
        }
        remember(books)
        return books
    }

    /// Books in which nothing is written yet, under a number of their own.
    func freshBooks(of merchant: Merchant, secretDigest: [UInt8]) throws -> Books {
        let now = system()
        let clock =
            startsAt.map { MerchantClock(offset: $0 - now, frozenAt: $0) } ?? MerchantClock()
        return Books(
            store: self, number: try tables.numbers.next(), merchant: merchant,
            secretDigest: secretDigest, clock: clock,
            chance: beginning(of: MerchantKey(of: merchant)).chance)
    }

    /// A merchant's account id, and where its chance stands then: both depend on its key and the
    /// seed alone, so that a reset leads to the very same draws.
    private func beginning(of key: MerchantKey) -> (accountID: ID<Merchant>, chance: Chance) {
        var chance = Chance(seed: randomSeed, name: key.keyID + "/" + key.subAccount)
        let drawn = ID<Merchant>(nanoseconds: Store.accountEpoch, chance: chance.next())
        return (ID(key.subAccount) ?? drawn, chance)
    }

    /// All accounts seem to have been opened on the first day of 2020.
    private static let accountEpoch: Int64 = 1_577_836_800_000_000_000

    /// Puts books in the place of those that the merchant has, if any, and closes the old ones.
    func remember(_ books: Books) {
        if let old = booksByKey.updateValue(books, forKey: books.key) { close(old) }
        isDueStale = true
    }

    /// Closes the books of a merchant that is no more.
    func forget(_ books: Books) {
        booksByKey[books.key] = nil
        close(books)
    }

    private func close(_ books: Books) {
        generation += 1
        books.close()
        isDueStale = true
    }

    /// Reads everything again that a failed transaction may have made untrue.
    private func forgetBooks() {
        tables.forget()
        hasRetired = false
        loadAgain()
    }

    private func loadAgain() {
        for books in allBooks { forget(books) }
        mustLoad = (try? loadMerchants()) == nil
    }

    private func loadMerchants() throws {
        for kept in try tables.merchants.all() {
            let books = Books(
                store: self, number: kept.number, merchant: kept.merchant,
                secretDigest: kept.secretDigest, clock: kept.clock,
                chance: beginning(of: MerchantKey(of: kept.merchant)).chance)
            try books.recallLastID()
            remember(books)
        }
    }
}

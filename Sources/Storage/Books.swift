public import SmartCollect
public import Wire

/// One merchant's books: its customers, accounts, money and time.
///
/// Each public method is one use case: it loads, asks a rule, saves, and queues what webhooks are
/// to be told, all of it or nothing.
public final class Books {
    unowned let store: Store
    /// The number that the merchant's rows bear; 0 once the books are closed.
    public private(set) var number: Int64
    /// Whose books they are.
    public private(set) var merchant: Merchant
    /// What the key's secret is recognised by.
    public let secretDigest: [UInt8]
    /// The merchant's time.
    public private(set) var clock: MerchantClock
    /// Where the merchant's chance comes from.
    public var chance: Chance
    /// Where the sequence stands that references of transfers and numbers of accounts are made
    /// with. It begins where chance has it, so that the same seed makes the same ones.
    private(set) var lastSerial: Int64
    /// What the sequence is added to where numbers of accounts are made, so that those of two
    /// merchants lie apart.
    private let firstNumber: UInt64
    /// Which references of the sequence no credit bears.
    var newReferences = NewReferences()
    /// When something falls due next, in nanoseconds on the merchant's clock; nil for never.
    public internal(set) var nextDue: Int64?
    private(set) var lastID: Int64
    /// The reminder of accounts that was written down last.
    var lastFresh: Fresh?
    var pageEnds = PageEnds()
    private var lastDeliveryID: Int64 = 0
    private var deliveryChance: Chance
    private var knownWebhooks: (webhooks: [Webhook], undoings: Int)?
    /// The webhooks that are to be told something now.
    var woken: [ID<Webhook>] = []
    /// What is at hand while many things are done as one; nil while nothing is.
    var gathering: Gathering?
    /// The moment at which all of a change happens, in nanoseconds on the merchant's clock; nil
    /// while nothing is changed.
    private var moment: Int64?

    init(
        store: Store, number: Int64, merchant: Merchant, secretDigest: [UInt8],
        clock: MerchantClock, chance: Chance, lastID: Int64 = 0, lastSerial: Int64? = nil
    ) {
        self.store = store
        self.number = number
        self.merchant = merchant
        self.secretDigest = secretDigest
        self.clock = clock
        self.chance = chance
        self.lastID = lastID
        self.lastSerial = lastSerial ?? Int64(chance.state % Books.firstSerials)
        deliveryChance = Chance(seed: 0, name: merchant.accountID.text)
        var numberChance = Chance(seed: 1, name: merchant.accountID.text)
        firstNumber = numberChance.next() % Books.numberCount
    }

    var tables: Tables { store.tables }

    /// What the merchant is found by.
    public var key: MerchantKey { MerchantKey(of: merchant) }

    func change<Result>(
        canWait: Bool = false, isDecided: Bool = false, _ body: () throws -> Result
    ) throws -> Result {
        guard number != Books.nobody else { throw ErrorBody.booksClosed }
        let outer = moment
        moment = nanoseconds
        defer { moment = outer }
        return try store.change(canWait: canWait, isDecided: isDecided, body)
    }

    // MARK: The end

    /// How many numbers the sequence has before it begins again.
    public static let serialCount: Int64 = 4_000_000

    /// Among how many of them it begins.
    private static let firstSerials: UInt64 = 900_000

    /// Among how many numbers those of a merchant's accounts begin.
    private static let numberCount: UInt64 = 10_000_000_000

    /// The number that no rows bear.
    static let nobody: Int64 = 0

    /// Closes the books, because the merchant was reset, restored or removed.
    ///
    /// Whoever still holds them, such as a delivery under way, finds nothing in them and can
    /// write nothing into them.
    func close() {
        number = Books.nobody
        nextDue = nil
        woken = []
        knownWebhooks = nil
    }

    // MARK: Time

    /// The merchant's present in nanoseconds since 1970.
    public var nanoseconds: Int64 { moment ?? clock.now(system: store.system()) }

    /// The merchant's present in Unix seconds.
    public var now: Timestamp { nanoseconds / Timestamp.nanoseconds }

    /// By how many seconds, to the nearest, the present is ahead of a new merchant's.
    public var offset: Int64 {
        let ahead = nanoseconds - (store.startsAt ?? store.system())
        let half = Timestamp.nanoseconds / 2
        return (ahead + (ahead < 0 ? -half : half)) / Timestamp.nanoseconds
    }

    /// Sets the clock; the caller sees to what has fallen due.
    public func set(clock: MerchantClock) throws {
        try change { try tables.merchants.update(clock: clock, number: number) }
        self.clock = clock
        store.isDueStale = true
    }

    /// The system's present in nanoseconds since 1970.
    public var systemNow: Int64 { store.system() }

    /// Whether the merchant has no records that bear a time.
    public func isEmpty() throws -> Bool {
        try tables.lastIDs(of: number).isEmpty
    }

    // MARK: Control calls under an idempotency key

    /// What a key's first call was answered, and a digest of that call.
    public func keptAnswer(key: String) throws -> (request: String, answer: [UInt8])? {
        try tables.controlKeys.find(key, of: number)
    }

    /// Keeps what a key's first call was answered.
    public func keep(answer: [UInt8], key: String, request: String) throws {
        try change {
            try tables.controlKeys.insert(key, request: request, answer: answer, of: number)
        }
    }

    // MARK: Ids

    /// Makes an id for something that is created now.
    ///
    /// No two ids of a merchant share a nanosecond, so they sort in the order of their making, also
    /// while the clock stands.
    public func id<Entity>() -> ID<Entity> {
        lastID = max(nanoseconds, lastID + 1)
        return ID(nanoseconds: lastID, chance: chance.next())
    }

    /// Makes the id of something that happens now, and sets those of its events aside.
    func happeningID() -> ID<Happening> {
        let few = Happening.eventsMax - 1
        let first = (max(nanoseconds, lastID + 1) + few) & ~few
        lastID = first + few
        return ID(nanoseconds: first, chance: chance.next())
    }

    /// Makes the id of a delivery.
    ///
    /// Attempts end when receivers please, so they draw from a source of their own: whatever the
    /// order in which they end, everything else is named the same in every run.
    func deliveryID() -> ID<Delivery> {
        lastDeliveryID = max(nanoseconds, lastDeliveryID + 1)
        return ID(nanoseconds: lastDeliveryID, chance: deliveryChance.next())
    }

    // MARK: Numbers

    /// The next number of the sequence, 0 to ``serialCount`` - 1.
    ///
    /// What is numbered in order lies in order where it is looked up by its number, so that what is
    /// new costs the same whatever there is.
    public func nextSerial() -> Int64 {
        lastSerial = (lastSerial + 1) % Books.serialCount
        return lastSerial
    }

    /// Goes on elsewhere in the sequence: others may follow the number that is used.
    public func leap() {
        lastSerial = Int64.random(in: 0..<Books.serialCount, using: &chance)
    }

    /// What the next number or address of an account ends in, where nobody chose it.
    func nextNumber() -> UInt64 { firstNumber + UInt64(nextSerial()) }

    /// Goes on behind the last id that was made before a restart.
    ///
    /// A pinned id may seem to be made in any year to come; what lies more than a day ahead has
    /// not been made by us.
    func recallLastID() throws {
        let tomorrow = ID<Merchant>(
            nanoseconds: nanoseconds + 86_400 * Timestamp.nanoseconds, chance: 0)
        for kept in try tables.lastIDs(of: number, before: tomorrow.text) {
            // Behind a happening its events follow.
            let last = ID<Merchant>(known: kept).nanoseconds | (Happening.eventsMax - 1)
            lastID = max(lastID, last)
        }
        lastDeliveryID = try tables.deliveries.lastID(of: number)?.nanoseconds ?? 0
        nextDue = try tables.dues.earliest(of: number)?.at
        woken = try tables.deliveries.waitingWebhooks(of: number)
    }

    // MARK: Settings

    /// Takes over the settings that an object names.
    ///
    /// - Throws: `ErrorBody` for an unknown setting or a value that it cannot have.
    public func apply(settings: JSON) throws {
        var changed = merchant
        try changed.settings.apply(settings)
        let wait = changed.settings.dormancyDays
        try change {
            try tables.merchants.update(
                settings: changed.settings.kept(mode: changed.mode), number: number)
            if let wait, wait != merchant.settings.dormancyDays { try remindOfDormancy(wait) }
        }
        merchant = changed
    }

    // MARK: Webhooks

    /// Where the merchant wants to be told of events, oldest first.
    public func webhooks() throws -> [Webhook] {
        // What was read in a change that was undone may never have been so.
        if let knownWebhooks, knownWebhooks.undoings == store.undoings {
            return knownWebhooks.webhooks
        }
        let webhooks = try tables.webhooks.all(of: number)
        knownWebhooks = (webhooks, store.undoings)
        return webhooks
    }

    func forgetWebhooks() { knownWebhooks = nil }
}

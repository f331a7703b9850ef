import SmartCollect

/// What is at hand while many things are done as one: the accounts that money has reached, which
/// are looked up once and stored once, and what has been made since a few rows were last written at
/// a stroke.
final class Gathering {
    private var places: [Credit.Target: ID<VirtualAccount>] = [:]
    private var accounts: [ID<VirtualAccount>: VirtualAccount] = [:]
    private var credited: Set<ID<VirtualAccount>> = []
    /// What is still to be stored.
    var payments: [PaymentTable.Arrival] = []
    var credits: [CreditRecord] = []
    var happenings: [HappeningRecord] = []

    /// Whether a statement could not write more rows.
    fileprivate var isFull: Bool {
        max(payments.count, credits.count) >= Insertion.togetherMax
    }

    /// Whether any of the credits bears a reference.
    fileprivate func bears(_ reference: String) -> Bool {
        payments.contains { $0.payment.reference == reference }
            || credits.contains { $0.credit.reference == reference }
    }

    /// The account that money sent there has reached before, as it is by now.
    func account(at target: Credit.Target) -> VirtualAccount? {
        places[target].flatMap { accounts[$0] }
    }

    /// Keeps an account that was found.
    func keep(_ account: VirtualAccount, at target: Credit.Target) {
        places[target] = account.id
        // Another way of naming an account that was credited leads to it as it is by now.
        if accounts[account.id] == nil { accounts[account.id] = account }
    }

    /// Keeps what a credit has changed of an account.
    func credit(_ account: VirtualAccount) {
        accounts[account.id] = account
        credited.insert(account.id)
    }

    /// The accounts that are still to be stored, in the order of their ids.
    var unstored: [VirtualAccount] {
        credited.sorted { $0.text < $1.text }.compactMap { accounts[$0] }
    }
}

extension Books {
    /// Does many things as one: all of them or none, and all at the same moment.
    ///
    /// - Parameter body: what to do; it must not go on after an error, and only receive credits.
    /// - Returns: what the body returns.
    /// - Throws: what the body throws, after undoing everything.
    public func together<Result>(_ body: () throws -> Result) throws -> Result {
        let gathering = Gathering()
        self.gathering = gathering
        defer { self.gathering = nil }
        return try change {
            try store.whole {
                let result = try body()
                try storeGathered()
                for account in gathering.unstored {
                    try tables.virtualAccounts.update(creditOf: account, of: number)
                }
                return result
            }
        }
    }
}

// MARK: - Keeping what is made

extension Books {
    func keep(_ arrival: PaymentTable.Arrival) throws {
        guard let gathering else { return try tables.payments.insert(arrival, of: number) }
        gathering.payments.append(arrival)
    }

    func keep(_ happening: HappeningRecord) throws {
        guard let gathering else { return try tables.events.insert(happening, of: number) }
        gathering.happenings.append(happening)
        // A delivery stands behind what it tells of.
        if try !webhooks().isEmpty { try storeGathered() }
    }

    func keep(_ credit: CreditRecord) throws {
        guard let gathering else { return try tables.credits.insert([credit], of: number) }
        gathering.credits.append(credit)
    }

    /// Stores what has been gathered as soon as a statement has all the rows that it can write.
    func storeWhereMany() throws {
        guard let gathering, gathering.isFull else { return }
        try storeGathered()
    }

    /// Stores what has been gathered, before it is looked for.
    func storeGathered() throws {
        guard let gathering else { return }
        try tables.payments.insert(gathering.payments, of: number)
        try tables.events.insert(gathering.happenings, of: number)
        try tables.credits.insert(gathering.credits, of: number)
        gathering.payments.removeAll(keepingCapacity: true)
        gathering.happenings.removeAll(keepingCapacity: true)
        gathering.credits.removeAll(keepingCapacity: true)
    }

    /// The credits, those that bear a reference among them.
    func credits(bearing reference: String) throws -> CreditTable {
        if let gathering, gathering.bears(reference) { try storeGathered() }
        return tables.credits
    }
}

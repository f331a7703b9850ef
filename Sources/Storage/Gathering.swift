import SmartCollect

/// What is at hand while many things are done as one: the moment at which all of it happens, and
/// the accounts that money has reached, which are looked up once and stored once.
final class Gathering {
    /// The moment, in nanoseconds on the merchant's clock.
    let moment: Int64
    private var places: [Credit.Target: ID<VirtualAccount>] = [:]
    private var accounts: [ID<VirtualAccount>: VirtualAccount] = [:]
    private var credited: Set<ID<VirtualAccount>> = []

    init(moment: Int64) {
        self.moment = moment
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
        let gathering = Gathering(moment: nanoseconds)
        self.gathering = gathering
        defer { self.gathering = nil }
        return try change {
            try store.whole {
                let result = try body()
                for account in gathering.unstored {
                    try tables.virtualAccounts.update(creditOf: account, of: number)
                }
                return result
            }
        }
    }
}

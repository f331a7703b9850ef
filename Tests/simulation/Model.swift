import SmartCollect

/// What the books must say, reckoned apart from them and from their rules.
struct Model {
    /// Who pays, as far as it matters.
    enum Who: CaseIterable {
        case allowed, sameBank, stranger, nre, unknown
    }

    struct Account {
        let id: ID<VirtualAccount>
        let isChoosy: Bool
        let createdAt: Timestamp
        var closeBy: Timestamp?
        var lastCreditedAt: Timestamp?
        var paid: Paise = 0
        var isClosed = false
        var events: [EventName] = [.virtualAccountCreated]

        var closesAt: Timestamp? {
            isClosed
                ? nil
                : min(closeBy ?? .max, (lastCreditedAt ?? createdAt) + 90 * 86_400)
        }
    }

    struct Paid {
        let account: Int
        let amount: Paise
        let isCaptured: Bool
        let isRefundable: Bool
        let createdAt: Timestamp
        var back: Paise = 0
        var left: Paise { amount - back }
    }

    /// A credit that waits for its batch.
    struct Waiting {
        let credit: ID<Credit>
        let at: Timestamp
        let account: Int
        let amount: Paise
        let who: Who
    }

    var now: Timestamp
    var accounts: [Account] = []
    var payments: [Paid] = []
    /// The names of the payments, in the same order.
    var paymentIDs: [ID<Payment>] = []
    var waiting: [Waiting] = []
    var credits: Int64 = 0
    var refunds: Int64 = 0
    /// What reached an account, repeated advice left out.
    var received: Paise = 0

    init(now: Timestamp) { self.now = now }

    mutating func add(_ id: ID<VirtualAccount>, isChoosy: Bool, closeBy: Timestamp?) {
        accounts.append(Account(id: id, isChoosy: isChoosy, createdAt: now, closeBy: closeBy))
    }

    // MARK: Credits

    mutating func wait(
        _ credit: ID<Credit>, until time: Timestamp, _ amount: Paise, from who: Who,
        at account: Int
    ) {
        waiting.append(
            Waiting(credit: credit, at: time, account: account, amount: amount, who: who))
    }

    /// What must become of money that arrives.
    mutating func arrive(_ amount: Paise, from who: Who, at account: Int) -> CreditRecord.Status {
        let target = accounts[account]
        received += amount
        let isKnown = who == .allowed || who == .sameBank
        let isRefundable = isKnown || who == .stranger
        if !target.isClosed && (!target.isChoosy || isKnown) {
            accounts[account].paid += amount
            accounts[account].lastCreditedAt = now
            accounts[account].events += [
                .paymentAuthorized, .paymentCaptured, .virtualAccountCredited,
            ]
            note(amount, account, isCaptured: true, isRefundable)
            return .credited
        }
        note(amount, account, isCaptured: false, isRefundable)
        if target.isClosed || isRefundable {
            payments[payments.count - 1].back = amount
            refunds += 1
            accounts[account].events += [.refundCreated, .refundProcessed]
            return .refunded
        }
        accounts[account].events.append(.paymentAuthorized)
        return .held
    }

    private mutating func note(
        _ amount: Paise, _ account: Int, isCaptured: Bool, _ isRefundable: Bool
    ) {
        payments.append(
            Paid(
                account: account, amount: amount, isCaptured: isCaptured,
                isRefundable: isRefundable, createdAt: now))
    }

    // MARK: Refunds

    /// How much goes back when so much is asked for, all for nil; nil where it is refused.
    func refund(of payment: Int, _ asked: Paise?) -> Paise? {
        let paid = payments[payment]
        guard paid.isCaptured, paid.isRefundable, paid.left > 0,
            now - paid.createdAt <= 183 * 86_400
        else { return nil }
        guard let asked else { return paid.left }
        return (100...max(100, paid.left)).contains(asked) && asked <= paid.left ? asked : nil
    }

    mutating func giveBack(_ amount: Paise, of payment: Int) {
        payments[payment].back += amount
        refunds += 1
        accounts[payments[payment].account].events += [.refundCreated, .refundProcessed]
    }

    // MARK: Time

    mutating func close(_ account: Int) {
        guard !accounts[account].isClosed else { return }
        accounts[account].isClosed = true
        accounts[account].events.append(.virtualAccountClosed)
    }

    /// Lets everything happen that falls due on the way: closures before batches.
    ///
    /// - Returns: the credits whose batch was settled, in order.
    mutating func advance(to time: Timestamp) -> [ID<Credit>] {
        var settled: [ID<Credit>] = []
        while true {
            let closing = accounts.indices.filter { !accounts[$0].isClosed }
                .min { (accounts[$0].closesAt ?? .max) < (accounts[$1].closesAt ?? .max) }
            let closure = closing.flatMap { accounts[$0].closesAt } ?? .max
            let batch = waiting.map(\.at).min() ?? .max
            guard min(closure, batch) <= time else { break }
            now = min(closure, batch)
            if let closing, closure <= batch {
                close(closing)
            } else {
                settled += settle(at: batch)
            }
        }
        now = time
        return settled
    }

    private mutating func settle(at batch: Timestamp) -> [ID<Credit>] {
        // A batch is settled in the order of the credits' names, which is that of their making.
        let due = waiting.filter { $0.at == batch }
        for one in due { _ = arrive(one.amount, from: one.who, at: one.account) }
        waiting.removeAll { $0.at == batch }
        return due.map(\.credit)
    }
}

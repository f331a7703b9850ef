import Simulator
import SmartCollect
import Storage
import Wire

/// One merchant's life: steps that chance chooses, done to the books and to the model alike.
struct Life {
    private let store: Store
    private let clockwork = Clockwork { _, _, done in done?([]) }
    private var books: Books
    private var model: Model
    private var dice: Dice
    private var saved: (snapshot: Snapshot, model: Model)?
    private var references: [String] = []

    /// What the books say that the model does not.
    struct Disagreement: Error, CustomStringConvertible {
        let description: String
    }

    init(seed: UInt64, in store: Store) throws {
        self.store = store
        dice = Dice(seed: seed)
        books = try store.open(
            MerchantKey("rzp_test_life\(seed)"), mode: .test, secretDigest: [1])
        model = Model(now: books.now)
    }

    /// Lives through so many steps, and proves the books.
    mutating func live(steps: Int) throws {
        for _ in 0..<steps { try step() }
        try check()
    }

    private mutating func step() throws {
        switch dice.roll(0...999) {
        case ..<90: try open()
        case ..<500: try pay()
        case ..<540: try repeatAdvice()
        case ..<800: try refund()
        case ..<830: try close()
        case ..<870: try planClosure()
        case ..<985: try advance()
        case ..<992: try remember()
        case ..<998: try goBack()
        default: try reset()
        }
    }

    private func expect(_ holds: Bool, _ what: @autoclosure () -> String) throws {
        guard holds else { throw Disagreement(description: what()) }
    }

    // MARK: Steps

    private mutating func open() throws {
        let isChoosy = dice.falls(40)
        let closeBy = dice.falls(30) ? model.now + dice.roll(901...8_000_000) : nil
        let account = try books.open(
            VirtualAccountDraft(
                receivers: ReceiversDraft(bankAccount: BankAccountDraft()), closeBy: closeBy,
                allowedPayers: isChoosy
                    ? [try PayerAccount(ifsc: "UTIB0000013", accountNumber: "914010012345679")]
                    : []))
        model.add(account.id, isChoosy: isChoosy, closeBy: closeBy)
    }

    private mutating func pay() throws {
        guard let account = dice.pick(Array(model.accounts.indices)),
            let who = dice.pick(Model.Who.allCases)
        else { return }
        let amount = dice.falls(50) ? dice.roll(1...300) : dice.roll(1...10_000_000)
        let reference = "UTR\(String(model.credits + 1_000_000_000))\(references.count)"
        let waits = dice.falls(15)
        let at = (model.now / 1800 + 1) * 1800
        let record = try books.receive(
            CreditOrder(
                Credit(
                    target: .virtualAccount(model.accounts[account].id), rail: .neft,
                    amount: amount, payer: who.payer, reference: reference),
                settlesAt: waits ? at : nil)
        ).record
        references.append(reference)
        model.credits += 1
        if waits {
            model.wait(record.id, until: at, amount, from: who, at: account)
            try expect(record.status == .pending, "\(record) does not wait")
            return
        }
        let status = model.arrive(amount, from: who, at: account)
        try expect(record.status == status, "\(record) should be \(status)")
        try name(record)
    }

    private mutating func name(_ record: CreditRecord) throws {
        guard let payment = record.paymentID else {
            throw Disagreement(description: "\(record) made no payment")
        }
        model.paymentIDs.append(payment)
    }

    /// The bank says again what it has said before.
    private mutating func repeatAdvice() throws {
        guard let reference = dice.pick(references),
            let account = dice.pick(model.accounts), try books.isUsed(reference: reference, .neft)
        else { return }
        let credit = Credit(
            target: .virtualAccount(account.id), rail: .neft, amount: 5,
            payer: Model.Who.allowed.payer, reference: reference)
        do {
            _ = try books.receive(CreditOrder(credit))
            throw Disagreement(description: "\(reference) was taken twice")
        } catch is ErrorBody {}
        let record = try books.receive(CreditOrder(credit, allowsDuplicate: true)).record
        model.credits += 1
        try expect(record.status == .duplicate, "\(record) is no duplicate")
    }

    private mutating func refund() throws {
        guard let payment = dice.pick(Array(model.payments.indices)) else { return }
        let left = model.payments[payment].left
        let asked: Paise? =
            dice.falls(30) ? nil : dice.falls(50) ? dice.roll(1...max(1, left + 50)) : left / 2
        let wanted = model.refund(of: payment, asked)
        let entity = try books.payment(model.paymentIDs[payment])
        do {
            let refund = try books.refund(entity, RefundDraft(amount: asked))
            try expect(refund.amount == wanted, "\(refund) should be of \(wanted ?? 0)")
            model.giveBack(refund.amount, of: payment)
        } catch let refusal as Refusal {
            try expect(wanted == nil, "\(entity) should be refunded, but \(refusal)")
        }
    }

    private mutating func close() throws {
        guard let account = dice.pick(Array(model.accounts.indices)) else { return }
        _ = try books.close(books.virtualAccount(model.accounts[account].id))
        model.close(account)
    }

    private mutating func planClosure() throws {
        guard let account = dice.pick(Array(model.accounts.indices)) else { return }
        let time = model.now + dice.roll(901...400_000)
        do {
            _ = try books.apply(
                VirtualAccountChange(closeBy: .set(time)),
                to: books.virtualAccount(model.accounts[account].id))
            model.accounts[account].closeBy = time
        } catch is Refusal {
            try expect(model.accounts[account].isClosed, "\(account) could not be planned")
        }
    }

    private mutating func advance() throws {
        // Now and then so long that accounts are forgotten and payments too old to be refunded.
        let time = model.now + (dice.falls(15) ? dice.roll(1...9_000_000) : dice.roll(1...99_000))
        var outcome: Result<[Fired], any Error> = .success([])
        clockwork.advance(books) {
            time * Timestamp.nanoseconds
        } then: {
            outcome = $0
        }
        _ = try outcome.get()
        for credit in model.advance(to: time) { try name(books.credit(credit)) }
        try expect(books.now == model.now, "it is \(books.now), not \(model.now)")
    }

    private mutating func remember() throws {
        if let saved { try store.remove(saved.snapshot, of: books) }
        saved = (try store.takeSnapshot("then", of: books), model)
    }

    private mutating func goBack() throws {
        guard let saved else { return }
        try store.restore(saved.snapshot, of: books)
        model = saved.model
        try renew()
    }

    private mutating func reset() throws {
        _ = try store.reset([books])
        try renew()
        saved = nil
        model = Model(now: books.now)
    }

    private mutating func renew() throws {
        guard let renewed = store.books(of: books.key) else {
            throw Disagreement(description: "the merchant is gone")
        }
        books = renewed
    }

    // MARK: Proof

    private func check() throws {
        for account in model.accounts {
            let found = try books.virtualAccount(account.id)
            try expect(
                found.amountPaid == account.paid && found.isClosed == account.isClosed,
                "\(found) should be \(account)")
            let events = try books.events(
                EventFilter(entity: .virtualAccount(account.id), page: ListQuery(count: 100_000)))
            try expect(
                events.reversed().map(\.event.name) == account.events,
                "\(events) should be \(account.events)")
        }
        for (paid, id) in zip(model.payments, model.paymentIDs) {
            let found = try books.payment(id)
            try expect(
                found.amountRefunded == paid.back && found.amount == paid.amount
                    && found.captured == paid.isCaptured, "\(found) should be \(paid)")
        }
        try checkLedger()
    }

    private func checkLedger() throws {
        let ledger = try books.ledger()
        try expect(ledger.isBalanced, "\(ledger.discrepancies)")
        let totals = ledger.totals
        let captured = model.payments.filter(\.isCaptured).map(\.amount).reduce(0, +)
        try expect(
            totals.received == model.received && totals.captured == captured
                && totals.refunded == model.payments.map(\.back).reduce(0, +)
                && totals.accounts == model.accounts.count
                && totals.payments == model.payments.count && totals.refunds == model.refunds
                && totals.credits == model.credits
                && captured == model.accounts.map(\.paid).reduce(0, +),
            "\(totals) is not what \(model) says")
        try expect(
            Set(model.paymentIDs).count == model.payments.count, "an id was given twice")
    }

    /// What webhooks would be told of all events, one behind the other.
    func bytes() throws -> [UInt8] {
        let events = try books.events(EventFilter(page: ListQuery(count: 100_000)))
        try expect(Set(events.map(\.event.id)).count == events.count, "an event is there twice")
        return try events.flatMap { try books.body(of: $0.event.id) }
    }
}

extension Model.Who {
    var payer: Payer? {
        switch self {
        case .allowed: Payer(accountNumber: "914010012345679", ifsc: "UTIB0000013")
        case .sameBank: Payer(accountNumber: "914010012345679", ifsc: "utib0009999")
        case .stranger: Payer(accountNumber: "50100012345678", ifsc: "HDFC0000001")
        case .nre:
            Payer(accountNumber: "50100012345678", ifsc: "HDFC0000001", accountType: .nre)
        case .unknown: nil
        }
    }
}

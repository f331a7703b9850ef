import SQLite
import SmartCollect
import TemporaryFolders
import Testing
import Wire

@testable import Storage

/// Lists of records of which some do not lie in the order of their making.
struct StrayTests {
    private let world: World
    private let books: Books

    init() throws {
        world = try World()
        books = try world.books()
    }

    /// How a record is made that the others are mixed with.
    enum Kind: CaseIterable {
        case none, pinnedLow, pinnedHigh, pinnedInTime, clockBack, clockFarAhead, clockBefore2014
    }

    /// Eight accounts by the way, and eight of a kind among them; newest first.
    private func accounts(_ kind: Kind) throws -> [VirtualAccount] {
        var made: [VirtualAccount] = []
        for turn in 0..<8 {
            made.append(try books.account())
            world.time += Timestamp.nanoseconds * (turn % 3 == 0 ? 1 : 0)
            made.append(try account(kind, turn))
            try books.set(clock: MerchantClock())
            world.time += 5
        }
        return made.sorted { ($0.createdAt, $0.id.text) > ($1.createdAt, $1.id.text) }
    }

    private func account(_ kind: Kind, _ turn: Int) throws -> VirtualAccount {
        var pinned: ID<VirtualAccount>?
        let day = 86_400 * Timestamp.nanoseconds
        switch kind {
        case .none: break
        case .pinnedLow: pinned = ID(known: "0000000000000\(turn)")
        case .pinnedHigh: pinned = ID(known: "zzzzzzzzzzzzz\(turn)")
        case .pinnedInTime: pinned = ID(known: books.now.leastID.dropLast() + "\(turn)")
        case .clockBack: try books.set(clock: MerchantClock(offset: -day * Int64(turn % 4)))
        case .clockFarAhead: try books.set(clock: MerchantClock(offset: day * 365 * 30))
        case .clockBefore2014: try books.set(clock: MerchantClock(offset: -day * 365 * 20))
        }
        return try books.open(
            VirtualAccountDraft(
                receivers: ReceiversDraft(bankAccount: BankAccountDraft()), allowedPayers: []),
            as: pinned)
    }

    @Test(arguments: Kind.allCases, [1, 3, 7, 16, 100])
    func `every page shows what it should, in turn and out of turn`(
        kind: Kind, count: Int
    ) throws {
        let expected = try accounts(kind).map(\.id.text)
        let starts = Array(stride(from: 0, through: 20, by: count))
        for skip in starts + starts.reversed() {
            let page = try books.virtualAccounts(
                ListQuery(count: Int64(count), skip: Int64(skip)))
            #expect(page.map(\.id.text) == Array(expected.dropFirst(skip).prefix(count)))
        }
    }

    @Test(arguments: Kind.allCases)
    func `a page beyond the end is empty, however far beyond`(kind: Kind) throws {
        _ = try accounts(kind)
        for skip in [16, 17, 1_000_000, .max - 10, .max] as [Int64] {
            #expect(try books.virtualAccounts(ListQuery(count: 10, skip: skip)).isEmpty)
        }
    }

    @Test(arguments: Kind.allCases)
    func `bounds in time let through what was made within them`(kind: Kind) throws {
        let all = try accounts(kind)
        let times = Set(all.map(\.createdAt)).sorted()
        for from in times {
            for to in times {
                let page = try books.virtualAccounts(
                    ListQuery(from: from, to: to, count: 100, skip: 0))
                let expected = all.filter { $0.createdAt >= from && $0.createdAt <= to }
                #expect(page.map(\.id) == expected.map(\.id))
            }
        }
    }

    @Test(arguments: Kind.allCases)
    func `the lists of an account and of a reference mix as well`(kind: Kind) throws {
        let account = try books.account()
        var made: [Payment] = []
        for turn in 0..<6 {
            let day = 86_400 * Timestamp.nanoseconds
            let offset = kind == .clockBack ? -day * Int64(turn % 3) : 0
            try books.set(clock: MerchantClock(offset: offset))
            let credit = try books.pay(
                account, 1_000 + Int64(turn), utr: "UTR000000007", allowsDuplicate: turn > 0)
            if turn == 0, let id = credit.paymentID { made.append(try books.payment(id)) }
            let other = try books.pay(account, 2_000)
            if let id = other.paymentID { made.append(try books.payment(id)) }
        }
        let expected = made.sorted { ($0.createdAt, $0.id.text) > ($1.createdAt, $1.id.text) }
        #expect(try books.payments(of: account.id, ListQuery()).map(\.id) == expected.map(\.id))
        let page = try books.payments(of: account.id, ListQuery(count: 2, skip: 3))
        #expect(page.map(\.id) == expected.dropFirst(3).prefix(2).map(\.id))
        let credits = try books.credits(CreditFilter(reference: "UTR000000007"))
        #expect(credits.count == 6)
        let sorted = credits.sorted { ($0.createdAt, $0.id.text) > ($1.createdAt, $1.id.text) }
        #expect(credits.map(\.id) == sorted.map(\.id))
    }

    /// How a credit comes to stand where it does.
    enum CreditKind: CaseIterable {
        case none, pinnedLow, pinnedHigh, pinnedInTime, pinnedLate, waits, hasWaited, goesBack
        case isRepeated, clockBack, secondsApart
    }

    private func credit(
        _ kind: CreditKind, _ turn: Int, to account: VirtualAccount
    ) throws -> CreditRecord {
        var order = books.credit(account, 1_000 + Int64(turn), payer: nil)
        var pinned: ID<Credit>?
        switch kind {
        case .none: break
        case .pinnedLow: pinned = ID(known: "0000000000000\(turn)")
        case .pinnedHigh: pinned = ID(known: "zzzzzzzzzzzzz\(turn)")
        case .pinnedInTime: pinned = ID(known: books.now.leastID.dropLast() + "\(turn)")
        case .pinnedLate: pinned = ID(known: (books.now + 1).leastID.dropLast() + "\(turn)")
        case .waits, .hasWaited:
            order = books.credit(account, 1_000, payer: nil, false, books.now + 60)
        case .goesBack:
            let target = Credit.Target.accountNumber("1112220099999999", ifsc: nil)
            order = CreditOrder(
                Credit(
                    target: target, rail: .neft, amount: 500, payer: nil,
                    reference: order.credit.reference))
        case .isRepeated:
            let first = try books.receive(order).record
            order = books.credit(account, 1_000, utr: first.credit.reference, payer: nil, true)
        case .clockBack:
            let day = 86_400 * Timestamp.nanoseconds
            try books.set(clock: MerchantClock(offset: -day * Int64(turn % 3)))
        case .secondsApart:
            // The credit is named in one second, what comes of it in the next.
            world.time = (world.time / Timestamp.nanoseconds + 1) * Timestamp.nanoseconds - 2
        }
        let record = try books.receive(order, as: pinned).record
        if kind == .hasWaited {
            let due = Due(at: books.nanoseconds, kind: .batch, entity: record.id.text)
            #expect(try books.settleIfDue(due)?.paymentID != nil)
        }
        try books.set(clock: MerchantClock())
        world.time += 5
        return try books.credit(record.id)
    }

    @Test(arguments: CreditKind.allCases)
    func `credits are found and listed wherever they are kept`(kind: CreditKind) throws {
        let account = try books.account()
        for turn in 0..<6 {
            _ = try credit(.none, turn, to: account)
            world.time += Timestamp.nanoseconds * (turn % 2 == 0 ? 1 : 0)
            _ = try credit(kind, turn, to: account)
        }
        let all = try books.credits(CreditFilter(page: ListQuery(count: 100)))
        #expect(all.count == (kind == .isRepeated ? 18 : 12))
        let sorted = all.sorted { ($0.createdAt, $0.id.text) > ($1.createdAt, $1.id.text) }
        #expect(all == sorted)
        #expect(Set(all.map(\.id)).count == all.count)
        for skip in [0, 1, 4, 7, 11, 12, 30] {
            let page = try books.credits(
                CreditFilter(page: ListQuery(count: 3, skip: Int64(skip))))
            #expect(page == Array(all.dropFirst(skip).prefix(3)))
        }
        for record in all {
            #expect(try books.credit(record.id) == record)
            #expect(try books.isUsed(reference: record.credit.reference, .neft))
            #expect(try !books.isUsed(reference: record.credit.reference, .imps))
            let bearing = try books.credits(CreditFilter(reference: record.credit.reference))
            #expect(bearing == all.filter { $0.credit.reference == record.credit.reference })
            let then = try books.credits(
                CreditFilter(page: ListQuery(from: record.createdAt, to: record.createdAt)))
            #expect(then == all.filter { $0.createdAt == record.createdAt })
        }
        for status in CreditRecord.Status.allCases {
            #expect(
                try books.credits(CreditFilter(status: status, page: ListQuery(count: 100)))
                    == all.filter { $0.status == status })
        }
        let reached = try books.credits(
            CreditFilter(virtualAccountID: account.id, page: ListQuery(count: 100)))
        #expect(reached == all.filter { $0.virtualAccountID == account.id })
        let upi = try books.credits(CreditFilter(rail: .upi))
        #expect(upi.isEmpty)
        #expect(try books.ledger().discrepancies == [])
        #expect(throws: Refusal.unknownID) { try books.credit(ID(known: "00000000000zzz")) }
        #expect(throws: Refusal.unknownID) { try books.credit(ID(known: "zzzzzzzzzzzzzz")) }
    }

    @Test func `a credit's second decides where its payment's does not`() throws {
        let account = try books.account()
        world.time = (world.time / Timestamp.nanoseconds + 1) * Timestamp.nanoseconds - 2
        let record = try books.pay(account, 1_000)
        let payment = try #require(try record.paymentID.map(books.payment))
        #expect(payment.createdAt == record.createdAt)
        #expect(payment.id.second == record.id.second + 1)
        #expect(try books.tally().credits == 1)
    }

    @Test func `who has no strays is told so, and who gets one is told of it`() throws {
        let strays = world.store.tables.virtualAccounts.strays
        #expect(try !strays.exist(of: books.number))
        _ = try books.account()
        #expect(try !strays.exist(of: books.number))
        _ = try account(.pinnedLow, 0)
        #expect(try strays.exist(of: books.number))
        #expect(try !strays.exist(of: world.books("rzp_test_two").number))
    }

    @Test func `strays are found again after a restart`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("state.db")
        let pinned = ID<VirtualAccount>(known: "zzzzzzzzzzzzzz")
        let draft = VirtualAccountDraft(
            receivers: ReceiversDraft(bankAccount: BankAccountDraft()), allowedPayers: [])
        do {
            let world = try World(.file(path))
            _ = try world.books().open(draft, as: pinned)
            try world.store.commit()
        }
        let world = try World(.file(path))
        world.time += 10 * Timestamp.nanoseconds
        let later: VirtualAccount = try world.books().account()
        #expect(try world.books().virtualAccounts(ListQuery()).map(\.id) == [later.id, pinned])
    }
}

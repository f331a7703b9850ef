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

import SQLite
import SmartCollect
import TemporaryFolders
import Testing
import Wire

@testable import Storage

/// A reset takes everything at once, and what it leaves behind can neither be seen nor stay.
struct ResetTests {
    let world: World
    let old: Books

    init() throws {
        world = try World()
        old = try world.books()
    }

    private func reset() throws -> Books {
        _ = try world.store.reset([old])
        return try world.books()
    }

    @Test func `the merchant has new and empty books`() throws {
        try old.everything()
        let tally = try old.tally()
        #expect(try world.store.reset([old]) == tally)
        let new = try world.books()
        #expect(new !== old)
        #expect(try new.tally() == Tally())
        #expect(new.merchant.accountID == old.merchant.accountID)
        #expect(new.merchant.settings == MerchantSettings(mode: .test))
        #expect(new.nextDue == nil)
        #expect(try new.ledger().isBalanced)
    }

    @Test func `the clock begins anew`() throws {
        try old.set(clock: MerchantClock(offset: 5, frozenAt: 9))
        #expect(try reset().nanoseconds == world.time)
    }

    @Test func `what was drawn by chance is drawn again`() throws {
        let before = try (old.account(), old.account())
        let new = try reset()
        let after = try (new.account(), new.account())
        #expect(before == after)
    }

    @Test func `closed books are empty and take nothing`() throws {
        let account = try old.account()
        let webhook = try old.register(WebhookDraft(url: "http://127.0.0.1:9/", secret: "orchid"))
        let payment = try old.payment()
        let event = try #require(try old.events(EventFilter()).first)
        let next = try #require(try old.nextDelivery(to: webhook.id))
        let new = try reset()
        #expect(try old.tally() == Tally())
        #expect(try old.webhooks().isEmpty)
        #expect(try old.nextDelivery(to: webhook.id) == nil)
        #expect(try old.takeDue(until: .max) == nil)
        #expect(throws: Refusal.unknownID) { try old.virtualAccount(account.id) }
        #expect(throws: ErrorBody.booksClosed) { try old.pay(account) }
        #expect(throws: ErrorBody.booksClosed) { try old.refund(payment, RefundDraft()) }
        #expect(throws: ErrorBody.booksClosed) { try old.set(clock: MerchantClock()) }
        #expect(throws: ErrorBody.booksClosed) { try old.apply(settings: ["refund_hold": true]) }
        #expect(throws: ErrorBody.booksClosed) { try old.resend(event, to: webhook) }
        #expect(throws: ErrorBody.booksClosed) {
            try old.complete(next.delivery, then: .disable)
        }
        #expect(try new.tally() == Tally())
    }

    @Test func `no number is ever given twice`() throws {
        var seen: Set<Int64> = [old.number]
        for _ in 1...3 {
            _ = try world.store.reset(Array(world.store.allBooks))
            while world.store.hasRetired { try world.store.sweep(rowsMax: 100) }
            #expect(try seen.insert(world.books().number).inserted)
        }
        #expect(try seen.insert(world.books("rzp_test_two").number).inserted)
    }

    @Test(arguments: [1, 7, 1_000_000] as [Int64])
    func `what is left behind goes, slice by slice, and nothing else`(_ rowsMax: Int64) throws {
        try old.everything()
        let number = old.number
        let other = try world.books("rzp_test_two")
        try other.everything()
        let others = try world.rows(of: other.number)
        #expect(others.values.allSatisfy { $0 > 0 }, "every table is in the test: \(others)")
        _ = try reset()
        var left = try world.rows(of: number).values.reduce(0, +)
        #expect(left == others.values.reduce(0, +))
        while world.store.hasRetired {
            try world.store.sweep(rowsMax: rowsMax)
            let now = try world.rows(of: number).values.reduce(0, +)
            #expect(left - now <= rowsMax)
            left = now
        }
        #expect(left == 0)
        #expect(try world.rows(of: other.number) == others)
        #expect(try other.ledger().isBalanced)
    }

    @Test func `several are reset together or not at all`() throws {
        struct Unwilling: Error {}
        let two = try world.books("rzp_test_two")
        _ = try (old.account(), two.account())
        world.store.seed = { books in
            if books.key.keyID == "rzp_test_two" { throw Unwilling() }
        }
        #expect(throws: Unwilling.self) { try world.store.reset([old, two]) }
        #expect(try world.books() === old)
        #expect(try old.tally().virtualAccounts == 1)
        #expect(try two.tally().virtualAccounts == 1)
        try world.store.sweep(rowsMax: 100)
        #expect(try old.ledger().totals.accounts == 1)
    }

    @Test func `a merchant begins with its seed, at first and after every reset`() throws {
        world.store.seed = { books in _ = try books.account() }
        let seeded = try world.books("rzp_test_two")
        let account = try #require(try seeded.virtualAccounts(ListQuery()).first)
        _ = try seeded.account()
        let gone = try world.store.reset([seeded])
        #expect(gone.virtualAccounts == 2)
        #expect(try world.books("rzp_test_two").virtualAccounts(ListQuery()) == [account])
    }

    @Test func `a reset that could not be stored has not happened`() throws {
        let account = try old.account()
        try world.store.commit()
        _ = try world.store.reset([old])
        // What a full disk does.
        try world.store.connection.execute("PRAGMA max_page_count = 1")
        let new = try world.books()
        #expect(throws: (any Error).self) {
            for _ in 1...1000 { _ = try new.account() }
        }
        #expect(throws: StoreError.passLost) { try world.store.commit() }
        let again = try world.books()
        #expect(try again.virtualAccounts(ListQuery()) == [account])
        #expect(throws: ErrorBody.booksClosed) { try new.account() }
    }

    @Test func `a reset is still one after the file was closed and opened`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("state.db")
        do {
            let world = try World(.file(path))
            let books = try world.books()
            try books.everything()
            _ = try world.store.reset([books])
            try world.store.commit()
        }
        let world = try World(.file(path))
        #expect(try world.books().tally() == Tally())
        #expect(world.store.hasRetired)
        while world.store.hasRetired { try world.store.sweep(rowsMax: 50) }
        try world.store.commit()
        let left = try world.store.connection.statement("SELECT count(*) FROM happenings").first {
            $0.integer()
        }
        #expect(left == 0)
    }
}

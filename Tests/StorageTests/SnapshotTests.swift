import SmartCollect
import Testing
import Wire

@testable import Storage

/// Going back to a snapshot leads to where the merchant was, to the byte.
struct SnapshotTests {
    let world: World
    let books: Books

    init() throws {
        world = try World()
        books = try world.books()
    }

    private func take(_ name: String = "here") throws -> Snapshot {
        try world.store.takeSnapshot(name, of: world.books())
    }

    private func restore(_ name: String = "here") throws -> Books {
        let present = try world.books()
        try world.store.restore(present.snapshot(name), of: present)
        return try world.books()
    }

    @Test func `every row of every table comes back`() throws {
        try books.everything()
        let before = try world.contents(of: books.number)
        #expect(before.values.allSatisfy { !$0.isEmpty })
        let snapshot = try take()
        #expect(try world.contents(of: snapshot.number) == before)
        _ = try books.pay(books.account())
        #expect(try world.contents(of: restore().number) == before)
        #expect(try world.books().ledger().isBalanced)
    }

    @Test func `settings and chance come back, and the same again leads to the same`() throws {
        try books.set(clock: MerchantClock(offset: 0, frozenAt: world.time))
        try books.apply(settings: ["billing_label": "Orchid Homes"])
        _ = try books.account()
        _ = try take()
        let first = try books.pay(books.account(), utr: "UTR000000001")
        try books.apply(settings: ["billing_label": "Lotus Homes"])
        for _ in 1...2 {
            let restored = try restore()
            #expect(restored.merchant.settings.billingLabel == "Orchid Homes")
            #expect(try restored.pay(restored.account(), utr: "UTR000000001") == first)
        }
    }

    @Test func `a clock that runs goes back and runs on`() throws {
        try books.set(clock: MerchantClock(offset: 5 * Timestamp.nanoseconds))
        _ = try take()
        let then = books.nanoseconds
        world.time += 100 * Timestamp.nanoseconds
        let restored = try restore()
        #expect(restored.nanoseconds == then)
        world.time += 7
        #expect(restored.nanoseconds == then + 7)
    }

    @Test func `a clock that stands goes back and stands`() throws {
        let then = world.time + 3
        try books.set(clock: MerchantClock(offset: 3, frozenAt: then))
        _ = try take()
        try books.set(clock: MerchantClock(offset: 9))
        world.time += 100
        let restored = try restore()
        world.time += 100
        #expect(restored.nanoseconds == then)
        #expect(restored.clock.frozenAt == then)
    }

    @Test func `what was to be done is to be done again`() throws {
        let webhook = try books.register(WebhookDraft(url: "http://127.0.0.1:9/", secret: nil))
        let account = try books.account()
        let pending = try #require(try books.nextDelivery(to: webhook.id)).delivery
        // The deliverer has taken the reminder, and is on its way.
        while try books.takeDue(until: books.nanoseconds) != nil {}
        _ = try books.pay(account, settlesAt: books.now + 60)
        _ = try take()
        var made = pending
        made.status = .delivered
        _ = try books.complete(made, then: .done)
        let restored = try restore()
        #expect(try restored.nextDelivery(to: webhook.id)?.delivery == pending)
        #expect(try restored.takeDue(until: restored.nanoseconds)?.kind == .delivery)
        world.time += 61 * Timestamp.nanoseconds
        let due = try #require(try restored.takeDue(until: restored.nanoseconds))
        #expect(try restored.settleIfDue(due)?.status == .credited)
        #expect(try restored.ledger().isBalanced)
    }

    @Test func `the books that were given up are closed`() throws {
        _ = try take()
        let account = try books.account()
        let restored = try restore()
        #expect(throws: ErrorBody.booksClosed) { try books.pay(account) }
        #expect(throws: Refusal.unknownID) { try restored.virtualAccount(account.id) }
    }

    @Test func `a snapshot is left as it is by what comes after it`() throws {
        try books.everything()
        let snapshot = try take()
        let contents = try world.contents(of: snapshot.number)
        for _ in 1...2 {
            let restored = try restore()
            _ = try restored.pay(restored.account())
            _ = try world.store.reset([restored])
            try world.sweep()
        }
        #expect(try world.contents(of: snapshot.number) == contents)
        #expect(try world.books().tally(of: snapshot) == restore().tally())
    }

    @Test func `a name that is taken names the new one`() throws {
        _ = try books.account()
        let old = try take()
        _ = try books.account()
        _ = try take()
        #expect(try books.snapshots().map(\.name) == ["here"])
        #expect(try restore().tally().virtualAccounts == 2)
        try world.sweep()
        #expect(try world.rows(of: old.number).values.allSatisfy { $0 == 0 })
    }

    @Test func `a snapshot that is removed leaves nothing behind`() throws {
        try books.everything()
        let snapshot = try take()
        _ = try take("there")
        try world.store.remove(snapshot, of: books)
        try world.sweep()
        #expect(try world.rows(of: snapshot.number).values.allSatisfy { $0 == 0 })
        #expect(try books.snapshots().map(\.name) == ["there"])
        #expect(throws: ErrorBody.self) { try books.snapshot("here") }
    }

    @Test func `snapshots are nobody else's business`() throws {
        let other = try world.books("rzp_test_two")
        _ = try books.account()
        _ = try take()
        #expect(try other.snapshots().isEmpty)
        #expect(throws: ErrorBody.self) { try other.snapshot("here") }
        _ = try world.store.takeSnapshot("here", of: other)
        #expect(try restore().tally().virtualAccounts == 1)
    }

    @Test func `a restore that fails changes nothing`() throws {
        _ = try take()
        let account = try books.account()
        let snapshot = try books.snapshot("here")
        // A row that refers to nothing cannot be copied.
        try world.tamper(
            "INSERT INTO deliveries (merchant, id, happening, place, webhook_id, attempt, status,"
                + " due_at_ns, turn_ns)"
                + " VALUES (\(snapshot.number), 'd', 'h', 0, 'w', 1, 'pending', 0, 0)")
        #expect(throws: (any Error).self) { try world.store.restore(snapshot, of: books) }
        #expect(try world.books() === books)
        #expect(try books.virtualAccount(account.id) == account)
    }

    @Test func `a merchant that is removed leaves nothing behind`() throws {
        try books.everything()
        let (number, snapshot) = (books.number, try take())
        let other = try world.books("rzp_test_two")
        try other.everything()
        let contents = try world.contents(of: other.number)
        let tally = try books.tally()
        #expect(try world.store.remove([books]) == tally)
        #expect(world.store.books(of: books.key) == nil)
        try world.sweep()
        for number in [number, snapshot.number] {
            #expect(try world.rows(of: number).values.allSatisfy { $0 == 0 })
        }
        #expect(try world.contents(of: other.number) == contents)
        let again = try world.books()
        #expect(try again.tally() == Tally())
        #expect(try again.snapshots().isEmpty)
    }
}

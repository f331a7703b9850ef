import SQLite
import SmartCollect
import Testing
import Wire

@testable import Storage

/// The outbox: what a webhook is to be told next, and what follows from how it went.
struct DeliveryTests {
    private let world: World
    private let books: Books
    private let webhook: Webhook

    init() throws {
        world = try World()
        books = try world.books()
        webhook = try books.register(
            WebhookDraft(
                url: "http://127.0.0.1:9/", secret: "orchid",
                events: ["virtual_account.created"]))
    }

    private func next() throws -> Delivery? { try books.nextDelivery(to: webhook.id)?.delivery }

    /// Tells the webhook the next thing, and says which event it was.
    @discardableResult
    private func tell(then sequel: Books.Sequel = .done) throws -> ID<SmartCollect.Event>? {
        guard var delivery = try next(), delivery.dueAt <= books.nanoseconds else { return nil }
        delivery.status = sequel == .done ? .delivered : .failed
        _ = try books.complete(delivery, then: sequel)
        return delivery.eventID
    }

    private func open(_ count: Int) throws -> [ID<SmartCollect.Event>] {
        for _ in 0..<count { _ = try books.account() }
        return try books.events(EventFilter(), after: nil).map(\.event.id)
    }

    private func later(_ seconds: Int64) -> Int64 {
        books.nanoseconds + seconds * Timestamp.nanoseconds
    }

    private func behave(_ behaviour: Behaviour) throws {
        try books.set(behaviour, of: books.webhook(webhook.id))
    }

    @Test func `events are told in their order`() throws {
        let events = try open(3)
        #expect(try [tell(), tell(), tell(), tell()] == events + [nil])
    }

    @Test func `what fails holds up what comes behind it`() throws {
        let events = try open(2)
        try tell(then: .retry(at: later(5), holdsUpOthers: true))
        #expect(try tell() == nil)
        world.time += 5 * Timestamp.nanoseconds
        #expect(try next()?.attempt == 2)
        #expect(try [tell(), tell()] == events)
    }

    @Test func `what may be passed is passed until its time comes`() throws {
        let events = try open(2)
        try tell(then: .retry(at: later(5), holdsUpOthers: false))
        #expect(try tell() == events[1])
        #expect(try tell() == nil)
        world.time += 5 * Timestamp.nanoseconds
        #expect(try tell() == events[0])
    }

    @Test func `what is sent again goes first, and its arrival ends the waiting`() throws {
        let events = try open(2)
        try tell(then: .retry(at: later(5), holdsUpOthers: true))
        #expect(try books.resend(books.event(events[0])) == 1)
        #expect(try [tell(), tell(), tell()] == events + [nil])
        let dropped = try books.deliveries(DeliveryFilter(status: .dropped))
        #expect(dropped.map(\.eventID) == [events[0]])
    }

    @Test func `what is sent again in vain changes nothing`() throws {
        let events = try open(2)
        try tell(then: .retry(at: later(5), holdsUpOthers: true))
        _ = try books.resend(books.event(events[0]))
        try tell(then: .retry(at: later(1), holdsUpOthers: true))
        #expect(try tell() == nil)
        world.time += 5 * Timestamp.nanoseconds
        #expect(try [tell(), tell(), tell()] == events + [nil])
    }

    @Test func `a disabled webhook is owed nothing`() throws {
        _ = try open(3)
        try tell(then: .disable)
        #expect(try books.webhook(webhook.id).disabledAt == books.now)
        #expect(try next() == nil)
        #expect(try books.deliveries(DeliveryFilter(status: .dropped)).count == 2)
        _ = try books.account()
        #expect(try next() == nil)
    }

    @Test func `one reminder wakes a webhook, however much it is to be told`() throws {
        _ = try open(50)
        #expect(try books.takeDue(until: books.nanoseconds)?.entity == webhook.id.text)
        #expect(try books.takeDue(until: books.nanoseconds) == nil)
        try tell(then: .retry(at: later(5), holdsUpOthers: true))
        #expect(try books.takeDue(until: books.nanoseconds) == nil)
        #expect(try books.takeDue(until: later(5))?.at == later(5))
    }

    @Test func `a change that is undone uses up no behaviour`() throws {
        try behave(Behaviour(.drop, next: 1))
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try books.change {
                _ = try books.account()
                throw Stop()
            }
        }
        #expect(try books.webhook(webhook.id).behaviour?.next == 1)
        _ = try open(1)
        #expect(try next() == nil)
        #expect(try books.webhook(webhook.id).behaviour == nil)
    }

    @Test(arguments: 2...5)
    func `what is reordered comes last first, and then all is in order again`(
        _ count: Int
    ) throws {
        try behave(Behaviour(.reorder, next: Int64(count)))
        let held = try open(count - 1)
        #expect(try tell() == nil)
        let events = try open(2)
        let told = try (0...count).map { _ in try tell() }
        #expect(told == events[..<count].reversed() + events[count...])
        #expect(Array(events[..<(count - 1)]) == held)
    }

    @Test func `another behaviour lets go of what was held`() throws {
        try behave(Behaviour(.reorder, next: 3))
        let events = try open(2)
        try behave(Behaviour(.duplicate, next: 1))
        #expect(try [tell(), tell(), tell()] == events + [nil])
        let third = try #require(try open(1).last)
        #expect(try [tell(), tell(), tell()] == [third, third, nil])
    }

    @Test func `a secret that was changed is kept as a former one`() throws {
        let changed = try books.apply(
            WebhookDraft(url: webhook.url, secret: "willow"), to: webhook)
        #expect(changed.formerSecrets == ["orchid"])
        #expect(try books.webhook(webhook.id) == changed)
        #expect(changed.oldSecret == "orchid")
    }

    @Test func `how an attempt went is stored with what must be, or when it is time`() throws {
        _ = try open(3)
        try world.store.commit()
        let isStored = { !self.world.store.connection.isInTransaction }
        try tell()
        try world.store.commit()
        #expect(!isStored())
        try tell()
        _ = try books.account()
        try world.store.commit()
        #expect(isStored())
        try tell()
        world.store.press()
        try world.store.commit()
        #expect(isStored())
    }
}

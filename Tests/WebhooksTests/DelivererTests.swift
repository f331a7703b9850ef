import HTTP
import SQLite
import SmartCollect
import Testing
import Wire

@testable import Storage
@testable import Webhooks

/// What the deliverer makes of an outbox that nothing can be sent from.
struct DelivererTests {
    private let loop: Loop
    private let store: Store
    private let books: Books

    init() throws {
        loop = try Loop()
        store = try Store(.memory, seed: 7) { 1_790_000_000 * Timestamp.nanoseconds }
        books = try store.open(
            MerchantKey("rzp_test_one"), mode: .test, secretDigest: [1, 2, 3])
    }

    /// A webhook whose URL is accepted and cannot be posted to, and that is to be told of events.
    private func webhook(owed count: Int) throws -> ID<Webhook> {
        for _ in 0..<count {
            _ = try books.open(
                VirtualAccountDraft(receivers: ReceiversDraft(bankAccount: BankAccountDraft())))
        }
        let webhook = try books.register(WebhookDraft(url: "http://x:0/", secret: nil))
        for event in try books.events(EventFilter(), after: nil) {
            _ = try books.resend(event, to: webhook)
        }
        return webhook.id
    }

    private func deliverer(log: @escaping (String) -> Void = { _ in }) -> Deliverer {
        let client = HTTPClient(loop: loop)
        return Deliverer(store: store, loop: loop, schedule: .vendor, log: log) { _ in client }
    }

    private func failedCount() throws -> Int {
        try books.deliveries(DeliveryFilter(status: .failed)).count
    }

    /// The deliveries that have failed at the end of each pass, until so many have or nothing is
    /// left to wait for.
    private func failedCounts(upTo count: Int, by deliverer: Deliverer) throws -> [Int] {
        var counts: [Int] = []
        loop.onEndOfPass {
            counts.append((try? failedCount()) ?? 0)
            if counts.last == count { loop.stop() }
        }
        withExtendedLifetime(deliverer) { loop.run() }
        return counts
    }

    @Test func `what cannot be sent is concluded one by one, each in a pass of its own`() throws {
        let webhook = try webhook(owed: 5)
        let deliverer = deliverer()
        deliverer.wake(webhook, of: books)
        #expect(try failedCount() == 0)
        let counts = try failedCounts(upTo: 5, by: deliverer)
        #expect(counts.last == 5)
        #expect(zip(counts, counts.dropFirst()).allSatisfy { $1 - $0 <= 1 })
    }

    @Test func `an outbox that cannot be read is complained of, and read again later`() throws {
        let webhook = try webhook(owed: 1)
        store.press()
        try store.commit()
        var complaints: [String] = []
        var isTold = false
        let deliverer = deliverer { complaints.append($0) }
        try store.connection.execute("ALTER TABLE deliveries RENAME TO hidden")
        deliverer.wake(webhook, of: books) { _ in
            isTold = true
            // Whoever goes on at once has to wait for the rest to end.
            deliverer.wake(webhook, of: books)
        }
        try store.connection.execute("ALTER TABLE hidden RENAME TO deliveries")
        #expect(isTold)
        #expect(complaints.count == 1 && complaints.allSatisfy { $0.contains("deliveries") })
        #expect(try failedCounts(upTo: 1, by: deliverer).last == 1)
    }
}

import SQLite
import SmartCollect
import Storage
import Testing
import Wire

@testable import Simulator

/// What falls due by itself.
final class ClockworkTests {
    private var time: Int64 = 1_790_000_000 * Timestamp.nanoseconds
    /// Books know their store, and do not keep it.
    private var store: Store?

    /// An account that closes in a minute.
    private func closingAccount() throws -> (Store, Books) {
        let store = try Store(.memory, seed: 1) { [unowned self] in time }
        self.store = store
        let books = try store.open(MerchantKey("rzp_test_one"), mode: .test, secretDigest: [])
        let receivers = ReceiversDraft(bankAccount: BankAccountDraft())
        _ = try books.open(
            VirtualAccountDraft(receivers: receivers, closeBy: books.now + 3_600))
        return (store, books)
    }

    @Test func `whoever comes too early is told when to come again`() throws {
        let (store, books) = try closingAccount()
        let clockwork = Clockwork { _, _, _ in }
        let next = try #require(store.timeToNextDue())
        let wait = try #require(next)
        #expect(store.timeToNextDue() == nil)
        time += wait - 1
        try clockwork.tick(store)
        #expect(store.timeToNextDue() == .some(1))
        time += 1
        try clockwork.tick(store)
        #expect(try books.virtualAccounts(ListQuery()).first?.closedAt == books.now)
        let after = try #require(store.timeToNextDue())
        #expect(after != 0)
    }
}

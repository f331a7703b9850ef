import SmartCollect
import Testing
import Wire

@testable import Storage

/// The proof of the books finds what does not add up, and nothing else.
struct LedgerTests {
    let world: World
    let books: Books

    init() throws {
        world = try World()
        books = try world.books()
    }

    @Test func `empty books balance`() throws {
        let ledger = try books.ledger()
        #expect(ledger.isBalanced)
        #expect(ledger.totals.accounts == 0)
        #expect(ledger.totals.received == 0)
    }

    @Test func `books with one of everything balance`() throws {
        try books.everything()
        let ledger = try books.ledger()
        #expect(ledger.discrepancies == [])
        let totals = ledger.totals
        #expect(totals.accounts == 8)
        #expect(totals.payments == 9)
        #expect(totals.refunds == 6)
        #expect(totals.credits == 12)
        #expect(totals.received == 50_000 + 900 + 800 + 700 + 4_000 + 100_000)
        #expect(totals.captured == 50_000 + 4_000 + 100_000)
        #expect(totals.refunded == 900 + 800 + 15_000 + 30_000 + 5_000)
    }

    /// What is done to the rows, and what then does not add up.
    static let breaks: [(sql: String, what: Set<String>)] = [
        (
            "UPDATE virtual_accounts SET amount_paid = amount_paid + 1 WHERE amount_paid = 50000",
            ["virtual_account.amount_paid"]
        ),
        (
            "UPDATE payments SET amount_refunded = 15001 WHERE amount_refunded = 15000",
            ["payment.amount_refunded"]
        ),
        (
            "UPDATE refunds SET amount = 45000 WHERE amount = 15000;"
                + "UPDATE payments SET amount_refunded = 45000 WHERE amount_refunded = 15000",
            ["payment.refunds_within_amount"]
        ),
        (
            "UPDATE refunds SET status = 'failed' WHERE amount = 15000",
            ["payment.amount_refunded", "refund.events"]
        ),
        ("UPDATE payments SET status = 'captured' WHERE amount = 30000", ["payment.status"]),
        (
            "UPDATE payments SET captured = 0, status = 'authorized' WHERE amount = 10000",
            ["virtual_account.amount_paid", "payment.events"]
        ),
        (
            "UPDATE payments SET virtual_account_id = 'x' WHERE amount = 900",
            ["payment.virtual_account"]
        ),
        (
            "UPDATE refunds SET payment_id = 'x' WHERE amount = 5000",
            ["refund.payment", "payment.amount_refunded"]
        ),
        ("UPDATE payments SET credit_id = NULL WHERE amount = 10000", ["payment.credits"]),
        (
            "UPDATE payments SET credit_id = NULL WHERE amount = 50000",
            ["payment.credits", "credit.first_of_duplicate"]
        ),
        (
            "UPDATE payments SET credit_status = 'lost' WHERE amount = 10000",
            ["payment.credits", "credit.outcome"]
        ),
        (
            "UPDATE payments SET credit_refund_id = 'x' WHERE amount = 900", ["credit.refund"]
        ),
        (
            "UPDATE payments SET credit_refund_id = NULL WHERE amount = 900", ["credit.refund"]
        ),
        ("DELETE FROM credits_apart WHERE amount = 4000", ["payment.credits"]),
        ("UPDATE credits_apart SET amount = 4001 WHERE amount = 4000", ["credit.payment"]),
        (
            "UPDATE credits_apart SET payment_id = NULL WHERE amount = 4000",
            ["payment.credits", "credit.payment"]
        ),
        ("UPDATE credits_apart SET status = 'lost' WHERE amount = 600", ["credit.outcome"]),
        (
            "UPDATE credits_apart SET status = 'returned' WHERE amount = 4000",
            ["credit.outcome", "payment.credits"]
        ),
        ("DELETE FROM dues WHERE kind = 2", ["credit.settles_at"]),
        (
            "UPDATE credits_apart SET reference = 'other' WHERE status = 'duplicate'",
            ["credit.first_of_duplicate"]
        ),
        (
            "DELETE FROM happenings WHERE kind = \(Happening.accountClosed.rawValue)",
            ["virtual_account.events", "delivery.event"]
        ),
        (
            "UPDATE virtual_accounts SET closed_at = 1 WHERE amount_paid = 50000",
            ["virtual_account.events"]
        ),
        (
            "UPDATE happenings SET kind = \(Happening.paymentHeld.rawValue)"
                + " WHERE kind = \(Happening.accountCredited.rawValue)",
            ["payment.events", "delivery.event"]
        ),
        (
            "UPDATE happenings SET kind = \(Happening.refundCreated.rawValue)"
                + " WHERE kind = \(Happening.refundMade.rawValue)",
            ["refund.events", "delivery.event"]
        ),
        (
            "UPDATE refunds SET speed_requested = 'normal' WHERE amount = 20000",
            ["refund.speed_changed"]
        ),
        (
            "UPDATE happenings SET virtual_account_id = 'x'"
                + " WHERE kind = \(Happening.accountClosed.rawValue)",
            ["virtual_account.events", "event.entity"]
        ),
        (
            "INSERT INTO deliveries (merchant, id, happening, place, webhook_id, attempt, status,"
                + " turn_ns, due_at_ns) VALUES (1, 'd', 'h', 0, 'w', 1, 'pending', 0, 0)",
            ["delivery.event"]
        ),
    ]

    @Test(arguments: breaks)
    func `a row that does not add up is named`(_ sql: String, _ what: Set<String>) throws {
        try books.everything()
        try world.tamper(sql)
        let ledger = try books.ledger()
        #expect(Set(ledger.discrepancies.map(\.what)) == what)
        #expect(ledger.isBalanced == what.isEmpty)
    }

    @Test func `a discrepancy says what was expected and what was found`() throws {
        let account = try books.account()
        _ = try books.pay(account, 1_000)
        try world.tamper("UPDATE virtual_accounts SET amount_paid = 1001")
        #expect(
            try books.ledger().discrepancies == [
                Ledger.Discrepancy(
                    what: "virtual_account.amount_paid", id: account.id.wire, expected: 1000,
                    found: 1001)
            ])
    }

    @Test func `another merchant's rows are no part of the books`() throws {
        try books.everything()
        let other = try world.books("rzp_test_two")
        _ = try other.pay(other.account(), 1_000)
        try world.tamper("UPDATE virtual_accounts SET amount_paid = 5 WHERE merchant = 1")
        #expect(try other.ledger().isBalanced)
        #expect(try other.ledger().totals.received == 1_000)
        #expect(try !books.ledger().isBalanced)
    }
}

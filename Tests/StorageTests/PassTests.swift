import SQLite
import SmartCollect
import Testing
import Wire

@testable import Storage

/// All changes of a pass last together, and one that fails takes no other with it unless a fault of
/// the machine has stopped it half-way.
struct PassTests {
    let world: World
    let books: Books
    let account: VirtualAccount

    init() throws {
        world = try World()
        books = try world.books()
        account = try books.account()
        try world.store.commit()
    }

    private func customer(_ name: String) throws -> Customer {
        try books.create(
            CustomerDraft(
                details: CustomerDetails(name: name), notes: Notes(), failsOnExisting: true))
    }

    /// Lets nothing happen any more: what a change writes before it tells of itself is written.
    private func forbidHappenings() throws {
        try world.store.connection.execute(
            """
            CREATE TEMP TRIGGER forbidden BEFORE INSERT ON happenings BEGIN
                SELECT RAISE(FAIL, 'forbidden');
            END
            """)
    }

    @Test func `a refusal leaves the changes before and after it alone`() throws {
        _ = try customer("Nila Rao")
        let before = try world.contents(of: books.number)
        let draft = VirtualAccountDraft(
            receivers: ReceiversDraft(bankAccount: BankAccountDraft()), allowedPayers: [])
        #expect(throws: ErrorBody.self) { try books.open(draft, as: account.id) }
        #expect(try world.contents(of: books.number) == before)
        let after = try customer("Arun Iyer")
        try world.store.commit()
        #expect(try books.customers(ListQuery()).contains(after))
    }

    @Test func `an account that cannot hold more refuses money, and nothing is left of it`() throws
    {
        try world.tamper("UPDATE virtual_accounts SET amount_paid = \(Int64.max - 499)")
        _ = try customer("Nila Rao")
        let before = try world.contents(of: books.number)
        let error = try #require(throws: ErrorBody.self) { try books.pay(account, 500) }
        #expect(error.description == "The account cannot hold that much.")
        #expect(try world.contents(of: books.number) == before)
        try world.store.commit()
        #expect(try books.pay(account, 499).status == .credited)
    }

    /// SQLite ends the transaction where the machine fails, also where it fails to read.
    @Test func `a transaction that a read has ended takes its pass along`() throws {
        let number = books.number
        let before = try world.contents(of: number)
        _ = try customer("Nila Rao")
        try world.store.connection.execute("ROLLBACK")
        _ = try customer("Arun Iyer")
        #expect(throws: StoreError.passLost) { try world.store.commit() }
        #expect(try world.contents(of: number) == before)
        _ = try world.books().account()
        try world.store.connection.execute("ROLLBACK")
        #expect(throws: StoreError.passLost) { try world.store.commit() }
        #expect(try world.contents(of: number) == before)
        _ = try world.books().account()
        try world.store.commit()
    }

    @Test func `merchants that cannot be read after a lost pass are read when they are wanted`()
        throws
    {
        _ = try customer("Nila Rao")
        try world.store.connection.execute(
            "ROLLBACK; ALTER TABLE merchants RENAME TO hidden")
        #expect(throws: StoreError.passLost) { try world.store.commit() }
        #expect(world.store.books(of: books.key) == nil)
        try world.store.connection.execute("ALTER TABLE hidden RENAME TO merchants")
        #expect(try world.books().virtualAccount(account.id) == account)
    }

    @Test func `what could not be done when it was due is still to be done`() throws {
        struct Failure: Error {}
        let draft = VirtualAccountDraft(
            receivers: ReceiversDraft(bankAccount: BankAccountDraft()),
            closeBy: books.now + 1000, allowedPayers: [])
        let closing = try books.open(draft)
        try world.store.commit()
        world.time += 1001 * Timestamp.nanoseconds
        let due = try #require(try books.due(until: books.nanoseconds))
        #expect(throws: Failure.self) { try books.take(due) { throw Failure() } }
        try world.store.commit()
        #expect(try books.due(until: books.nanoseconds) == due)
        #expect(try books.take(due) { try books.closeIfDue(due) })
        #expect(try books.due(until: books.nanoseconds) == nil)
        #expect(try books.virtualAccount(closing.id).closedAt == closing.closeBy)
    }

    @Test(arguments: [true, false])
    func `a fault half-way through a change undoes the whole pass`(_ isMoney: Bool) throws {
        try forbidHappenings()
        let number = books.number
        let before = try world.contents(of: number)
        _ = try customer("Nila Rao")
        #expect(throws: (any Error).self) {
            if isMoney { _ = try books.pay(account) } else { _ = try books.account() }
        }
        // Whoever comes later in the pass is undone with it.
        _ = try customer("Arun Iyer")
        #expect(throws: StoreError.passLost) { try world.store.commit() }
        #expect(!world.store.connection.isInTransaction)
        #expect(try world.contents(of: number) == before)
        try world.store.connection.execute("DROP TRIGGER forbidden")
        let again = try world.books()
        _ = try again.account()
        try world.store.commit()
        #expect(try again.virtualAccounts(ListQuery()).count == 2)
    }
}

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

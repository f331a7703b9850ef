import SQLite
import SmartCollect
import Testing
import Wire

@testable import Storage

/// What is remembered of records is what stands in their rows.
struct RecentTests {
    private let world: World
    private let books: Books
    private let accounts: [VirtualAccount]

    init() throws {
        world = try World()
        books = try world.books()
        let payer = PayerAccount(knownIFSC: "HDFC0000001", accountNumber: "5001")
        accounts = [try books.account(), try books.account(payers: [payer]), try books.account()]
        try world.store.commit()
        #expect(try books.virtualAccounts(ListQuery()) == accounts.reversed())
    }

    /// What can happen to an account that has been read.
    struct Deed: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let act: @Sendable (Books, VirtualAccount) throws -> Void

        init(_ words: String, _ act: @escaping @Sendable (Books, VirtualAccount) throws -> Void) {
            testDescription = words
            self.act = act
        }
    }

    private static let deeds = [
        Deed("money") { books, account in _ = try books.pay(account) },
        Deed("money twice") { books, account in
            _ = try (books.pay(account), books.pay(account, 1))
        },
        Deed("money together") { books, account in
            try books.together { _ = try (books.pay(account), books.pay(account, 1)) }
        },
        Deed("an end") { books, account in _ = try books.close(account) },
        Deed("a payer") { books, account in
            let payer = PayerAccount(knownIFSC: "UTIB0000013", accountNumber: "914010012345679")
            _ = try books.allow(payer, on: books.virtualAccount(account.id))
        },
        Deed("money that is undone") { books, account in
            #expect(throws: Refusal.unknownID) {
                try books.change {
                    _ = try books.pay(account)
                    #expect(try books.virtualAccount(account.id).amountPaid == 50_000)
                    throw Refusal.unknownID
                }
            }
        },
        Deed("money that is undone alone") { books, account in
            _ = try books.pay(account, 7)
            #expect(throws: Refusal.unknownID) {
                try books.change {
                    _ = try books.pay(account)
                    throw Refusal.unknownID
                }
            }
            #expect(try books.virtualAccount(account.id).amountPaid == 7)
        },
        Deed("an end that is undone") { books, account in
            #expect(throws: Refusal.unknownID) {
                try books.change {
                    _ = try books.close(account)
                    throw Refusal.unknownID
                }
            }
        },
    ]

    @Test(arguments: deeds, [0, 1, 2])
    func `accounts are handed out as their rows have them`(_ deed: Deed, _ index: Int) throws {
        try deed.act(books, accounts[index])
        let (known, list) = (try each(), try books.virtualAccounts(ListQuery()))
        books.tables.virtualAccounts.forget()
        #expect(try (known, list) == (each(), books.virtualAccounts(ListQuery())))
        #expect(list == known.reversed())
        try world.store.commit()
        #expect(try books.ledger().discrepancies == [])
    }

    private func each() throws -> [VirtualAccount] {
        try accounts.map { try books.virtualAccount($0.id) }
    }

    @Test func `a pass that is lost leaves nothing that is remembered`() throws {
        try world.store.connection.execute(
            """
            CREATE TEMP TRIGGER forbidden BEFORE INSERT ON happenings BEGIN
                SELECT RAISE(FAIL, 'forbidden');
            END
            """)
        let (number, account) = (books.number, accounts[0])
        _ = try books.allow(
            PayerAccount(knownIFSC: "UTIB0000013", accountNumber: "914010012345679"), on: account)
        #expect(throws: (any Error).self) { try books.pay(account, payer: nil) }
        _ = try? books.virtualAccount(account.id)
        #expect(throws: StoreError.passLost) { try world.store.commit() }
        let after = try world.books()
        #expect(after.number == number)
        #expect(try after.virtualAccount(account.id) == account)
        #expect(try after.virtualAccounts(ListQuery()) == accounts.reversed())
    }

    @Test func `merchants do not see each other's records of one name`() throws {
        let other = try world.books("rzp_test_other")
        let draft = VirtualAccountDraft(
            receivers: ReceiversDraft(bankAccount: BankAccountDraft()), allowedPayers: [])
        let id = accounts[0].id
        #expect(throws: Refusal.unknownID) { try other.virtualAccount(id) }
        let theirs = try other.open(draft, as: id)
        for _ in 0..<2 {
            #expect(try other.virtualAccount(id) == theirs)
            #expect(try books.virtualAccount(id) == accounts[0])
        }
    }

    @Test func `no more are remembered than there is room for`() throws {
        let recent = Recent<VirtualAccount>()
        let ids = (0..<1300).map { ID<VirtualAccount>(nanoseconds: $0, chance: UInt64($0) * 977) }
        let left = { ids.filter { recent.find($0, of: 1) != nil } }
        for (index, id) in ids.enumerated() {
            recent.keep(copy(of: accounts[0], as: id), of: 1)
            #expect(recent.find(id, of: 1)?.id == id)
            #expect(recent.find(id, of: 2) == nil)
            if index == 511 { #expect(left() == Array(ids[...511])) }
        }
        #expect(left() == Array(ids[1024...]))
        recent.forget()
        #expect(left() == [])
    }

    private func copy(of account: VirtualAccount, as id: ID<VirtualAccount>) -> VirtualAccount {
        VirtualAccount(
            id: id, name: account.name, description: nil, amountExpected: nil, notes: Notes(),
            customerID: nil, bankAccount: account.bankAccount, vpa: nil, closeBy: nil,
            createdAt: account.createdAt)
    }
}

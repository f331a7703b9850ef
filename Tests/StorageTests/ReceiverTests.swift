import SmartCollect
import Testing
import Wire

@testable import Storage

/// Numbers and addresses: one active account has each, and closed ones are remembered.
struct ReceiverTests {
    private let world: World
    private let books: Books

    init() throws {
        world = try World()
        books = try world.books()
        try books.apply(settings: ["custom_account_numbers": true, "vpa_descriptor": "relaxed"])
    }

    private func open(number: String? = nil, vpa: String? = nil) throws -> VirtualAccount {
        let receivers = ReceiversDraft(
            bankAccount: vpa == nil || number != nil ? BankAccountDraft(descriptor: number) : nil,
            vpa: vpa.map { VPADraft(descriptor: $0) })
        return try books.open(VirtualAccountDraft(receivers: receivers, allowedPayers: []))
    }

    /// What the account's number, or the name in its address, ends in.
    private func ending(_ account: VirtualAccount) throws -> Int {
        let text = try #require(account.bankAccount?.accountNumber ?? account.vpa?.username)
        return try #require(Int(text.suffix(8)))
    }

    @Test func `numbers and addresses follow each other`() throws {
        let draft = { try books.open(VirtualAccountDraft(receivers: $0, allowedPayers: [])) }
        let accounts = [
            try open(), try open(), try draft(ReceiversDraft(bankAccount: nil, vpa: VPADraft())),
            try open(),
        ]
        let endings = try accounts.map(ending)
        #expect(endings == Array(endings[0]..<endings[0] + 4))
    }

    @Test func `where the next number is taken the sequence goes on elsewhere`() throws {
        let next = try String(ending(open()) + 1)
        let chosen = try open(number: String(repeating: "0", count: 8 - next.count) + next)
        let (one, other) = (try open(), try open())
        #expect(try String(ending(one)) != next)
        #expect(try ending(other) == ending(one) + 1)
        for account in [chosen, one, other] {
            let number = try #require(account.bankAccount?.accountNumber)
            #expect(try books.tables.virtualAccounts.find(number: number, of: 1) == account)
        }
        #expect(try books.tally().virtualAccounts == 4)
        #expect(try books.ledger().discrepancies == [])
    }

    @Test(arguments: [true, false])
    func `a chosen number or address is refused while it is in use`(isNumber: Bool) throws {
        let again = { try isNumber ? open(number: "00007") : open(vpa: "flat12") }
        let first = try again()
        let before = try world.contents(of: 1)
        for _ in 0..<2 {
            #expect(throws: Refusal.descriptorInUse) { try again() }
        }
        #expect(throws: Refusal.descriptorInUse) { try open(number: "00007", vpa: "flat12") }
        #expect(try world.contents(of: 1) == before)
        try world.store.commit()
        _ = try books.close(first)
        #expect(try again().id != first.id)
    }

    @Test func `who closed last is found where nobody active is`() throws {
        let find = { (vpa: String) in
            try books.tables.virtualAccounts.find(vpa: vpa, of: 1)?.id
        }
        let first = try open(vpa: "flat12")
        let address = try #require(first.vpa?.address)
        #expect(try find(address) == first.id)
        _ = try books.close(first)
        #expect(try find(address.uppercased()) == first.id)
        world.time += 5 * Timestamp.nanoseconds
        let second = try open(vpa: "FLAT12")
        #expect(try find(address) == second.id)
        world.time += 5 * Timestamp.nanoseconds
        _ = try books.close(second)
        #expect(try find(address) == second.id)
        #expect(try find("nobody@nowhere") == nil)
    }
}

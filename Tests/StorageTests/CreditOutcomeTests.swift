import SmartCollect
import Testing
import Wire

@testable import Storage

/// What a credit is answered at once is what is read of it later.
struct CreditOutcomeTests {
    let world: World
    let books: Books

    init() throws {
        world = try World()
        books = try world.books()
    }

    private static let payer = Payer(
        name: "Nila Rao", accountNumber: "5001", ifsc: "HDFC0000001", bank: "HDFC Bank")

    /// Where money goes and from whom, and what becomes of it.
    enum Arrival: String, CaseIterable {
        case credited, fromNobody, refundedAsClosed, refundedForPayer, held, returned, pending
        case duplicate, byUPI, forCustomer
    }

    private func order(_ arrival: Arrival) throws -> CreditOrder {
        let account = try books.account()
        let choosy = try books.account(payers: [
            PayerAccount(ifsc: "UTIB0000013", accountNumber: "914010012345679")
        ])
        let payer = Self.payer
        switch arrival {
        case .credited: return books.credit(account, 700, payer: payer)
        case .fromNobody: return books.credit(account, 700, payer: nil)
        case .refundedAsClosed: return books.credit(try books.close(account), 700, payer: payer)
        case .refundedForPayer: return books.credit(choosy, 700, payer: payer)
        case .held:
            let frozen = Payer(
                accountNumber: "5001", ifsc: "HDFC0000001", accountType: .nre)
            return books.credit(choosy, 700, payer: frozen)
        case .returned:
            _ = try world.store.reset([books])
            return try world.books().credit(account, 700, payer: payer)
        case .pending: return books.credit(account, 700, payer: payer, false, books.now + 1800)
        case .duplicate:
            _ = try books.pay(account, 700, utr: "UTR000000001")
            return books.credit(account, 700, utr: "UTR000000001", payer: payer, true)
        case .byUPI:
            let target = Credit.Target.virtualAccount(account.id)
            return CreditOrder(
                Credit(
                    target: target, rail: .upi, amount: 700, payer: Payer(vpa: "nila@bank"),
                    reference: "123456789012", narration: "rent"))
        case .forCustomer:
            let customer = try books.create(
                CustomerDraft(
                    details: CustomerDetails(name: "Nila", email: "nila@example.com"),
                    notes: Notes(), failsOnExisting: true))
            let account = try books.open(
                VirtualAccountDraft(
                    receivers: ReceiversDraft(bankAccount: BankAccountDraft()),
                    customerID: customer.id))
            return books.credit(account, 700, payer: payer)
        }
    }

    @Test(arguments: Arrival.allCases)
    func `an answer is what is kept`(_ arrival: Arrival) throws {
        let order = try order(arrival)
        let books = try world.books()
        let outcome = try books.receive(order)
        #expect(try books.outcome(of: books.credit(outcome.record.id)) == outcome)
        let statuses: [Arrival: CreditRecord.Status] = [
            .refundedAsClosed: .refunded, .refundedForPayer: .refunded, .held: .held,
            .returned: .returned, .pending: .pending, .duplicate: .duplicate,
        ]
        #expect(outcome.record.status == statuses[arrival] ?? .credited)
        let events = [Arrival.duplicate, .pending, .returned].contains(arrival)
        #expect(outcome.events.isEmpty == events)
    }
}

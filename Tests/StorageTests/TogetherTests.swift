import SmartCollect
import Testing
import Wire

@testable import Storage

/// Credits that arrive together are booked like others, all of them or none.
struct TogetherTests {
    let world: World
    let books: Books

    init() throws {
        world = try World()
        books = try world.books()
    }

    struct Failure: Error {}

    /// Pays by the account's number rather than its id.
    private func payByNumber(_ account: VirtualAccount, _ amount: Paise) throws -> CreditRecord {
        let number = try #require(account.bankAccount?.accountNumber)
        let reference: ID<Credit> = books.id()
        return try books.receive(
            CreditOrder(
                Credit(
                    target: .accountNumber(number, ifsc: nil), rail: .neft, amount: amount,
                    payer: nil, reference: reference.text))
        ).record
    }

    @Test func `all of it happens at one moment, in order`() throws {
        let account = try books.account()
        let records = try books.together {
            try (1...5 as ClosedRange<Paise>).map { amount in
                world.time += Timestamp.nanoseconds
                return try books.pay(account, amount)
            }
        }
        #expect(Set(records.map(\.createdAt)).count == 1)
        #expect(records.map(\.id.text) == records.map(\.id.text).sorted())
        #expect(books.nanoseconds == world.time)
    }

    @Test func `an account that is named in two ways is one account`() throws {
        let account = try books.account()
        try books.together {
            _ = try books.pay(account, 100)
            _ = try payByNumber(account, 20)
            _ = try books.pay(account, 3)
        }
        #expect(try books.virtualAccount(account.id).amountPaid == 123)
        #expect(try books.ledger().isBalanced)
        let credited = try books.events(EventFilter(name: "virtual_account.credited"))
        let sums = try credited.reversed().map { record in
            try JSONReader.read(books.body(of: record.event.id))["payload"]?["virtual_account"]?[
                "entity"]?["amount_paid"]
        }
        #expect(sums == [100, 120, 123])
    }

    @Test func `a failure undoes all that was done before it`() throws {
        let account = try books.account()
        _ = try books.pay(account, 7)
        let before = try world.contents(of: books.number)
        #expect(throws: Failure.self) {
            try books.together {
                _ = try books.pay(account, 100)
                _ = try books.pay(account, 200)
                throw Failure()
            }
        }
        #expect(try world.contents(of: books.number) == before)
        _ = try books.pay(account, 3)
        #expect(try books.virtualAccount(account.id).amountPaid == 10)
        #expect(try books.ledger().isBalanced)
    }

    @Test(arguments: [1, 15, 16, 17, 33])
    func `all of it is kept, however many rows are written at a stroke`(_ count: Int) throws {
        let account = try books.account()
        let records = try books.together {
            try (1...count).map { try books.pay(account, Paise($0)) }
        }
        let kept = try records.map { try books.credit($0.id) }
        #expect(kept == records)
        #expect(
            try books.virtualAccount(account.id).amountPaid
                == records.reduce(0) { $0 + $1.credit.amount })
        #expect(try books.tally().events == Int64(1 + 3 * count))
        #expect(try books.ledger().isBalanced)
    }

    @Test func `a reference that is used within it is used`() throws {
        let account = try books.account()
        #expect(throws: ErrorBody.self) {
            try books.together {
                _ = try books.pay(account, utr: "UTR000000001")
                _ = try books.pay(account, utr: "UTR000000001")
            }
        }
        try books.together {
            _ = try books.pay(account, utr: "UTR000000001")
            let again = try books.pay(account, utr: "UTR000000001", allowsDuplicate: true)
            #expect(again.status == .duplicate)
        }
        #expect(try books.virtualAccount(account.id).amountPaid == 50_000)
    }
}

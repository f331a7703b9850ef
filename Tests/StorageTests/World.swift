import SQLite
import SmartCollect
import Wire

@testable import Storage

/// A store whose time stands until a test moves it.
final class World {
    /// The system's time, in nanoseconds since 1970.
    var time: Int64 = 1_790_000_000 * Timestamp.nanoseconds
    private(set) var store: Store

    init(_ location: Connection.Location = .memory) throws {
        let time = Time()
        store = try Store(location, seed: 7) { time.world?.time ?? 0 }
        time.world = self
    }

    /// The store asks for the time while the world is still being made.
    private final class Time {
        weak var world: World?
    }

    /// The books of a key, opened at its first use.
    func books(_ keyID: String = "rzp_test_one") throws -> Books {
        let key = MerchantKey(keyID)
        return try store.books(of: key) ?? store.open(key, mode: .test, secretDigest: [1, 2, 3])
    }

    /// The tables whose rows belong to merchants.
    private func tables() throws -> [String] {
        try store.connection.statement(
            """
            SELECT t.name FROM pragma_table_list t WHERE t.type = 'table' AND EXISTS
                (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'merchant')
            """
        ).all { row in row.text() }
    }

    /// How many rows bear a number, table by table.
    func rows(of number: Int64) throws -> [String: Int64] {
        var rows: [String: Int64] = [:]
        for table in try tables() {
            rows[table] = try store.connection.statement(
                "SELECT count(*) FROM \(table) WHERE merchant = ?"
            ).first {
                $0.integer(number)
            } _: {
                $0.integer()
            }
        }
        return rows
    }

    /// Everything that stands in the rows of a number, the number itself left out.
    func contents(of number: Int64) throws -> [String: [String]] {
        var contents: [String: [String]] = [:]
        for table in try tables() {
            let columns = try store.connection.statement(
                "SELECT name FROM pragma_table_info(?) WHERE name <> 'merchant'"
            ).all {
                $0.text(table)
            } _: {
                "quote(\($0.text()))"
            }
            contents[table] = try store.connection.statement(
                "SELECT \(columns.joined(separator: " || ',' || ")) FROM \(table)"
                    + " WHERE merchant = ? ORDER BY 1"
            ).all {
                $0.integer(number)
            } _: {
                $0.text()
            }
        }
        return contents
    }

    /// Clears away everything that was left behind.
    func sweep() throws {
        while store.hasRetired { try store.sweep(rowsMax: 1000) }
    }

    /// Does what no use case would do to the rows.
    func tamper(_ sql: String) throws {
        try store.commit()
        try store.connection.execute(
            "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; \(sql);")
        try store.connection.execute(
            "PRAGMA foreign_keys = ON; PRAGMA ignore_check_constraints = OFF")
    }
}

extension Books {
    /// An account with a bank account.
    func account(payers: [PayerAccount] = []) throws -> VirtualAccount {
        try open(
            VirtualAccountDraft(
                receivers: ReceiversDraft(bankAccount: BankAccountDraft()), allowedPayers: payers))
    }

    /// Money arrives at an account, by default from a payer whose bank takes it back.
    func pay(
        _ account: VirtualAccount, _ amount: Paise = 50_000, utr: String? = nil,
        payer: Payer? = Payer(accountNumber: "5001", ifsc: "HDFC0000001"),
        allowsDuplicate: Bool = false, settlesAt: Timestamp? = nil
    ) throws -> CreditRecord {
        try receive(
            credit(account, amount, utr: utr, payer: payer, allowsDuplicate, settlesAt)
        ).record
    }

    /// What ``pay(_:_:utr:payer:allowsDuplicate:settlesAt:)`` lets arrive.
    func credit(
        _ account: VirtualAccount, _ amount: Paise, utr: String? = nil, payer: Payer?,
        _ allowsDuplicate: Bool = false, _ settlesAt: Timestamp? = nil
    ) -> CreditOrder {
        let made: ID<Credit> = id()
        let credit = Credit(
            target: .virtualAccount(account.id), rail: .neft, amount: amount, payer: payer,
            reference: utr ?? made.text)
        return CreditOrder(credit, allowsDuplicate: allowsDuplicate, settlesAt: settlesAt)
    }

    /// A captured payment into an account of its own.
    func payment(_ amount: Paise = 50_000) throws -> Payment {
        let credit = try pay(account(), amount)
        guard let id = credit.paymentID else { throw Refusal.unknownID }
        return try payment(id)
    }

    /// A row in every table, and one of everything that can become of money.
    func everything() throws {
        _ = try create(
            CustomerDraft(
                details: CustomerDetails(name: "Nila Rao"), notes: Notes(),
                failsOnExisting: true))
        _ = try register(WebhookDraft(url: "http://127.0.0.1:9/", secret: "orchid"))
        try keep(answer: [], key: "a key", request: "a request")
        let open = try account()
        _ = try pay(open, 50_000, utr: "UTR000000001")
        _ = try pay(open, 50_000, utr: "UTR000000001", allowsDuplicate: true)
        _ = try pay(open, 7_000, settlesAt: now + 1800)
        let closed = try close(account())
        _ = try pay(closed, 900)
        let choosy = try account(payers: [
            PayerAccount(ifsc: "UTIB0000013", accountNumber: "914010012345679")
        ])
        _ = try pay(choosy, 800)
        _ = try pay(
            choosy, 700,
            payer: Payer(accountNumber: "5001", ifsc: "HDFC0000001", accountType: .nre))
        let gone = VirtualAccount(
            id: ID(known: "00000000000000"), name: "", description: nil, amountExpected: nil,
            notes: Notes(), customerID: nil, bankAccount: nil, vpa: nil, closeBy: nil,
            createdAt: 0)
        _ = try pay(gone, 600)
        _ = try receive(
            credit(account(), 4_000, payer: nil), as: ID(known: "00000000000001"))
        _ = try refund(payment(40_000), RefundDraft(amount: 15_000))
        _ = try refund(
            payment(30_000), RefundDraft(), key: IdempotencyKey("once-and-only"), request: ""
        ) { _ in [] }
        try apply(settings: ["refund_hold": true, "instant_refunds": "normal"])
        let held = try refund(payment(20_000), RefundDraft(speed: .optimum))
        _ = try settle(held, as: .failed, reference: "UTR000000002")
        _ = try refund(payment(10_000), RefundDraft(amount: 5_000))
    }
}

extension Books {
    /// The earliest reminder that is not after a moment, forgotten from now on.
    func takeDue(until time: Int64) throws -> Due? {
        guard let due = try due(until: time) else { return nil }
        try take(due)
        return due
    }
}

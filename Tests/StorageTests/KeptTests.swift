import SQLite
import SmartCollect
import Testing
import Wire

@testable import Storage

/// What is kept of a record, and what is read back.
struct KeptTests {
    static let texts = [
        "", "Flat 12 rent", "₹ 619 – “rent”", "\0", "{\"a\":1}", "\u{1F}\u{1F}",
        String(repeating: "long ", count: 2_000), "🏦 naïve é",
    ]

    @Test(
        arguments: [
            0, 1, -1, 63, 64, -64, -65, 127, 128, 619_00, 1_790_000_000, .max, .min,
        ] as [Int64])
    func `a number comes back as it was`(number: Int64) {
        let read = KeptReader.reading(KeptWriter.bytes { $0.integer(number) }) { reader in
            (number: reader.integer(), isWhole: reader.isWhole)
        }
        #expect(read == (number, true))
    }

    @Test func `texts, what is not there, truth and notes come back in their order`() {
        let notes = Notes(known: Self.texts.map { Notes.Entry(key: $0, value: $0 + "!") })
        let bytes = KeptWriter.bytes { kept in
            for text in Self.texts { kept.text(text) }
            kept.text(nil as String?)
            kept.integer(nil)
            kept.bool(true)
            kept.notes(notes)
            kept.notes(Notes())
            kept.integer(7 as Int64?)
        }
        KeptReader.reading(bytes) { reader in
            for text in Self.texts {
                let read = reader.text()
                #expect(read == text)
            }
            let nothing = (reader.optionalText(), reader.optionalInteger())
            #expect(nothing == (nil, nil))
            let (truth, some, none) = (reader.bool(), reader.notes(), reader.notes())
            #expect(truth)
            #expect([some, none] == [notes, Notes()])
            let (early, number, late) = (reader.isWhole, reader.optionalInteger(), reader.isWhole)
            #expect(!early && number == 7 && late)
        }
    }

    /// Every kind of part, with everything in it and with as little as can be.
    static let parts: [EventBody.Part] = {
        let bank = BankAccount(
            id: ID(known: "Di5gbNptcWV8fB"), ifsc: "RAZR0000001", bankName: "A bank",
            name: "Acme", accountNumber: "2223330012345678")
        let full = VirtualAccount(
            id: ID(known: "Di5gbNptcWV8fV"), name: "Acme", description: "Flat 12 rent",
            amountExpected: 61_900, notes: Notes(known: [.init(key: "block", value: "C")]),
            amountPaid: 1_000_000_000_000, customerID: ID(known: "Di5gbNptcWV8fC"),
            bankAccount: bank,
            vpa: VPAReceiver(id: ID(known: "Di5gbNptcWV8fU"), username: "Acme.1", handle: "icici"),
            allowedPayers: (0..<10).map { number in
                AllowedPayer(
                    id: ID(known: "Di5gbNptcWV8f\(number)"),
                    account: PayerAccount(
                        knownIFSC: "UTIB000001\(number)", accountNumber: "00914\(number)"))
            }, closeBy: 1_800_000_000, closedAt: 1_795_000_000, lastCreditedAt: 1_794_000_000,
            createdAt: 1_790_000_000)
        let bare = VirtualAccount(
            id: ID(known: "Di5gbNptcWV8fW"), name: "", description: nil, amountExpected: nil,
            notes: Notes(), customerID: nil, bankAccount: nil,
            vpa: VPAReceiver(id: ID(known: "Di5gbNptcWV8fX"), username: "u", handle: "h"),
            closeBy: nil, createdAt: 0)
        let paid = payment(.bankTransfer, fee: Fee(known: 100, tax: 18), "HDFC1234")
        let upi = payment(.upi, fee: nil, "")
        let refund = Refund(
            id: ID(known: "Di5gbNptcWV8fR"), paymentID: paid.id, method: .upi, amount: 1,
            notes: Notes(known: [.init(key: "", value: "")]), receipt: "r-1",
            reference: "UTR1", status: .failed, speedRequested: .optimum,
            speed: .instant, createdAt: 5)
        let pending = Refund(
            id: ID(known: "Di5gbNptcWV8fS"), paymentID: upi.id, method: .bankTransfer, amount: 2,
            notes: Notes(), receipt: nil, reference: nil, status: .pending,
            speedRequested: .normal, speed: .normal, createdAt: 6)
        return [
            .virtualAccount(full), .virtualAccount(bare), .payment(paid),
            .bankTransfer(transfer(of: paid, bank)), .payment(upi),
            .upiTransfer(
                UPITransfer(
                    id: ID(known: "Di5gbNptcWV8fT"), amount: upi.amount, payerVPA: upi.payerVPA,
                    payerBank: nil, payerAccount: "77", payerIFSC: nil, paymentID: upi.id,
                    reference: upi.reference, virtualAccountID: upi.virtualAccountID)),
            .payment(paid), .bankTransfer(transfer(of: paid, nil)), .refund(refund),
            .refund(pending),
        ]
    }()

    private static func payment(
        _ method: Payment.Method, fee: Fee?, _ reference: String
    ) -> Payment {
        Payment(
            id: ID(known: "Di5gbNptcWV8fP"), virtualAccountID: ID(known: "Di5gbNptcWV8fV"),
            amount: 61_900, status: .refunded, method: method, amountRefunded: 61_900,
            captured: fee != nil, description: method == .upi ? nil : "",
            payerVPA: method == .upi ? "nila@upi" : nil, email: fee.map { _ in "n@example.com" },
            contact: nil, customerID: nil, notes: Notes(), fee: fee, reference: reference,
            isRefundable: fee == nil, createdAt: 1_790_000_001)
    }

    private static func transfer(of payment: Payment, _ payer: BankAccount?) -> BankTransfer {
        BankTransfer(
            id: ID(known: "Di5gbNptcWV8fT"), paymentID: payment.id, rail: .rtgs,
            reference: payment.reference, amount: payment.amount, payer: payer,
            virtualAccountID: payment.virtualAccountID)
    }

    private func parts(_ bytes: [UInt8]) -> (parts: KeptParts, isWhole: Bool) {
        KeptReader.reading(bytes) { reader in (reader.parts(), reader.isWhole) }
    }

    @Test(arguments: [true, false])
    func `what an event tells of comes back as it was`(upiDetails: Bool) {
        let kept = KeptParts(parts: Self.parts, upiDetails: upiDetails)
        let read = parts(KeptWriter.bytes { $0.parts(kept) })
        #expect(read.parts == kept)
        #expect(read.isWhole)
    }

    @Test func `bytes that were cut off or changed never pass for whole, nor stop the program`() {
        let kept = KeptParts(parts: Self.parts, upiDetails: true)
        let bytes = KeptWriter.bytes { $0.parts(kept) }
        for count in 0..<bytes.count {
            #expect(!parts(Array(bytes[..<count])).isWhole, "\(count) of \(bytes.count) bytes")
        }
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 0xFF
            let read = parts(changed)
            #expect(read.parts != kept || !read.isWhole)
        }
        #expect(!parts(bytes + [0]).isWhole)
    }
}

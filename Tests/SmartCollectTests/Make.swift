import SmartCollect

// Inputs with a default for everything, so that a test shows only what matters.

let noon: Timestamp = 1_790_371_200

func id<Entity>(_ number: UInt64) -> ID<Entity> {
    ID(nanoseconds: noon * 1_000_000_000 + Int64(number), chance: number)
}

extension VirtualAccount {
    static func make(
        bankAccount: Bool = true, vpa: Bool = false, payers: [PayerAccount] = [],
        closeBy: Timestamp? = nil, closedAt: Timestamp? = nil, lastCreditedAt: Timestamp? = nil
    ) -> VirtualAccount {
        VirtualAccount(
            id: SmartCollectTests.id(1), name: "Acme Corp", description: nil, amountExpected: nil,
            notes: Notes(), customerID: nil,
            bankAccount: bankAccount
                ? BankAccount(
                    id: SmartCollectTests.id(2), ifsc: "RAZR0000001", bankName: nil,
                    name: "Acme Corp", accountNumber: "1112220012345678") : nil,
            vpa: vpa
                ? VPAReceiver(
                    id: SmartCollectTests.id(3), username: "rzr.payto000001234567890",
                    handle: "icic") : nil,
            allowedPayers: payers.enumerated().map {
                AllowedPayer(id: SmartCollectTests.id(UInt64(10 + $0.offset)), account: $0.element)
            }, closeBy: closeBy, closedAt: closedAt, lastCreditedAt: lastCreditedAt,
            createdAt: noon)
    }
}

extension PayerAccount {
    static func make(_ number: Int = 0, ifsc: String = "UTIB0000013") -> PayerAccount {
        PayerAccount(knownIFSC: ifsc, accountNumber: "91401001234567\(number)")
    }
}

extension Payment {
    static func make(
        amount: Paise = 50_000, refunded: Paise = 0, captured: Bool = true,
        isRefundable: Bool = true
    ) -> Payment {
        var payment = Payment(
            id: SmartCollectTests.id(4), virtualAccountID: SmartCollectTests.id(1),
            amount: amount, status: captured ? .captured : .authorized, method: .bankTransfer,
            captured: captured, description: "", payerVPA: nil, email: nil, contact: nil,
            customerID: nil, fee: nil, reference: "KKBKN26269000817", isRefundable: isRefundable,
            createdAt: noon)
        if refunded > 0 { payment.book(refund: refunded) }
        return payment
    }
}

extension Credit {
    static func make(
        to target: Target? = nil, rail: Rail = .neft, amount: Paise = 50_000,
        payer: Payer? = Payer(accountNumber: "914010012345670", ifsc: "UTIB0000013")
    ) -> Credit {
        Credit(
            target: target ?? .virtualAccount(SmartCollectTests.id(1)), rail: rail,
            amount: amount, payer: payer, reference: "KKBKN26269000817")
    }
}

/// What a piece of work is refused with; nil when it is not.
func refusal(_ work: () throws(Refusal) -> Void) -> Refusal? {
    do {
        try work()
        return nil
    } catch {
        return error
    }
}

/// Settings with one thing changed.
func settings(_ change: (inout MerchantSettings) -> Void = { _ in }) -> MerchantSettings {
    var settings = MerchantSettings(mode: .test)
    change(&settings)
    return settings
}

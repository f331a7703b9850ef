import SmartCollect
import Testing

struct VirtualAccountRulesTests {
    private static func draft(
        bankAccount: Bool = true, vpa: Bool = false, closeBy: Timestamp? = nil,
        payers: [PayerAccount] = []
    ) -> VirtualAccountDraft {
        VirtualAccountDraft(
            receivers: ReceiversDraft(
                bankAccount: bankAccount ? BankAccountDraft() : nil,
                vpa: vpa ? VPADraft() : nil), closeBy: closeBy, allowedPayers: payers)
    }

    @Test(
        arguments: [
            (draft(), nil), (draft(vpa: true), nil), (draft(bankAccount: false, vpa: true), nil),
            (draft(closeBy: noon + 899), .closesTooSoon), (draft(closeBy: noon + 900), nil),
            (draft(closeBy: noon - 1), .closesTooSoon), (draft(closeBy: 2_147_483_647), nil),
            (draft(closeBy: 2_147_483_648), .outOfRange(.closeBy, 946_684_800...2_147_483_647)),
            (draft(payers: [.make()]), nil),
            (draft(vpa: true, payers: [.make()]), .validationNotSupportedOnVPA),
            (draft(payers: (0..<10).map { .make($0) }), nil),
            (draft(payers: (0..<11).map { .make($0) }), .allowedPayerLimit),
            (draft(payers: [.make(), .make(ifsc: "utib0000013")]), .duplicateAllowedPayer),
            (draft(payers: [.make(), .make(ifsc: "UTIB0000014")]), nil),
        ] as [(VirtualAccountDraft, Refusal?)])
    func `a draft is checked`(draft: VirtualAccountDraft, expected: Refusal?) {
        #expect(
            refusal { () throws(Refusal) in try draft.check(under: settings(), at: noon) }
                == expected)
    }

    @Test func `settings forbid a VPA alone, or any VPA`() {
        let draft = VirtualAccountRulesTests.draft(bankAccount: false, vpa: true)
        #expect(
            refusal { () throws(Refusal) in
                try draft.check(under: settings { $0.vpaOnly = false }, at: noon)
            } == .vpaAlone)
        #expect(
            refusal { () throws(Refusal) in
                try draft.check(under: settings { $0.vpaReceivers = false }, at: noon)
            } == .unknownChoice(.types))
    }

    @Test(
        arguments: [
            (VirtualAccountChange(closeBy: .set(noon + 900)), nil),
            (VirtualAccountChange(closeBy: .set(noon + 899)), .closesTooSoon),
            (VirtualAccountChange(closeBy: .set(nil)), nil),
            (VirtualAccountChange(description: .set("rent")), nil),
        ] as [(VirtualAccountChange, Refusal?)])
    func `an account is changed`(change: VirtualAccountChange, expected: Refusal?) {
        var account = VirtualAccount.make(closeBy: noon + 5000)
        #expect(refusal { () throws(Refusal) in try account.apply(change, at: noon) } == expected)
    }

    @Test func `an account with a VPA alone cannot be changed, except by nothing`() {
        var account = VirtualAccount.make(bankAccount: false, vpa: true)
        let change = VirtualAccountChange(description: .set("rent"))
        #expect(
            refusal { () throws(Refusal) in try account.apply(change, at: noon) }
                == .cannotBeUpdated)
        #expect(
            refusal { () throws(Refusal) in
                try account.apply(VirtualAccountChange(), at: noon)
            } == nil)
    }

    @Test func `of a closed account all but the closing time can be changed`() {
        var account = VirtualAccount.make(closedAt: noon)
        #expect(
            refusal { () throws(Refusal) in
                try account.apply(VirtualAccountChange(closeBy: .set(nil)), at: noon)
            } == .cannotBeUpdated)
        #expect(
            refusal { () throws(Refusal) in
                try account.apply(VirtualAccountChange(notes: .set(nil)), at: noon)
            } == nil)
    }

    @Test func `closing twice changes nothing, or is refused where settings say so`() throws {
        var account = VirtualAccount.make()
        #expect(try account.close(at: noon + 5, under: settings()))
        #expect(account.closedAt == noon + 5)
        #expect(try !account.close(at: noon + 9, under: settings()))
        #expect(account.closedAt == noon + 5)
        #expect(
            refusal { () throws(Refusal) in
                _ = try account.close(at: noon, under: settings { $0.closeClosed = .error })
            } == .alreadyClosed)
    }

    @Test(
        arguments: [
            (VirtualAccount.make(), noon + 90 * 86_400),
            (VirtualAccount.make(lastCreditedAt: noon + 86_400), noon + 91 * 86_400),
            (VirtualAccount.make(closeBy: noon + 5000), noon + 5000),
            (VirtualAccount.make(closeBy: noon + 91 * 86_400), noon + 90 * 86_400),
            (VirtualAccount.make(closeBy: noon + 5000, closedAt: noon), nil),
        ] as [(VirtualAccount, Timestamp?)])
    func `an account closes at its time or after 90 days of silence`(
        account: VirtualAccount, expected: Timestamp?
    ) {
        #expect(account.closesAt(under: settings()) == expected)
    }

    @Test func `without dormancy only the planned time closes`() {
        let never = settings { $0.dormancyDays = nil }
        #expect(VirtualAccount.make().closesAt(under: never) == nil)
        #expect(VirtualAccount.make(closeBy: noon + 5000).closesAt(under: never) == noon + 5000)
    }

    @Test(
        arguments: [
            (VirtualAccount.make(), true, false, .bankAccountExists),
            (VirtualAccount.make(vpa: true), false, true, .vpaExists),
            (VirtualAccount.make(), false, true, nil),
            (VirtualAccount.make(bankAccount: false, vpa: true), true, false, nil),
            (VirtualAccount.make(payers: [.make()]), false, true, .validationNotSupportedOnVPA),
            (VirtualAccount.make(closedAt: noon), false, true, .cannotBeUpdated),
        ] as [(VirtualAccount, Bool, Bool, Refusal?)])
    func `a second receiver is added`(
        account: VirtualAccount, bankAccount: Bool, vpa: Bool, expected: Refusal?
    ) {
        let draft = ReceiversDraft(
            bankAccount: bankAccount ? BankAccountDraft() : nil, vpa: vpa ? VPADraft() : nil)
        #expect(
            refusal { () throws(Refusal) in try account.check(adding: draft, under: settings()) }
                == expected)
    }

    @Test(
        arguments: [
            (VirtualAccount.make(), nil),
            (VirtualAccount.make(payers: (1..<10).map { .make($0) }), nil),
            (VirtualAccount.make(payers: (1..<11).map { .make($0) }), .allowedPayerLimit),
            (VirtualAccount.make(payers: [.make()]), .duplicateAllowedPayer),
            (VirtualAccount.make(vpa: true), .validationNotSupportedOnVPA),
            (VirtualAccount.make(closedAt: noon), .cannotBeUpdated),
        ] as [(VirtualAccount, Refusal?)])
    func `a payer is allowed`(account: VirtualAccount, expected: Refusal?) {
        #expect(
            refusal { () throws(Refusal) in
                try account.check(allowing: .make(), under: settings())
            } == expected)
    }
}

import SmartCollect
import Testing

struct CreditRulesTests {
    private static let open = VirtualAccount.make()
    private static let checked = VirtualAccount.make(payers: [.make(0)])
    private static let closed = VirtualAccount.make(payers: [.make(0)], closedAt: noon)

    private static func payer(
        _ number: String? = "914010012345670", _ ifsc: String? = "UTIB0000013",
        _ type: Payer.AccountType? = nil
    ) -> Payer {
        Payer(accountNumber: number, ifsc: ifsc, accountType: type)
    }

    @Test(
        arguments: [
            ("anyone may pay where nobody is listed", open, payer("1", "X"), .credited),
            ("also somebody unknown", open, nil, .credited),
            ("the listed payer", checked, payer(), .credited),
            ("from another branch", checked, payer("914010012345670", "utib0009999"), .credited),
            (
                "from another bank", checked, payer("914010012345670", "HDFC0000013"),
                .refunded(.tpvFailed)
            ),
            ("with another number", checked, payer("914010012345671"), .refunded(.tpvFailed)),
            ("with a leading zero more", checked, payer("0914010012345670"), .refunded(.tpvFailed)),
            ("without an IFSC", checked, payer("914010012345670", nil), .refunded(.tpvFailed)),
            ("without a number it cannot go back", checked, payer(nil), .held),
            ("from nobody it cannot go back", checked, nil, .held),
            (
                "to an NRE account it cannot go back", checked, payer("914010012345671", nil, .nre),
                .held
            ),
            ("a closed account", closed, payer(), .refunded(.accountClosed)),
            ("a closed account, from nobody", closed, nil, .refunded(.accountClosed)),
        ] as [(String, VirtualAccount, Payer?, CreditDecision)])
    func `money that arrived is decided on`(
        _: String, account: VirtualAccount, payer: Payer?, expected: CreditDecision
    ) {
        let credit = Credit.make(payer: payer)
        #expect(credit.decide(on: account, under: settings()) == expected)
    }

    @Test func `settings ask for the whole IFSC`() {
        let strict = settings { $0.tpvMatch = .fullIFSC }
        let other = Credit.make(payer: CreditRulesTests.payer("914010012345670", "UTIB0000099"))
        #expect(other.decide(on: CreditRulesTests.checked, under: strict) == .refunded(.tpvFailed))
        #expect(Credit.make().decide(on: CreditRulesTests.checked, under: strict) == .credited)
    }

    @Test(
        arguments: [
            (.vpa("a@icic"), .upi, VirtualAccount.make(vpa: true), .upi),
            (.accountNumber("1112220012345678", ifsc: nil), .upi, .make(vpa: true), .bankTransfer),
            (.virtualAccount(id(1)), .upi, .make(vpa: true), .upi),
            (.virtualAccount(id(1)), .upi, .make(), .bankTransfer),
            (.virtualAccount(id(1)), .imps, .make(vpa: true), .bankTransfer),
        ] as [(Credit.Target, Rail, VirtualAccount, Payment.Method)])
    func `what a transfer becomes depends on where it was sent`(
        target: Credit.Target, rail: Rail, account: VirtualAccount, expected: Payment.Method
    ) {
        #expect(Credit.make(to: target, rail: rail).method(on: account) == expected)
    }

    @Test(
        arguments: [
            (.neft, "KKBKN26269000817", true), (.neft, "174000000012", true),
            (.neft, "KKBKN262690", false), (.neft, "KKBK-26269000817", false),
            (.rtgs, "HDFCR52026092600000417", true), (.rtgs, "HDFCR520260926000004170", false),
            (.imps, "626903004512", true), (.imps, "62690300451", false),
            (.upi, "62690300451A", false),
        ] as [(Rail, String, Bool)])
    func `a reference is judged by length and alphabet`(
        rail: Rail, reference: String, isAccepted: Bool
    ) {
        #expect(rail.accepts(reference: reference) == isAccepted)
    }

    @Test(arguments: [
        ("RATN0VAAPIS", true), ("RATNOVAAPIS", false), ("UTIB000RAZP", true),
        ("utib0000013", false), ("UTIB000001", false),
    ])
    func `an IFSC has a zero in the fifth place`(text: String, isOne: Bool) {
        #expect(isIFSC(text) == isOne)
    }

    @Test(arguments: [
        ("nila@examplebank", true), ("n@examplebank", false), ("nila", false), ("a@b@c", false),
        ("ni la@bank", false), ("nila.rao-2_x@ok", true), ("nila@ok1", false),
    ])
    func `a VPA is a name and a handle`(text: String, isOne: Bool) {
        #expect(isVPA(text) == isOne)
    }
}

import SmartCollect
import Testing

struct DescriptorTests {
    private static let plain = settings()
    private static let handle = settings {
        $0.customAccountNumbers = false
        $0.merchantHandle = "ACME"
    }
    private static let neither = settings { $0.customAccountNumbers = false }

    @Test(
        arguments: [
            (plain, true, "4400112233", nil), (plain, true, "44001122334", .descriptorTooLong(10)),
            (plain, true, "44-11", .descriptorTooLong(10)),
            (plain, true, "", .descriptorTooLong(10)),
            (neither, true, "44", .descriptorNotAllowed), (neither, true, nil, nil),
            (handle, true, "44", .descriptorForNumericAccount), (handle, false, "RENT12345", nil),
            (handle, false, "RENT123456", .descriptorTooLong(9)),
            (plain, false, "44", .descriptorWithoutHandle), (plain, false, nil, nil),
        ] as [(MerchantSettings, Bool, String?, Refusal?)])
    func `a bank account's descriptor depends on what was agreed`(
        settings: MerchantSettings, isNumeric: Bool, descriptor: String?, expected: Refusal?
    ) {
        let draft = ReceiversDraft(
            bankAccount: BankAccountDraft(descriptor: descriptor, isNumeric: isNumeric))
        #expect(
            refusal { () throws(Refusal) in try draft.check(under: settings) } == expected)
    }

    @Test(
        arguments: [
            (plain, true, "4400112233", "1112224400112233"),
            (plain, true, "44001122", "1112220044001122"),
            (plain, true, "7", "1112220000000007"), (plain, true, nil, "1112220000000000"),
            (handle, false, "RENT", "RZRPACME00000RENT"), (handle, false, nil, "RZRPACME333333333"),
            (plain, false, nil, "1112220033333333"),
        ] as [(MerchantSettings, Bool, String?, String)])
    func `an account number keeps as much of the prefix as there is room for`(
        settings: MerchantSettings, isNumeric: Bool, descriptor: String?, expected: String
    ) {
        let draft = BankAccountDraft(descriptor: descriptor, isNumeric: isNumeric)
        #expect(draft.accountNumber(under: settings, chance: 0) == expected)
    }

    @Test(
        arguments: [
            ("orchidnila", nil), ("gaurikumari", .descriptorLength(10)),
            ("orchidnil", .descriptorLength(10)), ("orchid-nil", .descriptorLength(10)),
            ("", .descriptorLength(10)),
        ] as [(String, Refusal?)])
    func `a VPA has twenty characters with its prefix`(descriptor: String, expected: Refusal?) {
        let draft = ReceiversDraft(vpa: VPADraft(descriptor: descriptor))
        #expect(
            refusal { () throws(Refusal) in try draft.check(under: settings()) } == expected)
    }

    @Test func `a VPA's username tells test from live`() {
        let draft = VPADraft(descriptor: "orchidnila")
        #expect(
            draft.username(mode: .test, under: settings(), chance: 0)
                == "rzr.payto00000orchidnila")
        #expect(
            draft.username(mode: .live, under: settings(), chance: 0)
                == "rpy.payto00000orchidnila")
    }
}

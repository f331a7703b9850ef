import SmartCollect
import Testing

struct CustomerRulesTests {
    private static func refusal(_ details: CustomerDetails) -> Refusal? {
        do {
            try details.check()
            return nil
        } catch {
            return error
        }
    }

    @Test(
        arguments: [
            ("ab", .nameTooShort), ("abc", nil), (String(repeating: "a", count: 50), nil),
            (String(repeating: "a", count: 51), .nameTooLong), ("Nila R. Rao (Jr.)", nil),
            ("O'Neil-Rao @/_", .nameFormat), (".abc", .nameFormat), ("abc-", .nameFormat),
            ("abc)", nil), ("abc.", nil), ("ni\u{F1}o", .nameFormat), ("a\tb c", .nameFormat),
        ] as [(String, Refusal?)])
    func `a name has 3 to 50 letters, digits and a few signs`(name: String, expected: Refusal?) {
        #expect(CustomerRulesTests.refusal(CustomerDetails(name: name)) == expected)
    }

    @Test(
        arguments: [
            ("1234567", .contactTooShort), ("12345678", nil), ("+1234567", .contactTooShort),
            ("+12345678", nil), ("123456789012345", nil), ("1234567890123456", .contactTooLong),
            ("+123456789012345", .contactTooLong), ("98111-22233", .contactHasInvalidCharacters),
            ("98+11122233", .contactHasInvalidCharacters),
            ("++9811122233", .contactHasInvalidCharacters),
        ] as [(String, Refusal?)])
    func `a contact has 8 to 15 digits and perhaps a plus`(contact: String, expected: Refusal?) {
        #expect(CustomerRulesTests.refusal(CustomerDetails(contact: contact)) == expected)
    }

    @Test(
        arguments: [
            ("nila@orchid.example", nil), ("nila", .emailInvalid), ("nila@", .emailInvalid),
            ("@orchid.example", .emailInvalid), ("nila@orchid", .emailInvalid),
            ("ni la@orchid.example", .emailInvalid), ("nila@@orchid.example", .emailInvalid),
            ("nila.@orchid.example", .emailInvalid), ("nila+tag@orchid.example", nil),
            ("nila@-orchid.example", .emailInvalid),
            (String(repeating: "n", count: 49) + "@orchid.example", nil),
            (String(repeating: "n", count: 50) + "@orchid.example", .emailTooLong),
        ] as [(String, Refusal?)])
    func `an e-mail address has one at sign and a host`(email: String, expected: Refusal?) {
        #expect(CustomerRulesTests.refusal(CustomerDetails(email: email)) == expected)
    }

    @Test(
        arguments: [
            ("29GAAGB4146B1Z5", nil), ("29gaagb4146b1z5", nil), ("29GAAGB4146B1Z", .gstinInvalid),
            ("2XGAAGB4146B1Z5", .gstinInvalid), ("29GAAGB4146B1A5", .gstinInvalid),
        ] as [(String, Refusal?)])
    func `a GSTIN has its shape`(gstin: String, expected: Refusal?) {
        #expect(CustomerRulesTests.refusal(CustomerDetails(gstin: gstin)) == expected)
    }

    @Test func `the first field that is wrong is the one reported`() {
        let details = CustomerDetails(name: "x", email: "x", contact: "x", gstin: "x")
        #expect(CustomerRulesTests.refusal(details) == .nameTooShort)
    }

    @Test(arguments: [
        (CustomerDetails(email: "A@b.c"), CustomerDetails(email: "a@B.C"), true),
        (CustomerDetails(contact: "+919811122233"), CustomerDetails(contact: "9811122233"), true),
        (
            CustomerDetails(email: "a@b.c", contact: "98111222"), CustomerDetails(email: "a@b.c"),
            false
        ),
        (CustomerDetails(contact: "+929811122233"), CustomerDetails(contact: "9811122233"), false),
    ])
    func `customers are told apart by e-mail and contact`(
        one: CustomerDetails, other: CustomerDetails, areSame: Bool
    ) {
        #expect((one.identity == other.identity) == areSame)
    }

    @Test func `customers without e-mail and contact are never the same`() {
        #expect(CustomerDetails(name: "Nila Rao").identity == nil)
    }
}

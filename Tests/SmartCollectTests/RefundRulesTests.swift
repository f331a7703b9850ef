import SmartCollect
import Testing

struct RefundRulesTests {
    private static func outcome(
        _ payment: Payment = .make(), _ draft: RefundDraft = RefundDraft(),
        isReceiptUsed: Bool = false, at now: Timestamp = noon,
        _ change: (inout MerchantSettings) -> Void = { _ in }
    ) -> Result<RefundTerms, Refusal> {
        do {
            return .success(
                try payment.terms(
                    of: draft, isReceiptUsed: isReceiptUsed, under: settings(change), at: now))
        } catch {
            return .failure(error)
        }
    }

    private static func refusal(of outcome: Result<RefundTerms, Refusal>) -> Refusal? {
        if case .failure(let refusal) = outcome { refusal } else { nil }
    }

    /// One row a refusal, in the order in which they win.
    @Test(
        arguments: [
            ("not captured", outcome(.make(captured: false)), .paymentNotCaptured),
            ("nothing left", outcome(.make(refunded: 50_000)), .fullyRefunded),
            (
                "more than there is", outcome(.make(), RefundDraft(amount: 50_001)),
                .amountAboveCaptured
            ),
            (
                "more than is left", outcome(.make(refunded: 1), RefundDraft(amount: 50_000)),
                .amountAboveCaptured
            ),
            ("all that is left", outcome(.make(refunded: 1), RefundDraft(amount: 49_999)), nil),
            ("99 paise", outcome(.make(), RefundDraft(amount: 99)), .amountBelowMinimum),
            ("100 paise", outcome(.make(), RefundDraft(amount: 100)), nil),
            (
                "a receipt again", outcome(.make(), RefundDraft(receipt: "R"), isReceiptUsed: true),
                .duplicateReceipt
            ),
            ("from an unknown payer", outcome(.make(isRefundable: false)), .methodNotRefundable),
            ("183 days old", outcome(at: noon + 183 * 86_400), nil),
            ("a second older", outcome(at: noon + 183 * 86_400 + 1), .paymentTooOld),
            (
                "but instantly",
                outcome(.make(), RefundDraft(speed: .optimum), at: noon + 200 * 86_400), nil
            ),
            (
                "a setting refuses", outcome { $0.refundRefusal = .insufficientBalance },
                .insufficientBalance
            ),
        ] as [(String, Result<RefundTerms, Refusal>, Refusal?)])
    func `a refund is decided on`(
        _: String, outcome: Result<RefundTerms, Refusal>, expected: Refusal?
    ) {
        #expect(RefundRulesTests.refusal(of: outcome) == expected)
    }

    @Test func `without an amount all that is left goes back`() throws {
        let terms = try RefundRulesTests.outcome(.make(refunded: 20_000)).get()
        #expect(terms.amount == 30_000)
        #expect(terms.speedProcessed == .normal)
    }

    @Test func `an optimum refund may fall back to normal speed`() throws {
        let draft = RefundDraft(speed: .optimum)
        let instant = try RefundRulesTests.outcome(.make(), draft).get()
        #expect(instant.speedProcessed == .instant && !instant.speedChanged)
        let slow = try RefundRulesTests.outcome(.make(), draft) { $0.instantRefunds = .normal }
            .get()
        #expect(slow.speedProcessed == .normal && slow.speedChanged)
    }

    @Test func `a small instant refund is allowed by a setting`() {
        let draft = RefundDraft(amount: 1, speed: .optimum)
        let small = RefundRulesTests.outcome(.make(), draft) { $0.smallInstantRefunds = true }
        #expect(RefundRulesTests.refusal(of: small) == nil)
    }

    @Test func `refunds add up and can be given back`() {
        var payment = Payment.make()
        payment.book(refund: 20_000)
        #expect(payment.refundStatus == .partial && payment.status == .captured)
        payment.book(refund: 30_000)
        #expect(payment.refundStatus == .full && payment.status == .refunded)
        payment.book(refund: -30_000)
        #expect(payment.refundStatus == .partial && payment.status == .captured)
        payment.book(refund: -20_000)
        #expect(payment.refundStatus == nil && payment.amountLeft == 50_000)
    }
}

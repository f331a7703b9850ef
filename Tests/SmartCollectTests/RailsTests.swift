import SmartCollect
import Testing

/// How soon refunds are processed.
///
/// - Source: [D] refunds.md sections 3 and 6.
struct RailsTests {
    private static let day: Int64 = 86_400
    /// Noon in India on Monday, 21 September 2026.
    private static let monday: Timestamp = 1_789_972_200

    @Test func `instant rails take no time`() {
        for speed in [RefundSpeedProcessed.normal, .instant] {
            #expect(Rails.instant.processing(speed, at: noon) == nil)
        }
        for reason in [CreditDecision.RefundReason.tpvFailed, .accountClosed] {
            #expect(Rails.instant.processing(reason, at: noon) == nil)
        }
    }

    @Test func `an instant refund takes minutes on any day`() {
        #expect(Rails.realistic.processing(.instant, at: noon) == noon + 300)
        let sunday = RailsTests.monday - RailsTests.day
        #expect(Rails.realistic.processing(.instant, at: sunday) == sunday + 300)
    }

    /// Days from Monday, 0 for Monday itself.
    @Test(arguments: [(0, 3, 1), (1, 4, 2), (2, 7, 3), (3, 8, 4), (4, 9, 7), (5, 9, 7), (6, 9, 7)])
    func `only Mondays to Fridays count`(made: Int64, normal: Int64, closed: Int64) {
        let day = RailsTests.day
        let now = RailsTests.monday + made * day
        #expect(
            Rails.realistic.processing(.normal, at: now) == RailsTests.monday + normal * day)
        #expect(
            Rails.realistic.processing(CreditDecision.RefundReason.accountClosed, at: now)
                == RailsTests.monday + closed * day)
    }

    /// Late on a Friday in London it is Saturday in Mumbai.
    @Test func `the day is India's`() {
        let late = RailsTests.monday + 4 * RailsTests.day + 17 * 3600
        #expect(Rails.realistic.processing(.normal, at: late) == late + 4 * RailsTests.day)
    }

    @Test func `a payer who must not pay gets it back at once`() {
        #expect(
            Rails.realistic.processing(CreditDecision.RefundReason.tpvFailed, at: noon) == nil)
    }
}

import SmartCollect
import Testing

struct RetryScheduleTests {
    /// Every gap that the schedule gives, in milliseconds, when each attempt fails at once.
    private static func gaps(_ schedule: RetrySchedule, _ event: EventName) -> [Int64] {
        var (gaps, age): ([Int64], Int64) = ([], 0)
        while let gap = schedule.gapMilliseconds(
            after: Int64(gaps.count) + 1, of: event, age: age)
        {
            gaps.append(gap)
            age += gap
        }
        return gaps
    }

    /// - Source: [O] webhooks.md section 5: sixteen deliveries in 22.8 hours.
    @Test func `a payment's event is tried sixteen times in a day`() {
        let gaps = RetryScheduleTests.gaps(.vendor, .paymentCaptured)
        #expect(gaps.prefix(5) == [200, 5000, 10_000, 20_000, 40_000])
        #expect(gaps.last == 40_960_000)
        #expect(gaps.count == 15)
        #expect(gaps.reduce(0, +) == 81_915_200)
    }

    @Test func `a refund's event has no quick second try`() {
        let gaps = RetryScheduleTests.gaps(.vendor, .refundCreated)
        #expect(gaps.prefix(2) == [5000, 10_000])
        #expect(gaps.count == 14)
    }

    @Test func `nothing is tried more than a day after it happened`() {
        let day: Int64 = 86_400_000
        #expect(
            RetrySchedule.vendor.gapMilliseconds(after: 1, of: .paymentCaptured, age: day - 200)
                == 200)
        #expect(
            RetrySchedule.vendor.gapMilliseconds(after: 1, of: .paymentCaptured, age: day - 199)
                == nil)
    }

    @Test func `the fast schedule is the same in miniature and soon tries again`() {
        let gaps = RetryScheduleTests.gaps(.fast, .paymentCaptured)
        #expect(gaps.prefix(5) == [1, 5, 10, 20, 40])
        #expect(gaps.max() == 5000)
        #expect(gaps.reduce(0, +) > 81_400 && gaps.reduce(0, +) <= 86_400)
    }
}

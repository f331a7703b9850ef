/// When a delivery that failed is tried again.
///
/// - Source: [O] webhooks.md section 5: gaps measured over 796 deliveries; a day [D].
public enum RetrySchedule: String, CaseIterable, Hashable, Sendable {
    /// The vendor's own: about twenty hours of doubling gaps.
    case vendor
    /// The same in miniature, so that a test need not wait: milliseconds instead of seconds, and
    /// never more than five seconds until the next attempt.
    case fast

    /// Milliseconds between an attempt that failed and the next.
    ///
    /// - Parameters:
    ///   - attempt: the attempt that failed; the first is 1.
    ///   - event: what was told; refunds have no quick second attempt.
    ///   - age: milliseconds from the event to the present.
    /// - Returns: nil when the next attempt would come more than a day after the event; in the
    ///   fast schedule a day has as many milliseconds as else seconds.
    public func gapMilliseconds(
        after attempt: Int64, of event: EventName, age: Int64
    ) -> Int64? {
        let isQuick = event != .refundCreated
        let gaps = isQuick ? RetrySchedule.gaps : Array(RetrySchedule.gaps.dropFirst())
        guard attempt >= 1 else { return nil }
        switch self {
        case .vendor:
            guard attempt <= gaps.count else { return nil }
            let gap = gaps[Int(attempt) - 1]
            return age + gap <= RetrySchedule.ageMax ? gap : nil
        case .fast:
            let gap = attempt <= gaps.count ? max(1, gaps[Int(attempt) - 1] / 1000) : .max
            let short = min(gap, RetrySchedule.fastGapMax)
            return age + short <= RetrySchedule.ageMax / 1000 ? short : nil
        }
    }

    private static let ageMax: Int64 = 86_400_000
    private static let fastGapMax: Int64 = 5_000
    private static let gaps: [Int64] =
        [200, 5_000] + (0...12).map { 10_000 << Int64($0) }
}

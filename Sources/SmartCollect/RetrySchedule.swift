/// When a delivery that failed is tried again.
///
/// - Source: [O] webhooks.md section 5: gaps measured over 796 deliveries; a day [D].
public enum RetrySchedule: String, CaseIterable, Hashable, Sendable {
    /// The vendor's own: about twenty hours of doubling gaps.
    case vendor
    /// The same in miniature, so that a test need not wait: milliseconds instead of seconds.
    case fast

    /// Milliseconds between an attempt that failed and the next.
    ///
    /// - Parameters:
    ///   - attempt: the attempt that failed; the first is 1.
    ///   - event: what was told; refunds have no quick second attempt.
    ///   - age: milliseconds from the event to the present.
    /// - Returns: nil when the next attempt would come more than a day after the event.
    public func gapMilliseconds(
        after attempt: Int64, of event: EventName, age: Int64
    ) -> Int64? {
        let isQuick = event != .refundCreated
        let gaps = isQuick ? RetrySchedule.gaps : Array(RetrySchedule.gaps.dropFirst())
        guard attempt >= 1, attempt <= gaps.count else { return nil }
        let gap = gaps[Int(attempt) - 1]
        switch self {
        case .vendor: return age + gap <= RetrySchedule.ageMax ? gap : nil
        case .fast: return max(1, gap / 1000)
        }
    }

    private static let ageMax: Int64 = 86_400_000
    private static let gaps: [Int64] =
        [200, 5_000] + (0...12).map { 10_000 << Int64($0) }
}

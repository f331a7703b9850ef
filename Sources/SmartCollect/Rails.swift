/// How soon money is back where it came from.
///
/// - Source: [D] refunds.md sections 3 and 6: minutes for an instant refund, three to five business
///   days for a normal one, one for money that reached a closed account. How many minutes, and
///   that it is the first of the possible days, is INFERRED.
public enum Rails: String, CaseIterable, Hashable, Sendable {
    /// A refund is processed at the moment when it is made.
    case instant
    /// A refund takes its time.
    case realistic

    /// When a refund that a merchant has made is processed.
    ///
    /// - Parameters:
    ///   - speed: how fast it goes.
    ///   - now: when it is made, in Unix seconds.
    /// - Returns: Unix seconds; nil for at once.
    public func processing(_ speed: RefundSpeedProcessed, at now: Timestamp) -> Timestamp? {
        switch (self, speed) {
        case (.instant, _): nil
        case (.realistic, .instant): now + Rails.instantSeconds
        case (.realistic, .normal): now.later(businessDays: Rails.normalDays)
        }
    }

    /// When the refund of money that must not stay is processed.
    ///
    /// - Parameters:
    ///   - reason: why it must not.
    ///   - now: when it arrives, in Unix seconds.
    /// - Returns: Unix seconds; nil for at once.
    public func processing(
        _ reason: CreditDecision.RefundReason, at now: Timestamp
    ) -> Timestamp? {
        switch (self, reason) {
        case (.instant, _), (_, .tpvFailed): nil
        case (.realistic, .accountClosed): now.later(businessDays: Rails.closedAccountDays)
        }
    }

    private static let instantSeconds: Int64 = 300
    private static let normalDays = 3
    private static let closedAccountDays = 1
}

extension Timestamp {
    /// The same time of day, some business days later.
    func later(businessDays: Int) -> Timestamp {
        var (time, left) = (self, businessDays)
        while left > 0 {
            time += 86_400
            if time.isOnBusinessDay { left -= 1 }
        }
        return time
    }

    /// Mondays to Fridays in India; nobody knows here of holidays.
    private var isOnBusinessDay: Bool {
        // The first of January 1970 was a Thursday.
        let dayOfWeek = ((self + 19_800) / 86_400 + 3) % 7
        return dayOfWeek < 5
    }
}

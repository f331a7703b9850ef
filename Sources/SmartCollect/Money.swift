/// An amount of money in paise; a rupee has a hundred.
///
/// - Source: [D] README section 8.
public typealias Paise = Int64

/// A point in time: whole seconds since 1970-01-01T00:00:00Z.
public typealias Timestamp = Int64

/// What the vendor keeps of a captured payment.
public struct Fee: Equatable, Sendable {
    /// The whole fee in paise, the tax included.
    public let fee: Paise
    /// The goods and services tax in it, in paise.
    public let tax: Paise

    /// The fee on an amount.
    ///
    /// Central and state tax are rounded apart, each half up; published samples settle it (600
    /// paise of base fee 60 carry 10 of tax, not 11).
    ///
    /// - Parameters:
    ///   - amount: the payment's amount in paise, 1 or more.
    ///   - settings: the merchant's rate, ceiling and tax.
    /// - Source: [D] payments.md section 6; the ceiling [O].
    public init(on amount: Paise, under settings: MerchantSettings) {
        let base = Fee.base(
            of: amount, basisPoints: settings.feeBasisPoints, cap: settings.feeCap)
        let half = (base * settings.taxBasisPoints / 2 + 5000) / 10000
        tax = 2 * half
        fee = base + tax
    }

    /// Splits the amount so that no product can overflow, however large the amount.
    private static func base(of amount: Paise, basisPoints: Int64, cap: Paise?) -> Paise {
        let whole = amount / 10000 * basisPoints
        let rest = (amount % 10000 * basisPoints + 5000) / 10000
        guard let cap else { return whole + rest }
        return min(whole + rest, cap)
    }
}

extension Timestamp {
    /// Nanoseconds in a second.
    public static let nanoseconds: Int64 = 1_000_000_000

    /// The times that lists ask for and a merchant's clock can be set to: from 2000 up to 2121, so
    /// that a hundred years from then can still be told in nanoseconds.
    ///
    /// - Source: [D] README section 9 for lists; for clocks INFERRED.
    public static let clockRange: ClosedRange<Timestamp> = 946_684_800...4_765_046_400
}

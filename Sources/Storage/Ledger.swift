public import SmartCollect
public import Wire

/// A merchant's books added up, and every row that does not agree with the others.
public struct Ledger: Equatable, Sendable {
    /// The sums of the books, in paise, and how many rows they were drawn from.
    public struct Totals: Equatable, Sendable {
        /// How many virtual accounts there are.
        public let accounts: Int64
        /// How many payments there are.
        public let payments: Int64
        /// How many refunds there are, failed ones included.
        public let refunds: Int64
        /// How many credits there are, whatever became of them.
        public let credits: Int64
        /// What reached an account, in paise: the credits that made a payment.
        public let received: Paise
        /// What the merchant was given, in paise.
        public let captured: Paise
        /// What went back, in paise, failed refunds left out.
        public let refunded: Paise
    }

    /// A row that does not add up.
    public struct Discrepancy: Equatable, Sendable {
        /// What was looked at, such as `payment.amount_refunded`.
        public let what: String
        /// The row's id, with its prefix.
        public let id: String
        /// What the other rows say that it must be.
        public let expected: JSON
        /// What it is.
        public let found: JSON
    }

    /// The sums.
    public let totals: Totals
    /// What does not add up; of each kind a hundred at most.
    public let discrepancies: [Discrepancy]

    /// Whether everything adds up.
    public var isBalanced: Bool { discrepancies.isEmpty }
}

extension Books {
    /// Proves the books: adds up what every row claims from the rows that it claims it of.
    ///
    /// - Throws: `SQLiteError` where the rows cannot be read.
    public func ledger() throws -> Ledger {
        Ledger(
            totals: try tables.ledger.totals(of: number),
            discrepancies: try tables.ledger.discrepancies(of: number))
    }
}

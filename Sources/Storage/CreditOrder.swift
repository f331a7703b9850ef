public import SmartCollect

/// What the bank reports, and how it wants to be heard.
public struct CreditOrder: Equatable, Sendable {
    /// The transfer.
    public let credit: Credit
    /// Whether a reference that was reported before is the bank repeating itself, not a mistake.
    public let allowsDuplicate: Bool
    /// When the batch that it waits for is settled, in Unix seconds; nil for at once.
    public let settlesAt: Timestamp?
    /// More words for whoever reads what became of it.
    public let detail: String?
    /// Whether the reference was made just now, and no credit bears it.
    public let isReferenceNew: Bool

    /// A report of the bank's.
    public init(
        _ credit: Credit, allowsDuplicate: Bool = false, settlesAt: Timestamp? = nil,
        detail: String? = nil, isReferenceNew: Bool = false
    ) {
        self.credit = credit
        self.isReferenceNew = isReferenceNew
        self.allowsDuplicate = allowsDuplicate
        self.settlesAt = settlesAt
        self.detail = detail
    }
}

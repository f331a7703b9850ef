/// Money of a payment that goes back to the payer.
///
/// - Source: [D] refunds.md section 2.
public struct Refund: Equatable, Sendable {
    /// The name of the record.
    public let id: ID<Refund>
    /// The payment whose money goes back.
    public let paymentID: ID<Payment>
    /// How that payment came; it decides the name of the reference.
    public let method: Payment.Method
    /// The amount in paise.
    public let amount: Paise
    /// Remarks of the merchant's own.
    public var notes: Notes
    /// The merchant's own number for it, unique per payment.
    public let receipt: String?
    /// The reference of the returning transfer; nil while it is unknown.
    public var reference: Optional<String>
    /// How far it is.
    public var status: Status
    /// How fast it was asked to be.
    public let speedRequested: RefundSpeed
    /// How fast it goes, as was decided when it was made.
    public let speed: RefundSpeedProcessed
    /// When the record was made.
    public let createdAt: Timestamp

    /// How fast it was; nil unless it is processed.
    public var speedProcessed: RefundSpeedProcessed? { status == .processed ? speed : nil }

    /// How far a refund is.
    public enum Status: String, CaseIterable, Hashable, Sendable {
        /// The money is under way.
        case pending
        /// The money is back with the payer.
        case processed
        /// The money did not reach the payer, and is the payment's again.
        case failed
    }

    /// A refund as it is kept.
    public init(
        id: ID<Refund>, paymentID: ID<Payment>, method: Payment.Method, amount: Paise,
        notes: Notes, receipt: String?, reference: String?, status: Status,
        speedRequested: RefundSpeed, speed: RefundSpeedProcessed, createdAt: Timestamp
    ) {
        self.id = id
        self.paymentID = paymentID
        self.method = method
        self.amount = amount
        self.notes = notes
        self.receipt = receipt
        self.reference = reference
        self.status = status
        self.speedRequested = speedRequested
        self.speed = speed
        self.createdAt = createdAt
    }
}

/// How fast a refund is asked to be.
public enum RefundSpeed: String, CaseIterable, Hashable, Sendable {
    /// In some business days.
    case normal
    /// At once where there is a fast way, else as normal.
    case optimum
}

/// How fast a refund was.
public enum RefundSpeedProcessed: String, CaseIterable, Hashable, Sendable {
    /// In some business days.
    case normal
    /// At once, or in minutes.
    case instant
}

/// A request to refund, its fields checked one by one.
public struct RefundDraft: Equatable, Sendable {
    /// The amount in paise; nil for all that is left.
    public let amount: Paise?
    /// How fast; nil for the merchant's default.
    public let speed: RefundSpeed?
    /// Remarks.
    public let notes: Notes
    /// The merchant's own number for it.
    public let receipt: String?

    /// A request whose fields have passed their checks.
    public init(
        amount: Paise? = nil, speed: RefundSpeed? = nil, notes: Notes = Notes(),
        receipt: String? = nil
    ) {
        self.amount = amount
        self.speed = speed
        self.notes = notes
        self.receipt = receipt
    }
}

/// A refund that passes: how much, and how fast.
public struct RefundTerms: Equatable, Sendable {
    /// The amount in paise.
    public let amount: Paise
    /// How fast it was asked to be.
    public let speedRequested: RefundSpeed
    /// How fast it will be.
    public let speedProcessed: RefundSpeedProcessed
    /// Whether an optimum refund falls back to normal speed, which is announced.
    public var speedChanged: Bool { speedRequested == .optimum && speedProcessed == .normal }
}

extension Payment {
    /// Decides on a refund of the payment.
    ///
    /// - Parameters:
    ///   - draft: what is asked for.
    ///   - isReceiptUsed: whether the receipt stands on an earlier refund of the payment.
    ///   - settings: the merchant's.
    ///   - now: the present, in Unix seconds.
    /// - Returns: the amount and speed.
    /// - Throws: the refusals of refunds.md section 3, in the order of its table.
    /// - Source: [D] [O] refunds.md section 3; six months are counted as 183 days, INFERRED.
    public func terms(
        of draft: RefundDraft, isReceiptUsed: Bool, under settings: MerchantSettings,
        at now: Timestamp
    ) throws(Refusal) -> RefundTerms {
        try Payment.check(settings.refundRefusal)
        let speed = draft.speed ?? settings.refundSpeed
        guard captured else { throw .paymentNotCaptured }
        guard amountLeft > 0 else { throw .fullyRefunded }
        if let amount = draft.amount {
            guard amount <= amountLeft else { throw .amountAboveCaptured }
            let isSmall = amount < 100
            guard !isSmall || (settings.smallInstantRefunds && speed == .optimum) else {
                throw .amountBelowMinimum
            }
        }
        guard !isReceiptUsed else { throw .duplicateReceipt }
        guard isRefundable else { throw .methodNotRefundable }
        let processed: RefundSpeedProcessed =
            speed == .optimum ? settings.instantRefunds : .normal
        if processed == .normal && now - createdAt > Payment.refundableSeconds {
            throw .paymentTooOld
        }
        return RefundTerms(
            amount: draft.amount ?? amountLeft, speedRequested: speed, speedProcessed: processed)
    }

    private static let refundableSeconds: Int64 = 183 * 86_400

    private static func check(
        _ refusal: MerchantSettings.RefundRefusal?
    ) throws(Refusal) {
        switch refusal {
        case nil: return
        case .insufficientBalance: throw .insufficientBalance
        case .invalidRequest: throw .invalidRequest
        case .instantNotSupported: throw .instantRefundNotSupported
        case .methodNotSupported: throw .methodNotRefundable
        case .operationInProgress: throw .operationInProgress
        case .idempotencyInProgress: throw .idempotencyKeyInProgress
        }
    }
}

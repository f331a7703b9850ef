/// What one merchant's account is set up to do.
///
/// On the real service these are agreed with the vendor or clicked in a dashboard; here each
/// merchant reads and changes its own.
///
/// - Source: README section 11 and the decisions of section 13.
public struct MerchantSettings: Equatable, Sendable {
    /// Whose name a virtual account bears.
    public var billingLabel = "Acme Corp"
    /// The IFSC of the bank that holds the virtual accounts.
    public var bankIFSC: String
    /// That bank's name, nil in test mode [O].
    public var bankName: String?
    /// The first eight characters of a generated account number.
    public var accountNumberPrefix: String
    /// What every VPA's username carries after `rzr.` or `rpy.`; 4 to 10 letters or digits.
    public var vpaPrefix = "payto00000"
    /// The part of a VPA after the `@`.
    public var vpaHandle: String
    /// Four characters that make vanity account numbers possible; nil when not agreed.
    public var merchantHandle: String?
    /// Whether an account number may end in a descriptor of the merchant's choice.
    public var customAccountNumbers = true
    /// Whether an account may have a VPA and no bank account.
    public var vpaOnly = true
    /// Whether accounts may have VPAs at all.
    public var vpaReceivers = true
    /// The fee rate in hundredths of a percent.
    public var feeBasisPoints: Int64 = 100
    /// The most that the fee before tax comes to, in paise; nil for no ceiling.
    public var feeCap: Paise? = 1000
    /// The tax on the fee in hundredths of a percent.
    public var taxBasisPoints: Int64 = 1800
    /// How fast a refund is when the request does not say.
    public var refundSpeed = RefundSpeed.normal
    /// Whether refunds stay pending until they are settled by hand.
    public var refundHold = false
    /// How soon refunds are processed; nil for what holds for all merchants.
    public var rails: Rails?
    /// Whether an optimum refund finds a fast way, or falls back to the normal one.
    public var instantRefunds = RefundSpeedProcessed.instant
    /// Whether an optimum refund may be smaller than a rupee.
    public var smallInstantRefunds = false
    /// A reason to refuse every refund; nil for none.
    public var refundRefusal: RefundRefusal?
    /// How closely a payer's IFSC must match.
    public var tpvMatch = TPVMatch.bank
    /// Whether an account with allowed payers may have a VPA.
    public var tpvWithVPA = false
    /// What makes two customers the same.
    public var duplicateCustomers = DuplicateCustomers.pair
    /// What closing a closed account answers.
    public var closeClosed = CloseClosed.unchanged
    /// What deleting an allowed payer answers.
    public var payerDeletion = PayerDeletion.empty
    /// Days without a payment after which an account closes; nil for never.
    public var dormancyDays: Int64? = 90
    /// Whether the account has Smart Collect at all.
    public var smartCollect = true
    /// How a QR receiver is refused.
    public var qr = QR.unsupported
    /// Whether a VPA's descriptor must fill the username exactly.
    public var vpaDescriptor = VPADescriptor.strict
    /// Which of the two known bodies a wrong key gets.
    public var authErrors = AuthErrors.observed
    /// The style of generated bank references.
    public var references = References.realistic
    /// Whether a UPI payment shows the `upi` object.
    public var upiDetails = false
    /// Seconds by which lists lag behind writes.
    public var listLag: Int64 = 0

    /// The settings that a fresh merchant starts with.
    ///
    /// - Source: [D] [O] virtual-accounts.md section 2, "What a test account shows".
    public init(mode: KeyMode) {
        switch mode {
        case .test:
            bankIFSC = "RAZR0000001"
            bankName = nil
            accountNumberPrefix = "11122200"
            vpaHandle = "icic"
        case .live:
            bankIFSC = "UTIB000RAZP"
            bankName = "Axis Bank"
            accountNumberPrefix = "22233300"
            vpaHandle = "icici"
        }
    }

    /// See ``MerchantSettings/refundRefusal``.
    public enum RefundRefusal: String, CaseIterable, Sendable {
        /// ``Refusal/insufficientBalance`` and ``Refusal/invalidRequest``.
        case insufficientBalance, invalidRequest
        /// ``Refusal/instantRefundNotSupported`` and ``Refusal/methodNotRefundable``.
        case instantNotSupported, methodNotSupported
        /// ``Refusal/operationInProgress`` and ``Refusal/idempotencyKeyInProgress``.
        case operationInProgress, idempotencyInProgress
    }
    /// See ``MerchantSettings/tpvMatch``.
    public enum TPVMatch: String, CaseIterable, Sendable { case bank, fullIFSC }
    /// See ``MerchantSettings/duplicateCustomers``.
    public enum DuplicateCustomers: String, CaseIterable, Sendable { case pair, either }
    /// See ``MerchantSettings/closeClosed``.
    public enum CloseClosed: String, CaseIterable, Sendable { case unchanged, error }
    /// See ``MerchantSettings/payerDeletion``.
    public enum PayerDeletion: String, CaseIterable, Sendable { case empty, null }
    /// See ``MerchantSettings/qr``.
    public enum QR: String, CaseIterable, Sendable { case unsupported, notEnabled }
    /// See ``MerchantSettings/vpaDescriptor``.
    public enum VPADescriptor: String, CaseIterable, Sendable { case strict, relaxed }
    /// See ``MerchantSettings/authErrors``.
    public enum AuthErrors: String, CaseIterable, Sendable { case observed, documented }
    /// See ``MerchantSettings/references``.
    public enum References: String, CaseIterable, Sendable { case realistic, dashboard }
}

/// Whether a key moves pretended or real money; their records never meet.
public enum KeyMode: Hashable, Sendable {
    /// A key that begins with `rzp_test_`: pretended money. [D] README section 2.
    case test
    /// A key that begins with `rzp_live_`: real money, though not here. [D] README section 2.
    case live
}

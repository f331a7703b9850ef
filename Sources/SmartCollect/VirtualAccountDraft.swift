/// A request to make a virtual account, its fields checked one by one.
///
/// - Source: [D] virtual-accounts.md section 3.
public struct VirtualAccountDraft: Equatable, Sendable {
    /// The receivers asked for.
    public let receivers: ReceiversDraft
    /// What the account is for.
    public let description: String?
    /// Whom it is made for.
    public let customerID: ID<Customer>?
    /// When it is to close by itself.
    public let closeBy: Timestamp?
    /// Remarks.
    public let notes: Notes
    /// Who may pay, at most ten.
    public let allowedPayers: [PayerAccount]
    /// What the merchant expects to receive, in paise.
    public let amountExpected: Paise?

    /// A request whose fields have passed their checks.
    public init(
        receivers: ReceiversDraft, description: String? = nil, customerID: ID<Customer>? = nil,
        closeBy: Timestamp? = nil, notes: Notes = Notes(), allowedPayers: [PayerAccount] = [],
        amountExpected: Paise? = nil
    ) {
        self.receivers = receivers
        self.description = description
        self.customerID = customerID
        self.closeBy = closeBy
        self.notes = notes
        self.allowedPayers = allowedPayers
        self.amountExpected = amountExpected
    }

    /// Checks the draft against the merchant's settings and the time.
    ///
    /// - Throws: ``Refusal/vpaAlone``, ``Refusal/validationNotSupportedOnVPA``,
    ///   ``Refusal/closesTooSoon``, ``Refusal/allowedPayerLimit``,
    ///   ``Refusal/duplicateAllowedPayer``, and what ``ReceiversDraft/check(under:)`` throws.
    public func check(under settings: MerchantSettings, at now: Timestamp) throws(Refusal) {
        try receivers.check(under: settings)
        if receivers.bankAccount == nil && !settings.vpaOnly { throw .vpaAlone }
        if let closeBy { try VirtualAccount.check(closeBy: closeBy, at: now) }
        if receivers.vpa != nil && !allowedPayers.isEmpty && !settings.tpvWithVPA {
            throw .validationNotSupportedOnVPA
        }
        guard allowedPayers.count <= VirtualAccount.allowedPayersMax else {
            throw .allowedPayerLimit
        }
        for (index, payer) in allowedPayers.enumerated()
        where allowedPayers[..<index].contains(where: payer.isSame) {
            throw .duplicateAllowedPayer
        }
    }
}

/// The receivers that a request asks for; at least one.
public struct ReceiversDraft: Equatable, Sendable {
    /// The bank account asked for, if one is.
    public let bankAccount: BankAccountDraft?
    /// The VPA asked for, if one is.
    public let vpa: VPADraft?

    /// The receivers asked for.
    public init(bankAccount: BankAccountDraft? = nil, vpa: VPADraft? = nil) {
        self.bankAccount = bankAccount
        self.vpa = vpa
    }

    /// Checks the descriptors against what the merchant has agreed with the vendor.
    ///
    /// - Throws: ``Refusal/unknownChoice(_:)`` where VPAs are switched off, and what the two
    ///   drafts throw.
    public func check(under settings: MerchantSettings) throws(Refusal) {
        try bankAccount?.check(under: settings)
        if let vpa {
            guard settings.vpaReceivers else { throw .unknownChoice(.types) }
            try vpa.check(under: settings)
        }
    }
}

/// A change of a virtual account.
///
/// - Source: [D] virtual-accounts.md section 4.
public struct VirtualAccountChange: Equatable, Sendable {
    /// What becomes of a field that may also be cleared.
    public enum Update<Value: Equatable & Sendable>: Equatable, Sendable {
        /// It stays as it is.
        case keep
        /// It becomes this; nil clears it.
        case set(Value?)
    }

    /// The new closing time; cleared by null or an empty string.
    public let closeBy: Update<Timestamp>
    /// The new description; cleared by null.
    public let description: Update<String>
    /// The new notes; cleared by null.
    public let notes: Update<Notes>

    /// A change whose fields have passed their checks.
    public init(
        closeBy: Update<Timestamp> = .keep, description: Update<String> = .keep,
        notes: Update<Notes> = .keep
    ) {
        self.closeBy = closeBy
        self.description = description
        self.notes = notes
    }

    /// Whether nothing is changed.
    public var isEmpty: Bool { self == VirtualAccountChange() }
}

/// An account that exists to be paid into; the vendor's newer prose calls it Customer Identifier.
///
/// What can be nil is written out as `Optional`, here and in the other records that are read in
/// numbers: a property with a question mark is nil before it is what it is given, which costs
/// whoever makes a record a copy of the whole.
///
/// - Source: [D] virtual-accounts.md section 2.
public struct VirtualAccount: Equatable, Sendable {
    /// The name of the record.
    public let id: ID<VirtualAccount>
    /// The merchant's billing label at creation, never the customer's name.
    public let name: String
    /// What the account is for; nil when not said.
    public var description: Optional<String>
    /// What the merchant expects to receive, in paise; it closes nothing and refuses nothing.
    public let amountExpected: Paise?
    /// Remarks of the merchant's own.
    public var notes: Notes
    /// The sum of captured payments in paise; refunds are not taken off.
    public var amountPaid: Paise
    /// Whom the account was made for.
    public let customerID: ID<Customer>?
    /// The bank account that money can be sent to.
    public var bankAccount: Optional<BankAccount>
    /// The UPI address that money can be sent to.
    public var vpa: Optional<VPAReceiver>
    /// Who may pay; when empty, anyone may.
    public var allowedPayers: [AllowedPayer]
    /// When the account is to close by itself.
    public var closeBy: Optional<Timestamp>
    /// When it did close; nil while it is active.
    public var closedAt: Optional<Timestamp>
    /// When money last arrived and was kept.
    public var lastCreditedAt: Optional<Timestamp>
    /// When the record was made.
    public let createdAt: Timestamp

    /// An account as it is kept.
    @inlinable
    public init(
        id: ID<VirtualAccount>, name: String, description: String?, amountExpected: Paise?,
        notes: Notes, amountPaid: Paise = 0, customerID: ID<Customer>?, bankAccount: BankAccount?,
        vpa: VPAReceiver?, allowedPayers: [AllowedPayer] = [], closeBy: Timestamp?,
        closedAt: Timestamp? = nil, lastCreditedAt: Timestamp? = nil, createdAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.amountExpected = amountExpected
        self.notes = notes
        self.amountPaid = amountPaid
        self.customerID = customerID
        self.bankAccount = bankAccount
        self.vpa = vpa
        self.allowedPayers = allowedPayers
        self.closeBy = closeBy
        self.closedAt = closedAt
        self.lastCreditedAt = lastCreditedAt
        self.createdAt = createdAt
    }

    /// Closed for good: no account is ever opened again [D].
    public var isClosed: Bool { closedAt != nil }
}

/// A bank account: a virtual account's receiver, or where a payer's money came from.
public struct BankAccount: Equatable, Sendable {
    /// The name of the record.
    public let id: ID<BankAccount>
    /// The branch; nil when a payer's bank did not say.
    public let ifsc: String?
    /// The bank's name; nil in test mode and for unknown banks.
    public let bankName: String?
    /// Whose account it is; nil when a payer's bank did not say.
    public let name: String?
    /// The account number; nil when a payer's bank did not say.
    public let accountNumber: String?

    /// A bank account as it is kept.
    @inlinable
    public init(
        id: ID<BankAccount>, ifsc: String?, bankName: String?, name: String?,
        accountNumber: String?
    ) {
        self.id = id
        self.ifsc = ifsc
        self.bankName = bankName
        self.name = name
        self.accountNumber = accountNumber
    }
}

/// A UPI address that a virtual account receives at.
public struct VPAReceiver: Equatable, Sendable {
    /// The name of the record.
    public let id: ID<VPAReceiver>
    /// What stands before the `@`.
    public let username: String
    /// What stands after it.
    public let handle: String

    /// A receiver as it is kept.
    public init(id: ID<VPAReceiver>, username: String, handle: String) {
        self.id = id
        self.username = username
        self.handle = handle
    }

    /// The whole address.
    public var address: String { "\(username)@\(handle)" }
}

/// An account that may pay into a virtual account whose payers are validated.
///
/// - Source: [D] virtual-accounts.md section 6.
public struct AllowedPayer: Equatable, Sendable {
    /// The name of the record.
    public let id: ID<BankAccount>
    /// Which account.
    public let account: PayerAccount

    /// An allowed payer as it is kept.
    public init(id: ID<BankAccount>, account: PayerAccount) {
        self.id = id
        self.account = account
    }
}

/// The pair that a payer's account is told by.
public struct PayerAccount: Equatable, Sendable {
    /// The branch, 11 characters.
    public let ifsc: String
    /// The number, 5 to 35 letters or digits; leading zeros count.
    public let accountNumber: String

    /// A pair read back from where it is kept.
    public init(knownIFSC ifsc: String, accountNumber: String) {
        self.ifsc = ifsc
        self.accountNumber = accountNumber
    }

    /// Checks the two halves.
    ///
    /// - Throws: ``Refusal/payerIFSCInvalid``, ``Refusal/payerAccountNumberInvalid``.
    /// - Source: [D] the length of an IFSC; the account number's bounds INFERRED.
    public init(ifsc: String, accountNumber: String) throws(Refusal) {
        guard (5...35).contains(accountNumber.utf8.count),
            accountNumber.consists(of: \.isAlphanumeric)
        else { throw .payerAccountNumberInvalid }
        guard ifsc.unicodeScalars.count == 11 else { throw .payerIFSCInvalid }
        self.ifsc = ifsc
        self.accountNumber = accountNumber
    }

    /// Whether the two name one account, whatever the case of the IFSC.
    public func isSame(as other: PayerAccount) -> Bool {
        accountNumber == other.accountNumber && ifsc.foldedASCII == other.ifsc.foldedASCII
    }
}

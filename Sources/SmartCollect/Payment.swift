/// Money that a virtual account received, as the vendor records it.
///
/// - Source: [D] [O] payments.md section 2.
public struct Payment: Equatable, Sendable {
    /// The name of the record.
    public let id: ID<Payment>
    /// The account it was paid into.
    public let virtualAccountID: ID<VirtualAccount>
    /// The amount in paise, 1 or more.
    public let amount: Paise
    /// What has become of it.
    public var status: Status
    /// How it came.
    public let method: Method
    /// The sum of its refunds in paise, failed ones left out.
    public var amountRefunded: Paise
    /// Whether the merchant has the money; false for a payment that was refunded on arrival.
    public var captured: Bool
    /// The transfer's narration, or why it was refunded on arrival.
    public let description: String?
    /// The payer's UPI address.
    public let payerVPA: String?
    /// The customer's e-mail address at the time.
    public let email: String?
    /// The customer's contact at the time.
    public let contact: String?
    /// The customer of the account.
    public let customerID: ID<Customer>?
    /// Remarks of the merchant's own.
    public var notes: Notes
    /// What the vendor keeps; nil for a payment that was not captured.
    public var fee: Optional<Fee>
    /// The bank's reference, for the acquirer data of a UPI payment.
    public let reference: String
    /// Whether the payer's bank takes money back.
    public let isRefundable: Bool
    /// When the record was made.
    public let createdAt: Timestamp

    /// What has become of a payment.
    public enum Status: String, CaseIterable, Hashable, Sendable {
        /// It has arrived, and stays so only where it ought to go back and cannot.
        case authorized
        /// The merchant has the money, or what is left of it.
        case captured
        /// All of it has gone back.
        case refunded
    }

    /// How a payment came.
    public enum Method: String, CaseIterable, Hashable, Sendable {
        /// To a bank account, also from a UPI app.
        case bankTransfer
        /// To a UPI address.
        case upi
    }

    /// How much of a payment has gone back.
    public enum RefundStatus: String, Hashable, Sendable {
        /// Some of it.
        case partial
        /// All of it.
        case full
    }

    /// A payment as it is kept.
    public init(
        id: ID<Payment>, virtualAccountID: ID<VirtualAccount>, amount: Paise, status: Status,
        method: Method, amountRefunded: Paise = 0, captured: Bool, description: String?,
        payerVPA: String?, email: String?, contact: String?, customerID: ID<Customer>?,
        notes: Notes = Notes(), fee: Fee?, reference: String, isRefundable: Bool,
        createdAt: Timestamp
    ) {
        self.id = id
        self.virtualAccountID = virtualAccountID
        self.amount = amount
        self.status = status
        self.method = method
        self.amountRefunded = amountRefunded
        self.captured = captured
        self.description = description
        self.payerVPA = payerVPA
        self.email = email
        self.contact = contact
        self.customerID = customerID
        self.notes = notes
        self.fee = fee
        self.reference = reference
        self.isRefundable = isRefundable
        self.createdAt = createdAt
    }

    /// How much has gone back; nil for nothing.
    public var refundStatus: RefundStatus? {
        if amountRefunded == 0 { return nil }
        return amountRefunded == amount ? .full : .partial
    }

    /// What can still be refunded, in paise.
    public var amountLeft: Paise { amount - amountRefunded }

    /// Books a refund, or with a negative amount gives a failed one back.
    public mutating func book(refund amount: Paise) {
        amountRefunded += amount
        if amountRefunded == self.amount {
            status = .refunded
        } else {
            status = captured ? .captured : .authorized
        }
    }
}

extension Fee {
    /// A fee read back from where it is kept.
    public init(known fee: Paise, tax: Paise) {
        self.fee = fee
        self.tax = tax
    }
}

/// A transfer to an account number, as the vendor records it.
///
/// - Source: [D] payments.md section 4.
public struct BankTransfer: Equatable, Sendable {
    /// The name of the record.
    public let id: ID<BankTransfer>
    /// The payment that came of it.
    public let paymentID: ID<Payment>
    /// How it travelled.
    public let rail: Rail
    /// The UTR or RRN.
    public let reference: String
    /// The amount in paise.
    public let amount: Paise
    /// Where it came from; nil when the remitting bank said nothing.
    public let payer: BankAccount?
    /// The account it was sent to.
    public let virtualAccountID: ID<VirtualAccount>

    /// A transfer as it is kept.
    public init(
        id: ID<BankTransfer>, paymentID: ID<Payment>, rail: Rail, reference: String,
        amount: Paise, payer: BankAccount?, virtualAccountID: ID<VirtualAccount>
    ) {
        self.id = id
        self.paymentID = paymentID
        self.rail = rail
        self.reference = reference
        self.amount = amount
        self.payer = payer
        self.virtualAccountID = virtualAccountID
    }
}

/// A transfer to a UPI address, as the vendor records it.
///
/// - Source: [D] payments.md section 5.
public struct UPITransfer: Equatable, Sendable {
    /// The name of the record.
    public let id: ID<UPITransfer>
    /// The amount in paise.
    public let amount: Paise
    /// The payer's UPI address; nil when it was withheld.
    public let payerVPA: String?
    /// The payer's bank; nil when the app withholds it.
    public let payerBank: String?
    /// The payer's account number; nil when the app withholds it.
    public let payerAccount: String?
    /// The payer's branch; nil when the app withholds it.
    public let payerIFSC: String?
    /// The payment that came of it.
    public let paymentID: ID<Payment>
    /// The RRN, 12 digits.
    public let reference: String
    /// The account it was sent to.
    public let virtualAccountID: ID<VirtualAccount>

    /// A transfer as it is kept.
    public init(
        id: ID<UPITransfer>, amount: Paise, payerVPA: String?, payerBank: String?,
        payerAccount: String?, payerIFSC: String?, paymentID: ID<Payment>, reference: String,
        virtualAccountID: ID<VirtualAccount>
    ) {
        self.id = id
        self.amount = amount
        self.payerVPA = payerVPA
        self.payerBank = payerBank
        self.payerAccount = payerAccount
        self.payerIFSC = payerIFSC
        self.paymentID = paymentID
        self.reference = reference
        self.virtualAccountID = virtualAccountID
    }
}

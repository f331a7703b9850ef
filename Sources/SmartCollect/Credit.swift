/// Money as the bank reports it, before anybody has decided what becomes of it.
public struct Credit: Equatable, Sendable {
    /// Where it was sent.
    public let target: Target
    /// How it travels.
    public let rail: Rail
    /// The amount in paise, 1 or more.
    public let amount: Paise
    /// Where it comes from; nil when the remitting bank says nothing.
    public let payer: Payer?
    /// The UTR or RRN.
    public let reference: String
    /// What the payer wrote.
    public let narration: String?

    /// Where money is sent.
    public enum Target: Hashable, Sendable {
        /// To an account by its id, whatever its receivers: no real bank can, a test wants to.
        case virtualAccount(ID<VirtualAccount>)
        /// To an account number; the IFSC decides nothing. INFERRED, transfers.md section 3.
        case accountNumber(String, ifsc: String?)
        /// To a UPI address.
        case vpa(String)
    }

    /// A credit as the bank reports it.
    public init(
        target: Target, rail: Rail, amount: Paise, payer: Payer?, reference: String,
        narration: String? = nil
    ) {
        self.target = target
        self.rail = rail
        self.amount = amount
        self.payer = payer
        self.reference = reference
        self.narration = narration
    }
}

/// What a bank tells of who sent a transfer; nil for what it keeps to itself.
public struct Payer: Equatable, Sendable {
    /// Whose account it is.
    public var name: Optional<String>
    /// The account's number.
    public var accountNumber: Optional<String>
    /// The account's branch.
    public var ifsc: Optional<String>
    /// The name of the account's bank.
    public var bank: Optional<String>
    /// The payer's UPI address.
    public var vpa: Optional<String>
    /// What kind of account it is; money from an NRE account cannot be sent back.
    public var accountType: Optional<AccountType>

    /// Kinds of bank accounts.
    public enum AccountType: String, CaseIterable, Hashable, Sendable {
        /// Of a resident: for a person's own money, or a business's.
        case savings, current
        /// Of a non-resident: for money earned abroad, which cannot be sent back, or in India.
        case nre, nro
        /// Not a deposit: a credit card's, a loan's, a prepaid wallet's.
        case credit, loan, wallet
    }

    /// A payer of whom that much is known.
    public init(
        name: String? = nil, accountNumber: String? = nil, ifsc: String? = nil,
        bank: String? = nil, vpa: String? = nil, accountType: AccountType? = nil
    ) {
        self.bank = bank
        self.name = name
        self.accountNumber = accountNumber
        self.ifsc = ifsc
        self.vpa = vpa
        self.accountType = accountType
    }
}

/// What becomes of a credit that reached an account.
public enum CreditDecision: Equatable, Sendable {
    /// The merchant has the money.
    case credited
    /// It goes back at once, in full.
    case refunded(RefundReason)
    /// It ought to go back and cannot: the payer's bank takes nothing back.
    case held

    /// Why money goes back on arrival.
    public enum RefundReason: Hashable, Sendable {
        /// The payer is not among the allowed ones.
        case tpvFailed
        /// The account is closed.
        case accountClosed
    }
}

extension Credit {
    /// Decides what becomes of money that arrived at an account.
    ///
    /// Money cannot be refused by an error: it has arrived.
    ///
    /// - Source: [D] payments.md section 7, virtual-accounts.md section 6; most details INFERRED
    ///   and settled in README section 13.
    public func decide(
        on account: VirtualAccount, under settings: MerchantSettings
    ) -> CreditDecision {
        if account.isClosed { return .refunded(.accountClosed) }
        if isAllowed(by: account, under: settings) { return .credited }
        return isRefundable(method: method(on: account)) ? .refunded(.tpvFailed) : .held
    }

    /// A transfer to a VPA is a UPI payment, any other a bank transfer, UPI from an app included.
    public func method(on account: VirtualAccount) -> Payment.Method {
        switch target {
        case .vpa: .upi
        case .accountNumber: .bankTransfer
        case .virtualAccount:
            rail == .upi && account.vpa != nil ? .upi : .bankTransfer
        }
    }

    /// Whether the payer's bank takes money back.
    ///
    /// - Source: [D] refunds.md section 6.
    public func isRefundable(method: Payment.Method) -> Bool {
        guard let payer, payer.accountNumber != nil else { return false }
        return payer.accountType != .nre
    }

    private func isAllowed(
        by account: VirtualAccount, under settings: MerchantSettings
    ) -> Bool {
        guard !account.allowedPayers.isEmpty else { return true }
        guard let payer, let number = payer.accountNumber, let ifsc = payer.ifsc else {
            return method(on: account) == .upi
        }
        return account.allowedPayers.contains {
            $0.account.accountNumber == number
                && Credit.isMatch($0.account.ifsc, ifsc, settings.tpvMatch)
        }
    }

    /// A payer's bank may report another branch, so its first four letters decide.
    private static func isMatch(
        _ allowed: String, _ actual: String, _ match: MerchantSettings.TPVMatch
    ) -> Bool {
        let (allowed, actual) = (allowed.foldedASCII, actual.foldedASCII)
        switch match {
        case .bank: return allowed.prefix(4) == actual.prefix(4)
        case .fullIFSC: return allowed == actual
        }
    }
}

/// A credit as it is kept: what the bank reported and what became of it.
public struct CreditRecord: Equatable, Sendable {
    /// The name of the record.
    public let id: ID<Credit>
    /// What the bank reported.
    public let credit: Credit
    /// What became of it.
    public var status: Status
    /// Why, where that is not plain.
    public var reason: Optional<Reason>
    /// More words on the reason.
    public var detail: Optional<String>
    /// The account that it reached.
    public var virtualAccountID: Optional<ID<VirtualAccount>>
    /// The payment that came of it.
    public var paymentID: Optional<ID<Payment>>
    /// The refund that came of it at once.
    public var refundID: Optional<ID<Refund>>
    /// When the batch that it waits for is settled.
    public var settlesAt: Optional<Timestamp>
    /// When the bank reported it.
    public let createdAt: Timestamp

    /// What becomes of a credit.
    public enum Status: String, CaseIterable, Hashable, Sendable {
        /// The merchant has the money.
        case credited
        /// It made a payment, and went back at once, in full.
        case refunded
        /// It reached no account, and its bank sent it back; no payment came of it.
        case returned
        /// It waits for its batch.
        case pending
        /// The bank has reported it before; nothing came of it a second time.
        case duplicate
        /// It made a payment that ought to go back and cannot.
        case held
    }

    /// Why a credit did not stay.
    public enum Reason: String, CaseIterable, Hashable, Sendable {
        /// The payer is not among the allowed ones.
        case tpvFailed
        /// The account is closed.
        case accountClosed
        /// Nobody has the account number, address or id.
        case unknownAccount
    }

    /// A credit as it is kept.
    public init(
        id: ID<Credit>, credit: Credit, status: Status, reason: Reason? = nil,
        detail: String? = nil, virtualAccountID: ID<VirtualAccount>? = nil,
        paymentID: ID<Payment>? = nil, refundID: ID<Refund>? = nil, settlesAt: Timestamp? = nil,
        createdAt: Timestamp
    ) {
        self.id = id
        self.credit = credit
        self.status = status
        self.reason = reason
        self.detail = detail
        self.virtualAccountID = virtualAccountID
        self.paymentID = paymentID
        self.refundID = refundID
        self.settlesAt = settlesAt
        self.createdAt = createdAt
    }
}

public import SmartCollect

/// Which of its two orders of members a virtual account is written in.
///
/// - Source: [D] webhooks.md section 3: eight samples.
public enum VirtualAccountForm: Sendable {
    /// As the API answers, and as most webhooks carry it.
    case standard
    /// As `virtual_account.credited` carries it: receivers and allowed payers last.
    case credited
}

extension JSONWriter {
    /// Writes a virtual account, members in the documented order.
    ///
    /// - Source: [D] virtual-accounts.md section 2.
    public mutating func virtualAccount(
        _ account: VirtualAccount, form: VirtualAccountForm = .standard
    ) {
        literal(#"{"id":"#)
        id(account.id)
        literal(#","name":"#)
        string(account.name)
        literal(#","entity":"virtual_account","status":"#)
        literal(account.isClosed ? #""closed","description":"# : #""active","description":"#)
        string(account.description)
        literal(#","amount_expected":"#)
        integer(account.amountExpected)
        literal(#","notes":"#)
        notes(account.notes)
        literal(#","amount_paid":"#)
        integer(account.amountPaid)
        literal(#","customer_id":"#)
        id(account.customerID)
        if form == .standard { receivers(account) }
        literal(#","close_by":"#)
        integer(account.closeBy)
        literal(#","closed_at":"#)
        integer(account.closedAt)
        literal(#","created_at":"#)
        integer(account.createdAt)
        if form == .credited { receivers(account) }
        literal("}")
    }

    /// Bank account first, then VPA, whatever the order asked for; allowed payers only when there
    /// are any.
    private mutating func receivers(_ account: VirtualAccount) {
        literal(#","receivers":["#)
        receiver(account.bankAccount)
        receiver(account.vpa)
        literal("]")
        guard !account.allowedPayers.isEmpty else { return }
        literal(#","allowed_payers":"#)
        list(account.allowedPayers) { writer, payer in writer.allowedPayer(payer) }
    }

    private mutating func receiver(_ account: BankAccount?) {
        if let account { bankAccount(account) }
    }

    private mutating func receiver(_ vpa: VPAReceiver?) {
        guard let vpa else { return }
        separate()
        self.vpa(vpa)
    }

    /// Writes a bank account: a receiver or where a payer's money came from.
    mutating func bankAccount(_ account: BankAccount) {
        literal(#"{"id":"#)
        id(account.id)
        literal(#","entity":"bank_account","ifsc":"#)
        string(account.ifsc)
        literal(#","bank_name":"#)
        string(account.bankName)
        literal(#","name":"#)
        string(account.name)
        literal(#","notes":[],"account_number":"#)
        string(account.accountNumber)
        literal("}")
    }

    private mutating func vpa(_ vpa: VPAReceiver) {
        literal(#"{"id":"#)
        id(vpa.id)
        literal(#","entity":"vpa","username":"#)
        string(vpa.username)
        literal(#","handle":"#)
        string(vpa.handle)
        literal(#","address":"#)
        string(vpa.address)
        literal("}")
    }

    private mutating func allowedPayer(_ payer: AllowedPayer) {
        literal(#"{"type":"bank_account","id":"#)
        id(payer.id)
        literal(#","bank_account":{"ifsc":"#)
        string(payer.account.ifsc)
        literal(#","account_number":"#)
        string(payer.account.accountNumber)
        literal("}}")
    }
}

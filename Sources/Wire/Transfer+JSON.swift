public import SmartCollect

extension JSONWriter {
    /// Writes a transfer to an account number.
    ///
    /// - Parameters:
    ///   - transfer: the transfer.
    ///   - account: the virtual account as it is now; nil in webhooks, which leave it out.
    /// - Source: [D] payments.md section 4.
    public mutating func bankTransfer(_ transfer: BankTransfer, account: VirtualAccount?) {
        literal(#"{"id":"#)
        id(transfer.id)
        literal(#","entity":"bank_transfer","payment_id":"#)
        id(transfer.paymentID)
        literal(#","mode":"#)
        string(transfer.rail.wire)
        literal(#","bank_reference":"#)
        string(transfer.reference)
        literal(#","amount":"#)
        integer(transfer.amount)
        literal(#","payer_bank_account":"#)
        if let payer = transfer.payer { bankAccount(payer) } else { null() }
        destination(transfer.virtualAccountID, account: account)
        literal("}")
    }

    /// Writes a transfer to a UPI address.
    ///
    /// - Parameters:
    ///   - transfer: the transfer.
    ///   - account: the virtual account as it is now; nil in webhooks, which leave it out and call
    ///     the reference `rrn`.
    /// - Source: [D] payments.md section 5, webhooks.md section 3.
    public mutating func upiTransfer(_ transfer: UPITransfer, account: VirtualAccount?) {
        literal(#"{"id":"#)
        id(transfer.id)
        literal(#","entity":"upi_transfer","amount":"#)
        integer(transfer.amount)
        literal(#","payer_vpa":"#)
        string(transfer.payerVPA)
        literal(#","payer_bank":"#)
        string(transfer.payerBank)
        literal(#","payer_account":"#)
        string(transfer.payerAccount)
        literal(#","payer_ifsc":"#)
        string(transfer.payerIFSC)
        literal(#","payment_id":"#)
        id(transfer.paymentID)
        literal(account == nil ? #","rrn":"# : #","npci_reference_id":"#)
        string(transfer.reference)
        destination(transfer.virtualAccountID, account: account)
        literal("}")
    }

    private mutating func destination(_ id: ID<VirtualAccount>, account: VirtualAccount?) {
        literal(#","virtual_account_id":"#)
        self.id(id)
        guard let account else { return }
        literal(#","virtual_account":"#)
        virtualAccount(account)
    }
}

extension Rail {
    /// The rail as `mode` says it: `NEFT`.
    public var wire: String {
        switch self {
        case .neft: "NEFT"
        case .rtgs: "RTGS"
        case .imps: "IMPS"
        case .upi: "UPI"
        }
    }
}

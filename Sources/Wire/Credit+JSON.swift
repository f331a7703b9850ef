public import SmartCollect

extension JSONWriter {
    /// Writes where money was sent.
    ///
    /// - Parameters:
    ///   - target: what was given.
    ///   - reached: the account that was found by it; nil for none, or to leave it out.
    public mutating func target(
        _ target: Credit.Target, reached: ID<VirtualAccount>? = nil
    ) {
        var reached = reached
        switch target {
        case .virtualAccount(let id):
            literal(#"{"virtual_account_id":"#)
            self.id(id)
            reached = nil
        case .accountNumber(let number, let ifsc):
            literal(#"{"account_number":"#)
            string(number)
            if let ifsc {
                literal(#","ifsc":"#)
                string(ifsc)
            }
        case .vpa(let address):
            literal(#"{"vpa":"#)
            string(address)
        }
        if let reached {
            literal(#","virtual_account_id":"#)
            self.id(reached)
        }
        literal("}")
    }

    /// Writes who paid, null for what the bank did not share.
    public mutating func payer(_ payer: Payer) {
        literal(#"{"name":"#)
        string(payer.name)
        literal(#","account_number":"#)
        string(payer.accountNumber)
        literal(#","ifsc":"#)
        string(payer.ifsc)
        literal(#","bank_name":"#)
        string(payer.bank)
        literal(#","vpa":"#)
        string(payer.vpa)
        literal(#","account_type":"#)
        string(payer.accountType?.rawValue)
        literal("}")
    }
}

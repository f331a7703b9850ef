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

    /// What a closure writes, as text.
    public static func text(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(reserving: 256)
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension Credit.Target {
    /// Reads what a writer has written.
    public init?(json: JSON) {
        if let id = json["virtual_account_id"]?.asText {
            guard let id = try? ID<VirtualAccount>(wire: id) else { return nil }
            self = .virtualAccount(id)
        } else if let number = json["account_number"]?.asText {
            self = .accountNumber(number, ifsc: json["ifsc"]?.asText)
        } else if let address = json["vpa"]?.asText {
            self = .vpa(address)
        } else {
            return nil
        }
    }
}

extension Payer {
    /// Reads what a writer has written.
    public init(json: JSON) {
        self.init(
            name: json["name"]?.asText, accountNumber: json["account_number"]?.asText,
            ifsc: json["ifsc"]?.asText, bank: json["bank_name"]?.asText,
            vpa: json["vpa"]?.asText,
            accountType: json["account_type"]?.asText.flatMap(AccountType.init))
    }
}

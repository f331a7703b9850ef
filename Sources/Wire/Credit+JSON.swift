public import SmartCollect

extension Credit.Target {
    /// Where the money was sent, as the control API says it.
    public var json: JSON {
        switch self {
        case .virtualAccount(let id): ["virtual_account_id": .string(id.wire)]
        case .accountNumber(let number, nil): ["account_number": .string(number)]
        case .accountNumber(let number, let ifsc?):
            ["account_number": .string(number), "ifsc": .string(ifsc)]
        case .vpa(let address): ["vpa": .string(address)]
        }
    }

    /// Reads what ``json`` has written.
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
    /// Who paid, as the control API says it; null for what the bank did not share.
    public var json: JSON {
        [
            "name": text(name), "account_number": text(accountNumber), "ifsc": text(ifsc),
            "bank_name": text(bank), "vpa": text(vpa), "account_type": text(accountType?.rawValue),
        ]
    }

    /// Reads what ``json`` has written.
    public init(json: JSON) {
        self.init(
            name: json["name"]?.asText, accountNumber: json["account_number"]?.asText,
            ifsc: json["ifsc"]?.asText, bank: json["bank_name"]?.asText,
            vpa: json["vpa"]?.asText,
            accountType: json["account_type"]?.asText.flatMap(AccountType.init))
    }

    private func text(_ value: String?) -> JSON {
        value.map(JSON.string) ?? .null
    }
}

public import SmartCollect

extension VirtualAccountDraft {
    private static let names = [
        "receivers", "description", "customer_id", "close_by", "notes", "allowed_payers",
        "amount_expected", "name", "receiver_types",
    ]

    /// Reads a request to make a virtual account.
    ///
    /// - Throws: ``Refusal/unknownParameters(_:)``, then the refusals of the fields in the order
    ///   of their table.
    /// - Source: [D] virtual-accounts.md sections 3 and 9.
    public init(reading body: JSON, settings: MerchantSettings) throws(Refusal) {
        let fields = try Fields(body, knowing: VirtualAccountDraft.names)
        let receivers = try VirtualAccountDraft.receivers(fields, settings: settings)
        let description = try fields.text(.description, lengthMax: 2048)
        let customerID = try VirtualAccountDraft.customerID(fields)
        let closeBy = try fields.integer(.closeBy)
        let notes = try fields.notes() ?? Notes()
        let payers = try VirtualAccountDraft.payers(fields)
        let amountExpected = try fields.integer(.amountExpected)
        if let amountExpected, amountExpected < 0 { throw .belowZero(.amountExpected) }
        self.init(
            receivers: receivers, description: description, customerID: customerID,
            closeBy: closeBy, notes: notes, allowedPayers: payers, amountExpected: amountExpected)
    }

    /// `receivers`, or `receiver_types` of old.
    private static func receivers(
        _ fields: Fields, settings: MerchantSettings
    ) throws(Refusal) -> ReceiversDraft {
        if let receivers = fields.filled("receivers") {
            return try ReceiversDraft(reading: receivers, settings: settings)
        }
        guard let types = fields.filled("receiver_types") else { throw .required(.receivers) }
        let list = types.asList ?? [types]
        return try ReceiversDraft(
            reading: .object([JSON.Member(name: "types", value: .list(list))]), settings: settings)
    }

    private static func customerID(_ fields: Fields) throws(Refusal) -> ID<Customer>? {
        guard let value = fields.filled("customer_id") else { return nil }
        return try ID(wire: value.asText ?? value.description)
    }

    private static func payers(_ fields: Fields) throws(Refusal) -> [PayerAccount] {
        guard let value = fields.filled("allowed_payers") else { return [] }
        guard let items = value.asList else { throw .required(.type) }
        var payers: [PayerAccount] = []
        for item in items { payers.append(try PayerAccount(reading: item)) }
        return payers
    }
}

extension ReceiversDraft {
    /// Reads the receivers asked for: `types`, and an object of each type's own.
    ///
    /// - Throws: ``Refusal/unknownParameters(_:)``, ``Refusal/required(_:)``,
    ///   ``Refusal/unknownChoice(_:)``, ``Refusal/qrUnsupported``, ``Refusal/qrNotEnabled``.
    /// - Source: [D] virtual-accounts.md sections 3, 5 and 8.
    public init(reading body: JSON, settings: MerchantSettings) throws(Refusal) {
        let fields = try Fields(body, knowing: ["types", "bank_account", "vpa", "qr_code"])
        let types = try ReceiversDraft.types(fields)
        if types.contains("qr_code") || types.contains("qr") {
            throw settings.qr == .notEnabled ? .qrNotEnabled : .qrUnsupported
        }
        guard types.allSatisfy({ $0 == "bank_account" || $0 == "vpa" }) else {
            throw .unknownChoice(.types)
        }
        let unasked = ["bank_account", "vpa", "qr_code"].filter {
            !types.contains($0) && fields.filled($0)?.isEmpty == false
        }
        guard unasked.isEmpty else { throw .unknownParameters(unasked) }
        self.init(
            bankAccount: types.contains("bank_account")
                ? try BankAccountDraft(reading: fields["bank_account"]) : nil,
            vpa: types.contains("vpa") ? try VPADraft(reading: fields["vpa"]) : nil)
    }

    /// What is no text is no type.
    private static func types(_ fields: Fields) throws(Refusal) -> [String] {
        guard let value = fields.filled("types"), !value.isEmpty else { throw .required(.types) }
        guard let items = value.asList else { throw .unknownChoice(.types) }
        return items.map { $0.asText ?? "" }
    }
}

extension BankAccountDraft {
    fileprivate init(reading value: JSON?) throws(Refusal) {
        let fields = try Fields(value ?? .null, knowing: ["descriptor", "numeric"])
        var isNumeric = true
        if let value = fields.filled("numeric") {
            guard let flag = value.asFlag else { throw .unknownChoice(.numeric) }
            isNumeric = flag
        }
        self.init(descriptor: descriptorText(fields), isNumeric: isNumeric)
    }
}

extension VPADraft {
    fileprivate init(reading value: JSON?) throws(Refusal) {
        self.init(descriptor: descriptorText(try Fields(value ?? .null, knowing: ["descriptor"])))
    }
}

/// A descriptor that is no text has no character that a descriptor may have.
private func descriptorText(_ fields: Fields) -> String? {
    fields.filled("descriptor").map { $0.asText ?? "" }
}

extension PayerAccount {
    /// Reads an allowed payer; `types` for `type` is a slip of three clients' documents.
    ///
    /// - Throws: ``Refusal/unknownParameters(_:)``, ``Refusal/required(_:)``,
    ///   ``Refusal/unknownChoice(_:)``, ``Refusal/payerIFSCRequired``,
    ///   ``Refusal/payerAccountNumberRequired`` and the refusals of ``PayerAccount``.
    /// - Source: [D] virtual-accounts.md section 6.
    public init(reading body: JSON) throws(Refusal) {
        let fields = try Fields(body, knowing: ["type", "types", "bank_account"])
        guard let type = fields.filled("type") ?? fields.filled("types") else {
            throw .required(.type)
        }
        guard type == .string("bank_account") || type == .list([.string("bank_account")]) else {
            throw .unknownChoice(.type)
        }
        guard let account = fields.filled("bank_account"), account.asObject != nil else {
            throw .required(.bankAccount)
        }
        let inner = try Fields(account, knowing: ["ifsc", "account_number"])
        guard let ifsc = inner.filled("ifsc") else { throw .payerIFSCRequired }
        guard let number = inner.filled("account_number") else {
            throw .payerAccountNumberRequired
        }
        guard let ifsc = ifsc.asText else { throw .payerIFSCInvalid }
        guard let number = number.asText else { throw .payerAccountNumberInvalid }
        try self.init(ifsc: ifsc, accountNumber: number)
    }
}

extension VirtualAccountChange {
    /// Reads a request to change a virtual account.
    ///
    /// - Throws: ``Refusal/unknownParameters(_:)`` and the refusals of the fields.
    /// - Source: [D] virtual-accounts.md section 4; clearing by null INFERRED.
    public init(reading body: JSON) throws(Refusal) {
        let fields = try Fields(body, knowing: ["close_by", "description", "notes"])
        self.init(
            closeBy: fields.sent("close_by") == nil ? .keep : .set(try fields.integer(.closeBy)),
            description: fields.sent("description") == nil
                ? .keep : .set(try fields.text(.description, lengthMax: 2048)),
            notes: fields.sent("notes") == nil ? .keep : .set(try fields.notes()))
    }
}

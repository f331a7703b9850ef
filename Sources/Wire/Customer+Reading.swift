public import SmartCollect

extension CustomerDraft {
    /// Reads a request to make a customer.
    ///
    /// - Throws: ``Refusal/unknownParameters(_:)`` and the refusals of a customer's fields.
    /// - Source: [D] customers.md section 2.
    public init(reading body: JSON) throws(Refusal) {
        let fields = try Fields(
            body, knowing: ["name", "contact", "email", "fail_existing", "gstin", "notes"])
        self.init(
            details: try CustomerDetails(reading: fields),
            notes: try fields.notes() ?? Notes(),
            failsOnExisting: fields["fail_existing"] != .string("0"))
    }
}

extension CustomerChange {
    /// Reads a request to change a customer.
    ///
    /// - Throws: ``Refusal/unknownParameters(_:)`` and the refusals of a customer's fields.
    /// - Source: [D] customers.md section 3.
    public init(reading body: JSON) throws(Refusal) {
        let fields = try Fields(body, knowing: ["name", "contact", "email", "gstin", "notes"])
        self.init(
            details: try CustomerDetails(reading: fields),
            notes: fields.sent("notes") == .null ? Notes() : try fields.notes())
    }
}

extension CustomerDetails {
    /// A value that is no text is as wrong as text can be, and refused in the field's own words.
    fileprivate init(reading fields: Fields) throws(Refusal) {
        self.init(
            name: try CustomerDetails.text(fields, "name", else: .nameFormat),
            email: try CustomerDetails.text(fields, "email", else: .emailInvalid),
            contact: try CustomerDetails.text(
                fields, "contact", else: .contactHasInvalidCharacters),
            gstin: try CustomerDetails.text(fields, "gstin", else: .gstinInvalid))
        try check()
    }

    private static func text(
        _ fields: Fields, _ name: String, else refusal: Refusal
    ) throws(Refusal) -> String? {
        guard let value = fields.filled(name) else { return nil }
        guard let text = value.asText else { throw refusal }
        return text
    }
}

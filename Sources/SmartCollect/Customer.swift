/// Someone whom the merchant collects money from.
///
/// - Source: [D] customers.md section 1.
public struct Customer: Equatable, Sendable {
    /// The name of the record.
    public let id: ID<Customer>
    /// Who it is and how to reach them.
    public var details: CustomerDetails
    /// Remarks of the merchant's own.
    public var notes: Notes
    /// When the record was made.
    public let createdAt: Timestamp

    /// A customer as it is kept.
    public init(id: ID<Customer>, details: CustomerDetails, notes: Notes, createdAt: Timestamp) {
        self.id = id
        self.details = details
        self.notes = notes
        self.createdAt = createdAt
    }

    /// Takes over what a change names and leaves the rest.
    ///
    /// - Source: [D] customers.md section 3.
    public mutating func apply(_ change: CustomerChange) {
        details.name = change.details.name ?? details.name
        details.email = change.details.email ?? details.email
        details.contact = change.details.contact ?? details.contact
        details.gstin = change.details.gstin ?? details.gstin
        notes = change.notes ?? notes
    }
}

/// The particulars of a customer, each as it was sent, nil when it was not.
public struct CustomerDetails: Equatable, Sendable {
    /// 3 to 50 characters.
    public var name: String?
    /// Up to 64 characters.
    public var email: String?
    /// 8 to 15 characters, digits and a leading plus.
    public var contact: String?
    /// The goods and services tax number, 15 characters.
    public var gstin: String?

    /// Particulars that are not checked.
    public init(
        name: String? = nil, email: String? = nil, contact: String? = nil, gstin: String? = nil
    ) {
        self.name = name
        self.email = email
        self.contact = contact
        self.gstin = gstin
    }

    /// What a duplicate is told by; nil when both fields are missing, for such customers are never
    /// duplicates.
    ///
    /// - Source: [D] the pair; the folding INFERRED, customers.md section 2.
    public var identity: CustomerIdentity? {
        guard email != nil || contact != nil else { return nil }
        return CustomerIdentity(
            email: email.map(\.foldedASCII) ?? "",
            contact: contact.map { $0.hasPrefix("+91") ? String($0.dropFirst(3)) : $0 } ?? "")
    }
}

/// The pair by which customers are told apart, folded; a missing half is empty.
public struct CustomerIdentity: Equatable, Sendable {
    /// The e-mail address in small letters.
    public let email: String
    /// The contact without the country code of India.
    public let contact: String

    /// A pair read back from where it is kept.
    public init(email: String, contact: String) {
        self.email = email
        self.contact = contact
    }
}

/// A request to make a customer.
public struct CustomerDraft: Equatable, Sendable {
    /// The particulars, checked.
    public let details: CustomerDetails
    /// Remarks.
    public let notes: Notes
    /// Whether a duplicate is an error rather than the answer.
    public let failsOnExisting: Bool

    /// A request whose fields have passed their checks.
    public init(details: CustomerDetails, notes: Notes, failsOnExisting: Bool) {
        self.details = details
        self.notes = notes
        self.failsOnExisting = failsOnExisting
    }
}

/// A request to change a customer; nil leaves a field as it is.
public struct CustomerChange: Equatable, Sendable {
    /// The particulars to take over.
    public let details: CustomerDetails
    /// Notes that replace the present ones.
    public let notes: Notes?

    /// A change whose fields have passed their checks.
    public init(details: CustomerDetails, notes: Notes?) {
        self.details = details
        self.notes = notes
    }
}

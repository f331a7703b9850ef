/// What a file can say of the account that a row asks for.
enum BatchColumn: String, CaseIterable {
    case customerID = "customer_id"
    case customerName = "customer_name"
    case customerContact = "customer_contact"
    case customerEmail = "customer_email"
    case customerGSTIN = "customer_gstin"
    case receiverTypes = "receiver_types"
    case bankAccountDescriptor = "bank_account_descriptor"
    case vpaDescriptor = "vpa_descriptor"
    case description = "virtual_account_description"
    case notes = "virtual_account_notes"
    case amountExpected = "amount_expected"
    case closeBy = "close_by"

    /// All of them, in words.
    static let list = allCases.map(\.rawValue).joined(separator: ", ")
}

public import SmartCollect

/// A row of a file: one account to open.
public struct BatchRow: Sendable {
    /// What stands in the columns; empty fields count as absent.
    private let fields: [BatchColumn: String]
    /// Whether it has as many fields as the heading.
    private let isWhole: Bool

    init(_ fields: [String], under heading: [BatchColumn]) {
        isWhole = fields.count == heading.count
        self.fields = [BatchColumn: String](
            uniqueKeysWithValues: zip(heading, fields).filter { !$0.1.isEmpty })
    }

    subscript(column: BatchColumn) -> String? { fields[column] }

    /// The customer to find or to make for the account; nil where the row names one by its id, or
    /// none.
    ///
    /// - Throws: ``ErrorBody`` for a row with too many or too few fields, or that names a customer
    ///   in both ways; the refusals of ``CustomerDraft/init(reading:)``.
    public func customer() throws -> CustomerDraft? {
        guard isWhole else {
            throw ErrorBody.control("row_invalid", "The row has not as many fields as the heading.")
        }
        let particulars = members([
            "name": .customerName, "contact": .customerContact, "email": .customerEmail,
            "gstin": .customerGSTIN,
        ])
        guard !particulars.isEmpty else { return nil }
        guard self[.customerID] == nil else {
            throw ErrorBody.control(
                "row_invalid", "Give a customer's id or particulars, not both.")
        }
        let lenient = JSON.Member(name: "fail_existing", value: "0")
        return try CustomerDraft(reading: .object(particulars + [lenient]))
    }

    /// The account to open.
    ///
    /// - Parameters:
    ///   - customer: whose it is; nil where the row names a customer by its id, or none.
    ///   - settings: the merchant's.
    /// - Returns: a request like one to the API.
    /// - Throws: the refusals of ``VirtualAccountDraft/init(reading:settings:)``.
    public func account(
        of customer: ID<Customer>?, under settings: MerchantSettings
    ) throws(Refusal) -> VirtualAccountDraft {
        var members = self.members([
            "description": .description, "amount_expected": .amountExpected,
            "close_by": .closeBy, "customer_id": .customerID,
        ])
        if let customer {
            members.append(JSON.Member(name: "customer_id", value: .string(customer.wire)))
        }
        members.append(JSON.Member(name: "receivers", value: receivers))
        if let notes { members.append(JSON.Member(name: "notes", value: notes)) }
        return try VirtualAccountDraft(reading: .object(members), settings: settings)
    }

    /// A bank account, unless the row asks for other receivers.
    private var receivers: JSON {
        let types = (self[.receiverTypes] ?? "bank_account").split { ", |+;".contains($0) }
        var members = [
            JSON.Member(name: "types", value: .list(types.map { .string(String($0)) }))
        ]
        for (type, column) in [
            ("bank_account", BatchColumn.bankAccountDescriptor), ("vpa", .vpaDescriptor),
        ] {
            guard let text = self[column] else { continue }
            members.append(JSON.Member(name: type, value: ["descriptor": .string(text)]))
        }
        return .object(members)
    }

    /// A JSON object; what is none is refused as notes that are none.
    private var notes: JSON? {
        guard let text = self[.notes] else { return nil }
        return (try? JSONReader.read(Array(text.utf8))) ?? .string(text)
    }

    private func members(_ names: KeyValuePairs<String, BatchColumn>) -> [JSON.Member] {
        names.compactMap { name, column in
            self[column].map { JSON.Member(name: name, value: .string($0)) }
        }
    }
}

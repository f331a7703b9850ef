public import SmartCollect

/// Whatever has an id on the line, and what the id begins with there.
///
/// - Source: [D] [O] README section 6.
public protocol Identified {
    /// `va_`, `pay_` and so on; empty where the id stands bare.
    static var prefix: String { get }
}

extension Merchant: Identified {
    /// A merchant's account.
    public static var prefix: String { "acc_" }
}
extension Customer: Identified {
    /// A customer.
    public static var prefix: String { "cust_" }
}
extension VirtualAccount: Identified {
    /// A virtual account.
    public static var prefix: String { "va_" }
}
extension BankAccount: Identified {
    /// A bank account: a receiver, a payer's, an allowed payer's.
    public static var prefix: String { "ba_" }
}
extension VPAReceiver: Identified {
    /// A UPI receiver.
    public static var prefix: String { "vpa_" }
}
extension Payment: Identified {
    /// A payment.
    public static var prefix: String { "pay_" }
}
extension BankTransfer: Identified {
    /// A bank transfer.
    public static var prefix: String { "bt_" }
}
extension UPITransfer: Identified {
    /// A transfer to a UPI address.
    public static var prefix: String { "ut_" }
}
extension Refund: Identified {
    /// A refund.
    public static var prefix: String { "rfnd_" }
}
extension Credit: Identified {
    /// A credit: our own, the vendor has none.
    public static var prefix: String { "crd_" }
}
extension Event: Identified {
    /// An event's id stands bare.
    public static var prefix: String { "" }
}
extension Webhook: Identified {
    /// A webhook's id stands bare.
    public static var prefix: String { "" }
}

extension ID where Entity: Identified {
    /// The id with its prefix, as it stands on the line.
    public var wire: String { Entity.prefix + text }

    /// Reads an id as it stands in a path or a field; a bare one is accepted.
    ///
    /// - Throws: ``Refusal/malformedID(_:)`` with what is left without the prefix.
    /// - Source: [D] [O] README section 6, "An id in a path"; bare ids INFERRED.
    public init(wire text: Substring) throws(Refusal) {
        let rest = String(text.withoutPrefix(Entity.prefix))
        guard let id = ID(rest) else { throw .malformedID(rest) }
        self = id
    }

    /// The same for a text of its own.
    ///
    /// - Throws: ``Refusal/malformedID(_:)``.
    public init(wire text: String) throws(Refusal) {
        try self.init(wire: text[...])
    }
}

extension Substring {
    /// The text without a prefix of ASCII, where it has it.
    fileprivate func withoutPrefix(_ prefix: String) -> Substring {
        let (bytes, start) = (utf8.span, prefix.utf8.span)
        guard bytes.count >= start.count else { return self }
        for index in start.indices where bytes[index] != start[index] { return self }
        return Substring(utf8.dropFirst(start.count))
    }
}

extension JSONWriter {
    /// Writes an id with its prefix, in quotes.
    public mutating func id<Entity: Identified>(_ id: ID<Entity>) {
        literal("\"")
        verbatim(Entity.prefix)
        verbatim(id.text)
        literal("\"")
    }

    /// Writes an id with its prefix, or `null` for nil.
    mutating func id<Entity: Identified>(_ id: ID<Entity>?) {
        if let id { self.id(id) } else { null() }
    }

    /// Writes notes: a list when there are none, an object otherwise, everywhere.
    ///
    /// - Source: [D] README section 7.
    public mutating func notes(_ notes: Notes) {
        guard !notes.entries.isEmpty else { return literal("[]") }
        object { writer in
            // Lent where they stand: an iterator would copy each.
            for index in notes.entries.indices {
                writer.member(notes.entries[index].key, notes.entries[index].value)
            }
        }
    }
}

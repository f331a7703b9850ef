public import SmartCollect

extension JSONWriter {
    /// Writes a customer, members in the documented order.
    ///
    /// - Source: [D] customers.md section 1.
    public mutating func customer(_ customer: Customer) {
        literal(#"{"id":"#)
        id(customer.id)
        literal(#","entity":"customer","name":"#)
        string(customer.details.name)
        literal(#","email":"#)
        string(customer.details.email)
        literal(#","contact":"#)
        string(customer.details.contact)
        literal(#","gstin":"#)
        string(customer.details.gstin)
        literal(#","notes":"#)
        notes(customer.notes)
        literal(#","created_at":"#)
        integer(customer.createdAt)
        literal("}")
    }
}

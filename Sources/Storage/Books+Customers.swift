public import SmartCollect
public import Wire

extension Books {
    /// Makes a customer, or finds the one that is there already.
    ///
    /// - Parameters:
    ///   - draft: what was asked for.
    ///   - pinned: the id to bear; nil for one made now.
    /// - Returns: the customer, new or found.
    /// - Throws: ``Refusal/customerExists`` for a duplicate, unless the draft asks for it;
    ///   `ErrorBody` for a pinned id that is taken.
    /// - Source: [D] [O] customers.md section 2.
    public func create(
        _ draft: CustomerDraft, as pinned: ID<Customer>? = nil
    ) throws -> Customer {
        if let duplicate = try duplicate(of: draft.details) {
            guard !draft.failsOnExisting else { throw Refusal.customerExists }
            return duplicate
        }
        let id = try id(pinned) { try tables.customers.find($0, of: number) != nil }
        let customer = Customer(
            id: id, details: draft.details, notes: draft.notes, createdAt: moment(of: id))
        try change { try tables.customers.insert(customer, of: number) }
        return customer
    }

    /// The customer of a name.
    ///
    /// - Throws: ``Refusal/unknownID``.
    public func customer(_ id: ID<Customer>) throws -> Customer {
        guard let customer = try tables.customers.find(id, of: number) else {
            throw Refusal.unknownID
        }
        return customer
    }

    /// A page of customers, newest first.
    public func customers(_ query: ListQuery) throws -> [Customer] {
        try page(query, of: "customers") {
            try tables.customers.list($0, of: number)
        }
    }

    /// Changes a customer.
    ///
    /// - Throws: ``Refusal/customerExists`` where the new pair of e-mail and contact is another
    ///   customer's.
    /// - Source: [D] customers.md section 3.
    public func apply(_ change: CustomerChange, to customer: Customer) throws -> Customer {
        var changed = customer
        changed.apply(change)
        guard try duplicate(of: changed.details, otherThan: customer.id) == nil else {
            throw Refusal.customerExists
        }
        guard changed != customer else { return customer }
        try self.change { try tables.customers.update(changed, of: number) }
        return changed
    }

    private func duplicate(
        of details: CustomerDetails, otherThan own: ID<Customer>? = nil
    ) throws -> Customer? {
        guard let identity = details.identity else { return nil }
        let found =
            switch merchant.settings.duplicateCustomers {
            case .pair: try tables.customers.find(pair: identity, of: number)
            case .either: try tables.customers.find(either: identity, of: number)
            }
        return found.first { $0.id != own }
    }

    /// A page of a list: of those rows that may be seen by now.
    ///
    /// `owner` is what the list is of, such as an account's payments; empty for all of a merchant.
    func page<Item: Listed>(
        _ query: ListQuery, of list: String, owner: String = "",
        _ read: (Page) throws -> [Item]
    ) rethrows -> [Item] {
        let lag = merchant.settings.listLag
        let page = pageEnds.locate(
            Page(query, latest: lag == 0 ? .max : now - lag), in: list, of: owner, lastID: lastID)
        let items = try read(page)
        if let last = items.last, items.count == Int(page.count) {
            pageEnds.note(page, in: list, of: owner, ends: last.place)
        }
        return items
    }
}

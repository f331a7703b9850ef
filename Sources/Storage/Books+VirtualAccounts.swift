public import SmartCollect
public import Wire

extension Books {
    /// Opens a virtual account and announces it.
    ///
    /// - Parameters:
    ///   - draft: what was asked for.
    ///   - pinned: the id to bear; nil for one made now.
    /// - Returns: the account, open and empty.
    /// - Throws: ``Refusal/unknownID`` for an unknown customer, ``Refusal/descriptorInUse``, what
    ///   the draft's own check throws, and `ErrorBody` for a pinned id that is taken.
    /// - Source: [D] virtual-accounts.md section 3.
    public func open(
        _ draft: VirtualAccountDraft, as pinned: ID<VirtualAccount>? = nil
    ) throws -> VirtualAccount {
        if let customerID = draft.customerID { _ = try customer(customerID) }
        let now = now
        try draft.check(under: merchant.settings, at: now)
        return try change(isDecided: true) {
            let id = try id(pinned) { try tables.virtualAccounts.find($0, of: number) != nil }
            let account = try keep(draft, as: id)
            try remindOfClosure(fresh: account)
            try raise(
                pinned == nil ? .accountOpened : .pinnedAccountOpened,
                parts: [.virtualAccount(account)], account: account.id)
            return account
        }
    }

    /// Keeps a fresh account under a number and an address that no active account has.
    ///
    /// The table tells whether those first drawn are: nearly always they are, and it need not be
    /// asked before.
    private func keep(
        _ draft: VirtualAccountDraft, as id: ID<VirtualAccount>
    ) throws -> VirtualAccount {
        for isChecked in [false, true] {
            let account = try account(draft, as: id, isChecked: isChecked)
            if try tables.virtualAccounts.insert(account, of: number) { return account }
        }
        throw Refusal.descriptorInUse
    }

    private func account(
        _ draft: VirtualAccountDraft, as id: ID<VirtualAccount>, isChecked: Bool
    ) throws -> VirtualAccount {
        VirtualAccount(
            id: id, name: merchant.settings.billingLabel, description: draft.description,
            amountExpected: draft.amountExpected, notes: draft.notes,
            customerID: draft.customerID,
            bankAccount: try draft.receivers.bankAccount.map {
                try bankAccount($0, isChecked: isChecked)
            },
            vpa: try draft.receivers.vpa.map { try vpa($0, isChecked: isChecked) },
            allowedPayers: draft.allowedPayers.map { AllowedPayer(id: self.id(), account: $0) },
            closeBy: draft.closeBy, createdAt: moment(of: id))
    }

    /// The account of a name.
    ///
    /// - Throws: ``Refusal/unknownID``.
    public func virtualAccount(_ id: ID<VirtualAccount>) throws -> VirtualAccount {
        guard let account = try tables.virtualAccounts.find(id, of: number) else {
            throw Refusal.unknownID
        }
        return account
    }

    /// A page of accounts, closed ones included, newest first.
    public func virtualAccounts(_ query: ListQuery) throws -> [VirtualAccount] {
        try page(query, of: "virtual_accounts") {
            try tables.virtualAccounts.list($0, of: number)
        }
    }

    /// Changes an account; nobody is told.
    ///
    /// - Throws: the refusals of ``VirtualAccount/apply(_:at:)``.
    public func apply(
        _ change: VirtualAccountChange, to account: VirtualAccount
    ) throws -> VirtualAccount {
        var changed = account
        try changed.apply(change, at: now)
        try save(changed)
        return changed
    }

    /// Closes an account and announces it.
    ///
    /// - Throws: ``Refusal/alreadyClosed``, only where the settings ask for it.
    public func close(_ account: VirtualAccount) throws -> VirtualAccount {
        var closed = account
        guard try closed.close(at: now, under: merchant.settings) else { return account }
        try change { try announceClosure(of: closed) }
        return closed
    }

    /// Adds a receiver to an account; nobody is told.
    ///
    /// - Throws: the refusals of ``VirtualAccount/check(adding:under:)``,
    ///   ``Refusal/descriptorInUse``.
    public func add(_ draft: ReceiversDraft, to account: VirtualAccount) throws -> VirtualAccount {
        try account.check(adding: draft, under: merchant.settings)
        var changed = account
        if let bankAccount = draft.bankAccount {
            changed.bankAccount = try self.bankAccount(bankAccount, isChecked: true)
        }
        if let vpa = draft.vpa { changed.vpa = try self.vpa(vpa, isChecked: true) }
        try save(changed)
        return changed
    }

    /// Allows a payer to pay into an account; nobody is told.
    ///
    /// - Throws: the refusals of ``VirtualAccount/check(allowing:under:)``.
    public func allow(_ payer: PayerAccount, on account: VirtualAccount) throws -> VirtualAccount {
        try account.check(allowing: payer, under: merchant.settings)
        let allowed = AllowedPayer(id: id(), account: payer)
        var changed = account
        changed.allowedPayers.append(allowed)
        try change { try tables.virtualAccounts.update(changed, of: number) }
        return changed
    }

    /// Takes a payer off an account's list; when it was the last, anyone may pay again.
    ///
    /// - Throws: ``Refusal/unknownID``.
    public func disallow(_ payer: ID<BankAccount>, on account: VirtualAccount) throws {
        guard account.allowedPayers.contains(where: { $0.id == payer }) else {
            throw Refusal.unknownID
        }
        var changed = account
        changed.allowedPayers.removeAll { $0.id == payer }
        try change { try tables.virtualAccounts.update(changed, of: number) }
    }

    /// Closes an account whose time has come, if it has.
    ///
    /// The account is closed at the very moment that was planned, however late the reminder comes;
    /// where the settings have changed meanwhile, at the moment of the reminder.
    ///
    /// - Parameter due: the reminder.
    /// - Returns: whether it closed.
    /// - Throws: `SQLiteError` where it cannot be stored.
    /// - Source: [D] virtual-accounts.md section 7; the moment INFERRED.
    public func closeIfDue(_ due: Due) throws -> Bool {
        let id = ID<VirtualAccount>(known: due.entity)
        guard var account = try tables.virtualAccounts.find(id, of: number),
            let time = account.closesAt(under: merchant.settings)
        else { return false }
        guard time * Timestamp.nanoseconds <= due.at else {
            try change { try remindOfClosure(account) }
            return false
        }
        account.closedAt = due.at / Timestamp.nanoseconds
        try change { try announceClosure(of: account) }
        return true
    }

    private func announceClosure(of account: VirtualAccount) throws {
        try tables.virtualAccounts.update(account, of: number)
        try raise(
            .accountClosed, parts: [.virtualAccount(account)], account: account.id)
    }

    private func save(_ account: VirtualAccount) throws {
        try change {
            try tables.virtualAccounts.update(account, of: number)
            try remindOfClosure(account)
        }
    }

    func remindOfClosure(_ account: VirtualAccount) throws {
        guard let time = account.closesAt(under: merchant.settings) else { return }
        try remind(.closure, account.id.text, at: time * Timestamp.nanoseconds)
    }

    /// The same for an account that has just been made: most wait for nothing but dormancy, and
    /// are found by their second then.
    private func remindOfClosure(fresh account: VirtualAccount) throws {
        guard account.closeBy == nil, account.id.second == account.createdAt,
            let time = account.closesAt(under: merchant.settings)
        else { return try remindOfClosure(account) }
        try remindOfDormancy(made: account.createdAt, at: time * Timestamp.nanoseconds)
    }

    // MARK: Receivers

    /// How often a number that nobody holds is looked for before it is given up.
    private static let drawsMax = 100

    private func bankAccount(_ draft: BankAccountDraft, isChecked: Bool) throws -> BankAccount {
        let accountNumber = try free(isChosen: draft.descriptor != nil, isChecked: isChecked) {
            draft.accountNumber(
                under: merchant.settings,
                chance: draft.endsInDigits ? nextNumber() : chance.next())
        } isTaken: {
            try tables.virtualAccounts.isTaken(number: $0, of: number)
        }
        return BankAccount(
            id: id(), ifsc: merchant.settings.bankIFSC, bankName: merchant.settings.bankName,
            name: merchant.settings.billingLabel, accountNumber: accountNumber)
    }

    private func vpa(_ draft: VPADraft, isChecked: Bool) throws -> VPAReceiver {
        let handle = merchant.settings.vpaHandle
        let username = try free(isChosen: draft.descriptor != nil, isChecked: isChecked) {
            draft.username(
                mode: merchant.mode, under: merchant.settings, chance: nextNumber())
        } isTaken: {
            try tables.virtualAccounts.isTaken(vpa: "\($0)@\(handle)", of: number)
        }
        return VPAReceiver(id: id(), username: username, handle: handle)
    }

    /// What nobody holds, if that is checked: a descriptor becomes free when its account closes.
    private func free(
        isChosen: Bool, isChecked: Bool, draw: () -> String, isTaken: (String) throws -> Bool
    ) throws -> String {
        for _ in 0..<Books.drawsMax {
            let text = draw()
            guard try isChecked && isTaken(text) else { return text }
            if isChosen { break }
            leap()
        }
        throw Refusal.descriptorInUse
    }
}

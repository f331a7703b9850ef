import SmartCollect

// What is kept of each record beside its columns. What stands in columns is handed in by whoever
// reads, so that every field is kept once.

// MARK: - Virtual accounts

extension KeptWriter {
    mutating func rest(of account: VirtualAccount) {
        text(account.name)
        text(account.description)
        integer(account.amountExpected)
        notes(account.notes)
        id(account.customerID)
        id(account.bankAccount?.id)
        text(account.bankAccount?.ifsc)
        text(account.bankAccount?.bankName)
        id(account.vpa?.id)
        text(account.vpa?.username)
        text(account.vpa?.handle)
        integer(Int64(account.allowedPayers.count))
        for payer in account.allowedPayers {
            id(payer.id)
            text(payer.account.ifsc)
            text(payer.account.accountNumber)
        }
        integer(account.closeBy)
    }
}

extension KeptReader {
    mutating func virtualAccount(_ columns: VirtualAccountTable.Columns) -> VirtualAccount {
        let name = text()
        return VirtualAccount(
            id: columns.id, name: name, description: optionalText(),
            amountExpected: optionalInteger(), notes: notes(), amountPaid: columns.amountPaid,
            customerID: optionalID(),
            bankAccount: bankAccount(name: name, accountNumber: columns.accountNumber),
            vpa: vpa(), allowedPayers: list { $0.allowedPayer() }, closeBy: optionalInteger(),
            closedAt: columns.closedAt, lastCreditedAt: columns.lastCreditedAt,
            createdAt: columns.createdAt)
    }

    private mutating func bankAccount(name: String, accountNumber: String?) -> BankAccount? {
        let id: ID<BankAccount>? = optionalID()
        let (ifsc, bankName) = (optionalText(), optionalText())
        return id.map {
            BankAccount(
                id: $0, ifsc: ifsc, bankName: bankName, name: name, accountNumber: accountNumber)
        }
    }

    private mutating func vpa() -> VPAReceiver? {
        let id: ID<VPAReceiver>? = optionalID()
        let (username, handle) = (optionalText(), optionalText())
        guard let id, let username, let handle else { return nil }
        return VPAReceiver(id: id, username: username, handle: handle)
    }

    private mutating func allowedPayer() -> AllowedPayer {
        AllowedPayer(
            id: id(), account: PayerAccount(knownIFSC: text(), accountNumber: text()))
    }
}

// MARK: - Payments and the transfers that brought them

extension KeptWriter {
    mutating func rest(of payment: Payment) {
        choice(payment.method)
        text(payment.description)
        text(payment.payerVPA)
        text(payment.email)
        text(payment.contact)
        id(payment.customerID)
        notes(payment.notes)
        integer(payment.fee?.fee)
        integer(payment.fee?.tax)
        bool(payment.isRefundable)
    }

    /// What a transfer has that its payment has not.
    mutating func rest(of transfer: Transfer) {
        switch transfer {
        case .bank(let transfer):
            id(transfer.id)
            choice(transfer.rail)
            id(transfer.payer?.id)
            text(transfer.payer?.name)
            text(transfer.payer?.accountNumber)
            text(transfer.payer?.ifsc)
            text(transfer.payer?.bankName)
        case .upi(let transfer):
            id(transfer.id)
            text(transfer.payerAccount)
            text(transfer.payerIFSC)
            text(transfer.payerBank)
        }
    }
}

extension KeptReader {
    mutating func payment(_ columns: PaymentTable.Columns) -> Payment {
        Payment(
            id: columns.id, virtualAccountID: columns.virtualAccountID, amount: columns.amount,
            status: columns.status, method: choice(otherwise: .bankTransfer),
            amountRefunded: columns.amountRefunded, captured: columns.captured,
            description: optionalText(), payerVPA: optionalText(), email: optionalText(),
            contact: optionalText(), customerID: optionalID(), notes: notes(), fee: fee(),
            reference: columns.reference, isRefundable: bool(), createdAt: columns.createdAt)
    }

    private mutating func fee() -> Fee? {
        let (fee, tax) = (optionalInteger(), optionalInteger())
        return fee.flatMap { fee in tax.map { Fee(known: fee, tax: $0) } }
    }

    mutating func transfer(of payment: Payment) -> Transfer {
        switch payment.method {
        case .bankTransfer:
            .bank(
                BankTransfer(
                    id: id(), paymentID: payment.id, rail: choice(otherwise: .neft),
                    reference: payment.reference, amount: payment.amount, payer: payer(),
                    virtualAccountID: payment.virtualAccountID))
        case .upi: .upi(upiTransfer(of: payment))
        }
    }

    private mutating func payer() -> BankAccount? {
        let id: ID<BankAccount>? = optionalID()
        let (name, accountNumber) = (optionalText(), optionalText())
        let (ifsc, bankName) = (optionalText(), optionalText())
        return id.map {
            BankAccount(
                id: $0, ifsc: ifsc, bankName: bankName, name: name, accountNumber: accountNumber)
        }
    }

    private mutating func upiTransfer(of payment: Payment) -> UPITransfer {
        let id: ID<UPITransfer> = id()
        let (account, ifsc, bank) = (optionalText(), optionalText(), optionalText())
        return UPITransfer(
            id: id, amount: payment.amount, payerVPA: payment.payerVPA, payerBank: bank,
            payerAccount: account, payerIFSC: ifsc, paymentID: payment.id,
            reference: payment.reference, virtualAccountID: payment.virtualAccountID)
    }
}

// MARK: - Refunds

extension KeptWriter {
    mutating func rest(of refund: Refund) {
        choice(refund.method)
        notes(refund.notes)
        text(refund.reference)
        choice(refund.speed)
    }
}

extension KeptReader {
    mutating func refund(_ columns: RefundTable.Columns) -> Refund {
        Refund(
            id: columns.id, paymentID: columns.paymentID,
            method: choice(otherwise: .bankTransfer), amount: columns.amount, notes: notes(),
            receipt: columns.receipt, reference: optionalText(), status: columns.status,
            speedRequested: columns.speedRequested,
            speed: choice(otherwise: .normal),
            createdAt: columns.createdAt)
    }
}

// MARK: - Credits

extension KeptWriter {
    mutating func rest(of record: CreditRecord) {
        text(record.reason?.rawValue)
        text(record.detail)
        target(record.credit.target)
        text(record.credit.narration)
        bool(record.credit.payer != nil)
        if let payer = record.credit.payer { self.payer(payer) }
    }

    private mutating func target(_ target: Credit.Target) {
        switch target {
        case .virtualAccount(let id):
            integer(0)
            self.id(id)
        case .accountNumber(let number, let ifsc):
            integer(1)
            text(number)
            text(ifsc)
        case .vpa(let address):
            integer(2)
            text(address)
        }
    }

    private mutating func payer(_ payer: Payer) {
        text(payer.name)
        text(payer.accountNumber)
        text(payer.ifsc)
        text(payer.bank)
        text(payer.vpa)
        text(payer.accountType?.rawValue)
    }
}

extension KeptReader {
    mutating func creditRecord(_ columns: CreditTable.Columns) -> CreditRecord {
        let reason = optionalText().flatMap(CreditRecord.Reason.init)
        let detail = optionalText()
        let (target, narration) = (target(), optionalText())
        let credit = Credit(
            target: target, rail: columns.rail, amount: columns.amount,
            payer: bool() ? creditPayer() : nil, reference: columns.reference,
            narration: narration)
        return CreditRecord(
            id: columns.id, credit: credit, status: columns.status, reason: reason,
            detail: detail, virtualAccountID: columns.virtualAccountID,
            paymentID: columns.paymentID, refundID: columns.refundID,
            settlesAt: columns.settlesAt, createdAt: columns.createdAt)
    }

    private mutating func target() -> Credit.Target {
        switch integer() {
        case 0: .virtualAccount(id())
        case 1: .accountNumber(text(), ifsc: optionalText())
        default: .vpa(text())
        }
    }

    private mutating func creditPayer() -> Payer {
        Payer(
            name: optionalText(), accountNumber: optionalText(), ifsc: optionalText(),
            bank: optionalText(), vpa: optionalText(),
            accountType: optionalText().flatMap(Payer.AccountType.init))
    }
}

// MARK: - Customers

extension KeptWriter {
    mutating func rest(of customer: Customer) {
        text(customer.details.name)
        text(customer.details.email)
        text(customer.details.contact)
        text(customer.details.gstin)
        notes(customer.notes)
    }
}

extension KeptReader {
    mutating func customer(_ id: ID<Customer>, createdAt: Timestamp) -> Customer {
        let details = CustomerDetails(
            name: optionalText(), email: optionalText(), contact: optionalText(),
            gstin: optionalText())
        return Customer(id: id, details: details, notes: notes(), createdAt: createdAt)
    }
}

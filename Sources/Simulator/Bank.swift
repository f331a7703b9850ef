public import SmartCollect
public import Storage
public import Wire

/// The bank's side: reads what a tester wants to arrive, and fills in what is left out.
public enum Bank {
    private static let names = [
        "to", "mode", "amount", "payer", "utr", "narration", "settle", "ignore_limits",
        "allow_duplicate_utr",
    ]
    private static let targetNames = ["virtual_account_id", "account_number", "ifsc", "vpa"]
    /// Far above any real transfer, far below what would overflow a sum of a million of them.
    private static let amountMax: Paise = 1_000_000_000_000
    private static let amountBounds = "an integer from 1 to \(amountMax), in paise"
    private static let batchSeconds: Int64 = 1800
    private static let drawsMax = 100
    private static let narrationLengthMax = 140

    /// Reads a credit.
    ///
    /// - Parameters:
    ///   - body: what is to arrive.
    ///   - books: the merchant's.
    ///   - persona: who pays when the credit does not say.
    /// - Returns: the transfer, and how the bank wants to be heard.
    /// - Throws: `ErrorBody` that names the field and what it must be.
    public static func order(
        _ body: JSON, for books: Books, from persona: Persona
    ) throws -> CreditOrder {
        let form = try ControlFields(body, knowing: names)
        let rail = try rail(form)
        let target = try target(form.object("to"), rail)
        let amount = try amount(form, rail)
        let payer = try payer(form, else: persona.payer)
        let narration = try form.text("narration")
        guard (narration ?? "").unicodeScalars.count <= narrationLengthMax else {
            throw ControlFields.wrong("narration", "at most \(narrationLengthMax) characters")
        }
        let settlesAt = try settlesAt(form, rail, at: books.now)
        let allowsDuplicate = try form.flag("allow_duplicate_utr") ?? false
        let reference = try reference(form, rail, ifsc: payer?.ifsc, books)
        let credit = Credit(
            target: target, rail: rail, amount: amount, payer: payer, reference: reference,
            narration: narration)
        return CreditOrder(
            credit, allowsDuplicate: allowsDuplicate, settlesAt: settlesAt,
            detail: try detail(credit, books), isReferenceNew: form["utr"] == nil)
    }

    private static func rail(_ form: ControlFields) throws -> Rail {
        guard let text = try form.text("mode"), let rail = Rail(rawValue: text.foldedASCII) else {
            throw ControlFields.wrong("mode", "NEFT, RTGS, IMPS or UPI")
        }
        return rail
    }

    private static func target(_ to: ControlFields?, _ rail: Rail) throws -> Credit.Target {
        let bounds = "an object with one of virtual_account_id, account_number and vpa"
        guard let to else { throw ControlFields.wrong("to", bounds) }
        try to.check(targetNames)
        let ifsc = try ifsc(to)
        switch (
            try to.text("virtual_account_id"), try to.text("account_number"), try to.text("vpa")
        ) {
        case (let id?, nil, nil) where ifsc == nil:
            guard let id = try? ID<VirtualAccount>(wire: id) else {
                throw ControlFields.wrong("virtual_account_id", "va_ and 14 letters or digits")
            }
            return .virtualAccount(id)
        case (nil, let number?, nil):
            guard isAccountNumber(number) else {
                throw ControlFields.wrong("account_number", "5 to 35 letters or digits")
            }
            return .accountNumber(number, ifsc: ifsc)
        case (nil, nil, let address?) where ifsc == nil:
            guard isVPA(address) else { throw ControlFields.wrong("vpa", "name@handle") }
            guard rail == .upi else {
                throw ControlFields.wrong("mode", "UPI where the money is sent to a vpa")
            }
            return .vpa(address)
        default: throw ControlFields.wrong("to", bounds)
        }
    }

    private static func ifsc(_ form: ControlFields) throws -> String? {
        guard let text = try form.text("ifsc") else { return nil }
        let ifsc = text.capitalASCII
        guard isIFSC(ifsc) else {
            throw ControlFields.wrong(
                "ifsc", "an IFSC: four letters, the digit zero, six letters or digits")
        }
        return ifsc
    }

    /// - Source: transfers.md section 1.
    private static func amount(_ form: ControlFields, _ rail: Rail) throws -> Paise {
        guard let amount = try form.integer("amount", amountBounds),
            (1...amountMax).contains(amount)
        else { throw ControlFields.wrong("amount", amountBounds) }
        if try form.flag("ignore_limits") ?? false { return amount }
        let (least, most) = rail.limits
        guard amount >= least else {
            throw ErrorBody.control(
                "below_rail_limit",
                "\(rail.wire) carries at least \(least) paise; set ignore_limits to send less.",
                field: "amount")
        }
        if let most, amount > most {
            throw ErrorBody.control(
                "above_rail_limit",
                "\(rail.wire) carries at most \(most) paise; set ignore_limits to send more.",
                field: "amount")
        }
        return amount
    }

    /// Absent particulars are made up, null ones withheld.
    private static func payer(_ form: ControlFields, else absent: Payer) throws -> Payer? {
        if form.isNull("payer") { return nil }
        var payer = absent
        guard let given = try form.object("payer") else { return payer }
        try given.check(["name", "account_number", "ifsc", "bank_name", "vpa", "account_type"])
        payer.name = try given.text("name", else: payer.name)
        payer.accountNumber = try given.text("account_number", else: payer.accountNumber)
        if let number = payer.accountNumber, !isAccountNumber(number) {
            throw ControlFields.wrong("account_number", "5 to 35 letters or digits")
        }
        if given.has("ifsc") { payer.ifsc = try ifsc(given) }
        payer.bank = try given.text(
            "bank_name", else: payer.ifsc.flatMap { TPVBank.name(ofIFSC: $0) })
        payer.vpa = try given.text("vpa", else: payer.vpa)
        if let vpa = payer.vpa, !isVPA(vpa) { throw ControlFields.wrong("vpa", "name@handle") }
        if let type = try given.text("account_type") {
            guard let known = Payer.AccountType(rawValue: type.foldedASCII) else {
                let names = Payer.AccountType.allCases.map(\.rawValue).joined(separator: ", ")
                throw ControlFields.wrong("account_type", "one of \(names)")
            }
            payer.accountType = known
        }
        return payer
    }

    private static func settlesAt(
        _ form: ControlFields, _ rail: Rail, at now: Timestamp
    ) throws -> Timestamp? {
        switch try form.text("settle") {
        case nil, "instant": return nil
        case "next_batch" where rail == .neft: return (now / batchSeconds + 1) * batchSeconds
        case "next_batch":
            throw ControlFields.wrong("settle", "instant, for only NEFT has batches")
        default: throw ControlFields.wrong("settle", "instant or next_batch")
        }
    }

    /// The one that was given, in capitals as banks write it, or one that no other credit bears.
    private static func reference(
        _ form: ControlFields, _ rail: Rail, ifsc: String?, _ books: Books
    ) throws -> String {
        if let given = try form.text("utr") {
            guard rail.accepts(reference: given) else {
                throw ControlFields.wrong(
                    "utr",
                    rail == .imps || rail == .upi ? "12 digits" : "12 to 22 letters or digits")
            }
            return given
        }
        for _ in 0..<drawsMax {
            let reference = nextReference(rail, ifsc: ifsc, of: books)
            if try books.isNew(reference: reference, rail) { return reference }
            books.leap()
        }
        throw ErrorBody.control(
            "no_reference_left", "No unused reference was found; give one as utr.", field: "utr")
    }

    /// The reference of the transfer that brings a refund back to the payer.
    public static func returnReference(of refund: Refund, for books: Books) -> String {
        nextReference(
            refund.method == .upi ? .upi : .neft, ifsc: books.merchant.settings.bankIFSC, of: books)
    }

    private static func nextReference(_ rail: Rail, ifsc: String?, of books: Books) -> String {
        Reference.make(
            rail, ifsc: ifsc, style: books.merchant.settings.references, at: books.now,
            serial: books.nextSerial())
    }

    /// A payer whose bank is not on the list of third-party validation is worth a word.
    private static func detail(_ credit: Credit, _ books: Books) throws -> String? {
        guard let ifsc = credit.payer?.ifsc, !TPVBank.isListed(ifsc: ifsc),
            let account = try books.target(of: credit), !account.allowedPayers.isEmpty
        else { return nil }
        return "The payer's bank \(ifsc.prefix(4)) is not on the list of banks that third-party "
            + "validation works with; see /_sandbox/tpv-banks."
    }
}

import Simulator
import SmartCollect
public import Storage
import Wire

extension Seed {
    /// Writes into a merchant's books what the file says it begins with; nothing, where the file
    /// does not name it.
    ///
    /// Webhooks come last: they are not told of what was there before them.
    ///
    /// - Throws: ``YAMLError`` with the place and the words of the first rule that is broken;
    ///   `SQLiteError` where it cannot be stored. The caller undoes what has been written by then.
    public func plant(in books: Books) throws {
        guard books.merchant.subAccount == nil,
            let node = merchants.first(where: { $0.keyID == books.merchant.keyID })?.node
        else { return }
        if let settings = node["settings"] {
            try settings.refusing { try books.apply(settings: settings.value) }
        }
        try node.plant("customers") {
            _ = try books.create(CustomerDraft(reading: $0), as: $1)
        }
        try node.plant("virtual_accounts") {
            let settings = books.merchant.settings
            _ = try books.open(VirtualAccountDraft(reading: $0, settings: settings), as: $1)
        }
        let persona = Persona(of: books.merchant)
        try node.plant("credits") {
            _ = try books.receive(Bank.order($0, for: books, from: persona), as: $1)
        }
        try node.plant("webhooks") {
            _ = try books.register(WebhookDraft(reading: $0, requiring: [.url]), as: $1)
        }
    }
}

extension YAMLNode {
    /// Plants every entry of a list: the body of the request that would make it, and its id.
    fileprivate func plant<Entity: Identified>(
        _ name: String, _ make: (JSON, ID<Entity>?) throws -> Void
    ) throws {
        for entry in try list(name) {
            guard case .object = entry.value else {
                throw YAMLError(place: entry.place, words: "an entry must have names and values")
            }
            try entry.refusing {
                let id: ID<Entity>? = try entry.text("id").map { try ID(wire: $0) }
                try make(entry.value(without: "id").folded, id)
            }
        }
    }

    /// The faults that a merchant begins with.
    func faults() throws(YAMLError) -> Faults {
        var faults: [Fault] = []
        for entry in try list("faults") {
            do throws(ErrorBody) {
                faults.append(try Fault(reading: entry.value))
            } catch {
                throw entry.error(error)
            }
        }
        return Faults(faults)
    }

    /// Gives a refusal the place of the name or the value that is to blame.
    fileprivate func refusing(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let refusal as Refusal {
            throw YAMLError(
                place: place(of: refusal) ?? place, words: refusal.errorBody().description)
        } catch let refusal as ErrorBody {
            throw error(refusal)
        }
    }

    private func error(_ refusal: ErrorBody) -> YAMLError {
        YAMLError(
            place: refusal.field.flatMap { place(ofField: $0) } ?? place,
            words: refusal.description)
    }

    private func place(of refusal: Refusal) -> YAML.Place? {
        switch refusal {
        case .unknownParameters(let names): names.first.flatMap { place(ofField: $0) }
        case .malformedID(let text): place(ofTextEnding: text)
        // The only id that a seed's request names is that of a virtual account's customer.
        case .unknownID: place(ofField: "customer_id")
        default: refusal.errorBody().field.flatMap { place(ofField: $0) }
        }
    }
}

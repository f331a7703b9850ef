import SmartCollect

/// Records that were read or changed lately, as they stand in their rows: whoever waits for money
/// asks for the same ones again and again.
///
/// What a change has made of a record may be undone: then all have to be forgotten.
final class Recent<Record: Listed> {
    private struct Name: Hashable {
        let merchant: Int64
        let id: ID<Record.Named>
    }

    private var records: [Name: Record] = [:]

    /// The record of a name, if it is here.
    func find(_ id: ID<Record.Named>, of merchant: Int64) -> Record? {
        records[Name(merchant: merchant, id: id)]
    }

    /// Takes in a record that has been read, or that its row has been given. Where there are too
    /// many, it is the first of others.
    func keep(_ record: Record, of merchant: Int64) {
        if records.count == recentMax { forget() }
        records[Name(merchant: merchant, id: record.id)] = record
    }

    /// Forgets all: something was undone.
    func forget() {
        if !records.isEmpty { records.removeAll(keepingCapacity: true) }
    }
}

/// How many records are remembered.
private let recentMax = 512

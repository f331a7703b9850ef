import SQLite
import SmartCollect
import Wire

// How values of the trade are kept in columns.

extension Binder {
    mutating func id<Entity>(_ id: ID<Entity>) {
        text(id.text)
    }

    mutating func id<Entity>(_ id: ID<Entity>?) {
        text(id?.text)
    }

    /// Notes as ``KeptNotes`` has them.
    mutating func notes(_ notes: Notes) {
        text(KeptNotes.text(of: notes))
    }
}

extension Row {
    mutating func id<Entity>() -> ID<Entity> {
        ID(known: text())
    }

    mutating func optionalID<Entity>() -> ID<Entity>? {
        optionalText().map(ID.init(known:))
    }

    mutating func notes() -> Notes { KeptNotes.notes(in: text()) }
}

extension JSON {
    /// JSON that the store itself has written.
    init(kept text: String) {
        self = (try? JSONReader.read(Array(text.utf8))) ?? .null
    }
}

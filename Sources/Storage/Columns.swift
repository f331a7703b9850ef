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
}

extension Row {
    mutating func id<Entity>() -> ID<Entity> {
        ID(known: text())
    }

    mutating func optionalID<Entity>() -> ID<Entity>? {
        optionalText().map(ID.init(known:))
    }
}

extension JSON {
    /// JSON that the store itself has written.
    init(kept text: String) {
        self = (try? JSONReader.read(Array(text.utf8))) ?? .null
    }
}

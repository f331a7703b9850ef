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

    /// Gives the two columns that name an event.
    mutating func event(_ id: ID<Event>) {
        self.id(id.happening)
        integer(id.place)
    }
}

extension Row {
    mutating func id<Entity>() -> ID<Entity> {
        ID(known: text())
    }

    mutating func optionalID<Entity>() -> ID<Entity>? {
        optionalText().map(ID.init(known:))
    }

    /// Reads the two columns that name an event.
    mutating func event() -> ID<Event> {
        ID(id(), place: integer())
    }
}

extension JSON {
    /// JSON that the store itself has written.
    init(kept text: String) {
        self = (try? JSONReader.read(Array(text.utf8))) ?? .null
    }
}

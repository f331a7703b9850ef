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

    /// Notes as JSON; nothing for none, which most records have.
    mutating func notes(_ notes: Notes) {
        guard !notes.entries.isEmpty else { return text("") }
        var writer = JSONWriter(reserving: 256)
        writer.notes(notes)
        text(writer.bytes)
    }
}

extension Row {
    mutating func id<Entity>() -> ID<Entity> {
        ID(known: text())
    }

    mutating func optionalID<Entity>() -> ID<Entity>? {
        optionalText().map(ID.init(known:))
    }

    mutating func notes() -> Notes {
        let text = text()
        guard !text.isEmpty else { return Notes() }
        let members = JSON(kept: text).members
        return Notes(
            known: members.map { Notes.Entry(key: $0.name, value: $0.value.asText ?? "") })
    }
}

extension JSON {
    /// JSON that the store itself has written.
    init(kept text: String) {
        self = (try? JSONReader.read(Array(text.utf8))) ?? .null
    }
}

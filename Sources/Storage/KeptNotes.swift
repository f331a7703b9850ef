import SmartCollect
import Wire

/// How notes are kept: as nothing when there are none, which most records have; else their keys and
/// values in turn, a separator before each; and as JSON where the separator is a part of them.
///
/// They are read with every record that is shown, and JSON takes several times as long to read.
enum KeptNotes {
    private static let separator = UInt8(0x1F)

    static func text(of notes: Notes) -> [UInt8] {
        var kept: [UInt8] = []
        for entry in notes.entries {
            for text in [entry.key, entry.value] {
                kept.append(separator)
                kept.append(contentsOf: text.utf8)
            }
        }
        guard kept.count(where: { $0 == separator }) == 2 * notes.entries.count else {
            var writer = JSONWriter()
            writer.notes(notes)
            return writer.bytes
        }
        return kept
    }

    static func notes(in kept: String) -> Notes {
        guard let first = kept.utf8.first else { return Notes() }
        guard first == separator else {
            let members = JSON(kept: kept).members
            return Notes(
                known: members.map { Notes.Entry(key: $0.name, value: $0.value.asText ?? "") })
        }
        var entries: [Notes.Entry] = []
        var rest = kept.utf8[...]
        while !rest.isEmpty {
            entries.append(Notes.Entry(key: next(&rest), value: next(&rest)))
        }
        return Notes(known: entries)
    }

    /// Takes off a separator, and the text up to the next one.
    private static func next(_ rest: inout Substring.UTF8View) -> String {
        let text = rest.dropFirst().prefix { $0 != separator }
        rest = rest[text.endIndex...]
        return String(Substring(text))
    }
}

import SQLite
import SmartCollect

/// Writes what is kept of a record beside its columns: its fields as bytes, one behind the other.
///
/// A number takes seven bits to the byte, the lowest first, its sign in the lowest bit of all; a
/// text its length and then UTF-8; what is not there the length -1. A field has no name: whoever
/// reads knows the order, which is that of ``KeptReader``'s method of the same name.
typealias KeptWriter = BlobWriter

extension KeptWriter {
    mutating func integer(_ value: Int64) {
        var rest = UInt64(bitPattern: value << 1 ^ value >> 63)
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func integer(_ value: Int64?) {
        bool(value != nil)
        if let value { integer(value) }
    }

    mutating func bool(_ value: Bool) {
        append(value ? 1 as UInt8 : 0)
    }

    mutating func text(_ value: String) {
        integer(Int64(value.utf8.count))
        append(value)
    }

    mutating func text(_ value: String?) {
        if let value { text(value) } else { integer(-1) }
    }

    mutating func id<Entity>(_ id: ID<Entity>) {
        text(id.text)
    }

    mutating func id<Entity>(_ id: ID<Entity>?) {
        text(id?.text)
    }

    mutating func choice(_ value: some RawRepresentable<String>) {
        text(value.rawValue)
    }

    mutating func notes(_ notes: Notes) {
        integer(Int64(notes.entries.count))
        for entry in notes.entries {
            text(entry.key)
            text(entry.value)
        }
    }
}

import SQLite
import SmartCollect

/// Reads what ``KeptWriter`` has written, field by field.
///
/// Bytes that it has not written come only from a damaged file. Then all that is read from there on
/// is empty, and in the end ``isWhole`` says so.
typealias KeptReader = BlobReader

extension KeptReader {
    /// Whether everything was there, and nothing is left.
    var isWhole: Bool { !isDamaged && left == 0 }

    @inline(__always)
    mutating func integer() -> Int64 {
        let byte = byte()
        // Most are short.
        let value = byte < 0x80 ? UInt64(byte) : longer(UInt64(byte & 0x7F))
        return Int64(bitPattern: value >> 1) ^ -Int64(value & 1)
    }

    /// What begins with seven bits, and goes on.
    @inline(never)
    private mutating func longer(_ first: UInt64) -> UInt64 {
        var value = first
        var shift: UInt64 = 7
        while shift < 64 {
            let byte = byte()
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        isDamaged = true
        return 0
    }

    mutating func optionalInteger() -> Int64? {
        bool() ? integer() : nil
    }

    mutating func bool() -> Bool {
        let byte = byte()
        if byte > 1 { isDamaged = true }
        return byte == 1
    }

    mutating func text() -> String {
        guard let text = optionalText() else {
            isDamaged = true
            return ""
        }
        return text
    }

    mutating func optionalText() -> String? {
        let count = integer()
        if count == -1 { return nil }
        guard count >= 0 else {
            isDamaged = true
            return nil
        }
        return text(Int(count))
    }

    mutating func id<Entity>() -> ID<Entity> {
        ID(known: text())
    }

    mutating func optionalID<Entity>() -> ID<Entity>? {
        optionalText().map(ID.init(known:))
    }

    /// One of the values of a type, `otherwise` where the text is none of them.
    mutating func choice<Choice: RawRepresentable<String>>(otherwise: Choice) -> Choice {
        if let choice = Choice(rawValue: text()) { return choice }
        isDamaged = true
        return otherwise
    }

    mutating func notes() -> Notes {
        Notes(known: list { reader in Notes.Entry(key: reader.text(), value: reader.text()) })
    }

    /// As many elements as the number before them says.
    mutating func list<Element>(_ element: (inout KeptReader) -> Element) -> [Element] {
        let count = integer()
        // Every element takes a byte at least.
        guard (0...Int64(left)).contains(count) else {
            isDamaged = true
            return []
        }
        guard count > 0 else { return [] }
        var elements: [Element] = []
        elements.reserveCapacity(Int(count))
        while elements.count < count, !isDamaged { elements.append(element(&self)) }
        return elements
    }
}

extension Row {
    /// Reads a column that ``KeptWriter`` has written.
    mutating func kept<Value>(
        _ read: (inout KeptReader) -> Value
    ) throws(SQLiteError) -> Value {
        var isWhole = false
        let value = blob { reader in
            defer { isWhole = reader.isWhole }
            return read(&reader)
        }
        guard isWhole else {
            throw SQLiteError(code: .corrupt, message: "what is kept of a record cannot be read")
        }
        return value
    }
}

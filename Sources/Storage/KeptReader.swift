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

    mutating func integer() -> Int64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64 {
            let byte = byte()
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int64(bitPattern: value >> 1) ^ -Int64(value & 1) }
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
        var elements: [Element] = []
        var left = integer()
        elements.reserveCapacity(Int(clamping: max(0, min(left, 4))))
        while left > 0, !isDamaged {
            elements.append(element(&self))
            left -= 1
        }
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

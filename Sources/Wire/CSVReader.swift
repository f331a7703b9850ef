/// Takes a text apart, record by record.
struct CSVReader {
    private let bytes: [UInt8]
    private let fieldsMax: Int
    private var position: Int
    private var line = 1

    init(_ bytes: [UInt8], fieldsMax: Int) {
        self.bytes = bytes
        self.fieldsMax = fieldsMax
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The next record; nil at the end of the text.
    mutating func record() throws(CSVError) -> CSV.Record? {
        while skipLineBreak() {}
        guard position < bytes.count else { return nil }
        var record = CSV.Record(line: line, fields: [try field()])
        while position < bytes.count, !skipLineBreak() {
            position += 1  // The comma: a field ends at nothing else.
            let field = try field()
            if record.fields.count < fieldsMax { record.fields.append(field) }
        }
        return record
    }

    /// Reads up to a comma, a line break or the end.
    private mutating func field() throws(CSVError) -> String {
        if current == UInt8(ascii: "\"") { return try quotedField() }
        let start = position
        while !isAtFieldEnd {
            guard current != UInt8(ascii: "\"") else {
                throw CSVError(line: line, what: .quoteInside)
            }
            position += 1
        }
        return try text(bytes[start..<position], line: line)
    }

    private mutating func quotedField() throws(CSVError) -> String {
        let firstLine = line
        var content: [UInt8] = []
        position += 1
        while let byte = current {
            position += 1
            if byte == UInt8(ascii: "\"") {
                guard current == UInt8(ascii: "\"") else {
                    guard isAtFieldEnd else {
                        throw CSVError(line: firstLine, what: .textAfterQuote)
                    }
                    return try text(content[...], line: firstLine)
                }
                position += 1
            }
            if byte == 0x0A { line += 1 }
            content.append(byte)
        }
        throw CSVError(line: firstLine, what: .quoteNotClosed)
    }

    private func text(_ bytes: ArraySlice<UInt8>, line: Int) throws(CSVError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CSVError(line: line, what: .invalidUTF8)
        }
        return text
    }

    private var current: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private var isAtFieldEnd: Bool {
        current == nil || current == UInt8(ascii: ",") || lineBreakLength > 0
    }

    /// 2 at CR LF, 1 at LF, else 0: a CR alone is a character like others.
    private var lineBreakLength: Int {
        if current == 0x0A { return 1 }
        return current == 0x0D && position + 1 < bytes.count && bytes[position + 1] == 0x0A ? 2 : 0
    }

    private mutating func skipLineBreak() -> Bool {
        let length = lineBreakLength
        position += length
        line += length > 0 ? 1 : 0
        return length > 0
    }
}

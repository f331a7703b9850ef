/// Tables as text: RFC 4180, with lines ended by CR LF or LF.
///
///     for record in try CSV.read(bytes) { print(record.line, record.fields) }
///     let text = CSV.write([["name", "note"], ["Acme, Inc", "said \"hi\""]])
public enum CSV {
    /// One row of a table.
    public struct Record: Equatable, Sendable {
        /// The line on which the record begins, counted from 1: fields in quotes may hold line
        /// breaks, so it is more than the record's number.
        public var line: Int
        /// The fields, unquoted, from left to right; at least one.
        public var fields: [String]

        /// A record on a line.
        public init(line: Int, fields: [String]) {
            self.line = line
            self.fields = fields
        }
    }

    /// Reads a table. A byte order mark and empty lines are skipped, spaces kept.
    ///
    /// Records may differ in length: what that means is for the caller to say.
    ///
    /// - Parameters:
    ///   - bytes: the table as text.
    ///   - recordsMax: how many records are read; what stands behind them is not looked at.
    ///   - fieldsMax: how many fields of a record are kept; the others are read and dropped.
    /// - Returns: the records, a heading not told from the rest.
    /// - Throws: ``CSVError`` for quotes that are not in pairs, a quote in the middle of a field,
    ///   and bytes that are not UTF-8.
    public static func read(
        _ bytes: [UInt8], recordsMax: Int = .max, fieldsMax: Int = .max
    ) throws(CSVError) -> [Record] {
        var reader = CSVReader(bytes, fieldsMax: fieldsMax)
        var records: [Record] = []
        while records.count < recordsMax, let record = try reader.record() {
            records.append(record)
        }
        return records
    }

    /// Writes a table, every record ended by CR LF, quotes only where they are needed.
    ///
    /// A record whose only field is empty is written as `""`, so that it is no empty line.
    public static func write(_ records: [[String]]) -> [UInt8] {
        var bytes: [UInt8] = []
        for fields in records {
            for (index, field) in fields.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                append(field, quoted: needsQuotes(field) || fields == [""], to: &bytes)
            }
            bytes += [0x0D, 0x0A]
        }
        return bytes
    }

    private static func append(_ field: String, quoted: Bool, to bytes: inout [UInt8]) {
        guard quoted else {
            bytes.append(contentsOf: field.utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in field.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A byte order mark at the very beginning would be taken for the text's own.
    private static func needsQuotes(_ field: String) -> Bool {
        field.utf8.contains(where: isSpecial) || field.utf8.starts(with: [0xEF, 0xBB, 0xBF])
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == 0x0D || byte == 0x0A
    }
}

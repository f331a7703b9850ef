public import SmartCollect

/// Virtual accounts to open, one a row of a table.
///
///     customer_name,customer_email,virtual_account_description
///     Nila Rao,nila@orchid.example,Flat 12
///
/// The columns stand in any order, and those that nobody needs may be missing. The answer is the
/// same table with what became of each row behind it.
///
/// - Source: INFERRED. That the vendor takes such files is known, but not their columns: these are
///   named after the fields of its API.
public struct BatchFile: Sendable {
    /// What a file is sent and answered as.
    public static let mediaType = "text/csv; charset=UTF-8"
    /// The most rows that a file can have, its heading not counted.
    public static let rowsMax = 5000

    /// The rows, the heading left out.
    public let rows: [BatchRow]
    private let heading: [BatchColumn]

    /// What became of a row.
    public enum Outcome: Sendable {
        /// The account that was opened.
        case opened(VirtualAccount)
        /// Why there is none.
        case failed(String)
    }

    /// Reads a table.
    ///
    /// - Throws: ``ErrorBody`` for what is no table, for a heading with columns that are not known
    ///   or stand there twice, and for too many rows.
    public init(reading bytes: [UInt8]) throws(ErrorBody) {
        let records = try BatchFile.records(bytes)
        guard let first = records.first else {
            throw .control(
                "heading_invalid",
                "The file has no heading; known columns are \(BatchColumn.list).")
        }
        let heading = try BatchFile.heading(first.fields)
        guard records.count <= BatchFile.rowsMax + 1 else {
            throw .control(
                "file_too_long", "A file has at most \(BatchFile.rowsMax) rows below its heading.")
        }
        self.heading = heading
        rows = records.dropFirst().map { BatchRow($0.fields, under: heading) }
    }

    private static func records(_ bytes: [UInt8]) throws(ErrorBody) -> [CSV.Record] {
        do {
            // One more of each than there may be tells that there are too many.
            return try CSV.read(
                bytes, recordsMax: 1 + rowsMax + 1, fieldsMax: BatchColumn.allCases.count + 1)
        } catch {
            throw .control("body_invalid", "Line \(error.line): \(error.what.rawValue).")
        }
    }

    private static func heading(_ names: [String]) throws(ErrorBody) -> [BatchColumn] {
        var heading: [BatchColumn] = []
        for name in names {
            let name = name.split(separator: " ").joined(separator: " ")
            guard let column = BatchColumn(rawValue: name) else {
                throw .control(
                    "heading_invalid",
                    "There is no column \(name); known are \(BatchColumn.list).", field: name)
            }
            guard !heading.contains(column) else {
                throw .control(
                    "heading_invalid", "The column \(name) stands there twice.", field: name)
            }
            heading.append(column)
        }
        return heading
    }

    /// The table again, with what became of each row.
    ///
    /// - Parameter outcomes: one for each row, in their order.
    /// - Returns: CSV.
    public func answer(_ outcomes: [Outcome]) -> [UInt8] {
        let columns = heading + (heading.contains(.customerID) ? [] : [.customerID])
        let lines = zip(rows, outcomes).map { row, outcome in
            let sent = columns.map { column in
                guard column == .customerID, case .opened(let account) = outcome else {
                    return row[column] ?? ""
                }
                return account.customerID?.wire ?? ""
            }
            return sent + BatchFile.results(outcome)
        }
        return CSV.write([columns.map(\.rawValue) + BatchFile.resultColumns] + lines)
    }

    /// What stands behind the columns that were sent; the last one says why there is no account.
    private static let resultColumns = [
        "virtual_account_id", "account_number", "ifsc", "vpa", "error",
    ]

    private static func results(_ outcome: Outcome) -> [String] {
        switch outcome {
        case .failed(let words): ["", "", "", "", words]
        case .opened(let account):
            [
                account.id.wire, account.bankAccount?.accountNumber ?? "",
                account.bankAccount?.ifsc ?? "", account.vpa?.address ?? "", "",
            ]
        }
    }
}

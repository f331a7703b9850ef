internal import CSQLite

/// One row of an answer, read from left to right.
///
/// It is lent to a closure while the statement stands on the row. Columns at the end may be left
/// unread. A column that holds something else than asked for is a mistake in our own SQL, and
/// stops the program: SQLite itself would hand out 0 for a text that is no number.
///
/// It is `@safe` because it cannot be copied or kept, and everything read is a copy.
@safe
public struct Row: ~Copyable {
    private let statement: OpaquePointer
    private var index: Int32 = 0
    private let count: Int32

    init(_ statement: OpaquePointer) {
        unsafe self.statement = unsafe statement
        count = unsafe sqlite3_data_count(statement)
    }

    /// Reads a text.
    public mutating func text() -> String {
        let value = unsafe next()
        unsafe require(value, is: SQLITE_TEXT)
        return unsafe text(of: value)
    }

    /// Reads a text, or nil for NULL.
    public mutating func optionalText() -> String? {
        let value = unsafe next()
        guard unsafe isPresent(value, as: SQLITE_TEXT) else { return nil }
        return unsafe text(of: value)
    }

    /// Reads a number.
    public mutating func integer() -> Int64 {
        let value = unsafe next()
        unsafe require(value, is: SQLITE_INTEGER)
        return unsafe sqlite3_value_int64(value)
    }

    /// Reads a number, or nil for NULL.
    public mutating func optionalInteger() -> Int64? {
        let value = unsafe next()
        guard unsafe isPresent(value, as: SQLITE_INTEGER) else { return nil }
        return unsafe sqlite3_value_int64(value)
    }

    /// Reads a number as a truth value: 0 is false.
    public mutating func bool() -> Bool {
        integer() != 0
    }

    /// Reads bytes.
    public mutating func blob() -> [UInt8] {
        unsafe [UInt8](blobBytes())
    }

    /// The bytes of a column, as long as the statement stands on the row.
    @usableFromInline
    mutating func blobBytes() -> UnsafeRawBufferPointer {
        let value = unsafe next()
        unsafe require(value, is: SQLITE_BLOB)
        let bytes = unsafe sqlite3_value_blob(value)
        return unsafe UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_value_bytes(value)))
    }
}

// The manual calls a column's value "unprotected", which makes no difference in the threading mode
// that `Engine` has set. Asking the value is cheaper than asking the statement for its column three
// times.
extension Row {
    private mutating func next() -> OpaquePointer? {
        precondition(index < count, "the row has only \(count) columns")
        defer { index += 1 }
        return unsafe sqlite3_column_value(statement, index)
    }

    private func require(_ value: OpaquePointer?, is type: Int32) {
        let found = unsafe sqlite3_value_type(value)
        precondition(found == type, "column \(index) has type \(found), not \(type)")
    }

    private func isPresent(_ value: OpaquePointer?, as type: Int32) -> Bool {
        if unsafe sqlite3_value_type(value) == SQLITE_NULL { return false }
        unsafe require(value, is: type)
        return true
    }

    private func text(of value: OpaquePointer?) -> String {
        let bytes = unsafe sqlite3_value_text(value)
        let count = unsafe Int(sqlite3_value_bytes(value))
        return unsafe String(utf8: UnsafeRawBufferPointer(start: bytes, count: count))
    }
}

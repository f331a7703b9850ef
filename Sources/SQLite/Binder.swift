internal import CSQLite

/// The values of a statement's parameters, given from left to right.
///
/// It is lent to a closure for one use of the statement; exactly as many values must be given
/// as the statement has parameters.
///
/// It is `@safe` because it cannot be copied or kept: the statement that lends it outlives it.
@safe
public struct Binder: ~Copyable {
    private let statement: OpaquePointer
    private let scratch: Scratch
    private var index: Int32 = 0
    private let count: Int32
    /// The first refusal, such as a text too long: the closure goes on, the statement does not run.
    private(set) var code: Int32 = SQLITE_OK

    init(_ statement: OpaquePointer, scratch: Scratch) {
        self.scratch = scratch
        unsafe self.statement = unsafe statement
        count = unsafe sqlite3_bind_parameter_count(statement)
    }

    /// Gives a text of any characters, NUL included.
    public mutating func text(_ value: String) {
        let index = next()
        var value = value
        let code = value.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            let copy = unsafe scratch.copy(bytes)
            return unsafe csqlite_bind_text(
                statement, index, copy ?? bytes.baseAddress, UInt64(bytes.count), copy != nil)
        }
        note(code)
    }

    /// Gives a text, or NULL for nil.
    public mutating func text(_ value: String?) {
        if let value { text(value) } else { null() }
    }

    /// Gives a number.
    public mutating func integer(_ value: Int64) {
        let index = next()
        note(unsafe sqlite3_bind_int64(statement, index, value))
    }

    /// Gives a number, or NULL for nil.
    public mutating func integer(_ value: Int64?) {
        if let value { integer(value) } else { null() }
    }

    /// Gives 1 for true and 0 for false.
    public mutating func bool(_ value: Bool) {
        integer(value ? 1 : 0)
    }

    /// Gives bytes.
    public mutating func blob(_ value: [UInt8]) {
        let index = next()
        let code = unsafe value.withUnsafeBytes { bytes in
            let copy = unsafe scratch.copy(bytes)
            return unsafe csqlite_bind_blob(
                statement, index, copy ?? bytes.baseAddress, UInt64(bytes.count), copy != nil)
        }
        note(code)
    }

    /// Gives the bytes that a closure writes.
    public mutating func blob(_ write: (inout BlobWriter) -> Void) {
        let index = next()
        let code = unsafe scratch.write(write) { bytes, stays in
            unsafe csqlite_bind_blob(
                statement, index, bytes.baseAddress, UInt64(bytes.count), stays)
        }
        note(code)
    }

    /// Gives NULL.
    public mutating func null() {
        let index = next()
        note(unsafe sqlite3_bind_null(statement, index))
    }

    /// Checks that every parameter has its value.
    ///
    /// A parameter left out would silently keep the value of the last use.
    func requireAll() {
        precondition(index == count, "\(index) values for \(count) parameters")
    }

    private mutating func next() -> Int32 {
        index += 1
        precondition(index <= count, "more values than the \(count) parameters")
        return index
    }

    private mutating func note(_ answer: Int32) {
        if code == SQLITE_OK { code = answer }
    }
}

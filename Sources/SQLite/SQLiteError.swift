internal import CSQLite

/// What SQLite could not do, with everything that it knew.
///
/// It means that the sandbox is broken or that a constraint of the schema has held. Bound values
/// are not part of it, so it can be logged.
public struct SQLiteError: Error, Equatable, Sendable {
    /// The extended code: match it, never the message.
    public let code: ResultCode
    /// SQLite's own words, for a log.
    public let message: String
    /// The statement under way, without its values; nil where there was none.
    public let sql: String?

    /// Puts an error together.
    public init(code: ResultCode, message: String, sql: String? = nil) {
        self.code = code
        self.message = message
        self.sql = sql
    }
}

extension SQLiteError: CustomStringConvertible {
    /// One line for a log: the message, the code, the statement.
    public var description: String {
        let fact = "\(message) (SQLite code \(code.rawValue))"
        return sql.map { "\(fact) in: \($0)" } ?? fact
    }
}

extension SQLiteError {
    /// The error that `connection` has just met.
    init(_ code: Int32, on connection: OpaquePointer, sql: String? = nil) {
        let message = unsafe sqlite3_errmsg(connection).map { unsafe String(cString: $0) }
        self.init(code: ResultCode(rawValue: code), message: message ?? "", sql: sql)
    }

    /// An error that the connection, if there is one, was not told of.
    init(_ code: Int32, sql: String? = nil) {
        let message = unsafe sqlite3_errstr(code).map { unsafe String(cString: $0) }
        self.init(code: ResultCode(rawValue: code), message: message ?? "", sql: sql)
    }
}

/// An answer of SQLite's, in its extended form: the low byte is the family, the rest the detail.
///
/// A family matches its members and itself, so a `catch` reads like SQLite's manual:
///
/// ```swift
/// switch error.code {
/// case .constraintUnique: …
/// case .constraint: …        // any other constraint
/// case .full: …
/// default: …
/// }
/// ```
public struct ResultCode: RawRepresentable, Equatable, Sendable {
    /// The number, as in SQLite's manual.
    public let rawValue: Int32

    /// Takes any number, known or not.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The family: the code without its detail.
    public var primary: ResultCode {
        ResultCode(rawValue: rawValue & 0xff)
    }

    /// Whether `code` is `pattern` or, where `pattern` is a family, one of its members.
    public static func ~= (pattern: ResultCode, code: ResultCode) -> Bool {
        pattern == code || pattern == code.primary
    }
}

// MARK: - Families

extension ResultCode {
    /// Success.
    public static let ok = ResultCode(rawValue: 0)
    /// An error without a code of its own: mostly wrong SQL.
    public static let error = ResultCode(rawValue: 1)
    /// Another connection holds the database.
    public static let busy = ResultCode(rawValue: 5)
    /// Something within this connection stands in the way.
    public static let locked = ResultCode(rawValue: 6)
    /// Memory is used up.
    public static let outOfMemory = ResultCode(rawValue: 7)
    /// The file may not be written.
    public static let readOnly = ResultCode(rawValue: 8)
    /// The operating system could not read, write or sync.
    public static let ioError = ResultCode(rawValue: 10)
    /// The file is damaged.
    public static let corrupt = ResultCode(rawValue: 11)
    /// The disk, or the memory allowed, is full.
    public static let full = ResultCode(rawValue: 13)
    /// The file or its folder cannot be opened.
    public static let cantOpen = ResultCode(rawValue: 14)
    /// A value is longer than SQLite allows.
    public static let tooBig = ResultCode(rawValue: 18)
    /// A constraint of the schema forbids it.
    public static let constraint = ResultCode(rawValue: 19)
    /// SQLite was called in a way that it does not allow.
    public static let misuse = ResultCode(rawValue: 21)
    /// The file is no SQLite database.
    public static let notADatabase = ResultCode(rawValue: 26)
}

// MARK: - Members of the constraint family

extension ResultCode {
    /// A CHECK is not fulfilled.
    public static let constraintCheck = constraint.detail(1)
    /// A foreign key points to nothing.
    public static let constraintForeignKey = constraint.detail(3)
    /// NULL where the column does not take it.
    public static let constraintNotNull = constraint.detail(5)
    /// The primary key is taken.
    public static let constraintPrimaryKey = constraint.detail(6)
    /// A UNIQUE column or index has the value already.
    public static let constraintUnique = constraint.detail(8)
    /// The rowid is taken.
    public static let constraintRowID = constraint.detail(10)
    /// A value of the wrong type for a column of a STRICT table.
    public static let constraintDataType = constraint.detail(12)

    private func detail(_ number: Int32) -> ResultCode {
        ResultCode(rawValue: rawValue | number << 8)
    }
}

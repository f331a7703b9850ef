/// Why a text is no table, and where.
public struct CSVError: Error, Equatable, Sendable {
    /// The line, counted from 1, on which the field in question begins.
    public var line: Int
    /// What is wrong there.
    public var what: What

    /// An error on a line of the text.
    public init(line: Int, what: What) {
        self.line = line
        self.what = what
    }

    /// What can be wrong with a table; the raw value says it in words.
    public enum What: String, Hashable, Sendable, CaseIterable {
        /// The text ends inside a field in quotes.
        case quoteNotClosed = "a quote is opened and not closed"
        /// Something stands between a closing quote and the end of the field.
        case textAfterQuote = "nothing may stand between a closing quote and the comma"
        /// A quote in a field that does not begin with one.
        case quoteInside = "a field that holds a quote must stand in quotes"
        /// Bytes that are not UTF-8.
        case invalidUTF8 = "the text is not UTF-8"
    }
}

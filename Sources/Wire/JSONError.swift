/// Why a text is not JSON, and where.
public struct JSONError: Error, Equatable, Sendable {
    /// The byte at which reading stopped, counted from 0.
    public var offset: Int
    /// What is wrong there.
    public var what: What

    /// An error at a byte of the text.
    public init(offset: Int, what: What) {
        self.offset = offset
        self.what = what
    }

    /// What can be wrong with a text; the raw value says it in words.
    public enum What: String, Hashable, Sendable, CaseIterable {
        /// The text is over before the value is.
        case endOfText = "the text ends too soon"
        /// The text opens with the mark EF BB BF.
        case byteOrderMark = "a byte order mark is not allowed"
        /// No value starts like this.
        case valueExpected = "a value is expected"
        /// Inside an object, something other than a quoted name.
        case nameExpected = "a name in double quotes is expected"
        /// A name without its colon.
        case colonExpected = "\":\" is expected"
        /// An object goes on with neither a comma nor its end.
        case objectNotContinued = "\",\" or \"}\" is expected"
        /// A list goes on with neither a comma nor its end.
        case listNotContinued = "\",\" or \"]\" is expected"
        /// Digits missing, or a zero in front.
        case badNumber = "the number is not written as JSON writes numbers"
        /// A backslash before a character that it cannot stand before.
        case badEscape = "the escape is unknown or incomplete"
        /// Half of a surrogate pair, which is no character.
        case loneSurrogate = "the escape is half of a surrogate pair"
        /// A line break or another control character inside a text.
        case controlCharacter = "a control character must be escaped"
        /// Bytes that are not UTF-8 inside a text; the offset is that of the text.
        case invalidUTF8 = "the text is not UTF-8"
        /// More lists and objects inside each other than the reader goes into.
        case tooDeep = "lists and objects are nested too deeply"
        /// Something stands behind the value.
        case trailingText = "nothing may follow the value"
    }
}

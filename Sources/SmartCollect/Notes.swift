/// Up to fifteen remarks of the merchant's own on a record, in the order in which they were sent.
///
/// - Source: [D] README section 7.
public struct Notes: Equatable, Sendable {
    /// One remark.
    public struct Entry: Equatable, Sendable {
        /// What it is called, up to 255 characters.
        public let key: String
        /// What it says, up to 512 characters.
        public let value: String

        /// One remark, not yet checked.
        public init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// The remarks in order.
    public let entries: [Entry]

    /// Notes that are known to be within bounds: read back from where notes are kept.
    public init(known entries: [Entry] = []) {
        self.entries = entries
    }

    /// Checks the remarks.
    ///
    /// - Throws: ``Refusal/tooManyNotes``, ``Refusal/noteKeyTooLong``, ``Refusal/noteTooLong``.
    /// - Source: [D] README section 7; the length of a key INFERRED.
    public init(_ entries: [Entry]) throws(Refusal) {
        guard entries.count <= Notes.countMax else { throw .tooManyNotes }
        for entry in entries {
            guard entry.key.unicodeScalars.count <= Notes.keyLengthMax else {
                throw .noteKeyTooLong
            }
            guard entry.value.unicodeScalars.count <= Notes.valueLengthMax else {
                throw .noteTooLong
            }
        }
        self.entries = entries
    }

    private static let countMax = 15
    private static let keyLengthMax = 255
    private static let valueLengthMax = 512
}

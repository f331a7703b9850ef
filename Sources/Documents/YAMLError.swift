import Wire

/// Why a file cannot be used, and where.
public struct YAMLError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Where it stands.
    public var place: YAML.Place
    /// What is wrong there, for the person who wrote the file.
    public var words: String

    /// An error at a place of a file.
    public init(place: YAML.Place, words: String) {
        self.place = place
        self.words = words
    }

    init(_ error: JSONError, in text: [UInt8]) {
        let place = YAML.Place(offset: error.offset, in: text)
        self.init(place: place, words: error.what.rawValue)
    }

    /// The place and the words: `line 3, column 5: a name must be text`.
    public var description: String { "\(place): \(words)" }
}

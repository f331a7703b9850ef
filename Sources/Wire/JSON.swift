/// A JSON value whose objects keep the order of their members and whose integers are exact.
///
/// Equality compares members in order; ``isEquivalent(to:)`` does not. Text is compared as Swift
/// compares it, so two spellings of the same character are equal.
public enum JSON: Equatable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number written as an integer that fits 64 bits.
    case integer(Int64)
    /// Any other number, as it was written: `1.0`, `1e3`, `-0`, `9223372036854775808`.
    case decimal(String)
    /// A text.
    case string(String)
    /// A list.
    case list([JSON])
    /// An object: its members in the order written, no name twice.
    case object([Member])

    /// One name of an object and what stands under it.
    public struct Member: Equatable, Sendable {
        /// The name, as text without quotes.
        public var name: String
        /// The value under the name.
        public var value: JSON

        /// A member of an object.
        public init(name: String, value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// The object with no members.
    public static let emptyObject = JSON.object([])
}

extension JSON {
    /// The members of an object; none for any other value.
    public var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// Whether this is an object without members or a list without items.
    public var isEmpty: Bool {
        switch self {
        case .list(let items): items.isEmpty
        case .object(let members): members.isEmpty
        default: false
        }
    }

    /// The value under a name of an object; nil when there is none or this is not an object.
    public subscript(name: String) -> JSON? {
        members.first { $0.name == name }?.value
    }

    /// The item at a place of a list; nil outside its bounds or when this is not a list.
    public subscript(index: Int) -> JSON? {
        guard case .list(let items) = self, items.indices.contains(index) else { return nil }
        return items[index]
    }

    /// Whether both values say the same, whatever the order of their members.
    public func isEquivalent(to other: JSON) -> Bool {
        sorted == other.sorted
    }

    private var sorted: JSON {
        switch self {
        case .list(let items): .list(items.map(\.sorted))
        case .object(let members):
            .object(
                members.map { Member(name: $0.name, value: $0.value.sorted) }
                    .sorted { $0.name < $1.name })
        default: self
        }
    }
}

// Lists and objects are made in one place: there are many literals, and none on a request's way.
extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByStringInterpolation,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// `null`.
    public init(nilLiteral: ()) { self = .null }
    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// An integer.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A list.
    @inline(never)
    public init(arrayLiteral items: JSON...) { self = .list(items) }
    /// An object, in the order written; of a repeated name the last value counts.
    @inline(never)
    public init(dictionaryLiteral members: (String, JSON)...) {
        var members = members.map { Member(name: $0.0, value: $0.1) }
        members.keepLastOfEachName()
        self = .object(members)
    }
}

extension JSON: CustomStringConvertible {
    /// The value as compact JSON.
    public var description: String { String(decoding: bytes, as: UTF8.self) }

    /// The value as compact JSON in UTF-8.
    public var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.json(self)
        return writer.bytes
    }
}

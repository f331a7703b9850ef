/// What a value is worth where the API wants a certain kind.
///
/// Clients differ: forms carry only text, Go's documents send account numbers as numbers and lists
/// as objects. Each accessor is nil where the endpoint answers its own error.
extension JSON {
    /// The value where an integer is wanted.
    ///
    /// An integer, a number whose fraction is zero, or a text of either an optional `-` and digits
    /// or a number with an exponent (`1.795350767e+09`, as Go prints one). Nil also for what 64
    /// bits do not hold.
    ///
    /// - Source: [S] razorpay-go; the rest INFERRED (README section 3 and 13).
    public var asInteger: Int64? {
        switch self {
        case .integer(let value): value
        case .decimal(let text): DecimalText(text)?.integer
        case .string(let text): Int64(digits: text) ?? DecimalText(exponentForm: text)?.integer
        default: nil
        }
    }

    /// The value where a text is wanted: a text, or the digits of an integer of any length.
    ///
    /// - Source: [S] razorpay-go documents; the rest INFERRED (README section 3).
    public var asText: String? {
        switch self {
        case .string(let text): text
        case .integer(let value): String(value)
        case .decimal(let text) where text.isMinusAndDigits: text
        default: nil
        }
    }

    /// The value where a flag is wanted: `true`, 1, `"1"`, `"true"` or Python's `"True"`, and the
    /// same for false.
    ///
    /// - Source: [S] the official clients; the rest INFERRED (README section 3 and 13).
    public var asFlag: Bool? {
        switch self {
        case .bool(let value): value
        case .integer(1), .string("1"), .string("true"), .string("True"): true
        case .integer(0), .string("0"), .string("false"), .string("False"): false
        default: nil
        }
    }

    /// The value where a list is wanted: a list, or an object whose names are 0, 1, 2 and so on,
    /// in any order.
    ///
    /// - Source: [S] razorpay-go documents; the rest INFERRED (README section 3).
    public var asList: [JSON]? {
        switch self {
        case .list(let items): items
        case .object(let members): members.itemsInOrder
        default: nil
        }
    }

    /// The value where an object is wanted: its members, or none for an empty list.
    ///
    /// - Source: INFERRED (README section 3).
    public var asObject: [Member]? {
        switch self {
        case .object(let members): members
        case .list(let items) where items.isEmpty: []
        default: nil
        }
    }

    /// The same value with every object whose names are 0, 1, 2 and so on turned into a list, at
    /// every depth. An object without members stays one.
    public var folded: JSON {
        holdsNumberedObject ? rebuiltWithLists : self
    }

    // Each level of a tree is a call of its own: some levels of it unrolled into one function
    // are more code and no faster.
    @inline(never)
    fileprivate var rebuiltWithLists: JSON {
        switch self {
        case .list(let items):
            return .list(items.map(\.rebuiltWithLists))
        case .object(let members):
            if isNumberedObject, let items = members.itemsInOrder {
                return .list(items.map(\.rebuiltWithLists))
            }
            return .object(members.rebuiltWithLists)
        default:
            return self
        }
    }

    @inline(never)
    fileprivate var holdsNumberedObject: Bool {
        switch self {
        case .list(let items): items.contains(where: \.holdsNumberedObject)
        case .object(let members):
            isNumberedObject || members.holdNumberedObject
        default: false
        }
    }

    private var isNumberedObject: Bool {
        guard case .object(let members) = self, !members.isEmpty else { return false }
        return members.itemsInOrder != nil
    }
}

extension [JSON.Member] {
    /// The same members, their values folded.
    var folded: [JSON.Member] {
        holdNumberedObject ? rebuiltWithLists : self
    }

    fileprivate var rebuiltWithLists: [JSON.Member] {
        map { JSON.Member(name: $0.name, value: $0.value.rebuiltWithLists) }
    }

    fileprivate var holdNumberedObject: Bool {
        contains { $0.value.holdsNumberedObject }
    }

    /// The values by the number that is their name; nil unless the names are 0 to the last.
    fileprivate var itemsInOrder: [JSON]? {
        guard allSatisfy({ $0.name.utf8.first?.isDigit ?? false }) else { return nil }
        var items = [JSON?](repeating: nil, count: count)
        for member in self {
            guard let index = Int(member.name), items.indices.contains(index),
                String(index) == member.name
            else { return nil }
            items[index] = member.value
        }
        let filled = items.compactMap(\.self)
        return filled.count == count ? filled : nil
    }
}

extension String {
    /// Whether this is an optional `-` and at least one digit.
    fileprivate var isMinusAndDigits: Bool {
        let digits = utf8.first == UInt8(ascii: "-") ? utf8.dropFirst() : utf8[...]
        return !digits.isEmpty && digits.allSatisfy(\.isDigit)
    }
}

extension Int64 {
    /// An optional `-` and digits, and nothing else: no `+`, no space.
    fileprivate init?(digits text: String) {
        guard text.isMinusAndDigits, let value = Int64(text) else { return nil }
        self = value
    }
}

extension UInt8 {
    /// Whether the byte is a digit in ASCII.
    var isDigit: Bool { UInt8(ascii: "0") <= self && self <= UInt8(ascii: "9") }
}

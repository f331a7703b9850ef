/// The name of a form field, taken apart at its brackets: `allowed_payers[0][type]` is the path of
/// three keys.
struct FormPath {
    /// One step into the tree.
    enum Key: Equatable {
        /// The member of that name.
        case name(String)
        /// `[]`: a new item behind the last.
        case append
    }

    /// At least one key.
    private(set) var keys: [Key]

    /// How many brackets the name has.
    var brackets: Int { keys.count - 1 }

    /// Takes a decoded name apart; nil for a name that is empty before its first bracket.
    ///
    /// As in PHP, the first key has no spaces in front, and spaces and points inside it become
    /// underscores. What stands behind a closing bracket and is no opening one is dropped.
    init?(_ name: ArraySlice<UInt8>) {
        let opening = UInt8(ascii: "[")
        let trimmed = name.drop { $0 == UInt8(ascii: " ") }
        let first = trimmed.prefix { $0 != opening }
        var rest = trimmed.dropFirst(first.count)
        guard !first.isEmpty else { return nil }
        guard rest.isEmpty || rest.contains(UInt8(ascii: "]")) else {
            // `a[b`: no key ends here, so the bracket is part of the name.
            keys = [.name(Self.plainName(first + [UInt8(ascii: "_")] + rest.dropFirst()))]
            return
        }
        keys = [.name(Self.plainName(first))]
        while rest.first == opening, let end = rest.firstIndex(of: UInt8(ascii: "]")) {
            keys.append(Self.key(rest[..<end].dropFirst()))
            rest = rest[end...].dropFirst()
        }
    }

    private static func key(_ bytes: ArraySlice<UInt8>) -> Key {
        let isBlank = bytes.allSatisfy { $0 == UInt8(ascii: " ") } && bytes.count < 2
        return isBlank ? .append : .name(String(decoding: bytes, as: UTF8.self))
    }

    private static func plainName(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(where: isReplaced) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        let replaced = bytes.map { isReplaced($0) ? UInt8(ascii: "_") : $0 }
        return String(decoding: replaced, as: UTF8.self)
    }

    private static func isReplaced(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "[")
    }
}

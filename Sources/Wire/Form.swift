/// Reads forms and query strings the way PHP does, into the tree that JSON would have given.
///
/// `notes[city]=Pune` is a member of an object, `types[0]=vpa` and `types[]=vpa` are items of a
/// list. Every value is a text.
///
/// - Source: [S] the PHP, Ruby and Node clients; the rest INFERRED (README section 3).
public enum Form {
    /// How many fields are read; the rest is dropped, as PHP drops it.
    public static let fieldsMax = 1000
    /// How many brackets a name may have; a field with more is dropped, as PHP drops it.
    public static let depthMax = 64

    /// Reads the bytes of a form, or of a query without its question mark.
    ///
    /// `+` is a space and `%XX` a byte, decoded once; an incomplete escape stands for itself, and
    /// what is not UTF-8 is replaced. Of a field sent twice the last value counts. A field without
    /// `=` is an empty text, and `notes[]=` alone is an empty list.
    ///
    /// - Returns: an object.
    public static func read(_ bytes: [UInt8]) -> JSON {
        var root = FormBranch()
        var rest = bytes[...]
        var count = 0
        while count < fieldsMax, !rest.isEmpty {
            let field = rest.prefix { $0 != UInt8(ascii: "&") }
            rest = rest[field.endIndex...].dropFirst()
            guard !field.isEmpty else { continue }
            count += 1
            read(field, into: &root)
        }
        return .object(root.members.folded)
    }

    private static func read(_ field: ArraySlice<UInt8>, into root: inout FormBranch) {
        let name = field.prefix { $0 != UInt8(ascii: "=") }
        let value = field[name.endIndex...].dropFirst()
        guard let path = FormPath(decoded(name)), path.brackets <= depthMax else { return }
        root.set(path.keys[...], to: String(decoding: decoded(value), as: UTF8.self))
    }

    /// The bytes of a name or a value, those that `+` and `%XX` stand for in their place.
    public static func decoded(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard text.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") })
        else { return text }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            index += 1
            if byte == UInt8(ascii: "%"), let escaped = escapedByte(text[index...]) {
                decoded.append(escaped)
                index += 2
            } else {
                decoded.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return decoded[...]
    }

    /// The byte that two digits behind a percent sign stand for; nil where there are none.
    private static func escapedByte(_ text: ArraySlice<UInt8>) -> UInt8? {
        guard text.count >= 2, let high = text[text.startIndex].hexDigit,
            let low = text[text.startIndex + 1].hexDigit
        else { return nil }
        return high << 4 | low
    }
}

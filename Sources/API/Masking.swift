import HTTP
import Wire

/// What is shown of a request in place of what nobody else may know.
enum Masking {
    private static let mask = "***"
    private static let word = Array("secret".utf8)
    private static let secretFields: Set = ["authorization", "proxy-authorization", "cookie"]

    /// A field's value, without what proves who sends it.
    static func value(of name: String, _ value: String) -> String {
        guard secretFields.contains(name.lowercased()) else { return value }
        let scheme = value.prefix { $0 != " " }
        return scheme.count < value.count && scheme.count < 16 ? "\(scheme) \(mask)" : mask
    }

    /// A body as text, without secrets.
    static func body(_ bytes: [UInt8], contentType: String?) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard mayNameSecrets(text) else { return text }
        if let value = try? JSONReader.read(bytes) {
            let masked = masked(value)
            return masked == value ? text : masked.description
        }
        let looksLikeJSON = text.drop { $0.isWhitespace }.first.map { "{[\"".contains($0) } ?? false
        return looksLikeJSON && (isSecret(text.utf8) || hidesLetters(text)) ? mask : query(text)
    }

    /// A form or a query, without secrets.
    ///
    /// A form may have half a million fields, so nothing is made of those that name no secret.
    static func query(_ text: String) -> String {
        let ampersand = UInt8(ascii: "&")
        var rest = Array(text.utf8)[...]
        var shown: [UInt8] = []
        while !rest.isEmpty {
            let field = rest.prefix { $0 != ampersand }
            shown += masked(field)
            rest = rest[field.endIndex...]
            if rest.popFirst() != nil { shown.append(ampersand) }
        }
        return String(decoding: shown, as: UTF8.self)
    }

    private static func masked(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let end = field.firstIndex(of: UInt8(ascii: "=")) else { return field }
        // As it is read: with its escapes undone.
        return isSecret(Form.decoded(field[..<end])) ? field[...end] + mask.utf8 : field
    }

    private static func masked(_ value: JSON) -> JSON {
        switch value {
        case .list(let items): .list(items.map(masked))
        case .object(let members):
            .object(
                members.map { member in
                    JSON.Member(
                        name: member.name,
                        value: isSecret(member.name.utf8) && member.value != .null
                            ? .string(mask) : masked(member.value))
                })
        default: value
        }
    }

    /// Whether the word stands in a text, or may stand there behind escapes.
    private static func mayNameSecrets(_ text: String) -> Bool {
        isSecret(text.utf8) || text.utf8.contains(UInt8(ascii: "%")) || hidesLetters(text)
    }

    /// Whether letters of a JSON text may be written as escapes.
    private static func hidesLetters(_ text: String) -> Bool {
        zip(text.utf8, text.utf8.dropFirst()).contains {
            $0 == (UInt8(ascii: "\\"), UInt8(ascii: "u"))
        }
    }

    /// Whether the word stands in a name, in any case of letters.
    private static func isSecret(_ name: some Sequence<UInt8>) -> Bool {
        var met = 0
        for byte in name {
            let letter = byte | 0x20
            // The word's first letter comes in it only once, so a wrong one can only begin it anew.
            met = letter == word[met] ? met + 1 : letter == word[0] ? 1 : 0
            if met == word.count { return true }
        }
        return false
    }
}

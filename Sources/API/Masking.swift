import HTTP
import Wire

/// What is shown of a request in place of what nobody else may know.
enum Masking {
    private static let mask = "***"
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
        return looksLikeJSON ? mask : query(text)
    }

    /// A form or a query, without secrets.
    static func query(_ text: String) -> String {
        text.split(separator: "&", omittingEmptySubsequences: false).map { field in
            let name = field.prefix { $0 != "=" }
            // As it is read: with its escapes undone.
            let read = Form.read(Array("\(name)=".utf8)).description
            return isSecret(read) && name.count < field.count
                ? "\(name)=\(mask)" : String(field)
        }.joined(separator: "&")
    }

    private static func masked(_ value: JSON) -> JSON {
        switch value {
        case .list(let items): .list(items.map(masked))
        case .object(let members):
            .object(
                members.map { member in
                    JSON.Member(
                        name: member.name,
                        value: isSecret(member.name) && member.value != .null
                            ? .string(mask) : masked(member.value))
                })
        default: value
        }
    }

    /// Whether the word stands in a text, or may stand there behind escapes.
    private static func mayNameSecrets(_ text: String) -> Bool {
        isSecret(text) || text.contains("%") || text.contains("\\u")
    }

    private static func isSecret(_ name: String) -> Bool {
        name.lowercased().contains("secret")
    }
}

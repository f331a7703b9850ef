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
        guard text.lowercased().contains("secret") else { return text }
        if let value = try? JSONReader.read(bytes) { return masked(value).description }
        let looksLikeJSON = text.drop { $0.isWhitespace }.first.map { "{[\"".contains($0) } ?? false
        return looksLikeJSON ? mask : query(text)
    }

    /// A form or a query, without secrets.
    static func query(_ text: String) -> String {
        text.split(separator: "&", omittingEmptySubsequences: false).map { field in
            let name = field.prefix { $0 != "=" }
            return isSecret(String(name)) && name.count < field.count
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

    private static func isSecret(_ name: String) -> Bool {
        name.lowercased().contains("secret")
    }
}

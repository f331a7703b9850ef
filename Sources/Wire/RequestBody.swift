/// What a request asks for: one tree, whether it came as JSON or as a form.
public struct RequestBody: Equatable, Sendable {
    /// The fields: always an object, in the order sent.
    ///
    /// Below it every object whose names are 0, 1, 2 and so on is a list.
    public var fields: JSON
    /// Whether the body was to be JSON and is not; ``fields`` is then empty.
    public var isMalformedJSON: Bool

    /// A body of certain fields.
    public init(fields: JSON = .emptyObject, isMalformedJSON: Bool = false) {
        self.fields = fields
        self.isMalformedJSON = isMalformedJSON
    }

    /// Reads a body, whatever it is: nothing is refused here, so that the first missing field is
    /// what the caller hears about.
    ///
    /// Empty, `null`, malformed and multipart bodies have no fields. A list has its indexes as
    /// names, and a lone text or number stands under the name 0.
    ///
    /// - Parameters:
    ///   - bytes: the whole body.
    ///   - contentType: the header of that name, parameters included; nil when it was not sent.
    /// - Returns: the fields, and whether they are missing for bad JSON.
    /// - Source: [O] razorpay-python issue #127 for lists; [S] the official clients for empty
    ///   bodies and forms; the rest INFERRED (README section 3 and 13).
    public static func read(_ bytes: [UInt8], contentType: String?) -> RequestBody {
        switch encoding(of: bytes, contentType: contentType) {
        case .json: readJSON(bytes)
        case .form: RequestBody(fields: Form.read(bytes))
        case .none: RequestBody()
        }
    }

    // MARK: Encoding

    private enum Encoding {
        case json
        case form
        case none
    }

    /// Forms that begin like JSON are JSON: clients forget to say so.
    private static func encoding(of bytes: [UInt8], contentType: String?) -> Encoding {
        guard let start = bytes.first(where: { !$0.isJSONSpace }) else { return .none }
        let looksLikeObject = start == UInt8(ascii: "{")
        switch mediaType(contentType) {
        case "application/json": return .json
        case "application/x-www-form-urlencoded": return looksLikeObject ? .json : .form
        case "", "text/plain":
            return looksLikeObject || start == UInt8(ascii: "[") ? .json : .form
        case let other: return other.hasSuffix("+json") ? .json : .none
        }
    }

    /// The type without its parameters, in lower case; empty when none was sent.
    private static func mediaType(_ contentType: String?) -> String {
        guard let contentType else { return "" }
        guard !isMediaTypeOnly(contentType) else { return contentType }
        let type = contentType.utf8.prefix { $0 != UInt8(ascii: ";") }
        return String(decoding: type.lazy.filter { !$0.isJSONSpace }, as: UTF8.self).lowercased()
    }

    /// Whether there is nothing to cut off and nothing in upper case.
    private static func isMediaTypeOnly(_ contentType: String) -> Bool {
        contentType.utf8.allSatisfy { byte in
            UInt8(ascii: "-")...UInt8(ascii: "/") ~= byte
                || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
        }
    }

    // MARK: JSON

    private static func readJSON(_ bytes: [UInt8]) -> RequestBody {
        guard let value = try? JSONReader.read(bytes) else {
            return RequestBody(isMalformedJSON: true)
        }
        return RequestBody(fields: .object(members(of: value).folded))
    }

    private static func members(of value: JSON) -> [JSON.Member] {
        switch value {
        case .null: []
        case .object(let members): members
        case .list(let items):
            items.enumerated().map { JSON.Member(name: String($0.offset), value: $0.element) }
        default: [JSON.Member(name: "0", value: value)]
        }
    }
}

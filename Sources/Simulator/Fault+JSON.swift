public import Wire

/// A fault reads as it is written:
/// `{"match":{"method":"POST","path":"/v1/*"},"do":"error","status":502,"times":2}`.
extension Fault {
    private static let timesMax: Int64 = 1_000_000
    private static let secondsMax: Int64 = 600
    private static let textMax = 1000
    private static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]

    /// Reads a fault.
    ///
    /// - Throws: ``ErrorBody`` for what is no fault.
    public init(reading body: JSON) throws(ErrorBody) {
        let fields = try ControlFields(body, knowing: ["match", "do", "times"] + Fault.details)
        let match = try fields.object("match")
        try match?.check(["method", "path"])
        method = try Fault.method(match)
        path = try Fault.path(match)
        times = try fields.integer("times")
        if let times, !(1...Fault.timesMax).contains(times) {
            throw ControlFields.wrong("times", "from 1 to \(Fault.timesMax)")
        }
        kind = try Fault.kind(fields)
    }

    /// The fields that only some kinds have.
    private static let details = ["status", "code", "description", "retry_after", "by"]

    private static func method(_ match: ControlFields?) throws(ErrorBody) -> String? {
        guard let method = try match?.text("method")?.uppercased() else { return nil }
        guard methods.contains(method) else {
            throw ControlFields.wrong("method", "one of \(methods.joined(separator: ", "))")
        }
        return method
    }

    private static func path(_ match: ControlFields?) throws(ErrorBody) -> PathPattern? {
        guard let text = try match?.text("path") else { return nil }
        guard let path = PathPattern(text), !text.hasPrefix("/_") else {
            throw ControlFields.wrong("path", "a path of the emulated API, such as /v1/payments/*")
        }
        return path
    }

    // MARK: What goes wrong

    private static func kind(_ fields: ControlFields) throws(ErrorBody) -> Kind {
        let name = try fields.text("do") ?? ""
        guard let allowed = kinds.first(where: { $0.key == name })?.value else {
            throw ControlFields.wrong(
                "do", "one of \(kinds.map(\.key).joined(separator: ", "))")
        }
        try fields.check(["match", "do", "times"] + allowed)
        switch name {
        case "error": return .error(try answer(fields))
        case "commit_then_error": return .commitThenError(try answer(fields))
        case "delay": return .delay(seconds: try delay(fields))
        case "hang": return .hang
        case "reset": return .reset
        case "commit_then_reset": return .commitThenReset
        case "commit_then_hang": return .commitThenHang
        default: return .truncate
        }
    }

    /// The kinds, and the fields that each of them has.
    private static let kinds: KeyValuePairs<String, [String]> = [
        "error": ["status", "code", "description", "retry_after"], "delay": ["by"], "hang": [],
        "reset": [], "commit_then_reset": [], "commit_then_hang": [],
        "commit_then_error": ["status", "code", "description", "retry_after"], "truncate": [],
    ]

    private static func delay(_ fields: ControlFields) throws(ErrorBody) -> Int64 {
        guard let seconds = try fields.seconds("by"), seconds <= secondsMax else {
            throw ControlFields.wrong("by", #"given for a delay, such as "3s", at most "10m""#)
        }
        return seconds
    }

    private static func answer(_ fields: ControlFields) throws(ErrorBody) -> ErrorAnswer {
        let status = try fields.integer("status") ?? 500
        guard (400...599).contains(status) else {
            throw ControlFields.wrong("status", "from 400 to 599")
        }
        let code = try text("code", fields)
        let description = try text("description", fields)
        let retryAfter = try fields.seconds("retry_after") ?? (status == 429 ? 1 : nil)
        return ErrorAnswer(
            status: Int(status), code: code, description: description, retryAfter: retryAfter)
    }

    private static func text(
        _ name: String, _ fields: ControlFields
    ) throws(ErrorBody) -> String? {
        guard let text = try fields.text(name) else { return nil }
        guard text.utf8.count <= textMax else {
            throw ControlFields.wrong(name, "of \(textMax) bytes at most")
        }
        return text
    }

    // MARK: Writing

    /// The fault with what is left of it.
    public var json: JSON {
        var members: [JSON.Member] = []
        let match = [("method", method), ("path", path?.text)].compactMap { name, text in
            text.map { JSON.Member(name: name, value: .string($0)) }
        }
        if !match.isEmpty { members.append(JSON.Member(name: "match", value: .object(match))) }
        members.append(JSON.Member(name: "do", value: .string(kind.name)))
        members += kind.details
        if let times { members.append(JSON.Member(name: "times", value: .integer(times))) }
        return .object(members)
    }
}

extension Fault.Kind {
    /// The kind as it stands on the line.
    public var name: String {
        switch self {
        case .error: "error"
        case .delay: "delay"
        case .hang: "hang"
        case .reset: "reset"
        case .commitThenReset: "commit_then_reset"
        case .commitThenHang: "commit_then_hang"
        case .commitThenError: "commit_then_error"
        case .truncate: "truncate"
        }
    }

    fileprivate var details: [JSON.Member] {
        switch self {
        case .error(let answer), .commitThenError(let answer): answer.members
        case .delay(let seconds): [JSON.Member(name: "by", value: .string("\(seconds)s"))]
        default: []
        }
    }
}

extension Fault.ErrorAnswer {
    fileprivate var members: [JSON.Member] {
        var members = [JSON.Member(name: "status", value: .integer(Int64(status)))]
        if let code { members.append(JSON.Member(name: "code", value: .string(code))) }
        if let description {
            members.append(JSON.Member(name: "description", value: .string(description)))
        }
        if let retryAfter {
            members.append(JSON.Member(name: "retry_after", value: .integer(retryAfter)))
        }
        return members
    }
}

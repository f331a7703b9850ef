public import Documents
import Wire

extension Scenario {
    /// Reads a scenario, and checks all that can be known before it runs: every name, every
    /// variable, every matcher.
    ///
    /// - Throws: ``YAMLError`` with the place of the first thing that is wrong.
    public init(reading file: YAML) throws(YAMLError) {
        try file.root.check("a scenario", knows: ["name", "steps"])
        name = try file.root.requiredText("name")
        var known: [String] = []
        var steps: [Step] = []
        for node in try file.root.list("steps") {
            let step = try Step(reading: node, isFirst: steps.isEmpty, knowing: known)
            known += step.saves.map(\.name)
            steps.append(step)
        }
        guard !steps.isEmpty else {
            throw YAMLError(place: file.root.place, words: "a scenario has at least one step")
        }
        self.steps = steps
    }
}

extension Scenario.Step {
    private static let actions = ["call", "credit", "advance", "clock", "settings", "wait_for"]
    private static let awaited = [
        "event", "entity_id", "delivered", "count", "since", "timeout",
    ]
    private static let ofCalls = ["body", "form", "headers"]

    fileprivate init(
        reading node: YAMLNode, isFirst: Bool, knowing known: [String]
    ) throws(YAMLError) {
        let names = Self.actions + Self.ofCalls + ["name", "expect", "save"]
        try node.check("a step", knows: names)
        try Variables.check(node, knowing: known)
        call = try Self.call(node)
        if isFirst && call == nil {
            throw YAMLError(place: node.place, words: "there is no answer yet to look at")
        }
        title = try node.text("name") ?? call?.title ?? "expect"
        place = node.place
        let expectation = node["expect"]
        try expectation?.check("expect", knows: ["status", "body"])
        status = try Self.status(expectation?["status"])
        body = expectation?["body"]?.value
        if let body = expectation?["body"] { try Matcher.check(body) }
        saves = try Self.saves(node["save"])
    }

    private static func call(_ node: YAMLNode) throws(YAMLError) -> Scenario.Call? {
        let given = actions.filter { node[$0] != nil }
        guard given.count <= 1 else {
            throw YAMLError(
                place: node.place,
                words: "a step does one thing, not \(given.joined(separator: " and "))")
        }
        if given != ["call"], let stray = ofCalls.first(where: { node[$0] != nil }) {
            throw YAMLError(
                place: node.place(ofField: stray) ?? node.place, words: "\(stray) belongs to a call"
            )
        }
        guard let name = given.first, let action = node[name] else {
            if node["expect"] != nil { return nil }
            throw YAMLError(
                place: node.place, words: "a step has one of \(actions.joined(separator: ", "))")
        }
        switch name {
        case "call": return try Scenario.Call(reading: node)
        case "credit": return .control("POST", "credits", action.value)
        case "advance": return .control("POST", "clock", ["advance": action.value])
        case "clock": return .control("POST", "clock", action.value)
        case "wait_for":
            try action.check("wait_for", knows: awaited)
            return Scenario.Call(
                method: "GET", path: "/_sandbox/wait", content: .query(action.value))
        default: return .control("PATCH", "settings", action.value)
        }
    }

    private static func status(_ node: YAMLNode?) throws(YAMLError) -> Int64 {
        guard let node else { return 200 }
        guard case .integer(let status) = node.value, (100...599).contains(status) else {
            throw YAMLError(place: node.place, words: "a status is a number from 100 to 599")
        }
        return status
    }

    private static func saves(_ node: YAMLNode?) throws(YAMLError) -> [Scenario.Save] {
        guard let node else { return [] }
        var saves: [Scenario.Save] = []
        for member in node.members {
            guard Variables.isName(member.name) else {
                throw YAMLError(
                    place: member.place, words: "a variable's name has letters, digits and _")
            }
            guard let path = member.node.value.asText.flatMap(JSONPath.init) else {
                throw YAMLError(
                    place: member.node.place,
                    words: "what is saved is named by a path such as $.items[0].id")
            }
            saves.append(Scenario.Save(name: member.name, path: path))
        }
        return saves
    }
}

extension Scenario.Call {
    private static let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]

    /// A request to one of our own routes.
    fileprivate static func control(_ method: String, _ path: String, _ body: JSON) -> Self {
        Scenario.Call(method: method, path: "/_sandbox/" + path, content: .json(body))
    }

    fileprivate init(reading node: YAMLNode) throws(YAMLError) {
        let words = try node.requiredText("call").split(separator: " ")
        guard words.count == 2, Self.methods.contains(String(words[0])), words[1].first == "/"
        else {
            throw YAMLError(
                place: node["call"]?.place ?? node.place,
                words: "a call is a method and a path, such as GET /v1/payments")
        }
        method = String(words[0])
        path = String(words[1])
        for header in node["headers"]?.members ?? [] {
            guard let text = header.node.value.asText else {
                throw YAMLError(place: header.node.place, words: "\(header.name) must be text")
            }
            headers.append(JSON.Member(name: header.name, value: .string(text)))
        }
        switch (node["body"], node["form"]) {
        case (nil, nil): content = .none
        case (let body?, nil): content = .json(body.value)
        case (nil, let form?): content = .form(form.value)
        default: throw YAMLError(place: node.place, words: "a call has a body or a form, not both")
        }
    }

    /// The request in a few words.
    fileprivate var title: String {
        switch (path, content) {
        case ("/_sandbox/credits", .json(let credit)):
            let figures = [credit["amount"], credit["mode"]].map { $0?.asText ?? "?" }
            return "credit \(figures[0]) paise by \(figures[1])"
        case ("/_sandbox/clock", .json(let change)):
            return change.members.map { "\($0.name) \($0.value.asText ?? "\($0.value)")" }
                .joined(separator: ", ")
        case ("/_sandbox/wait", .query(let event)):
            return "wait for \(event["event"]?.asText ?? "any event")"
        case ("/_sandbox/settings", .json(let settings)):
            return "settings " + settings.members.map(\.name).joined(separator: ", ")
        default: return "\(method) \(path)"
        }
    }
}

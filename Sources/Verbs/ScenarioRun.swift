import Wire

/// A scenario under way: fills in what earlier steps saved, sends, compares, saves.
public struct ScenarioRun {
    /// Sends a request and waits for its answer.
    ///
    /// What it throws ends the run: there is nobody to talk to.
    public typealias Send = (ScenarioRequest) throws -> (status: Int, body: [UInt8])

    private let send: Send
    private var variables = Variables()
    private var answer: (status: Int, body: [UInt8]) = (0, [])

    /// A run that talks to whoever sends.
    public init(send: @escaping Send) {
        self.send = send
    }

    /// Does a step.
    ///
    /// - Returns: what was not as expected, a line for each; none when all was.
    /// - Throws: what sending throws.
    public mutating func perform(_ step: Scenario.Step) throws -> [String] {
        if let call = step.call { answer = try send(request(of: call)) }
        let body = try? JSONReader.read(answer.body)
        let problems = check(step, body)
        guard problems.isEmpty else { return problems }
        return step.saves.compactMap { save in
            guard let value = body.flatMap(save.path.value(in:)) else {
                return "nothing to save as \(save.name) in \(text)"
            }
            variables[save.name] = value
            return nil
        }
    }

    /// What was answered last.
    private var text: String { String(decoding: answer.body, as: UTF8.self) }

    private func check(_ step: Scenario.Step, _ body: JSON?) -> [String] {
        guard answer.status == step.status else {
            return [
                "status: expected \(step.status), found \(answer.status)",
                "answer: \(text)",
            ]
        }
        guard let expected = step.body else { return [] }
        return Matcher.mismatches(body, variables.fill(expected)).map {
            "\($0.path): expected \($0.expected), found \($0.found?.description ?? "nothing")"
        }
    }

    private func request(of call: Scenario.Call) -> ScenarioRequest {
        var headers = call.headers.map {
            JSON.Member(name: $0.name, value: variables.fill($0.value))
        }
        let body: [UInt8]
        let type: String
        var path = variables.fill(text: call.path)
        switch call.content {
        case .none: (type, body) = ("", [])
        case .query(let value):
            (type, body) = ("", [])
            path += "?" + String(decoding: Form.write(variables.fill(value)), as: UTF8.self)
        case .json(let value): (type, body) = ("application/json", variables.fill(value).bytes)
        case .form(let value):
            (type, body) = ("application/x-www-form-urlencoded", Form.write(variables.fill(value)))
        }
        let isTyped = headers.contains { $0.name.lowercased() == "content-type" }
        if !isTyped && !type.isEmpty {
            headers.append(JSON.Member(name: "Content-Type", value: .string(type)))
        }
        return ScenarioRequest(method: call.method, path: path, headers: headers, body: body)
    }
}

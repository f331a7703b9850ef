/// Results as JUnit writes them, which every pipeline can show.
enum JUnit {
    /// One suite for each scenario, one case for each step.
    static func xml(_ results: [ScenarioResult]) -> String {
        let suites = results.map(suite).joined()
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n\(suites)</testsuites>\n"
    }

    private static func suite(_ result: ScenarioResult) -> String {
        let attributes = [
            ("name", result.name), ("file", result.file), ("tests", "\(result.steps.count)"),
            ("failures", "\(result.failures)"), ("skipped", "\(result.skipped)"),
            ("time", seconds(result.steps.map(\.nanoseconds).reduce(0, +))),
        ]
        let cases = result.steps.map { testCase($0, of: result) }.joined()
        return "  <testsuite\(text(attributes))>\n\(cases)  </testsuite>\n"
    }

    private static func testCase(_ step: ScenarioResult.Step, of result: ScenarioResult) -> String {
        let attributes = text([
            ("name", step.title), ("classname", result.name), ("file", result.file),
            ("line", "\(step.line)"), ("time", seconds(step.nanoseconds)),
        ])
        switch step.outcome {
        case .passed: return "    <testcase\(attributes)/>\n"
        case .skipped: return "    <testcase\(attributes)><skipped/></testcase>\n"
        case .failed(let problems):
            let message = text([("message", problems.first ?? "")])
            let lines = escaped(problems.joined(separator: "\n"))
            return "    <testcase\(attributes)><failure\(message)>\(lines)</failure></testcase>\n"
        }
    }

    private static func text(_ attributes: [(name: String, value: String)]) -> String {
        attributes.map { " \($0.name)=\"\(escaped($0.value))\"" }.joined()
    }

    /// Markup as text; what XML cannot hold becomes a question mark.
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "\n": "&#10;"
            case "\t": " "
            case _ where scalar.value < 32 || scalar.value & 0xFFFE == 0xFFFE: "?"
            default: String(scalar)
            }
        }.joined()
    }

    private static func seconds(_ nanoseconds: Int64) -> String {
        let microseconds = max(0, nanoseconds) / 1000
        let fraction = String(microseconds % 1_000_000)
        return "\(microseconds / 1_000_000)."
            + String(repeating: "0", count: 6 - fraction.count) + fraction
    }
}

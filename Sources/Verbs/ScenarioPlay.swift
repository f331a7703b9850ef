import ArgumentParser
import CLI
import Crypto
import HTTP
import Documents
import Wire

/// Plays scenarios and says how they went.
struct ScenarioPlay: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Play scenarios; exit 2 when an expectation is not met.",
        discussion: """
            Without --url a sandbox of its own is started for the run, and is gone after it. \
            Every file is played by a merchant of its own unless --key names one.

            smartcollect scenario run fixtures/scenarios/*.yaml --junit report.xml
            """)

    @Argument(help: "YAML or JSON files, one scenario each.")
    var files: [String]
    @Option(help: "Write the results to this file too, as JUnit has them.")
    var junit: String?
    @OptionGroup var remote: Remote

    func run() throws {
        let scenarios = try files.map { (file: $0, scenario: try Self.read($0)) }
        let settings = try remote.settings()
        let given = settings.given(.url)
        let own = try given == nil ? Self.startSandbox() : nil
        defer { own?.stop() }
        let url = given ?? own?.url ?? ""
        let results = try scenarios.map { file, scenario in
            let key = settings.given(.key) ?? "rzp_test_" + Self.chance()
            let client = Client(
                url: url, key: key, secret: settings[.secret].texts.first ?? "",
                timeoutMilliseconds: Self.answerMilliseconds)
            return try Self.play(scenario, of: file, by: client)
        }
        if let junit { try Self.write(JUnit.xml(results), to: junit) }
        guard results.allSatisfy(\.hasPassed) else { throw ExitCode(2) }
    }

    // MARK: Before and after

    /// - Throws: `ExitCode` 64 after saying what is wrong, and where.
    private static func read(_ file: String) throws -> Scenario {
        do {
            return try Scenario(reading: YAML.read(File.bytes(of: file)))
        } catch let error as YAMLError {
            Terminal.fail("\(file), \(error)")
        } catch let error as FileError {
            Terminal.fail("the scenario cannot be read: \(error)")
        }
        throw ExitCode.validationFailure
    }

    private static func startSandbox() throws -> PrivateSandbox {
        do {
            return try PrivateSandbox()
        } catch {
            Terminal.fail(
                "no sandbox could be started: \(error)",
                hint: "start one with `smartcollect serve`, and say where it is with --url")
            throw ExitCode.failure
        }
    }

    private static func write(_ text: String, to file: String) throws {
        do {
            try File.write(text, to: file)
        } catch {
            Terminal.fail("the results cannot be written: \(error)")
            throw ExitCode.failure
        }
    }

    // MARK: Playing

    /// Moving the clock may take a while: a webhook may have to be told a thousand things.
    private static let answerMilliseconds: Int64 = 600_000

    private static func play(
        _ scenario: Scenario, of file: String, by client: Client
    ) throws -> ScenarioResult {
        Terminal.say("\(scenario.name) (\(file))")
        var run = ScenarioRun { try send($0, by: client) }
        var result = ScenarioResult(file: file, name: scenario.name)
        for step in scenario.steps {
            guard result.hasPassed else {
                result.steps.append(.init(step, outcome: .skipped))
                continue
            }
            let start = systemNanoseconds()
            let problems = try run.perform(step)
            result.steps.append(
                .init(
                    step, outcome: problems.isEmpty ? .passed : .failed(problems),
                    nanoseconds: systemNanoseconds() - start))
            tell(step, problems, in: file)
        }
        return result
    }

    private static func tell(_ step: Scenario.Step, _ problems: [String], in file: String) {
        guard !problems.isEmpty else { return Terminal.say("  ok      \(step.title)") }
        Terminal.say("  FAILED  \(step.title) (\(file):\(step.place.line))")
        for problem in problems { Terminal.say("          \(problem)") }
    }

    /// - Throws: `ExitCode` 1 where there is no answer.
    private static func send(
        _ request: ScenarioRequest, by client: Client
    ) throws -> (status: Int, body: [UInt8]) {
        let method = HTTPMethod.allCases.first { $0.name == request.method } ?? .get
        let headers = request.headers.map { (name: $0.name, value: $0.value.asText ?? "") }
        switch try client.send(method, request.path, headers: headers, body: request.body) {
        case .response(let response): return (response.status, response.body)
        case .failure(let failure, _):
            Terminal.fail("there was no answer to \(request.method) \(request.path): \(failure)")
            throw ExitCode.failure
        }
    }

    private static func chance() -> String {
        SecureRandom.bytes(8).map { String($0, radix: 36) }.joined()
    }
}

import ArgumentParser
import SmartCollect
import Wire

/// A flag's value from wherever it was given: the command line, else the environment, else what
/// it is when nobody says.
func option<Value: LosslessStringConvertible>(
    _ given: Value?, _ flag: String, else absent: Value
) throws -> Value {
    try option(given, flag) ?? absent
}

/// The same for a flag that may be left out altogether.
func option<Value: LosslessStringConvertible>(_ given: Value?, _ flag: String) throws -> Value? {
    if let given { return given }
    guard let text = Environment.value(flag), !text.isEmpty else { return nil }
    guard let value = Value(text) else {
        throw ValidationError("The value '\(text)' of the environment is invalid for --\(flag).")
    }
    return value
}

/// The same for a flag without a value.
func flag(_ given: Bool, _ name: String) throws -> Bool {
    if given { return true }
    guard let text = Environment.value(name) else { return false }
    guard let value = JSON.string(text).asFlag else {
        throw ValidationError("SMARTCOLLECT_… for --\(name) must be true or false.")
    }
    return value
}

/// A flag that names one of several choices.
protocol Choice: ExpressibleByArgument, CaseIterable, RawRepresentable<String>,
    LosslessStringConvertible
{}

extension Choice {
    var description: String { rawValue }
    init?(_ text: String) { self.init(rawValue: text) }
}

/// A duration: `90s`, `15m`, `25h`, `90d`, or whole seconds.
struct Duration: ExpressibleByArgument, LosslessStringConvertible {
    let seconds: Int64

    init?(argument: String) { self.init(argument) }

    init?(_ text: String) {
        guard let seconds = ControlFields.seconds(.string(text)) else { return nil }
        self.seconds = seconds
    }

    var description: String { "\(seconds)s" }
}

/// Where the sandbox is that a verb talks to, and whose merchant it means.
struct Remote: ParsableArguments {
    @Option(help: "Where the sandbox is. (default: http://127.0.0.1:4210)")
    var url: String?

    @Option(help: "The key id of the merchant. (default: rzp_test_sandbox)")
    var key: String?

    @Option(
        help: """
            The key's secret; better given as SMARTCOLLECT_SECRET, where no list of processes \
            shows it.
            """)
    var secret: String?
}

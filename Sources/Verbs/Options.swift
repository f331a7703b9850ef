import ArgumentParser
import CLI
import SmartCollect
import Wire

/// The value of a verb's own flag, which is no setting: given, or in the environment.
func option<Value: LosslessStringConvertible>(_ given: Value?, _ flag: String) throws -> Value? {
    if let given { return given }
    guard let text = Environment.value(flag), !text.isEmpty else { return nil }
    guard let value = Value(text) else {
        throw ValidationError("The value '\(text)' of the environment is invalid for --\(flag).")
    }
    return value
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
    @Option(.url) var url: String?
    @Option(.key) var key: String?
    @Option(.secret) var secret: String?

    /// These flags, and what the environment and the file say of the rest.
    func settings() throws -> Settings {
        let given = [Setting.url: url, .key: key, .secret: secret]
        return try Settings(flags: given.mapValues { $0.map { [$0] } ?? [] }).completed()
    }
}

extension Settings {
    /// Where a sandbox with these settings is to be found from here.
    var address: String {
        given(.url) ?? "http://127.0.0.1:\(self[.port].texts.first ?? "")"
    }
}

import CLI
import Logging
import Wire

/// Writes the log to standard error: a line of text each, or a line of JSON.
struct LogLine: LogHandler {
    let format: LogFormatChoice
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let time = ISOTime.text(seconds: systemNanoseconds() / 1_000_000_000)
        let facts = metadata.merging(event.metadata ?? [:]) { _, own in own }
            .sorted { $0.key < $1.key }
        switch format {
        case .text:
            let tail = facts.map { " \($0.key)=\($0.value)" }.joined()
            Terminal.log("\(time) \(event.level): \(event.message)\(tail)")
        case .json:
            let head: JSON = [
                "time": .string(time), "level": .string(event.level.rawValue),
                "message": .string("\(event.message)"),
            ]
            let rest = facts.map { JSON.Member(name: $0.key, value: .string("\($0.value)")) }
            Terminal.log(JSON.object(head.members + rest).description)
        }
    }
}

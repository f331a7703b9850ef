import ArgumentParser

/// ``Serve`` when nothing else is asked for and nothing is wrong with it, which is how every
/// sandbox starts.
///
/// ArgumentParser reads it in a third of the time that it takes to find `serve` among the verbs: it
/// has flags and nothing besides, neither help nor completions.
struct PlainServe: ParsableCommand, CustomReflectable {
    static let configuration = CommandConfiguration(
        _superCommandName: "smartcollect", helpNames: [])

    private var flags = ServeFlags()

    init() {}

    init(from decoder: any Decoder) throws { flags = try ServeFlags(from: decoder) }

    /// Reads a command line.
    ///
    /// - Returns: nil where it says something else, or something wrong: ``SmartCollectCommand``
    ///   then has the words for it.
    static func read(_ arguments: [String]) -> PlainServe? {
        let flags = arguments.first == "serve" ? arguments.dropFirst() : arguments[...]
        guard flags.first?.hasPrefix("-") ?? true else { return nil }
        return try? parseAsRoot(Array(flags)) as? PlainServe
    }

    var customMirror: Mirror { flags.customMirror }

    func validate() throws { try flags.validate() }

    func run() throws { try flags.serve() }
}

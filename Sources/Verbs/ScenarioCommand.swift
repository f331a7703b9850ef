import ArgumentParser

/// Scenarios: what happens, and what must come of it.
struct ScenarioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario", abstract: "Play scenarios against a sandbox.",
        subcommands: [ScenarioPlay.self])
}

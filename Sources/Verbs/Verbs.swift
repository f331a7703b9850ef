public import ArgumentParser

/// The verbs that talk to a running sandbox, or tell how others do, in the order of `--help`.
public let verbs: [any ParsableCommand.Type] = [
    Pay.self, ImportCommand.self, ResetCommand.self, SnapshotCommand.self, Wait.self,
    WaitFor.self, ClockCommand.self, Events.self, WebhooksCommand.self, FaultsCommand.self,
    ScenarioCommand.self, Env.self,
]

import Documents

/// How a scenario went.
struct ScenarioResult {
    let file: String
    let name: String
    var steps: [Step] = []

    struct Step {
        let title: String
        let line: Int
        let outcome: Outcome
        let nanoseconds: Int64

        init(_ step: Scenario.Step, outcome: Outcome, nanoseconds: Int64 = 0) {
            title = step.title
            line = step.place.line
            self.outcome = outcome
            self.nanoseconds = nanoseconds
        }
    }

    enum Outcome {
        case passed
        /// A line for everything that was not as expected.
        case failed([String])
        /// A step before it has failed.
        case skipped
    }

    /// Whether everything so far was as expected.
    var hasPassed: Bool { failures == 0 }

    var failures: Int {
        steps.count { if case .failed = $0.outcome { true } else { false } }
    }

    var skipped: Int {
        steps.count { if case .skipped = $0.outcome { true } else { false } }
    }
}

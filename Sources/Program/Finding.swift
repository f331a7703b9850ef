/// What `doctor` has found out about one thing.
struct Finding {
    /// How bad it is.
    enum Grade: String {
        case ok, warning, fault
    }

    let grade: Grade
    let subject: String
    let fact: String
    /// What to do about it; nil where nothing is to be done.
    let remedy: String?

    static func ok(_ subject: String, _ fact: String) -> Finding {
        Finding(grade: .ok, subject: subject, fact: fact, remedy: nil)
    }

    static func warning(_ subject: String, _ fact: String, do remedy: String) -> Finding {
        Finding(grade: .warning, subject: subject, fact: fact, remedy: remedy)
    }

    static func fault(_ subject: String, _ fact: String, do remedy: String) -> Finding {
        Finding(grade: .fault, subject: subject, fact: fact, remedy: remedy)
    }

    /// A line, and a second one that says what to do.
    var text: String {
        "\(grade)".padded(to: 8) + " " + subject.padded(to: 9) + " " + fact
            + (remedy.map { "\n" + String(repeating: " ", count: 19) + "do: \($0)" } ?? "")
    }
}

extension String {
    /// The text with blanks behind it, for a table.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}

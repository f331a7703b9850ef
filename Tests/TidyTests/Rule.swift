import Testing

/// A rule of the house: which lines of a file break it.
struct Rule: Sendable, CustomTestStringConvertible {
    /// The rule as a sentence.
    let testDescription: String
    /// The lines that break it, from 1 on.
    let check: @Sendable (SourceFile) -> [Int]

    init(_ sentence: String, check: @escaping @Sendable (SourceFile) -> [Int]) {
        testDescription = sentence
        self.check = check
    }

    /// Every place that breaks the rule, as `file:line`.
    func offenders(in files: [SourceFile]) -> [String] {
        files.flatMap { file in check(file).map { "\(file.path):\($0)" } }
    }
}

extension Rule {
    /// A rule about single lines.
    static func eachLine(
        _ sentence: String, isBad: @escaping @Sendable (SourceFile, Int) -> Bool
    ) -> Rule {
        Rule(sentence) { file in
            file.lines.indices.filter { isBad(file, $0) }.map { $0 + 1 }
        }
    }
}

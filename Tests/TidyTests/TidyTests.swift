import Testing

/// The house is kept: every file of the project holds to every rule.
struct TidyTests {
    static let rules: [Rule] = [
        .imports, .foundation, .unsafe, .threads, .prints,
        .sql, .transactions, .vendorWording(phrases),
        .columns, .trailingBlanks, .leftovers, .force, .machinePaths, .documentation,
    ]

    private static let endpoints = SourceTree.ours.file("fixtures/endpoints.json")

    private static let phrases =
        Rule.vendorPhrases
        + (endpoints.map { Rule.phrases(inEndpoints: $0.lines.joined(separator: "\n")) } ?? [])

    @Test(arguments: rules)
    func `the project holds to the rules`(_ rule: Rule) {
        let offenders = rule.offenders(in: SourceTree.ours.files)
        #expect(offenders.isEmpty, "\(rule.testDescription):\n\(offenders.joined(separator: "\n"))")
    }

    @Test func `the project was found`() {
        #expect(SourceTree.ours.file("Package.swift") != nil)
        #expect(SourceTree.ours.file("Tests/TidyTests/TidyTests.swift") != nil)
        #expect(Set(SourceTree.ours.files.compactMap(\.target)).contains("SQLite"))
    }

    @Test(.enabled(if: endpoints != nil))
    func `the vendor's wording was found in the list of endpoints`() {
        #expect(Self.phrases.contains("Customer already exists for the merchant"))
        #expect(Self.phrases.count > 60)
    }
}

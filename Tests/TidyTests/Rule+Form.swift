extension Rule {
    static let columns = Rule.eachLine("no line is longer than 100 columns") { file, index in
        file.isSwift && file.lines[index].unicodeScalars.count > 100
    }

    static let trailingBlanks = Rule.eachLine("no line ends with a blank") { file, index in
        [" ", "\t"].contains(file.lines[index].last)
    }

    static let leftovers = Rule.eachLine("nothing is left for later") { file, index in
        // In two pieces each, so that this file does not break its own rule.
        let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
        return file.lines[index].words.contains { marks.contains($0) }
    }

    static let force = Rule.eachLine("nothing is forced") { file, index in
        index < file.code.count
            && ["try!", "as!"].contains { mark in
                file.code[index].split(separator: " ").contains { $0.hasSuffix(mark) }
            }
    }

    static let machinePaths = Rule.eachLine("no path of one machine is written down") {
        file, index in
        let starts = ["work", "opt"].map { "/\($0)/" } + ["/tmp/" + "h-"]
        return starts.contains { file.lines[index].contains($0) }
    }

    static let documentation = Rule.eachLine("what is public is documented") { file, index in
        guard file.target != nil, index < file.words.count else { return false }
        guard declares(file.words[index]) else { return false }
        let above = file.lines[..<index].last { !isAttribute($0) }
        return above.map { !isDocumentation($0) } ?? true
    }

    private static func declares(_ words: [String]) -> Bool {
        let kinds = [
            "func", "var", "let", "init", "subscript", "struct", "enum", "class", "actor",
            "protocol", "typealias", "associatedtype", "macro", "operator",
        ]
        guard let access = words.firstIndex(of: "public") else { return false }
        return words[access...].contains { kinds.contains($0) }
            && !words[access...].contains("import")
    }

    private static func isAttribute(_ line: String) -> Bool {
        line.drop { $0 == " " }.hasPrefix("@")
    }

    private static func isDocumentation(_ line: String) -> Bool {
        line.drop { $0 == " " }.hasPrefix("///")
    }
}

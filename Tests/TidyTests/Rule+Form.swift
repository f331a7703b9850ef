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

    static let documentation = Rule("what is public is documented") { file in
        guard file.target != nil else { return [] }
        let cases = publicCases(of: file)
        return file.words.indices.filter { index in
            guard declares(file.words[index]) || cases.contains(index) else { return false }
            let above = file.lines[..<index].last { !isAttribute($0) }
            return above.map { !isDocumentation($0) } ?? true
        }.map { $0 + 1 }
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

    /// The lines on which public enums declare their cases, from 0 on.
    ///
    /// Not those of a `switch`, and not those that stand behind the name of the enum in one line:
    /// its own comment serves them.
    private static func publicCases(of file: SourceFile) -> Set<Int> {
        var cases: Set<Int> = []
        // Of each brace that is open, whether it is a public enum's.
        var open: [Bool] = []
        var isAnnounced = false
        for (index, words) in file.words.enumerated() {
            let first = words.first { $0 != "indirect" && !$0.hasPrefix("@") }
            if first == "case", open.last == true { cases.insert(index) }
            if declares(words), words.contains("enum") { isAnnounced = true }
            for byte in file.code[index].utf8 {
                switch byte {
                case UInt8(ascii: "{"):
                    open.append(isAnnounced)
                    isAnnounced = false
                case UInt8(ascii: "}"): _ = open.popLast()
                default: continue
                }
            }
        }
        return cases
    }

    private static func isAttribute(_ line: String) -> Bool {
        line.drop { $0 == " " }.hasPrefix("@")
    }

    private static func isDocumentation(_ line: String) -> Bool {
        line.drop { $0 == " " }.hasPrefix("///")
    }
}

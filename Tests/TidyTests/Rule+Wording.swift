extension Rule {
    static let sql = Rule("SQL is written in Storage only") { file in
        guard let target = file.target, target != "Storage" else { return [] }
        return file.literals.flatMap { literal in
            [
                ("SELECT", "FROM"), ("INSERT", "INTO"), ("UPDATE", "SET"), ("DELETE", "FROM"),
                ("CREATE", "TABLE"), ("CREATE", "INDEX"), ("insert", "into"), ("create", "table"),
            ].flatMap { literal.lines(of: $0, before: $1) }
        }
    }

    static let transactions = Rule("only Storage and SQLite steer the database") { file in
        guard let target = file.target, !["Storage", "SQLite"].contains(target) else { return [] }
        return file.literals.flatMap { literal in
            literal.lines(startingWith: ["BEGIN", "COMMIT", "ROLLBACK"])
                + ["PRAGMA", "SAVEPOINT", "VACUUM"].flatMap { literal.lines(of: $0) }
        }
    }

    /// The vendor's texts, whole or in the pieces between what they leave open.
    static func vendorWording(_ phrases: [String]) -> Rule {
        Rule("the vendor's wording stands in Wire only") { file in
            guard let target = file.target, target != "Wire" else { return [] }
            return file.literals.flatMap { literal in
                phrases.flatMap { phrase in
                    positions(of: phrase, in: literal.bytes).map { literal.lines[$0] }
                }
            }
        }
    }

    /// Texts to look for even where the list of endpoints is not at hand.
    static let vendorPhrases = [
        " is not a valid id", "BAD_REQUEST_ERROR", " is/are not required",
        "input_validation_failed", "Authentication failed", "The id provided does not exist",
    ]

    /// The error texts in a list of endpoints, in pieces: what `{…}` leaves open is cut out.
    ///
    /// A piece of a word or two could be anyone's and is left out. Strings of JSON read like those
    /// of Swift, and the one behind the key `description` is its value.
    static func phrases(inEndpoints json: String) -> [String] {
        let strings = SwiftText(json).literals.map { String(decoding: $0.bytes, as: UTF8.self) }
        let texts = zip(strings, strings.dropFirst()).filter { $0.0 == "description" }.map(\.1)
        let pieces = texts.flatMap { text in
            text.split(separator: "{").flatMap { part in
                part.split(separator: "}", maxSplits: 1).suffix(1)
            }
        }
        return Set(pieces.filter { $0.count >= 12 && $0.contains(" ") }.map(String.init)).sorted()
    }
}

extension SwiftText.Literal {
    /// The lines of a word, or only those after which `next` still follows.
    fileprivate func lines(of word: String, before next: String? = nil) -> [Int] {
        positions(of: word, in: bytes).filter { position in
            isWord(word, at: position)
                && next.map { next in
                    positions(of: next, in: bytes).contains {
                        $0 > position && isWord(next, at: $0)
                    }
                } ?? true
        }.map { lines[$0] }
    }

    /// The line of the first word, if it is one of these.
    fileprivate func lines(startingWith words: [String]) -> [Int] {
        guard let start = bytes.firstIndex(where: { ![10, 32].contains($0) }) else { return [] }
        let isThere = words.contains { word in
            bytes[start...].starts(with: word.utf8) && isWord(word, at: start)
        }
        return isThere ? [lines[start]] : []
    }

    private func isWord(_ word: String, at position: Int) -> Bool {
        let end = position + word.utf8.count
        return (position == 0 || !isWordByte(bytes[position - 1]))
            && (end == bytes.count || !isWordByte(bytes[end]))
    }
}

/// Where a text occurs among bytes.
private func positions(of text: String, in bytes: [UInt8]) -> [Int] {
    let text = Array(text.utf8)
    return bytes.indices.filter { bytes[$0] == text.first && bytes[$0...].starts(with: text) }
}

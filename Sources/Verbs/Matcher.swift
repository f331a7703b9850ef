import Documents
import Wire

/// Compares what an answer says with what it is expected to say.
///
/// An expected object asks only for the names that it has; a list asks for as many items; anything
/// else for the very same value. Beyond that there are
///
/// - `$any`: something is there, `null` included;
/// - `$absent`: nothing is there;
/// - `{$matches: "va_[A-Za-z0-9]{14}"}`: a text, the whole of which a regular expression matches;
/// - `{$length: 2}`: a list of so many items;
/// - `{$contains: [{event: refund.created}]}`: a list that has such items, wherever they stand.
enum Matcher {
    /// Where an answer says something else.
    struct Mismatch: Equatable {
        let path: String
        let expected: String
        let found: JSON?
    }

    private static let words = ["$any", "$absent"]
    private static let names = ["$matches", "$length", "$contains"]

    /// All the places where a value is not as expected.
    static func mismatches(
        _ found: JSON?, _ expected: JSON, at path: String = "$"
    ) -> [Mismatch] {
        let mismatch = Mismatch(path: path, expected: expected.description, found: found)
        switch expected {
        case .string("$any"):
            return found == nil ? [Mismatch(path: path, expected: "something", found: nil)] : []
        case .string("$absent"):
            return found == nil ? [] : [Mismatch(path: path, expected: "nothing", found: found)]
        case .object(let members):
            if let matcher = members.first, names.contains(matcher.name) {
                return mismatches(found, matcher, at: path)
            }
            guard case .object = found else { return [mismatch] }
            return members.flatMap {
                mismatches(found?[$0.name], $0.value, at: "\(path).\($0.name)")
            }
        case .list(let items):
            guard case .list(let foundItems) = found else { return [mismatch] }
            guard foundItems.count == items.count else {
                return [length(path, items.count, found, foundItems.count)]
            }
            return items.indices.flatMap {
                mismatches(foundItems[$0], items[$0], at: "\(path)[\($0)]")
            }
        default: return found == expected ? [] : [mismatch]
        }
    }

    private static func mismatches(
        _ found: JSON?, _ matcher: JSON.Member, at path: String
    ) -> [Mismatch] {
        switch (matcher.name, matcher.value, found) {
        case ("$matches", .string(let pattern), .string(let text)?):
            if let regex = try? Regex(pattern), text.wholeMatch(of: regex) != nil { return [] }
        case ("$length", .integer(let count), .list(let items)?):
            return items.count == count ? [] : [length(path, Int(count), found, items.count)]
        case ("$contains", .list(let wanted), .list(let items)?):
            return wanted.filter { wanted in
                !items.contains { mismatches($0, wanted).isEmpty }
            }.map { Mismatch(path: path, expected: "an item like \($0)", found: found) }
        default: break
        }
        let what = ["$matches": "a text that matches", "$length": "a list of length"]
        let expected = "\(what[matcher.name] ?? "a list with") \(matcher.value)"
        return [Mismatch(path: path, expected: expected, found: found)]
    }

    private static func length(
        _ path: String, _ expected: Int, _ found: JSON?, _ count: Int
    ) -> Mismatch {
        Mismatch(path: path, expected: "\(expected) items, not \(count)", found: found)
    }

    // MARK: Before the run

    /// Refuses matchers that there are not, and patterns that are none.
    ///
    /// - Throws: ``YAMLError`` with the place.
    static func check(_ node: YAMLNode) throws(YAMLError) {
        if case .string(let text) = node.value { try check(text, node.place) }
        for member in node.members where member.name.hasPrefix("$") {
            guard names.contains(member.name), node.members.count == 1 else {
                throw YAMLError(
                    place: member.place,
                    words: "a matcher stands alone and is one of \(names.joined(separator: ", "))")
            }
            try check(member.name, member.node)
        }
        for part in node.members.map(\.node) + node.items
        where node.members.first?.name != "$matches" {
            try check(part)
        }
    }

    private static func check(_ text: String, _ place: YAML.Place) throws(YAMLError) {
        guard text.hasPrefix("$"), !Variables.areIn(text), !words.contains(text) else { return }
        throw YAMLError(
            place: place,
            words: "\(text) is none of \(words.joined(separator: ", ")) and no ${name}")
    }

    private static func check(_ name: String, _ node: YAMLNode) throws(YAMLError) {
        switch (name, node.value) {
        case ("$length", .integer(0...)), ("$contains", .list): return
        case ("$matches", .string(let pattern)) where Variables.areIn(pattern): return
        case ("$matches", .string(let pattern)):
            if (try? Regex(pattern)) != nil { return }
            throw YAMLError(place: node.place, words: "\(pattern) is no regular expression")
        default:
            let kinds = ["$length": "a number", "$contains": "a list"]
            throw YAMLError(
                place: node.place, words: "\(name) takes \(kinds[name] ?? "a regular expression")")
        }
    }
}

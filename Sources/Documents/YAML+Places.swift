public import Wire

extension YAML {
    /// A place in a text.
    public struct Place: Comparable, Sendable, CustomStringConvertible {
        /// The line, counted from 1.
        public var line: Int
        /// The character within the line, counted from 1.
        public var column: Int

        /// The first character of a text.
        public static let start = Place(line: 1, column: 1)

        /// A place by its line and column, both counted from 1.
        public init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }

        /// The place of a byte, counted from 0.
        init(offset: Int, in text: [UInt8]) {
            self = .start
            for byte in text.prefix(offset) { pass(byte) }
        }

        /// Moves behind a byte; the bytes that continue a character move nothing.
        mutating func pass(_ byte: UInt8) {
            if byte == UInt8(ascii: "\n") {
                self = Place(line: line + 1, column: 1)
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }

        /// In words, as it stands in an error: `line 3, column 5`.
        public var description: String { "line \(line), column \(column)" }

        /// Whether one place comes before another.
        public static func < (one: Place, other: Place) -> Bool {
            (one.line, one.column) < (other.line, other.column)
        }
    }

    /// One step from a value to a value inside it.
    public enum Step: Equatable, Sendable {
        /// To the member of that name.
        case name(String)
        /// To the item at that place, counted from 0.
        case index(Int)
    }

    /// Where a value begins; for a path that leads nowhere, where the last value on it begins.
    ///
    /// - Parameter path: the steps from the whole value; none for itself.
    /// - Returns: the place of the first character.
    public func place(of path: [Step]) -> Place {
        node(at: path).node.places.value
    }

    /// Where the name stands that a path ends with; where the value begins if it ends with an
    /// index or leads nowhere.
    public func place(ofName path: [Step]) -> Place {
        let parent = node(at: path.dropLast())
        guard parent.isWhole, case .name(let name)? = path.last,
            let index = parent.node.value.members.firstIndex(where: { $0.name == name })
        else { return place(of: path) }
        return parent.node.places.names[index]
    }

    private func node(at path: [Step]) -> (node: YAMLNode, isWhole: Bool) {
        var node = YAMLNode(value: value, places: places)
        for step in path {
            guard let next = node.child(step) else { return (node, false) }
            node = next
        }
        return (node, true)
    }
}

/// The places of a value and of everything inside it, in the same shape.
struct Places: Sendable {
    /// Where the value begins.
    var value: YAML.Place
    /// Where the names of an object stand.
    var names: [YAML.Place] = []
    /// The places inside the members of an object or the items of a list.
    var children: [Places] = []
}

/// A value with its places.
public struct YAMLNode: Sendable {
    /// The value.
    public internal(set) var value: JSON
    var places: Places

    /// What an empty file says.
    static let null = YAMLNode(value: .null, places: Places(value: .start))

    func child(_ step: YAML.Step) -> YAMLNode? {
        switch step {
        case .index(let index):
            guard let item = value[index] else { return nil }
            return YAMLNode(value: item, places: places.children[index])
        case .name(let name):
            let members = value.members
            guard let index = members.firstIndex(where: { $0.name == name }) else { return nil }
            return YAMLNode(value: members[index].value, places: places.children[index])
        }
    }
}

extension YAMLNode {
    /// A list of what has been read.
    init(list items: [YAMLNode], at place: YAML.Place) {
        value = .list(items.map(\.value))
        places = Places(value: place, children: items.map(\.places))
    }

    /// An object of what has been read.
    init(object members: YAMLMembers, at place: YAML.Place) {
        value = .object(members.members)
        places = Places(value: place, names: members.names, children: members.children)
    }
}

/// The members of an object while it is read.
struct YAMLMembers {
    private(set) var members: [JSON.Member] = []
    private(set) var names: [YAML.Place] = []
    private(set) var children: [Places] = []
    private var seen: Set<String> = []

    /// Takes note of a name.
    ///
    /// - Throws: ``YAMLError`` when the object has it already.
    mutating func begin(_ name: String, at place: YAML.Place) throws(YAMLError) {
        guard seen.insert(name).inserted else {
            throw YAMLError(place: place, words: "the name \"\(name)\" stands here twice")
        }
        members.append(JSON.Member(name: name, value: .null))
        names.append(place)
    }

    /// Puts a value under the name that was noted last.
    mutating func end(_ node: YAMLNode) {
        members[members.count - 1].value = node.value
        children.append(node.places)
    }
}

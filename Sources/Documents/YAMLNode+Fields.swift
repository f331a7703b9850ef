import Wire

// How seeds and scenarios are read: every name known, every value of its kind, and the place of
// whatever is not.

extension YAML {
    /// The whole value with its places.
    public var root: YAMLNode { YAMLNode(value: value, places: places) }
}

extension YAMLNode {
    /// Where the value begins.
    public var place: YAML.Place { places.value }

    /// A member; nil when it is absent or null.
    public subscript(name: String) -> YAMLNode? {
        guard let member = child(.name(name)), member.value != .null else { return nil }
        return member
    }

    /// The members with the places of their names; none where it is no object.
    public var members: [(name: String, place: YAML.Place, node: YAMLNode)] {
        zip(zip(value.members, places.names), places.children).map {
            ($0.0.name, $0.1, YAMLNode(value: $0.0.value, places: $1))
        }
    }

    /// The items of a list; none where it is no list.
    public var items: [YAMLNode] {
        guard case .list(let items) = value else { return [] }
        return zip(items, places.children).map { YAMLNode(value: $0, places: $1) }
    }

    /// Refuses what is no object, and every name that is not known.
    ///
    /// - Parameters:
    ///   - what: what the object is, as the refusal says it: `a seed`.
    ///   - names: the names that it may have.
    /// - Throws: ``YAMLError`` at what is no object, or at the first name that is not known.
    public func check(_ what: String, knows names: [String]) throws(YAMLError) {
        guard case .object = value else {
            throw YAMLError(place: place, words: "\(what) must have names and values")
        }
        for member in members where !names.contains(member.name) {
            let known = names.joined(separator: ", ")
            throw YAMLError(
                place: member.place, words: "\(what) has no \(member.name); known are \(known)")
        }
    }

    /// The text under a name.
    ///
    /// - Returns: nil when it is absent or null.
    /// - Throws: ``YAMLError`` at what is there and no text.
    public func text(_ name: String) throws(YAMLError) -> String? {
        guard let member = self[name] else { return nil }
        guard case .string(let text) = member.value else {
            throw YAMLError(place: member.place, words: "\(name) must be text")
        }
        return text
    }

    /// The text under a name that must be there.
    ///
    /// - Throws: ``YAMLError`` where it is absent, null, empty or no text.
    public func requiredText(_ name: String) throws(YAMLError) -> String {
        guard let text = try text(name), !text.isEmpty else {
            throw YAMLError(place: place, words: "\(name) is missing")
        }
        return text
    }

    /// The items of the list under a name; none when it is absent or null.
    ///
    /// - Throws: ``YAMLError`` at what is there and no list.
    public func list(_ name: String) throws(YAMLError) -> [YAMLNode] {
        guard let member = self[name] else { return [] }
        guard case .list = member.value else {
            throw YAMLError(place: member.place, words: "\(name) must be a list")
        }
        return member.items
    }

    /// Where the first member of a name stands, at any depth.
    public func place(ofField name: String) -> YAML.Place? {
        for member in members {
            if member.name == name { return member.place }
            if let place = member.node.place(ofField: name) { return place }
        }
        return items.lazy.compactMap { $0.place(ofField: name) }.first
    }

    /// Where the first text stands that ends so, at any depth.
    func place(ofTextEnding ending: String) -> YAML.Place? {
        if let text = value.asText { return text.hasSuffix(ending) ? place : nil }
        let parts = members.map(\.node) + items
        return parts.lazy.compactMap { $0.place(ofTextEnding: ending) }.first
    }

    /// The value without one of its members.
    func value(without name: String) -> JSON {
        .object(value.members.filter { $0.name != name })
    }
}

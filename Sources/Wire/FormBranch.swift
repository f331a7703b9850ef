/// One level of the tree that the fields of a form build up.
struct FormBranch {
    private enum Node {
        case text(String)
        case branch(FormBranch)
    }

    private struct Entry {
        var name: String
        var node: Node
    }

    private var entries: [Entry] = []
    /// Where each name stands; filled when there are too many to search through.
    private var places: [[UInt8]: Int] = [:]
    /// The number that `[]` gets next; nil when there is none left.
    private var nextNumber: Int64? = 0
    private var isMarkOfEmptyList = false

    /// Puts a text at the end of a path. Where a text is in the way of a branch, or a branch in
    /// the way of a text, what came first is forgotten.
    mutating func set(_ path: ArraySlice<FormPath.Key>, to text: String) {
        guard let key = path.first, let name = name(of: key) else { return }
        let rest = path.dropFirst()
        isMarkOfEmptyList = entries.isEmpty && rest.isEmpty && key == .append && text.isEmpty
        let place = place(of: name)
        guard !rest.isEmpty else {
            entries[place].node = .text(text)
            return
        }
        var branch = FormBranch()
        if case .branch(let known) = entries[place].node { branch = known }
        entries[place].node = .text("")  // Lets go of the branch, so that it is not copied.
        branch.set(rest, to: text)
        entries[place].node = .branch(branch)
    }

    /// The level as the members of an object.
    var members: [JSON.Member] {
        entries.map { entry in
            switch entry.node {
            case .text(let text): JSON.Member(name: entry.name, value: .string(text))
            case .branch(let branch): JSON.Member(name: entry.name, value: branch.json)
            }
        }
    }

    /// An empty list where nothing was sent but `[]=`: clients mean that by it.
    private var json: JSON {
        isMarkOfEmptyList ? [] : .object(members)
    }

    private mutating func name(of key: FormPath.Key) -> String? {
        switch key {
        case .append: return nextNumber.map(String.init)
        case .name(let name): return name
        }
    }

    private mutating func place(of name: String) -> Int {
        if let place = knownPlace(of: name) { return place }
        entries.append(Entry(name: name, node: .text("")))
        countNumber(name)
        if entries.count == [JSON.Member].searchedDirectlyMax + 1 {
            for (place, entry) in entries.enumerated() { places[Array(entry.name.utf8)] = place }
        } else if !places.isEmpty {
            places[Array(name.utf8)] = entries.count - 1
        }
        return entries.count - 1
    }

    private func knownPlace(of name: String) -> Int? {
        guard places.isEmpty else { return places[Array(name.utf8)] }
        return entries.firstIndex { $0.name.hasSameBytes(as: name) }
    }

    /// A number used as a name moves the next one behind it.
    private mutating func countNumber(_ name: String) {
        guard name.utf8.first?.isDigit ?? false, let number = Int64(name),
            let next = nextNumber, number >= next, String(number) == name
        else { return }
        nextNumber = number == .max ? nil : number + 1
    }
}

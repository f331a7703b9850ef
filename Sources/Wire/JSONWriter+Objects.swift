/// Objects and lists written member by member; commas come by themselves.
///
///     writer.object { writer in
///         writer.member("entity", "collection")
///         writer.member("count", 2)
///     }
extension JSONWriter {
    /// Writes an object whose members the closure writes.
    public mutating func object<Failure: Error>(
        _ members: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        literal("{")
        try members(&self)
        literal("}")
    }

    /// Writes a list, each item as the closure writes it.
    @inlinable
    public mutating func list<Item, Failure: Error>(
        _ items: [Item], _ item: (inout JSONWriter, Item) throws(Failure) -> Void
    ) throws(Failure) {
        literal("[")
        // Lent where it stands: an iterator would copy each.
        for index in items.indices {
            separate()
            try item(&self, items[index])
        }
        literal("]")
    }

    /// Writes a member whose value the closure writes.
    public mutating func member<Failure: Error>(
        _ name: String, _ value: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        separate()
        string(name)
        literal(":")
        try value(&self)
    }

    /// Writes a member.
    public mutating func member(_ name: String, _ value: JSON) {
        member(name) { writer in writer.json(value) }
    }

    /// Writes a member that is a text, or `null` for nil.
    public mutating func member(_ name: String, _ text: String?) {
        member(name) { writer in writer.string(text) }
    }

    /// Writes a member that is an integer, or `null` for nil.
    public mutating func member(_ name: String, _ integer: Int64?) {
        member(name) { writer in writer.integer(integer) }
    }

    /// Writes a member that is `true` or `false`.
    public mutating func member(_ name: String, _ value: Bool) {
        member(name) { writer in writer.bool(value) }
    }

    /// Writes the comma in front of all but the first: an opening bracket is the last byte only
    /// where nothing has been written inside it yet.
    @usableFromInline
    mutating func separate() {
        guard last != UInt8(ascii: "{"), last != UInt8(ascii: "[") else { return }
        literal(",")
    }
}

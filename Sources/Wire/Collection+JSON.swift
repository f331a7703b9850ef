extension JSONWriter {
    /// Writes a page of a list; `count` is the number of items on it.
    ///
    /// - Source: [D] README section 9.
    @inlinable
    public mutating func collection<Item>(
        _ items: [Item], _ write: (inout JSONWriter, Item) -> Void
    ) {
        literal(#"{"entity":"collection","count":"#)
        integer(Int64(items.count))
        literal(#","items":"#)
        list(items, write)
        literal("}")
    }
}

extension [JSON.Member] {
    /// Objects up to this size are searched from end to end, larger ones through a table.
    static let searchedDirectlyMax = 16

    /// Leaves each name once: in the place where it first stood, with the value it had last.
    ///
    /// Names are compared byte by byte, so that two spellings of one character stay two names.
    mutating func keepLastOfEachName() {
        guard hasRepeatedName else { return }
        var places: [[UInt8]: Int] = [:]
        var kept: [JSON.Member] = []
        for member in self {
            if let place = places[Array<UInt8>(member.name.utf8)] {
                kept[place].value = member.value
            } else {
                places[Array<UInt8>(member.name.utf8)] = kept.count
                kept.append(member)
            }
        }
        self = kept
    }

    private var hasRepeatedName: Bool {
        guard count <= Self.searchedDirectlyMax else {
            return Set(map { Array<UInt8>($0.name.utf8) }).count < count
        }
        for later in indices.dropFirst() {
            for earlier in 0..<later where self[later].name.hasSameBytes(as: self[earlier].name) {
                return true
            }
        }
        return false
    }
}

extension String {
    /// Whether both texts are the same bytes, not merely the same characters.
    func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}

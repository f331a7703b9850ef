/// Which references that are made in order no credit bears.
///
/// References of one rail, bank and day begin alike and end in a number. Where no credit bears one
/// of a hundred that begin alike, each of them that comes next is new as well, and the store need
/// not be asked again.
struct NewReferences {
    /// Where the numbers of a hundred stand: the last two digits of the last that was taken.
    private var endings: [String: Int] = [:]

    private static let hundredsMax = 64

    /// Takes a reference where its hundred is known to be new and it comes behind those taken.
    mutating func take(_ reference: String) -> Bool {
        guard let (hundred, ending) = NewReferences.parts(reference), let last = endings[hundred],
            ending > last
        else { return false }
        endings[hundred] = ending
        return true
    }

    /// Takes the first reference of a hundred that nobody bears one of.
    mutating func begin(at reference: String) {
        guard let (hundred, ending) = NewReferences.parts(reference) else { return }
        if endings.count == NewReferences.hundredsMax { endings = [:] }
        endings[hundred] = ending
    }

    /// A credit bears a reference that was not taken here, so its hundred is new no longer.
    mutating func note(_ reference: String) {
        guard !endings.isEmpty, let hundred = NewReferences.hundred(of: reference) else { return }
        endings[hundred] = nil
    }

    /// What the references of a hundred begin with.
    static func hundred(of reference: String) -> String? { parts(reference)?.hundred }

    private static func parts(_ reference: String) -> (hundred: String, ending: Int)? {
        let text = reference.utf8
        guard text.count > 2 else { return nil }
        let end = text.index(text.endIndex, offsetBy: -2)
        var ending = 0
        for byte in text[end...] {
            guard byte >= 48, byte < 58 else { return nil }
            ending = ending * 10 + Int(byte - 48)
        }
        return (String(reference[..<end]), ending)
    }
}

import SmartCollect
import Testing

@testable import Storage

/// References that are made in order are known to be new without looking for each of them.
struct NewReferencesTests {
    let world: World
    let books: Books

    init() throws {
        world = try World()
        books = try world.books()
    }

    @Test func `a hundred is new from its first reference on and in order only`() {
        var references = NewReferences()
        let before = references.take("HDFCN26001000107")
        references.begin(at: "HDFCN26001000107")
        let taken = [108, 108, 105, 199, 200].map { references.take("HDFCN26001000\($0)") }
        #expect(!before)
        #expect(taken == [true, false, false, true, false])
    }

    @Test func `a hundred in which a reference was given is new no longer`() {
        var references = NewReferences()
        references.begin(at: "HDFCN26001000107")
        references.note("HDFCN26001000207")
        let other = references.take("HDFCN26001000108")
        references.note("HDFCN26001000150")
        let same = references.take("HDFCN26001000109")
        #expect(other && !same)
    }

    @Test(arguments: ["", "12", "1", "HDFCN2600100010X", "HDFCN260010001ä"])
    func `what ends in no number belongs to no hundred`(reference: String) {
        var references = NewReferences()
        references.begin(at: reference)
        references.note(reference)
        let isTaken = references.take(reference)
        #expect(!isTaken)
        #expect(NewReferences.hundred(of: reference) == nil)
    }

    /// Whatever was given, repeated, left waiting or sent on another rail before.
    @Test(arguments: 0..<20)
    func `a reference is new exactly where no credit bears it`(seed: UInt64) throws {
        let account = try books.account()
        var chance = Chance(seed: seed, name: "references")
        var serial = 0
        var (new, used) = (0, 0)
        for _ in 0..<60 {
            let steps = Int.random(in: 1...9, using: &chance)
            try maybeTogether(isSo: Bool.random(using: &chance)) {
                for _ in 0..<steps {
                    serial = (serial + 1) % 230
                    let reference = reference(serial)
                    if Int.random(in: 0..<4, using: &chance) == 0 {
                        let ahead = self.reference(serial + Int.random(in: 0...30, using: &chance))
                        let isLate = Bool.random(using: &chance)
                        _ = try books.receive(
                            order(account, ahead, settlesAt: isLate ? books.now + 60 : nil))
                    } else {
                        let isNew = try books.isNew(reference: reference, .neft)
                        #expect(try isNew == !books.isUsed(reference: reference, .neft))
                        (new, used) = isNew ? (new + 1, used) : (new, used + 1)
                        guard isNew else { continue }
                        _ = try books.receive(order(account, reference, isNew: true))
                    }
                }
            }
        }
        #expect(new > 50 && used > 50)
        #expect(try books.ledger().discrepancies == [])
    }

    private func maybeTogether(isSo: Bool, _ body: () throws -> Void) throws {
        if isSo { try books.together(body) } else { try body() }
    }

    private func reference(_ serial: Int) -> String {
        let digits = String(serial % 230)
        return "HDFCN26001" + String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }

    private func order(
        _ account: VirtualAccount, _ reference: String, settlesAt: Timestamp? = nil,
        isNew: Bool = false
    ) -> CreditOrder {
        CreditOrder(
            Credit(
                target: .virtualAccount(account.id), rail: .neft, amount: 100, payer: nil,
                reference: reference),
            allowsDuplicate: !isNew, settlesAt: settlesAt, isReferenceNew: isNew)
    }
}

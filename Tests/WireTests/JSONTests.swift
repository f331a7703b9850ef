import Testing
import Wire

struct JSONTests {
    private let account: JSON = [
        "id": "va_DlGmm7jInLudH9", "amount_paid": 1000, "description": nil,
        "receivers": [["entity": "bank_account"], ["entity": "vpa"]],
    ]

    @Test func `a value is found by name and by place`() {
        #expect(account["id"] == "va_DlGmm7jInLudH9")
        #expect(account["description"] == .null)
        #expect(account["status"] == nil)
        #expect(account["receivers"]?[1]?["entity"] == "vpa")
        #expect(account["receivers"]?[2] == nil)
        #expect(account["receivers"]?[-1] == nil)
        #expect(account["receivers"]?["entity"] == nil)
        #expect(account[0] == nil)
        #expect(account.members.map(\.name) == ["id", "amount_paid", "description", "receivers"])
        #expect(JSON.list([1]).members.isEmpty)
    }

    @Test func `only lists and objects can be empty`() {
        #expect(JSON.emptyObject.isEmpty)
        #expect(JSON.list([]).isEmpty)
        #expect(!account.isEmpty)
        #expect(!JSON.string("").isEmpty)
        #expect(!JSON.null.isEmpty)
    }

    @Test(
        arguments: [
            (["a": 1, "b": [["c": 1, "d": 2]]], ["b": [["d": 2, "c": 1]], "a": 1], true),
            ([1, 2], [2, 1], false), (["a": 1], ["a": 2], false),
            (["a": 1], ["a": 1, "b": 1], false), ([], [:], false),
            ("1", 1, false), (1, .decimal("1.0"), false), (nil, false, false),
        ] as [(JSON, JSON, Bool)])
    func `equivalence looks past the order of members only`(one: JSON, other: JSON, same: Bool) {
        #expect(one.isEquivalent(to: other) == same)
        #expect(other.isEquivalent(to: one) == same)
        #expect(one != other)
    }

    @Test func `a literal with a repeated name keeps the last value`() {
        #expect((["a": 1, "b": 2, "a": 3] as JSON).description == #"{"a":3,"b":2}"#)
    }
}

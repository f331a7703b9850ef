import Testing
import Wire

/// Bytes changed at random, the same on every run: nothing may trap, and what is accepted must
/// survive being written and read again.
struct MutationTests {
    private static let documents = [
        #"{"name":"Gaurav Kumar","types":["vpa"],"close_by":1681615838,"notes":{"flat no":"105"}}"#,
        #"[0,-0,1.5e+10,-9223372036854775808,9223372036854775807,9223372036854775808,false,null]"#,
        #"{"a":"\u0041\ud83d\ude00\"\\\/\b\f\n\r\t","b":"अनीता ₹","\u00e9":"é","a":1}"#,
        #"[[[[[[{"a":[[[{"b":{"0":{"0":[]},"1":{}}}]]]}]]]]]]"#,
        "notes[flat no]=105&types[]=a&types[1]=b&a[b][c]=%E2%82%B9&a.b=1+2&expand[expand[]]=1",
        " { \"a\" : [ 1 , 2 ] } ",
    ].map { Array($0.utf8) }

    @Test(arguments: 0..<8)
    func `accepted bytes survive being written and read again`(seed: UInt64) throws {
        var dice = Dice(state: seed)
        var accepted = 0
        for _ in 0..<2500 {
            let bytes = dice.mutated(Self.documents[dice.roll(Self.documents.count)])
            guard let value = try? JSONReader.read(bytes) else { continue }
            accepted += 1
            try expectRoundTrip(value)
        }
        #expect(accepted > 50)
    }

    @Test(arguments: 0..<8)
    func `any bytes under any type are an object with lists folded`(seed: UInt64) throws {
        var dice = Dice(state: seed)
        let types = [
            nil, "application/json", "application/x-www-form-urlencoded", "text/plain",
            "multipart/form-data",
        ]
        for _ in 0..<1000 {
            let bytes = dice.mutated(Self.documents[dice.roll(Self.documents.count)])
            let fields = RequestBody.read(bytes, contentType: types[dice.roll(types.count)]).fields
            #expect(fields.asObject != nil)
            #expect(fields.members.allSatisfy { $0.value.folded == $0.value })
            try expectRoundTrip(fields)
        }
    }

    @Test func `every cut of a document is refused, and its whole is not`() throws {
        for document in Self.documents where document.first == UInt8(ascii: "{") {
            for end in 0..<document.count - 1 {
                #expect(throws: JSONError.self) { try JSONReader.read(Array(document[..<end])) }
            }
            #expect(throws: Never.self) { try JSONReader.read(document) }
        }
    }

    private func expectRoundTrip(_ value: JSON) throws {
        for escapes in [false, true] {
            var writer = JSONWriter(escapesNonASCII: escapes)
            writer.json(value)
            let again = try JSONReader.read(writer.bytes)
            #expect(again.bytes == value.bytes)
        }
    }
}

/// A small generator of numbers that look random and are the same for the same seed.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func roll(_ sides: Int) -> Int {
        Int.random(in: 0..<sides, using: &self)
    }

    /// One to four changes: a byte replaced, put in or taken out, or a piece doubled.
    mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...roll(4) where !bytes.isEmpty {
            let place = roll(bytes.count)
            switch roll(4) {
            case 0: bytes[place] = interestingByte()
            case 1: bytes.insert(interestingByte(), at: place)
            case 2: bytes.remove(at: place)
            default:
                let piece = bytes[place..<min(bytes.count, place + 1 + roll(12))]
                bytes.insert(contentsOf: piece, at: roll(bytes.count))
            }
        }
        return bytes
    }

    private mutating func interestingByte() -> UInt8 {
        let syntax = Array(#"{}[]":,\/u0123456789-+.eE&=%tfn "#.utf8)
        return roll(3) == 0 ? UInt8.random(in: 0...255, using: &self) : syntax[roll(syntax.count)]
    }
}

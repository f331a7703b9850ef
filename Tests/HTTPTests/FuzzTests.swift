@testable import HTTP
import Testing

/// Requests that were damaged by chance. With the same seed, chance is always the same.
struct FuzzTests {
    private struct Chance: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let seeds = RequestRow.all.map(\.bytes).filter { $0.count < 300 }
    private static let pieces: [[UInt8]] = [
        "\r\n", "\n", "\r", "\0", " ", "\t", ":", "Content-Length: 3\r\n", "chunked", "0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n", "Host: b\r\n", "HTTP/1.1", "5;", "ffffffff", "%",
        "http://",
    ].map { Array($0.utf8) }

    private func damage(_ bytes: [UInt8], _ chance: inout Chance) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &chance) {
            let place = Int.random(in: 0...bytes.count, using: &chance)
            switch Int.random(in: 0..<5, using: &chance) {
            case 0: bytes.insert(UInt8.random(in: 0...255, using: &chance), at: place)
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2 where place < bytes.count:
                bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
            case 3:
                bytes.insert(contentsOf: Self.pieces.randomElement(using: &chance) ?? [], at: place)
            default: bytes += Self.seeds.randomElement(using: &chance) ?? []
            }
        }
        return bytes
    }

    private func cuts(_ count: Int, _ chance: inout Chance) -> [Int] {
        var pieces: [Int] = []
        var rest = count
        while rest > 0 {
            pieces.append(Int.random(in: 1...min(rest, 40), using: &chance))
            rest -= pieces[pieces.count - 1]
        }
        return pieces
    }

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `whatever comes is read the same in one piece and in many`(_ seed: UInt64) {
        var chance = Chance(state: seed)
        for _ in 0..<400 {
            let seed = Self.seeds.randomElement(using: &chance) ?? []
            let bytes = damage(seed, &chance)
            let whole = outcomes(of: bytes, pieces: [bytes.count])
            let cut = cuts(bytes.count, &chance)
            #expect(outcomes(of: bytes, pieces: cut) == whole, "\(bytes) cut into \(cut)")
        }
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `a server survives whatever comes`(_ seed: UInt64) {
        let server = LiveServer()
        var chance = Chance(state: 1_000 + seed)
        for _ in 0..<60 {
            let client = RawClient(server.port)
            client.send(damage(Self.seeds.randomElement(using: &chance) ?? [], &chance))
            client.finishSending()
            let text = client.rest()
            #expect(text.isEmpty || text.hasPrefix("HTTP/1.1 "))
            #expect(client.end == .closed || client.end == .reset)
        }
        until { server.perform { server, _ in server.statistics.connectionsOpen } == 0 }
        #expect(server.perform { server, _ in server.statistics.bodyBytesAwaited } == 0)
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `an answer that was damaged is read or said to be none, in pieces as in one`(
        _ seed: UInt64
    ) {
        let answers = HTTPClientTests.Answer.all.map { Array($0.bytes.utf8) }
        var chance = Chance(state: 2_000 + seed)
        for _ in 0..<400 {
            let bytes = damage(answers.randomElement(using: &chance) ?? [], &chance)
            let cut = cuts(bytes.count, &chance)
            #expect(
                summary(bytes, [bytes.count]) == summary(bytes, cut),
                "\(String(decoding: bytes, as: UTF8.self).debugDescription) cut into \(cut)")
        }
    }

    /// What a client makes of an answer that comes in pieces of these lengths.
    private func summary(_ bytes: [UInt8], _ pieces: [Int]) -> String {
        var reader = ResponseReader(method: .get, bytesMax: 1 << 16)
        var start = 0
        do throws(HTTPClientFailure) {
            for piece in pieces where !reader.isComplete {
                try reader.take(bytes[start..<start + piece].span)
                start += piece
            }
        } catch {
            return "malformed"
        }
        return "\(reader.end()) \(reader.status) \(reader.body) \(reader.isCut)"
    }
}

import Glibc
@testable import HTTP
import Testing

struct ResolverTests {
    /// A name server on loopback that knows one name, and how often it was asked.
    private final class NameServer: Sendable {
        let port: UInt16
        let questions = Box<Int>()

        init(_ name: String, _ address: [UInt8]) {
            guard let (descriptor, port) = NameServer.open() else { fatalError("no socket") }
            self.port = port
            let questions = questions
            Thread.start {
                var message = [UInt8](repeating: 0, count: 512)
                while true {
                    var peer = sockaddr()
                    var size = socklen_t(MemoryLayout<sockaddr>.size)
                    let count = unsafe recvfrom(
                        descriptor, &message, message.count, 0, &peer, &size)
                    guard count > 16 else { continue }
                    questions.put((questions.get() ?? 0) + 1)
                    let answer = NameServer.answer(Array(message[..<count]), name, address)
                    _ = unsafe sendto(descriptor, answer, answer.count, 0, &peer, size)
                }
            }
        }

        private static func open() -> (Int32, UInt16)? {
            // Bound by connecting nowhere in particular: the first port that is free.
            let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
            for port in UInt16(40_053)..<40_153 {
                var name = sockaddr()
                name.sa_family = sa_family_t(AF_INET)
                name.sa_data.0 = CChar(bitPattern: UInt8(port >> 8))
                name.sa_data.1 = CChar(bitPattern: UInt8(port & 255))
                name.sa_data.2 = 127
                name.sa_data.5 = 1
                let size = socklen_t(MemoryLayout<sockaddr>.size)
                if unsafe bind(descriptor, &name, size) == 0 { return (descriptor, port) }
            }
            return nil
        }

        /// The question again, and behind it one address, none, or that there is no such name.
        private static func answer(
            _ question: [UInt8], _ name: String, _ address: [UInt8]
        ) -> [UInt8] {
            var end = 12
            var labels: [String] = []
            while question[end] > 0 {
                let label = question[end + 1...end + Int(question[end])]
                labels.append(String(decoding: label, as: UTF8.self).lowercased())
                end += 1 + label.count
            }
            end += 5
            let isKnown = labels.joined(separator: ".") == name
            let hasAnswer = isKnown && question[end - 3] == 1
            var answer = Array(question[..<end])
            answer[2] = 0x81
            answer[3] = isKnown ? 0x80 : 0x83
            answer[7] = hasAnswer ? 1 : 0
            answer.replaceSubrange(8..<12, with: [0, 0, 0, 0])
            guard hasAnswer else { return answer }
            return answer + [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4] + address
        }
    }

    @Test
    func `names beyond the hosts file are asked of the name servers`() {
        let server = LiveServer()
        let names = NameServer("receiver.test", [127, 0, 0, 1])
        let folder = TemporaryFolder()
        let resolver = folder.write("resolv.conf", "nameserver 127.0.0.1:\(names.port)\n")
        let hosts = folder.write("hosts", "")
        let outcomes = ["receiver.test", "nowhere.test"].map { name in
            ask("http://\(name):\(server.port)/") {
                $0.resolverFile = resolver
                $0.hostsFile = hosts
            }
        }
        #expect(outcomes[0]?.response?.status == 200)
        #expect(outcomes[1]?.failure == .unresolved(name: "nowhere.test"))
        #expect((names.questions.get() ?? 0) > 0)
    }
}

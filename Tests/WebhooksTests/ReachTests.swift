import HTTP
import Testing
import Webhooks

struct ReachTests {
    /// A sandbox that others can talk to, as in a container.
    private static let open: Reach = {
        var reach = Reach()
        reach.listens(at: "0.0.0.0", port: 4210)
        return reach
    }()

    private static func allows(_ reach: Reach, _ text: String, port: UInt16 = 80) throws -> Bool {
        reach.allows(try #require(IPAddress(text)), port: port)
    }

    @Test(arguments: [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.192",
        "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "fd00:ec2::254",
        "fc00::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "100::1",
        "3fff::1", "3fff:fff::1", "5f00::1", "::ffff:0:7f00:1", "::ffff:0:a9fe:a9fe",
    ])
    func `a sandbox that others can talk to leaves its neighbours alone`(_ text: String) throws {
        #expect(try !Self.allows(Self.open, text))
        #expect(try Self.allows(Reach(), text))
    }

    @Test(arguments: [
        "8.8.8.8", "172.32.0.1", "172.15.0.1", "100.128.0.1", "11.0.0.1", "192.169.0.1",
        "2600::1", "2a00:1450::1", "::ffff:8.8.8.8",
        "3fff:1000::1", "5f01::1",
    ])
    func `it may post to whoever is on the internet`(_ text: String) throws {
        #expect(try Self.allows(Self.open, text))
    }

    @Test func `its operator may name others, in ranges or by a word`() throws {
        var reach = Self.open
        reach.allowed = try #require(Network.named("172.20.0.0/14"))
        #expect(try Self.allows(reach, "172.23.255.255"))
        #expect(try !Self.allows(reach, "172.24.0.0"))
        reach.allowed = try #require(Network.named("private"))
        #expect(try Self.allows(reach, "192.168.65.254"))
        #expect(try Self.allows(reach, "fd12::1"))
        #expect(try !Self.allows(reach, "169.254.169.254"))
    }

    @Test(arguments: ["fc00::/7", "private", "169.254.0.0/16", "0.0.0.0/0", "::/0"])
    func `what a cloud tells its own stays out of reach`(_ allowed: String) throws {
        var reach = Self.open
        reach.allowed = try #require(Network.named(allowed))
        #expect(try !Self.allows(reach, "169.254.169.254"))
        #expect(try !Self.allows(reach, "::ffff:169.254.169.254"))
        #expect(try !Self.allows(reach, "fd00:ec2::254"))
    }

    @Test func `the operator's own URL may lead to a neighbour, but not to itself`() throws {
        let neighbour = try #require(IPAddress("192.168.65.254"))
        let here = try #require(IPAddress("127.0.0.1"))
        #expect(Self.open.allowsOperator(neighbour, port: 80))
        #expect(Self.open.allowsOperator(here, port: 8080))
        #expect(!Self.open.allowsOperator(here, port: 4210))
    }

    @Test func `it never posts to itself, but for its own sinks`() throws {
        var reach = Self.open
        reach.allowed = try #require(Network.named("loopback"))
        #expect(try Self.allows(reach, "127.0.0.1", port: 3000))
        #expect(try !Self.allows(reach, "127.0.0.1", port: 4210))
        #expect(reach.isOwnSink(try HTTPURL("http://localhost:4210/_sandbox/sink/one")))
        #expect(reach.isOwnSink(try HTTPURL("http://[::1]:4210/_sandbox/sink/one")))
        #expect(!reach.isOwnSink(try HTTPURL("http://127.0.0.1:4210/_sandbox/reset")))
        #expect(!reach.isOwnSink(try HTTPURL("http://127.0.0.1:4211/_sandbox/sink/one")))
        #expect(!reach.isOwnSink(try HTTPURL("http://8.8.8.8:4210/_sandbox/sink/one")))
    }

    @Test(arguments: [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "::", "::1", "::ffff:0.0.0.0", "::ffff:127.0.0.1",
    ])
    func `whoever may be posted to, it is not itself`(_ text: String) throws {
        var reach = Self.open
        reach.allowed = try ["0.0.0.0/0", "::/0"].flatMap { try #require(Network.named($0)) }
        #expect(try Self.allows(reach, text, port: 3000))
        #expect(try !Self.allows(reach, text, port: 4210))
        #expect(!reach.allowsOperator(try #require(IPAddress(text)), port: 4210))
    }

    @Test(arguments: ["localhost", "127.0.0.1", "0.0.0.0", "[::]", "[::1]"])
    func `its own sinks it may use by any name of this machine`(_ host: String) throws {
        #expect(Self.open.isOwnSink(try HTTPURL("http://\(host):4210/_sandbox/sink/one")))
        #expect(!Self.open.isOwnSink(try HTTPURL("http://\(host):4210/_sandbox/reset")))
    }

    @Test(arguments: [
        "", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::/129", "public", "1.2.3.4/8/9",
    ])
    func `what is no range is not taken for one`(_ text: String) {
        #expect(Network.named(text) == nil)
    }
}

import HTTP
import Testing

struct HTTPURLTests {
    @Test(arguments: [
        ("http://localhost:9000/hook?a=b", "localhost", 9000, "/hook?a=b"),
        ("HTTPS://Example.COM", "example.com", 443, "/"),
        ("http://127.0.0.1", "127.0.0.1", 80, "/"),
        ("http://[::1]:8080/", "::1", 8080, "/"),
        ("https://a-b.c_d.example.?x", "a-b.c_d.example.", 443, "/?x"),
        ("http://host.docker.internal:1/%20", "host.docker.internal", 1, "/%20"),
    ])
    func `URLs are taken apart`(
        _ text: String, _ host: String, _ port: UInt16, _ target: String
    ) throws {
        let url = try HTTPURL(text)
        #expect(url.host == host && url.port == port && url.target == target)
    }

    @Test(arguments: [
        ("http://localhost:80/a", "http://localhost/a"), ("https://a:443", "https://a/"),
        ("http://a:443/", "http://a:443/"), ("http://[0:0::1]:9/x", "http://[0:0::1]:9/x"),
    ])
    func `URLs are put together again`(_ text: String, _ expected: String) throws {
        #expect(try HTTPURL(text).description == expected)
    }

    @Test(
        arguments: [
            ("http://a b/", .character), ("http://a/\r\nX: y", .character),
            ("http://ä/", .character),
            ("http://a/\u{7F}", .character), ("", .scheme), ("a", .scheme), ("/a", .scheme),
            ("ftp://a/", .scheme), ("file:///etc/passwd", .scheme),
            ("javascript:alert(1)", .scheme),
            ("http:/a", .scheme), ("//a/", .scheme), ("http://user@a/", .credentials),
            ("http://user:secret@a/", .credentials), ("http://a@169.254.169.254/", .credentials),
            ("http://", .host), ("http:///a", .host), ("http://:80/", .host),
            ("http://a..b/", .host),
            ("http://.a/", .host), ("http://[::1/", .host), ("http://[]/", .host),
            ("http://[::g]/", .host), ("http://[127.0.0.1]/", .host), ("http://a%20b/", .host),
            ("http://2130706433/", .host), ("http://0x7f000001/", .host), ("http://127.1/", .host),
            ("http://0177.0.0.1/", .host), ("http://1.2.3.4.5/", .host),
            ("http://256.0.0.1/", .host),
            ("http://a,b/", .host), ("http://a\\@b/", .credentials), ("http://a\\b/", .host),
            ("http://[fe80::1%25eth0]/", .host), ("http://a:0/", .port), ("http://a:65536/", .port),
            ("http://a:x/", .port), ("http://a:/", .port), ("http://a:+1/", .port),
            ("http://a:-1/", .port),
            ("http://[::1]80/", .port), ("http://a:1:2/", .port), ("http://a/#b", .fragment),
            ("http://a#b", .fragment),
        ] as [(String, HTTPURL.Problem)])
    func `what is no such URL is refused, with the reason`(
        _ text: String, _ problem: HTTPURL.Problem
    ) {
        #expect(throws: problem) { try HTTPURL(text) }
        #expect(!problem.description.isEmpty)
    }

    @Test
    func `an address needs no look-up, a name does`() throws {
        #expect(try HTTPURL("http://127.0.0.1/").hasAddress)
        #expect(try HTTPURL("http://[::1]/").hasAddress)
        #expect(try !HTTPURL("http://localhost/").hasAddress)
    }

    @Test
    func `addresses are read and written in their usual form`() {
        #expect(IPAddress("10.0.0.1")?.bytes == [10, 0, 0, 1])
        #expect(IPAddress("0:0:0:0:0:0:0:1")?.description == "::1")
        #expect(IPAddress(bytes: [192, 168, 0, 1])?.description == "192.168.0.1")
        for text in ["", "1.2.3", "01.2.3.4", "::1%lo", "1.2.3.4 ", "::ffff"] where text != "::ffff"
        {
            #expect(IPAddress(text) == nil, "\(text)")
        }
        #expect(IPAddress(bytes: [1, 2, 3]) == nil)
    }
}

import Simulator
import Testing
import Wire

struct FaultTests {
    private static func faults(_ texts: String...) throws -> Faults {
        Faults(try texts.map { try Fault(reading: JSONReader.read(Array($0.utf8))) })
    }

    @Test(arguments: [
        #"{"do":"error","status":502}"#,
        #"{"do":"error","status":429,"retry_after":1}"#,
        #"{"match":{"method":"POST","path":"/v1/*"},"do":"delay","by":"1s","times":2}"#,
        #"{"do":"error","status":400,"code":"A","description":"B","times":2}"#,
        #"{"match":{"path":"/v1/payments/*/refund"},"do":"commit_then_reset","times":1}"#,
        #"{"do":"delay","by":"3s"}"#, #"{"do":"hang"}"#, #"{"do":"reset"}"#,
        #"{"do":"commit_then_hang"}"#, #"{"do":"commit_then_error","status":504}"#,
        #"{"match":{"method":"GET"},"do":"truncate","times":1000000}"#,
    ])
    func `a fault reads as it is written`(_ text: String) throws {
        let faults = try Self.faults(text)
        #expect(faults.all.map(\.json.description) == [text])
    }

    @Test func `the first that fits befalls a request, so many times and no more`() throws {
        var faults = try Self.faults(
            #"{"match":{"method":"POST"},"do":"hang","times":2}"#,
            #"{"match":{"path":"/v1/*"},"do":"reset","times":1}"#, #"{"do":"truncate"}"#)
        let taken = (0..<5).map { _ in faults.take(method: "POST", path: "/v1/customers")?.kind }
        #expect(taken == [.hang, .hang, .reset, .truncate, .truncate])
        #expect(faults.all.count == 1)
        #expect(faults.take(method: "GET", path: "/v2/accounts")?.kind == .truncate)
    }

    @Test func `what fits no fault is left alone, and uses none up`() throws {
        var faults = try Self.faults(#"{"match":{"method":"POST"},"do":"hang","times":1}"#)
        let before = faults
        #expect(faults.take(method: "GET", path: "/v1/customers") == nil)
        #expect(faults == before)
    }

    @Test(arguments: [
        ("/v1/payments", "/v1/payments", true), ("/v1/payments", "/v1/payments/", true),
        ("/v1/payments/", "/v1/payments", true), ("/v1/payments", "/v1/payments/x", false),
        ("/v1/*", "/v1/payments/x/refund", true), ("/v1/*", "/v1", false),
        ("/v1/*", "/v2/accounts", false), ("/v1/payments/*/refund", "/v1/payments/x/refund", true),
        ("/v1/payments/*/refund", "/v1/payments/x/y/refund", false),
        ("/v1/payments/*/refund", "/v1/payments/x/refunds", false),
        ("/v1/payments/pay_*", "/v1/payments/pay_1", true),
        ("/v1/*a*b/c", "/v1/xaybaab/c", true), ("/v1/*a*b/c", "/v1/xayba/c", false),
        ("/*/payments", "/v1/payments", true), ("/*/payments", "/v1/x/payments", false),
        ("/*", "/", true), ("/", "/", true), ("/*", "/anything/at/all", true),
    ])
    func `a star stands for a part of a step, and at the end for all that follows`(
        _ pattern: String, _ path: String, _ matches: Bool
    ) throws {
        #expect(try #require(PathPattern(pattern)).matches(path) == matches)
    }

    @Test(arguments: ["", "v1/payments", "*", String(repeating: "/a", count: 200)])
    func `what is no path is no pattern`(_ text: String) {
        #expect(PathPattern(text) == nil)
    }
}

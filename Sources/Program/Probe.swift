import HTTP

/// A look at whether anybody answers somewhere.
enum Probe {
    /// Asks once, and gives up after two seconds.
    static func get(
        _ url: String, headers: [(name: String, value: String)] = []
    ) -> HTTPClientOutcome {
        guard let address = try? HTTPURL(url), let loop = try? Loop() else {
            return .failure(.system("\(url) cannot be asked"), milliseconds: 0)
        }
        var configuration = HTTPClient.Configuration()
        configuration.totalMilliseconds = 2_000
        configuration.verifiesCertificates = false
        var outcome = HTTPClientOutcome.failure(.withdrawn, milliseconds: 0)
        let request = HTTPClientRequest(method: .get, url: address, headers: headers, body: [])
        let client = HTTPClient(loop: loop, configuration: configuration)
        client.send(request) {
            outcome = $0
            loop.stop()
        }
        loop.run()
        return outcome
    }
}

import HTTP
import Webhooks

/// The clients that webhooks are posted to by, once it is known where the sandbox itself listens.
final class Neighbourhood {
    private var reach = Reach()
    private let loop: Loop
    private let verifiesCertificates: Bool
    /// Where the operator has said that the default merchant's webhooks go.
    private let named: HTTPURL?
    private lazy var others = HTTPClient(
        loop: loop, configuration: configuration { [unowned self] in reach.allows($0, port: $1) })
    /// To the operator's URL, which may be a neighbour.
    private lazy var operators = HTTPClient(
        loop: loop,
        configuration: configuration { [unowned self] in reach.allowsOperator($0, port: $1) })
    /// To the sandbox itself, whose own certificate it need not prove.
    private lazy var own = HTTPClient(loop: loop, configuration: ownConfiguration)

    init(_ options: ServeOptions, _ loop: Loop) {
        self.loop = loop
        verifiesCertificates = !options.webhookInsecure
        named = options.webhookURL.flatMap { try? HTTPURL($0) }
        reach.allowed = options.webhookAllow.flatMap(\.networks)
    }

    /// The sandbox listens there.
    func isAt(_ address: BoundAddress) {
        guard address.port > 0 else { return }
        reach.listens(at: address.host, port: address.port)
    }

    /// The client that posts to a URL.
    func client(for url: HTTPURL) -> HTTPClient {
        reach.isOwnSink(url) ? own : url == named ? operators : others
    }

    private var ownConfiguration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.verifiesCertificates = false
        return configuration
    }

    private func configuration(
        _ allowsAddress: @escaping (IPAddress, UInt16) -> Bool
    ) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.verifiesCertificates = verifiesCertificates
        configuration.allowsAddress = allowsAddress
        return configuration
    }
}

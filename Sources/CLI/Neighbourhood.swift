import HTTP
import Webhooks

/// The clients that webhooks are posted to by, once it is known where the sandbox itself listens.
final class Neighbourhood {
    private var reach = Reach()
    private let loop: Loop
    private let verifiesCertificates: Bool
    private lazy var others = HTTPClient(loop: loop, configuration: configuration)
    /// To the sandbox itself, whose own certificate it need not prove.
    private lazy var own = HTTPClient(loop: loop, configuration: ownConfiguration)

    init(_ options: ServeFlags, _ loop: Loop) {
        self.loop = loop
        verifiesCertificates = !options.webhookInsecure
        reach.allowed = options.webhookAllow.flatMap(\.networks)
    }

    /// The sandbox listens there.
    func isAt(_ address: BoundAddress) {
        guard address.port > 0 else { return }
        reach.listens(at: address.host, port: address.port)
    }

    /// The client that posts to a URL.
    func client(for url: HTTPURL) -> HTTPClient {
        reach.isOwnSink(url) ? own : others
    }

    private var ownConfiguration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.verifiesCertificates = false
        return configuration
    }

    private var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.verifiesCertificates = verifiesCertificates
        configuration.allowsAddress = { [unowned self] in reach.allows($0, port: $1) }
        return configuration
    }
}

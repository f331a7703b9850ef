import CLI
import HTTP
import Verbs
import Wire

/// The questions that `doctor` asks, each answered by findings.
struct Examination {
    let flags: ServeOptions
    let file: String?

    private var port: UInt16 { flags.port ?? 4210 }

    func findings() -> [Finding] {
        [
            [settings()], listening(), address(), proxies(), [webhook()].compactMap { $0 }, clock(),
            [database()], [unixSocket()].compactMap { $0 },
        ].flatMap { $0 }
    }

    private func settings() -> Finding {
        .ok("settings", file.map { "read from \($0)" } ?? "no smartcollect.yaml here")
    }

    // MARK: The port

    private func listening() -> [Finding] {
        guard port != 0 else { return [.ok("port", "any that is free")] }
        switch Probe.get("http://127.0.0.1:\(port)/health") {
        case .failure(.refused, _) where port < 1024 && !User.isRoot:
            return [
                .fault(
                    "port", "\(port) may only be taken by root",
                    do: "choose a --port above 1023")
            ]
        case .failure(.refused, _): return [.ok("port", "\(port) is free")]
        case .response(let response):
            let health = try? JSONReader.read(response.body)
            guard health?["status"] == "ok", let version = health?["version"]?.asText else {
                return [taken("another program answers on it")]
            }
            return [.ok("port", "a sandbox \(version) runs on \(port)")]
        case .failure: return [taken("something listens on it that is no web server")]
        }
    }

    private func taken(_ reason: String) -> Finding {
        .fault("port", "\(port) is taken: \(reason)", do: "stop it, or choose another --port")
    }

    private func address() -> [Finding] {
        guard Container.isHere, flags.host.map(Examination.isLoopback) ?? true else { return [] }
        return [
            .warning(
                "host", "in a container, loopback is reached from inside only",
                do: "set --host 0.0.0.0, unless all that calls it is inside too")
        ]
    }

    // MARK: Proxies

    private func proxies() -> [Finding] {
        let names = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]
        let set = names.filter { Environment[$0]?.isEmpty == false }
        guard let first = set.first else { return [.ok("proxy", "no proxy variable is set")] }
        let spared = (Environment["no_proxy"] ?? "") + "," + (Environment["NO_PROXY"] ?? "")
        let hosts = spared.split(separator: ",").map { $0.drop { $0 == " " } }
        guard !hosts.contains("*"), !["localhost", "127.0.0.1"].allSatisfy(hosts.contains) else {
            return [.ok("proxy", "\(first) is set, and calls to this machine are spared")]
        }
        return [
            .warning(
                "proxy", "\(first) catches calls to this machine from Python, PHP and Node",
                do: "export NO_PROXY=localhost,127.0.0.1 no_proxy=localhost,127.0.0.1")
        ]
    }

    // MARK: The webhook

    private func webhook() -> Finding? {
        guard let text = flags.webhookURL else { return nil }
        let url: HTTPURL
        do {
            url = try HTTPURL(text)
        } catch {
            return .fault("webhook", "\(text): \(error)", do: "give the receiver's whole URL")
        }
        let isLoopback = Examination.isLoopback(url.host)
        if isLoopback, url.port == port, !url.target.hasPrefix("/_sandbox/sink") {
            return .fault(
                "webhook", "\(text) points back at the sandbox", do: "give the receiver's port")
        }
        guard case .failure(let failure, _) = Probe.get(text) else {
            return .ok("webhook", "somebody answers at \(text)")
        }
        if isLoopback, Container.isHere {
            return .fault(
                "webhook", "\(url.host) is this container itself, and nobody answers there",
                do: "name the service, or host.docker.internal for the host")
        }
        return .warning(
            "webhook", "nobody answers at \(text): \(failure.words)",
            do: "start the receiver, or correct --webhook-url")
    }

    private static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host.hasPrefix("127.") || host == "::1"
    }

    // MARK: Time

    private func clock() -> [Finding] {
        if let time = flags.clock {
            let moment = ISOTime.text(seconds: time.seconds)
            return [still("--clock lets time stand still at \(moment)")]
        }
        guard port != 0,
            case .response(let response) = Probe.get("http://127.0.0.1:\(port)/_sandbox/clock"),
            let clock = try? JSONReader.read(response.body), clock["frozen"] == true
        else { return [] }
        return [still("the running sandbox's clock is frozen")]
    }

    private func still(_ fact: String) -> Finding {
        .warning(
            "clock", fact + ": nothing falls due by itself",
            do: "advance it, or POST {\"freeze\":false} to /_sandbox/clock")
    }

    // MARK: Files

    private func database() -> Finding {
        guard let path = flags.database else { return .ok("database", "in memory, gone at exit") }
        let place = File.exists(path) ? path : File.folder(of: path)
        guard !File.isWritable(place) else { return .ok("database", "\(path) can be written") }
        return .fault(
            "database", "\(place) " + (File.exists(place) ? "is not writable" : "does not exist"),
            do: "make it, and give this user the right to write there")
    }

    private func unixSocket() -> Finding? {
        guard let path = flags.unixSocket else { return nil }
        guard path.utf8.count <= 107 else {
            return .fault(
                "socket", "a socket's path has 107 bytes at most, this one \(path.utf8.count)",
                do: "choose a shorter path")
        }
        guard !File.isWritable(File.folder(of: path)) else {
            return .ok("socket", "\(path) can be made")
        }
        return .fault(
            "socket", "\(File.folder(of: path)) is not writable or does not exist",
            do: "make it, and give this user the right to write there")
    }
}

import HTTP
import Storage
import Wire

/// Counters in the text format of Prometheus, never behind credentials.
enum MetricsRoutes {
    static let all = [Route(.get, "/metrics", tell)]

    private static func tell(_ call: Call) throws -> Reply {
        let sandbox = call.sandbox
        var page = Exposition()
        tell(sandbox.requestCounts, to: &page)
        if let server = sandbox.server?.statistics { tell(server, to: &page) }
        tell(try sandbox.store.statistics(), to: &page)
        page.gauge("uptime_seconds", "Seconds since the start.", sandbox.uptime)
        return .text(page.text, type: "text/plain; version=0.0.4; charset=utf-8")
    }

    private static func tell(_ counts: RequestCounts, to page: inout Exposition) {
        page.head("requests_total", "Requests since the start; status 0 for held ones.", "counter")
        counts.forEach { method, subject, status, count in
            let labels =
                "method=\"\(method.name)\",subject=\"\(snakeCase("\(subject)"))\""
                + ",status=\"\(status)\""
            page.sample("requests_total", labels, Int64(count))
        }
    }

    private static func tell(_ server: HTTPServer.Statistics, to page: inout Exposition) {
        page.gauge("connections_open", "Connections open now.", Int64(server.connectionsOpen))
        page.counter(
            "connections_total", "Connections since the start.", Int64(server.connectionsAccepted))
        page.counter(
            "requests_refused_total", "Requests refused unread since the start.",
            Int64(server.requestsRefused))
        page.gauge("requests_held", "Requests held or streaming now.", Int64(server.ticketsOpen))
    }

    private static func tell(_ store: Store.Statistics, to page: inout Exposition) {
        page.gauge("merchants", "Merchants that are known.", Int64(store.merchants))
        page.counter("events_total", "Events since the start.", Int64(store.eventsRaised))
        page.gauge(
            "deliveries_pending", "Deliveries that are still to be made.",
            store.deliveriesPending)
    }
}

/// A page of metrics.
struct Exposition {
    private(set) var text = ""
    private static let prefix = "smartcollect_"

    /// Says what the samples of a name are.
    mutating func head(_ name: String, _ help: String, _ type: String) {
        text += "# HELP \(Exposition.prefix)\(name) \(help)\n"
        text += "# TYPE \(Exposition.prefix)\(name) \(type)\n"
    }

    /// One sample under labels.
    mutating func sample(_ name: String, _ labels: String, _ value: Int64) {
        text += "\(Exposition.prefix)\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(value)\n"
    }

    /// A value that goes up and down.
    mutating func gauge(_ name: String, _ help: String, _ value: Int64) {
        head(name, help, "gauge")
        sample(name, "", value)
    }

    /// A value that only grows.
    mutating func counter(_ name: String, _ help: String, _ value: Int64) {
        head(name, help, "counter")
        sample(name, "", value)
    }
}

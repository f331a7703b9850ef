import CLI
import SQLite
import SmartCollect
import Webhooks

// What the settings of `serve` say, in the types that they are used in.

/// See ``Setting/tls``.
enum TLSChoice: LosslessStringConvertible {
    case auto
    case files(certificate: String, key: String)

    init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        if text == "auto" {
            self = .auto
        } else if parts.count == 2, !parts.contains("") {
            self = .files(certificate: String(parts[0]), key: String(parts[1]))
        } else {
            return nil
        }
    }

    var description: String {
        switch self {
        case .auto: "auto"
        case .files(let certificate, let key): "\(certificate),\(key)"
        }
    }
}

extension DurabilityChoice {
    /// How the store is opened.
    var durability: Connection.Durability {
        switch self {
        case .full: .full
        case .normal: .normal
        case .off: .off
        }
    }
}

extension RailsChoice {
    /// How long refunds take.
    var rails: Rails { self == .instant ? .instant : .realistic }
}

extension RetryChoice {
    /// When failed deliveries are tried again.
    var schedule: RetrySchedule { self == .fast ? .fast : .vendor }
}

/// How many of something are kept, up to a hundred thousand.
struct Count: LosslessStringConvertible {
    let number: Int
    var description: String { String(number) }

    init?(_ text: String) {
        guard let number = Int(text), (0...100_000).contains(number) else { return nil }
        self.number = number
    }
}

/// See ``Setting/clock``.
struct StandingTime: LosslessStringConvertible {
    let seconds: Timestamp
    var description: String { String(seconds) }

    init?(_ text: String) {
        guard let seconds = Timestamp(text), Timestamp.clockRange.contains(seconds) else {
            return nil
        }
        self.seconds = seconds
    }
}

/// See ``Setting/webhookAllow``.
struct NetworkChoice: LosslessStringConvertible {
    let description: String
    let networks: [Network]

    init?(_ text: String) {
        guard let networks = Network.named(text) else { return nil }
        description = text
        self.networks = networks
    }
}

import HTTP
import Storage

/// Who watches which merchant.
struct Streams {
    private var byMerchant: [MerchantKey: [Ticket]] = [:]
    private var merchants: [Ticket: MerchantKey] = [:]

    var isEmpty: Bool { merchants.isEmpty }

    var all: [Ticket] { Array(merchants.keys) }

    func isWatched(_ merchant: MerchantKey) -> Bool {
        !merchants.isEmpty && byMerchant[merchant] != nil
    }

    func watching(_ merchant: MerchantKey) -> [Ticket] {
        merchants.isEmpty ? [] : byMerchant[merchant] ?? []
    }

    mutating func add(_ ticket: Ticket, of merchant: MerchantKey) {
        byMerchant[merchant, default: []].append(ticket)
        merchants[ticket] = merchant
    }

    mutating func remove(_ ticket: Ticket) {
        guard let merchant = merchants.removeValue(forKey: ticket) else { return }
        byMerchant[merchant]?.removeAll { $0 == ticket }
        if byMerchant[merchant]?.isEmpty == true { byMerchant[merchant] = nil }
    }
}

/// What goes over a stream, in the format that browsers call server-sent events.
enum ServerSentEvent {
    /// A comment: it keeps the stream open and means nothing.
    static let beat = Array(": beat\n\n".utf8)

    /// The beginning of a stream: a client that loses it comes again after a second.
    static let beginning = Array("retry: 1000\n\n".utf8)

    /// An event; the data is JSON, and has no line ends.
    static func bytes(_ name: String, id: String?, data: [UInt8]) -> [UInt8] {
        var bytes = Array("event: \(name)\n".utf8)
        if let id { bytes += Array("id: \(id)\n".utf8) }
        bytes += Array("data: ".utf8)
        bytes += data
        return bytes + Array("\n\n".utf8)
    }
}

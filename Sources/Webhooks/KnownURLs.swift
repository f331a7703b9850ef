import HTTP

/// URLs that were read before: most are posted to again and again.
struct KnownURLs {
    private var urls: [String: HTTPURL] = [:]

    private static let countMax = 1000

    /// - Throws: what is wrong with a URL that nothing can be sent to.
    mutating func url(_ text: String) throws(HTTPURL.Problem) -> HTTPURL {
        if let url = urls[text] { return url }
        let url = try HTTPURL(text)
        if urls.count == KnownURLs.countMax { urls = [:] }
        urls[text] = url
        return url
    }
}

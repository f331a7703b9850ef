/// What has been learnt from the lines of a head so far.
struct HTTPHead {
    /// Where the next line begins, counted from the first byte of the request line.
    var length = 0
    var skippedEmptyLine = false
    var fieldCount = 0
    var fieldBytes = 0

    /// Nil for a method this server does not know.
    var method: HTTPMethod?
    var isReservedMethod = false
    var target: HTTPTarget?
    var isVersion10 = false

    var hasHost = false
    var contentLength: Int?
    var isChunked = false
    var saysClose = false
    var saysKeepAlive = false
    var expectsContinue = false
    var hasUnknownExpectation = false

    /// Whether a body follows.
    var announcesBody: Bool {
        isChunked || (contentLength ?? 0) > 0
    }

    /// How the answer is to be framed.
    var exchange: Exchange {
        var exchange: Exchange = []
        if method == .head { exchange.insert(.headOnly) }
        if isVersion10 { exchange.insert(.isVersion10) }
        if saysClose || (isVersion10 && !saysKeepAlive) { exchange.insert(.closes) }
        if expectsContinue && !isVersion10 { exchange.insert(.expectsContinue) }
        return exchange
    }
}

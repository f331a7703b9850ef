/// What has been learnt from the lines of a head so far.
struct HTTPHead {
    /// Where the next line begins, counted from the first byte of the request line.
    var length = 0
    var skippedEmptyLine = false

    /// Nil for a method this server does not know.
    var method: HTTPMethod?
    /// What stands behind it is not HTTP any longer.
    var isConnect = false
    var isVersion10 = false
    /// Where the target stands and where the fields begin, counted from the first byte.
    var targetStart = 0
    var targetEnd = 0
    var fieldsStart = 0
    var fields = HTTPFieldFacts()

    /// How the answer is to be framed.
    var exchange: Exchange {
        var exchange: Exchange = []
        if method == .head { exchange.insert(.headOnly) }
        if isVersion10 { exchange.insert(.isVersion10) }
        if fields.saysClose || (isVersion10 && !fields.saysKeepAlive) { exchange.insert(.closes) }
        if fields.expectsContinue && !isVersion10 { exchange.insert(.expectsContinue) }
        return exchange
    }
}

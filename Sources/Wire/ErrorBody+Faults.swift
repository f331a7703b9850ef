extension ErrorBody {
    /// The error that goes with a status where the sandbox fails on purpose.
    ///
    /// - Parameters:
    ///   - status: the HTTP status, 400 to 599.
    ///   - code: another code than the one that goes with it.
    ///   - description: other words than those that go with it.
    /// - Returns: the error, of the family of bare ones, as where the real service fails.
    /// - Source: [O] README section 1 for 500, INFERRED for 429 and for what proxies say; README
    ///   section 2 for 401.
    public static func onPurpose(
        _ status: Int, code: String? = nil, description: String? = nil
    ) -> ErrorBody {
        ErrorBody(.bare, description ?? words(status), status: status, code: code)
    }

    private static func words(_ status: Int) -> String {
        switch status {
        case 401: "Authentication failed"
        case 429: throttled.description
        case 500...599: serverFault.description
        default: "The request could not be processed."
        }
    }
}

/// Which mistake was made where a webhook's signature does not come out right, as it stands on the
/// line.
public enum SignatureResult: String, CaseIterable, Sendable {
    /// None.
    case ok
    /// The body was read and written anew, and its bytes are others now.
    case bodyReserialised = "body_reserialised"
    /// The secret is that of the API key, and not the webhook's.
    case signedWithAPIKeySecret = "signed_with_api_key_secret"
    /// Only the payload of the body was signed.
    case payloadOnly = "payload_only"
    /// The secret is one that the webhook had before.
    case oldSecret = "old_secret"
    /// One that cannot be found out.
    case unknown
}

import Crypto
import Wire

/// Finds out which mistake was made where a webhook's signature does not come out right.
struct SignatureDoctor {
    /// The secrets that could have been used.
    struct Secrets {
        /// The one that the caller verifies with; nil where it is the webhooks' own.
        var given: String?
        /// Those of the merchant's webhooks.
        var current: [String] = []
        /// Those that its webhooks had before.
        var former: [String] = []
        /// That of the API key.
        var apiKey: String?
    }

    /// What was found, and what to do about it.
    struct Finding: Equatable {
        let result: SignatureResult
        let advice: String
    }

    let secrets: Secrets
    /// The bodies of the events that the one in question may have been.
    let originals: [[UInt8]]

    /// The largest body that is looked at; an event has about two thousand bytes.
    static let bodyBytesMax = 32 << 10

    /// Looks at a body and the signature that came with it, or that was made of it.
    func examine(_ body: [UInt8], _ signature: String) -> Finding {
        finding(in: body, signature) ?? misspelt(body, signature) ?? SignatureDoctor.nothing
    }

    private func finding(in body: [UInt8], _ signature: String) -> Finding? {
        wholeBody(body, signature) ?? otherSecret(body, signature)
            ?? reserialised(body, signature) ?? payload(of: body, signature)
    }

    // MARK: Mistakes

    private func wholeBody(_ body: [UInt8], _ signature: String) -> Finding? {
        if isMade(signature, of: body, with: trusted) {
            return wrongGiven
                ?? Finding(
                    result: .ok, advice: "The signature is right for these bytes and this secret.")
        }
        return wrongSecret([body], signature)
    }

    /// The signature is right, and the caller verifies with something else.
    private func otherSecret(_ body: [UInt8], _ signature: String) -> Finding? {
        guard secrets.given != nil, isMade(signature, of: body, with: secrets.current) else {
            return nil
        }
        return wrongGiven
            ?? Finding(
                result: .unknown,
                advice:
                    "The signature is right for these bytes and a webhook's secret, which is not "
                    + "the one given here.")
    }

    /// The caller's secret is not that of a webhook, but one that is known otherwise.
    private var wrongGiven: Finding? {
        guard let given = secrets.given, !secrets.current.contains(given) else { return nil }
        if given == secrets.apiKey { return SignatureDoctor.apiKeySecret }
        return secrets.former.contains(given) ? SignatureDoctor.formerSecret : nil
    }

    private func reserialised(_ body: [UInt8], _ signature: String) -> Finding? {
        let all = trusted + secrets.current
        if originals.contains(where: { isMade(signature, of: $0, with: all) }) {
            return Finding(
                result: .bodyReserialised,
                advice: "The signature belongs to an event that was sent, and the body given here "
                    + "is not byte for byte what was sent. " + SignatureDoctor.hashRawBytes)
        }
        guard let value = try? JSONReader.read(body) else { return nil }
        for style in JSONStyle.common
        where isMade(signature, of: style.bytes(of: value), with: all) {
            return Finding(
                result: .bodyReserialised,
                advice: "The signature was made of the body after it was read and written again "
                    + "(\(style.name)). " + SignatureDoctor.hashRawBytes)
        }
        return wrongSecret(JSONStyle.common.map { $0.bytes(of: value) }, signature)
    }

    private func payload(of body: [UInt8], _ signature: String) -> Finding? {
        guard let value = (try? JSONReader.read(body))?["payload"] else { return nil }
        // No event tells of more than three.
        let entities = value.members.prefix(3).flatMap { [$0.value, $0.value["entity"] ?? .null] }
        let all = trusted + secrets.current + secrets.former + [secrets.apiKey].compactMap(\.self)
        for part in [value] + entities {
            for style in JSONStyle.common
            where isMade(signature, of: style.bytes(of: part), with: all) {
                return Finding(
                    result: .payloadOnly,
                    advice: "The signature was made of the payload alone. Hash the whole body, "
                        + "from the first brace to the last.")
            }
        }
        return nil
    }

    private func wrongSecret(_ bodies: [[UInt8]], _ signature: String) -> Finding? {
        for body in bodies {
            if let apiKey = secrets.apiKey, isMade(signature, of: body, with: [apiKey]) {
                return SignatureDoctor.apiKeySecret
            }
            if isMade(signature, of: body, with: secrets.former) {
                return SignatureDoctor.formerSecret
            }
        }
        return nil
    }

    /// The signature is a digest in capitals, or has blanks around it.
    private func misspelt(_ body: [UInt8], _ signature: String) -> Finding? {
        let plain = signature.filter { !$0.isWhitespace }.lowercased()
        guard plain != signature, let finding = finding(in: body, plain) else { return nil }
        return Finding(
            result: finding.result == .ok ? .unknown : finding.result,
            advice: "The signature must be written in lower-case hexadecimal, without blanks. "
                + "Apart from that: " + finding.advice)
    }

    // MARK: Words

    private static let hashRawBytes =
        "Hash the raw bytes of the request, before anything has parsed them."

    private static let apiKeySecret = Finding(
        result: .signedWithAPIKeySecret,
        advice: "The API key's secret was used. Use the secret that the webhook was registered "
            + "with; the two have nothing to do with each other.")

    private static let formerSecret = Finding(
        result: .oldSecret,
        advice: "A secret was used that the webhook had before. An event that is retried keeps "
            + "the secret of its day, so accept both for a day after a change.")

    private static let nothing = Finding(
        result: .unknown,
        advice: "No secret known here makes this signature of this body, whole or in part. Check "
            + "that body and signature are of the same request, and that nothing was cut off.")

    // MARK: Hashing

    /// What the caller verifies with.
    private var trusted: [String] { secrets.given.map { [$0] } ?? secrets.current }

    private func isMade(
        _ signature: String, of message: [UInt8], with keys: [String]
    ) -> Bool {
        keys.contains { HMAC.sha256Hexadecimal(of: message, key: Array($0.utf8)) == signature }
    }
}

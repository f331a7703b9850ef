internal import COpenSSL

/// Whether two byte strings are the same, in a time that does not tell where they differ.
///
/// Strings of different lengths are never the same; that their lengths differ can be told from the
/// time. Compare secrets with this and not with `==`, which stops at the first difference.
public func constantTimeEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    return unsafe CRYPTO_memcmp(one, other, one.count) == 0
}

/// A flag that names one of several choices.
public protocol Choice: CaseIterable, RawRepresentable<String>, LosslessStringConvertible {}

extension Choice {
    /// The texts that it may be.
    public static var names: [String] { allCases.map(\.rawValue) }
    /// The text that names it.
    public var description: String { rawValue }
    /// The choice of that name; nil where there is none.
    public init?(_ text: String) { self.init(rawValue: text) }
}

/// What ``Setting/durability`` is one of.
public enum DurabilityChoice: String, Choice, Sendable {
    /// A power cut costs nothing, or the latest changes, or perhaps the file.
    case full, normal, off
}

/// What ``Setting/rails`` is one of.
public enum RailsChoice: String, Choice, Sendable {
    /// Refunds are processed at once, or after the time that they take in production.
    case instant, realistic
}

/// What ``Setting/webhookRetries`` is one of.
public enum RetryChoice: String, Choice, Sendable {
    /// A failed delivery is tried again as in production, or much sooner.
    case vendor, fast
}

/// What ``Setting/logFormat`` is one of.
public enum LogFormatChoice: String, Choice, Sendable {
    /// A line of text for each thing, or a line of JSON.
    case text, json
}

/// What ``Setting/logLevel`` is one of.
public enum LogLevelChoice: String, Choice, Sendable {
    /// From everything to failures alone.
    case debug, info, warning, error
}

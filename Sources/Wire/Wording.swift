/// The vendor's words where they stand in a record rather than in an error.
public enum Wording {
    /// Why money from a stranger went back.
    ///
    /// - Source: [D] payments.md section 7.
    public static let validationFailed = "Bank Account Validation Failed"
}

public import SmartCollect

/// The transfer that brought a payment: to an account number or to a UPI address.
public enum Transfer: Equatable, Sendable {
    /// A `bank_transfer`: to an account number, by any rail.
    case bank(BankTransfer)
    /// A `upi_transfer`: to a UPI address.
    case upi(UPITransfer)
}

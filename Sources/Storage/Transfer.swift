public import SmartCollect

/// The transfer that brought a payment: to an account number or to a UPI address.
public enum Transfer: Hashable, Sendable {
    case bank(BankTransfer)
    case upi(UPITransfer)
}

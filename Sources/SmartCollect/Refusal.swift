/// Why a request is not carried out: one case for each rule that can be broken.
///
/// A case names the rule and carries the figures; the words and the shape of the answer belong to
/// the wire. Where several rules are broken the first in the order of checks is reported: key,
/// route, id, unknown parameters, fields in the order of their table, then the rules of the trade.
///
/// - Source: INFERRED order of checks, README section 10.
public enum Refusal: Error, Hashable, Sendable {
    // The caller.
    case credentialsMissing
    case credentialsWrong

    // What is asked for.
    case unknownRoute
    /// The text that is no id, without the prefix that was expected.
    case malformedID(String)
    case unknownID
    /// Names of parameters that the route does not take, in the order sent.
    case unknownParameters([String])

    // Fields of any kind.
    case required(Field)
    case notAnInteger(Field)
    case notText(Field)
    case notAnObject(Field)
    case formatInvalid(Field)
    case tooMany(Field, Int)
    case unknownChoice(Field)
    case tooLong(Field, Int)
    case belowZero(Field)
    case outOfRange(Field, ClosedRange<Int64>)

    // Lists.
    case countBelowOne(ListDialect, isNegative: Bool)
    case countAboveHundred(ListDialect)
    case countNotAnInteger(ListDialect)
    case skipBelowZero(ListDialect)
    case skipNotAnInteger(ListDialect)
    case fromNotAnInteger(ListDialect)
    case toNotAnInteger(ListDialect)
    case unknownExpansion

    // Notes.
    case tooManyNotes
    case noteKeyTooLong
    case noteTooLong
    case refundNotesInvalid
    case refundNotesRequired

    // Customers.
    case contactTooShort
    case contactHasInvalidCharacters
    case contactTooLong
    case emailInvalid
    case emailTooLong
    case nameTooLong
    case nameTooShort
    case nameFormat
    case gstinInvalid
    case customerExists

    // Virtual accounts.
    case vpaAlone
    case closesTooSoon
    case descriptorInUse
    case descriptorForNumericAccount
    case descriptorWithoutHandle
    case descriptorNotAllowed
    /// A VPA's descriptor must have exactly so many characters.
    case descriptorLength(Int)
    /// A bank account's descriptor may have at most so many characters.
    case descriptorTooLong(Int)
    case qrUnsupported
    case qrNotEnabled
    case cannotBeUpdated
    case alreadyClosed
    case bankAccountExists
    case vpaExists

    // Allowed payers.
    case validationNotSupportedOnVPA
    case allowedPayerLimit
    case payerAccountNumberRequired
    case payerAccountNumberInvalid
    case payerIFSCRequired
    case payerIFSCInvalid
    case duplicateAllowedPayer

    // Refunds.
    case idempotencyKeyTooShort
    case idempotencyKeyHasInvalidCharacters
    case idempotencyBodyUnreadable
    case idempotencyKeyReused
    case idempotencyKeyInProgress
    case amountBlank
    case amountBelowMinimum
    case paymentNotCaptured
    case fullyRefunded
    case amountAboveCaptured
    case duplicateReceipt
    case paymentTooOld
    case insufficientBalance
    case invalidRequest
    case instantRefundNotSupported
    case methodNotRefundable
    case operationInProgress
}

/// A field of a request that a refusal can be about.
public enum Field: Hashable, Sendable {
    case receivers, types, type, bankAccount, description, customerID, closeBy, amountExpected
    case from, to, amount, speed, receipt, paymentID, notes, url, events, secret, alertEmail
    case active, numeric
}

/// The vendor words the bounds of lists differently from product to product.
///
/// - Source: [D] README section 9.
public enum ListDialect: Hashable, Sendable {
    case payments, customers, refunds
}

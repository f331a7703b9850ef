/// Why a request is not carried out: one case for each rule that can be broken.
///
/// A case names the rule and carries the figures; the words and the shape of the answer belong to
/// the wire. Where several rules are broken the first in the order of checks is reported: key,
/// route, id, unknown parameters, fields in the order of their table, then the rules of the trade.
///
/// The mark of a case tells whose word it is that there is such a refusal. The shape of its answer
/// is often INFERRED all the same: `fixtures/endpoints.json` says which.
///
/// - Source: INFERRED order of checks, README section 10.
public enum Refusal: Error, Equatable, Sendable {
    // The caller.
    /// There is no `Authorization`, or an empty one. [O] README section 2.
    case credentialsMissing
    /// The key and its secret cannot be read, or are nobody's. [O] README section 2.
    case credentialsWrong

    // What is asked for.
    /// No such path or method, or one of virtual accounts, and the merchant is without Smart
    /// Collect. [D] [O] README section 4.
    case unknownRoute
    /// The text that is no id, without the prefix that was expected. [D] [O] README section 6.
    case malformedID(String)
    /// The merchant has no record of this id. [D] [O] README section 6.
    case unknownID
    /// Names of parameters that the route does not take, in the order sent. [D] [O] README
    /// section 3.
    case unknownParameters([String])

    // Fields of any kind.
    /// What must be there is missing or empty. [D] for `receivers`, virtual-accounts.md section 3,
    /// and `payment_id`, refunds.md section 3; INFERRED for the rest.
    case required(Field)
    /// The value is no whole number. [D] for `amount`, refunds.md section 3; INFERRED for the rest.
    case notAnInteger(Field)
    /// The value is neither text nor a whole number, which is as good. INFERRED, README section 3.
    case notText(Field)
    /// The notes are neither an object nor a list. INFERRED, README section 7.
    case notAnObject(Field)
    /// A `url` is none of HTTP, or carries credentials. INFERRED, webhooks.md section 1.
    case formatInvalid(Field)
    /// The merchant has that many webhooks already. [D] the limit, webhooks.md section 1; the
    /// words INFERRED.
    case tooMany(Field, Int)
    /// The value is none of those that there are. [D] for `speed`, refunds.md section 3; INFERRED
    /// for the rest.
    case unknownChoice(Field)
    /// A text has more characters than that. INFERRED, virtual-accounts.md section 3, refunds.md
    /// section 3, webhooks.md section 1.
    case tooLong(Field, Int)
    /// `amount_expected` is negative. INFERRED, virtual-accounts.md section 3.
    case belowZero(Field)
    /// A time lies outside these bounds. [D] for lists, README section 9; INFERRED for `close_by`,
    /// virtual-accounts.md section 3.
    case outOfRange(Field, ClosedRange<Int64>)

    // Lists.
    /// `count` is 0 or less; refunds tell the two apart. [D] README section 9.
    case countBelowOne(ListDialect, isNegative: Bool)
    /// `count` is more than 100. [D] README section 9.
    case countAboveHundred(ListDialect)
    /// `count` is no whole number. [D], for refunds INFERRED, README section 9.
    case countNotAnInteger(ListDialect)
    /// `skip` is negative. [D], for customers INFERRED, README section 9.
    case skipBelowZero(ListDialect)
    /// `skip` is no whole number. [D], for refunds INFERRED, README section 9.
    case skipNotAnInteger(ListDialect)
    /// `from` is no whole number. [D], for customers INFERRED, README section 9.
    case fromNotAnInteger(ListDialect)
    /// `to` is no whole number. [D], for customers and refunds INFERRED, README section 9.
    case toNotAnInteger(ListDialect)
    /// `expand` names what no payment has. [D] payments.md section 3.
    case unknownExpansion

    // Notes.
    /// There are more than 15 notes. [D] README section 7.
    case tooManyNotes
    /// The key of a note has more than 255 characters. INFERRED, README section 7.
    case noteKeyTooLong
    /// A note has more than 512 characters [D], or is nested, INFERRED. README section 7.
    case noteTooLong
    /// A new refund's notes break a rule of notes. [D] refunds.md section 3.
    case refundNotesInvalid
    /// A refund is to be changed, and no notes are sent. [D] refunds.md section 5.
    case refundNotesRequired

    // Customers.
    /// The contact has fewer than 8 digits. [D] customers.md section 2.
    case contactTooShort
    /// The contact is more than digits and a `+` in front. [D] customers.md section 2.
    case contactHasInvalidCharacters
    /// The contact has more than 15 characters. INFERRED, customers.md section 2.
    case contactTooLong
    /// The e-mail is no address. [D] customers.md section 2.
    case emailInvalid
    /// The e-mail has more than 64 characters. INFERRED, customers.md section 2.
    case emailTooLong
    /// The name has more than 50 characters. [D] customers.md section 2.
    case nameTooLong
    /// The name has fewer than 3 characters. INFERRED, customers.md section 2.
    case nameTooShort
    /// A character of the name may not be in it, or not at its beginning or end. [D] customers.md
    /// section 2.
    case nameFormat
    /// The GSTIN has not the shape of one. [D], the shape INFERRED, customers.md section 2.
    case gstinInvalid
    /// Another customer has this e-mail and contact, or one of them where the settings say so. [O]
    /// customers.md section 2.
    case customerExists

    // Virtual accounts.
    /// A VPA is asked for and no bank account, where the settings want one. INFERRED,
    /// virtual-accounts.md section 3.
    case vpaAlone
    /// `close_by` is less than 15 minutes ahead. [D] virtual-accounts.md section 3.
    case closesTooSoon
    /// An active account bears the descriptor. [D] virtual-accounts.md section 3.
    case descriptorInUse
    /// A number of digits is to have a descriptor, and the merchant has a handle but no custom
    /// numbers. [D] virtual-accounts.md section 8.
    case descriptorForNumericAccount
    /// A number of digits is to have a descriptor, and the merchant has neither a handle nor custom
    /// numbers. [D] virtual-accounts.md section 8.
    case descriptorNotAllowed
    /// A vanity number is to have a descriptor, and the merchant has no handle. [D]
    /// virtual-accounts.md section 8.
    case descriptorWithoutHandle
    /// A VPA's descriptor must have exactly so many characters, all letters or digits. [D], the
    /// words INFERRED, virtual-accounts.md section 8.
    case descriptorLength(Int)
    /// A bank account's descriptor may have at most so many characters, all letters or digits.
    /// INFERRED, virtual-accounts.md section 8.
    case descriptorTooLong(Int)
    /// A QR code is asked for as a receiver. [D] virtual-accounts.md section 3.
    case qrUnsupported
    /// A QR code is asked for, and the settings say that the merchant has none. [D]
    /// virtual-accounts.md section 3.
    case qrNotEnabled
    /// A change of an account that has a VPA alone [D], or, INFERRED, of a closed one.
    /// virtual-accounts.md sections 4 to 6.
    case cannotBeUpdated
    /// The account has been closed before, and the settings make that an error. INFERRED,
    /// virtual-accounts.md section 4.
    case alreadyClosed
    /// A second bank account is to be added. [D] virtual-accounts.md section 5.
    case bankAccountExists
    /// A second VPA is to be added. INFERRED, virtual-accounts.md section 5.
    case vpaExists

    // Allowed payers.
    /// An account is to have both a VPA and allowed payers. [D] virtual-accounts.md section 6.
    case validationNotSupportedOnVPA
    /// There would be more than ten allowed payers. [D] virtual-accounts.md section 6.
    case allowedPayerLimit
    /// A payer comes without an account number. [D] virtual-accounts.md section 6.
    case payerAccountNumberRequired
    /// A payer's account number is not 5 to 35 letters or digits. INFERRED, virtual-accounts.md
    /// section 6.
    case payerAccountNumberInvalid
    /// A payer comes without an IFSC. [D] virtual-accounts.md section 6.
    case payerIFSCRequired
    /// A payer's IFSC has not 11 characters. [D] virtual-accounts.md section 6.
    case payerIFSCInvalid
    /// The payer is allowed already. [D] virtual-accounts.md section 6.
    case duplicateAllowedPayer

    // Refunds.
    /// The key has fewer than 10 characters. [D] refunds.md section 4.
    case idempotencyKeyTooShort
    /// The key has other characters than letters, digits, `-` and `_`. [D] refunds.md section 4.
    case idempotencyKeyHasInvalidCharacters
    /// A key is sent with a body that is no JSON; the status is 500. [D] refunds.md section 4.
    case idempotencyBodyUnreadable
    /// The key stands for another refund; the status is 409. [D] refunds.md section 4.
    case idempotencyKeyReused
    /// The settings say that a first request is still under way; the status is 409. [D] refunds.md
    /// section 4.
    case idempotencyKeyInProgress
    /// The amount is 0. [D] refunds.md section 3.
    case amountBlank
    /// The amount is less than 100 paise, where the settings do not allow it. [D] refunds.md
    /// section 3.
    case amountBelowMinimum
    /// The payment is not captured, so the merchant has no money of it. [O] refunds.md section 3.
    case paymentNotCaptured
    /// Nothing of the payment is left. [D] [O] refunds.md section 3.
    case fullyRefunded
    /// The amount is more than is left of the payment. [D] refunds.md section 3.
    case amountAboveCaptured
    /// Another refund of the payment has the receipt. [O] refunds.md section 3.
    case duplicateReceipt
    /// The payment is older than six months, and the refund would be of normal speed. [D]
    /// refunds.md section 3.
    case paymentTooOld
    /// The settings say that the merchant's balance is too low. [D] refunds.md section 3.
    case insufficientBalance
    /// The settings ask for what accounts without a balance were seen to get. [O] refunds.md
    /// section 3.
    case invalidRequest
    /// The settings say that there are no instant refunds. [D] refunds.md section 3.
    case instantRefundNotSupported
    /// The payer's bank takes nothing back, or the settings say so. [D] the words, refunds.md
    /// section 3; their use for such a bank INFERRED, section 6.
    case methodNotRefundable
    /// The settings say that the payment is busy. [D] refunds.md section 3.
    case operationInProgress
}

/// A field of a request that a refusal can be about.
public enum Field: Hashable, Sendable {
    /// Of the receivers and allowed payers of a virtual account.
    case receivers, types, type, bankAccount, numeric
    /// Of a virtual account itself.
    case description, customerID, closeBy, amountExpected
    /// Of a list: the bounds of the time in which its records were made.
    case from, to
    /// Of a refund.
    case amount, speed, receipt, paymentID
    /// Of whatever has notes.
    case notes
    /// Of a webhook.
    case url, events, secret, alertEmail, active
}

/// The vendor words the bounds of lists differently from product to product.
///
/// - Source: [D] README section 9.
public enum ListDialect: Hashable, Sendable {
    /// Of payments; of virtual accounts and whatever else has no words of its own, INFERRED.
    case payments
    /// Of customers.
    case customers
    /// Of refunds.
    case refunds
}

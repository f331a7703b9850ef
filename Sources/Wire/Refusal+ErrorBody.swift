public import SmartCollect

extension Refusal {
    /// The refusal in the vendor's words.
    ///
    /// - Parameter settings: the merchant's, for the one error that is known in two versions.
    /// - Returns: status, shape and words.
    public func errorBody(under settings: MerchantSettings? = nil) -> ErrorBody {
        switch self {
        case .credentialsMissing:
            ErrorBody(
                .bare, "Please provide your api key for authentication purposes.", status: 401)
        case .credentialsWrong:
            settings?.authErrors == .documented
                ? ErrorBody(.notApplicable, "The api key provided is invalid", status: 401)
                : ErrorBody(.bare, "Authentication failed", status: 401)
        case .unknownRoute:
            ErrorBody(.notApplicable, "The requested URL was not found on the server.")
        case .malformedID(let text): ErrorBody(.validation, "\(text) is not a valid id")
        case .unknownID: ErrorBody(.validation, "The id provided does not exist")
        case .unknownParameters(let names):
            ErrorBody(
                .validation,
                "\(names.joined(separator: ", ")) is/are not required and should not be sent")
        case .required, .notAnInteger, .notText, .notAnObject, .unknownChoice, .tooLong,
            .belowZero, .outOfRange, .formatInvalid, .tooMany:
            fieldErrorBody
        case .countBelowOne, .countAboveHundred, .countNotAnInteger, .skipBelowZero,
            .skipNotAnInteger, .fromNotAnInteger, .toNotAnInteger, .unknownExpansion:
            listErrorBody
        case .tooManyNotes:
            ErrorBody(.validation, "Notes should not have more than 15 keys", field: "notes")
        case .noteKeyTooLong:
            ErrorBody(
                .validation, "Notes key cannot be greater than 255 characters", field: "notes")
        case .noteTooLong:
            ErrorBody(
                .validation, "Notes value cannot be greater than 512 characters", field: "notes")
        case .contactTooShort, .contactHasInvalidCharacters, .contactTooLong, .emailInvalid,
            .emailTooLong, .nameTooLong, .nameTooShort, .nameFormat, .gstinInvalid,
            .customerExists:
            customerErrorBody
        case .vpaAlone, .closesTooSoon, .descriptorInUse, .descriptorForNumericAccount,
            .descriptorWithoutHandle, .descriptorNotAllowed, .descriptorLength,
            .descriptorTooLong, .qrUnsupported, .qrNotEnabled, .cannotBeUpdated, .alreadyClosed,
            .bankAccountExists, .vpaExists:
            virtualAccountErrorBody
        case .validationNotSupportedOnVPA, .allowedPayerLimit, .payerAccountNumberRequired,
            .payerAccountNumberInvalid, .payerIFSCRequired, .payerIFSCInvalid,
            .duplicateAllowedPayer:
            allowedPayerErrorBody
        case .refundNotesInvalid, .refundNotesRequired, .idempotencyKeyTooShort,
            .idempotencyKeyHasInvalidCharacters, .idempotencyBodyUnreadable,
            .idempotencyKeyReused, .idempotencyKeyInProgress, .amountBlank, .amountBelowMinimum,
            .paymentNotCaptured, .fullyRefunded, .amountAboveCaptured, .duplicateReceipt,
            .paymentTooOld, .insufficientBalance, .invalidRequest, .instantRefundNotSupported,
            .methodNotRefundable, .operationInProgress:
            refundErrorBody
        }
    }

    /// What is wrong with one field, in the words that the vendor's framework has for any field.
    private var fieldErrorBody: ErrorBody {
        switch self {
        case .required(let field):
            ErrorBody(.validation, "The \(field.words) field is required.", field: field.wire)
        case .notAnInteger(let field):
            field == .from || field == .to
                ? ErrorBody(.validation, "\(field.wire) must be an integer.", field: field.wire)
                : ErrorBody(
                    .validation, "The \(field.words) must be an integer.", field: field.wire)
        case .notText(let field):
            ErrorBody(.validation, "The \(field.words) must be a string.", field: field.wire)
        case .notAnObject(let field):
            ErrorBody(.validation, "The \(field.words) must be an array.", field: field.wire)
        case .unknownChoice(let field):
            ErrorBody(.validation, "The selected \(field.words) is invalid.", field: field.wire)
        case .tooLong(let field, let most):
            ErrorBody(
                .validation, "The \(field.words) may not be greater than \(most) characters.",
                field: field.wire)
        case .belowZero(let field):
            ErrorBody(.validation, "The \(field.words) must be at least 0.", field: field.wire)
        case .outOfRange(let field, let range):
            ErrorBody(
                .validation,
                "\(field.wire) must be between \(range.lowerBound) and \(range.upperBound)",
                field: field.wire)
        case .tooMany(let field, let most):
            ErrorBody(
                .validation, "The \(field.words) may not have more than \(most) items.",
                field: field.wire)
        case .formatInvalid(let field):
            ErrorBody(.validation, "The \(field.words) format is invalid.", field: field.wire)
        default: .serverFault
        }
    }

    /// - Source: [D] README section 9.
    private var listErrorBody: ErrorBody {
        switch self {
        case .countBelowOne(.refunds, isNegative: true):
            ErrorBody(.validation, "The count must be no less than 1.", field: "count")
        case .countBelowOne:
            ErrorBody(.validation, "The count must be at least 1.", field: "count")
        case .countAboveHundred(.refunds):
            ErrorBody(.validation, "The count must be no greater than 100.", field: "count")
        case .countAboveHundred:
            ErrorBody(.validation, "The count may not be greater than 100.", field: "count")
        case .countNotAnInteger(.customers):
            ErrorBody(.validation, "The parameter provided is not an integer", field: "count")
        case .countNotAnInteger:
            ErrorBody(.validation, "The count must be an integer.", field: "count")
        case .skipBelowZero(.refunds):
            ErrorBody(.validation, "The skip must be no less than 0.", field: "skip")
        case .skipBelowZero:
            ErrorBody(.validation, "The skip must be at least 0.", field: "skip")
        case .skipNotAnInteger(.customers):
            ErrorBody(.validation, "The parameter provided is not an integer", field: "skip")
        case .skipNotAnInteger:
            ErrorBody(.validation, "The skip must be an integer.", field: "skip")
        case .fromNotAnInteger(.refunds):
            ErrorBody(.validation, "The from must be an integer.", field: "from")
        case .fromNotAnInteger:
            ErrorBody(.validation, "from must be an integer.", field: "from")
        case .toNotAnInteger(.refunds):
            ErrorBody(.validation, "The to must be an integer.", field: "to")
        case .toNotAnInteger:
            ErrorBody(.validation, "to must be an integer.", field: "to")
        default:
            ErrorBody(
                .validation,
                "Value of each expand must be one of following types: card, emi, transaction, "
                    + "refunds, offers, token, transaction.settlement", field: "expand")
        }
    }

    /// - Source: [D] [O] customers.md section 2.
    private var customerErrorBody: ErrorBody {
        switch self {
        case .contactTooShort:
            ErrorBody(
                .contact, "Contact number should be at least 8 digits, including country code",
                field: "contact")
        case .contactHasInvalidCharacters:
            ErrorBody(
                .contact,
                "Contact number contains invalid characters, only digits and + symbol are allowed",
                field: "contact")
        case .contactTooLong:
            ErrorBody(
                .contact,
                "Contact number should not be greater than 15 digits, including country code",
                field: "contact")
        case .emailInvalid:
            ErrorBody(.validation, "The email must be a valid email address.", field: "email")
        case .emailTooLong:
            ErrorBody(
                .validation, "The email may not be greater than 64 characters.", field: "email")
        case .nameTooLong:
            ErrorBody(
                .validation, "The name may not be greater than 50 characters.", field: "name")
        case .nameTooShort:
            ErrorBody(.validation, "The name must be at least 3 characters.", field: "name")
        case .nameFormat:
            ErrorBody(.validation, "The name format is invalid.", field: "name")
        case .gstinInvalid:
            ErrorBody(.validation, "The gstin field is invalid.", field: "gstin")
        default: ErrorBody(.notApplicable, "Customer already exists for the merchant")
        }
    }

    /// - Source: [D] virtual-accounts.md sections 3 to 5.
    private var virtualAccountErrorBody: ErrorBody {
        switch self {
        case .vpaAlone:
            ErrorBody(
                .notApplicable,
                "A Customer Identifier cannot be created with VPA receiver alone")
        case .closesTooSoon:
            ErrorBody(
                .notApplicable, "close by date should be atleast 15 min after current time")
        case .descriptorInUse:
            ErrorBody(
                .notApplicable,
                "An active Customer Identifier with the same descriptor already exists for your "
                    + "account.")
        case .descriptorForNumericAccount:
            ErrorBody(.notApplicable, "Descriptor cannot be used for numeric accounts.")
        case .descriptorWithoutHandle:
            ErrorBody(
                .notApplicable,
                "Descriptor field cannot be used as merchant handle is not set for your account.")
        case .descriptorNotAllowed:
            ErrorBody(.notApplicable, "Descriptor cannot be used with your account.")
        case .descriptorLength(let length):
            ErrorBody(
                .validation, "The descriptor must be \(length) characters.", field: "descriptor")
        case .descriptorTooLong(let most):
            ErrorBody(
                .validation, "The descriptor may not be greater than \(most) characters.",
                field: "descriptor")
        case .qrUnsupported:
            ErrorBody(.notApplicable, "Bharat QR not supported for Customer Identifier")
        case .qrNotEnabled: ErrorBody(.notApplicable, "Bharat QR not enabled")
        case .cannotBeUpdated:
            ErrorBody(.notApplicable, "Customer Identifier cannot be updated")
        case .alreadyClosed: ErrorBody(.notApplicable, "Customer Identifier is already closed")
        case .bankAccountExists:
            ErrorBody(.notApplicable, "Bank account Receiver already exists")
        default: ErrorBody(.notApplicable, "Vpa Receiver already exists")
        }
    }

    /// - Source: [D] virtual-accounts.md section 6.
    private var allowedPayerErrorBody: ErrorBody {
        switch self {
        case .validationNotSupportedOnVPA:
            ErrorBody(
                .allowedPayer(reason: "account_validation_not_supported_on_vpa"),
                "Account validation is only applicable on bank account as a receiver type",
                field: "receivers")
        case .allowedPayerLimit:
            ErrorBody(
                .allowedPayer(reason: "allowed_payer_limit_exceeded"),
                "Only 10 allowed payer accounts can be added", field: "allowed_payers")
        case .payerAccountNumberRequired:
            ErrorBody(
                .allowedPayer(reason: "bank_account_number_required"),
                "The bank account.account number field is required when bank account is present.",
                field: "allowed_payers")
        case .payerAccountNumberInvalid:
            ErrorBody(
                .allowedPayer(reason: "invalid_bank_account_number"),
                "The bank account.account number must be between 5 and 35 characters.",
                field: "allowed_payers")
        case .payerIFSCRequired:
            ErrorBody(
                .allowedPayer(reason: "ifsc_required"),
                "The bank account.ifsc field is required when bank account is present.",
                field: "allowed_payers")
        case .payerIFSCInvalid:
            ErrorBody(
                .allowedPayer(reason: "invalid_ifsc"), "The ifsc must be 11 characters.",
                field: "allowed_payers")
        default:
            ErrorBody(
                .allowedPayer(reason: "duplicate_allowed_payer"),
                "Payer detail already exist for virtual account", field: "allowed_payers")
        }
    }

    /// - Source: [D] [O] refunds.md sections 3 to 5.
    private var refundErrorBody: ErrorBody {
        switch self {
        case .refundNotesInvalid:
            ErrorBody(.validation, "Notes validation failed.", field: "notes")
        case .refundNotesRequired:
            ErrorBody(.validation, "The notes field is required", field: "notes")
        case .idempotencyKeyTooShort:
            ErrorBody(
                .notApplicable, "The idempotency key must be at least 10 characters long.")
        case .idempotencyKeyHasInvalidCharacters:
            ErrorBody(
                .notApplicable,
                "The idempotency key must only contain alphanumeric characters, underscores and "
                    + "hyphens.")
        case .idempotencyBodyUnreadable:
            ErrorBody(
                .bare, "Internal server error - Failed to parse request body", status: 500)
        case .idempotencyKeyReused:
            ErrorBody(
                .notApplicable,
                "Different request with the same idempotency key has already been processed.",
                status: 409)
        case .idempotencyKeyInProgress:
            ErrorBody(
                .notApplicable,
                "Another request with the same idempotency key is still in progress.",
                status: 409)
        case .amountBlank:
            ErrorBody(.validation, "Amount cannot be blank.", field: "amount")
        case .amountBelowMinimum:
            ErrorBody(.validation, "The amount must be at least INR 1.00", field: "amount")
        case .paymentNotCaptured:
            ErrorBody(
                .notApplicable, "The payment status should be captured for action to be taken")
        case .fullyRefunded:
            ErrorBody(.validation, "The payment has been fully refunded already")
        case .amountAboveCaptured:
            ErrorBody(
                .validation, "The refund amount provided is greater than amount captured",
                field: "amount")
        case .duplicateReceipt:
            ErrorBody(.notApplicable, "Duplicate receipt found for this refund request.")
        case .paymentTooOld:
            ErrorBody(
                .unexplained,
                "Refund is not supported by the bank because the payment is more than 6 months "
                    + "old")
        case .insufficientBalance:
            ErrorBody(
                .notApplicable,
                "Your account does not have enough balance to carry out the refund operation.")
        case .invalidRequest: ErrorBody(.notApplicable, "invalid request sent")
        case .instantRefundNotSupported:
            ErrorBody(.notApplicable, "Instant refund not supported for the payment.")
        case .methodNotRefundable:
            ErrorBody(
                .notApplicable, "Refund is currently not supported for this payment method.")
        case .operationInProgress:
            ErrorBody(
                .notApplicable,
                "Request failed because another payment operation is in progress.")
        default: .serverFault
        }
    }
}

extension Field {
    /// The field's name on the line.
    public var wire: String {
        switch self {
        case .receivers: "receivers"
        case .types: "types"
        case .type: "type"
        case .bankAccount: "bank_account"
        case .numeric: "numeric"
        case .description: "description"
        case .customerID: "customer_id"
        case .closeBy: "close_by"
        case .amountExpected: "amount_expected"
        case .from: "from"
        case .to: "to"
        case .amount: "amount"
        case .speed: "speed"
        case .receipt: "receipt"
        case .paymentID: "payment_id"
        case .notes: "notes"
        case .url: "url"
        case .events: "events"
        case .secret: "secret"
        case .alertEmail: "alert_email"
        case .active: "active"
        }
    }

    /// The field's name within a sentence.
    fileprivate var words: String {
        String(wire.map { $0 == "_" ? " " : $0 })
    }
}

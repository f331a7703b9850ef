public import SmartCollect

extension MerchantSettings {
    /// The settings as one object, every one of them, in the order of the table.
    public var json: JSON {
        .object(Setting.all.map { JSON.Member(name: $0.name, value: $0.read(self)) })
    }

    /// The settings that differ from those of a fresh merchant.
    public func differences(mode: KeyMode) -> JSON {
        let fresh = MerchantSettings(mode: mode)
        return .object(
            Setting.all.filter { $0.read(self) != $0.read(fresh) }
                .map { JSON.Member(name: $0.name, value: $0.read(self)) })
    }

    /// The settings in the words of JSON Schema 2020-12.
    ///
    /// - Parameter requiringAll: whether every setting must be there, as it is when they are told.
    /// - Returns: the schema of an object.
    public static func schema(requiringAll: Bool) -> JSON {
        let names = requiringAll ? Setting.all.map { JSON.string($0.name) } : []
        return [
            "type": "object",
            "properties": .object(
                Setting.all.map { JSON.Member(name: $0.name, value: $0.schema) }),
            "required": .list(names),
            "additionalProperties": false,
        ]
    }

    /// Takes over the settings that an object names and leaves the rest.
    ///
    /// - Throws: an ``ErrorBody`` that names the first setting which is unknown or has a value
    ///   that it cannot have; nothing is taken over then.
    public mutating func apply(_ change: JSON) throws(ErrorBody) {
        guard case .object(let members) = change else {
            throw .control("settings_invalid", "Settings must be a JSON object.")
        }
        var settings = self
        for member in members {
            guard let setting = Setting.all.first(where: { $0.name == member.name }) else {
                throw .control(
                    "unknown_field", "There is no setting \(member.name).", field: member.name)
            }
            guard setting.write(&settings, member.value) else {
                throw .control(
                    "invalid_value", "\(setting.name) must be \(setting.bounds).",
                    field: setting.name)
            }
        }
        self = settings
    }
}

extension ErrorBody {
    /// A refusal of one of our own routes, in our own words.
    public static func control(
        _ reason: String, _ description: String, field: String? = nil, status: Int = 400
    ) -> ErrorBody {
        ErrorBody(.control(reason: reason), description, field: field, status: status)
    }
}

/// One row of the table of settings: its name, and how it is read and set.
private struct Setting: Sendable {
    let name: String
    let bounds: String
    /// What it can be, in the words of JSON Schema 2020-12.
    let schema: JSON
    let read: @Sendable (MerchantSettings) -> JSON
    /// Answers false, and changes nothing, for a value that the setting cannot have.
    let write: @Sendable (inout MerchantSettings, JSON) -> Bool

    static let all: [Setting] = [
        text("billing_label", \.billingLabel, 1...100),
        ifsc("bank_ifsc", \.bankIFSC),
        optionalText("bank_name", \.bankName, 1...100),
        text("account_number_prefix", \.accountNumberPrefix, 8...8, onlyAlphanumeric: true),
        text("vpa_prefix", \.vpaPrefix, 4...10, onlyAlphanumeric: true),
        text("vpa_handle", \.vpaHandle, 2...64, onlyAlphanumeric: true),
        optionalText("merchant_handle", \.merchantHandle, 4...4, onlyAlphanumeric: true),
        flag("custom_account_numbers", \.customAccountNumbers),
        flag("vpa_only", \.vpaOnly),
        flag("vpa_receivers", \.vpaReceivers),
        integer("fee_basis_points", \.feeBasisPoints, 0...10_000),
        optionalInteger("fee_cap", \.feeCap, 0...1_000_000_000_000),
        integer("tax_basis_points", \.taxBasisPoints, 0...10_000),
        choice("refund_speed", \.refundSpeed),
        flag("refund_hold", \.refundHold),
        optionalChoice("rails", \.rails),
        choice("instant_refunds", \.instantRefunds),
        flag("small_instant_refunds", \.smallInstantRefunds),
        optionalChoice("refund_refusal", \.refundRefusal),
        choice("tpv_match", \.tpvMatch),
        flag("tpv_with_vpa", \.tpvWithVPA),
        choice("duplicate_customers", \.duplicateCustomers),
        choice("close_closed", \.closeClosed),
        choice("payer_deletion", \.payerDeletion),
        optionalInteger("dormancy_days", \.dormancyDays, 1...36_500),
        flag("smart_collect", \.smartCollect),
        choice("qr", \.qr),
        choice("vpa_descriptor", \.vpaDescriptor),
        choice("auth_errors", \.authErrors),
        choice("references", \.references),
        flag("upi_details", \.upiDetails),
        integer("list_lag", \.listLag, 0...86_400),
    ]

    private typealias Path<Value> = any WritableKeyPath<MerchantSettings, Value> & Sendable

    private static func flag(_ name: String, _ path: Path<Bool>) -> Setting {
        Setting(name: name, bounds: "true or false", schema: ["type": "boolean"]) {
            .bool($0[keyPath: path])
        } write: {
            guard case .bool(let value) = $1 else { return false }
            $0[keyPath: path] = value
            return true
        }
    }

    private static func integer(
        _ name: String, _ path: Path<Int64>, _ range: ClosedRange<Int64>
    ) -> Setting {
        Setting(
            name: name,
            bounds: "an integer between \(range.lowerBound) and \(range.upperBound)",
            schema: schema(range, "integer")
        ) {
            .integer($0[keyPath: path])
        } write: {
            guard case .integer(let value) = $1, range.contains(value) else { return false }
            $0[keyPath: path] = value
            return true
        }
    }

    private static func optionalInteger(
        _ name: String, _ path: Path<Int64?>, _ range: ClosedRange<Int64>
    ) -> Setting {
        Setting(
            name: name,
            bounds: "null or an integer between \(range.lowerBound) and \(range.upperBound)",
            schema: schema(range, ["integer", "null"])
        ) {
            $0[keyPath: path].map(JSON.integer) ?? .null
        } write: {
            switch $1 {
            case .null: $0[keyPath: path] = nil
            case .integer(let value) where range.contains(value): $0[keyPath: path] = value
            default: return false
            }
            return true
        }
    }

    private static func text(
        _ name: String, _ path: Path<String>, _ lengths: ClosedRange<Int>,
        onlyAlphanumeric: Bool = false
    ) -> Setting {
        Setting(
            name: name, bounds: bounds(lengths, onlyAlphanumeric),
            schema: schema(lengths, onlyAlphanumeric, "string")
        ) {
            .string($0[keyPath: path])
        } write: {
            guard case .string(let value) = $1, fits(value, lengths, onlyAlphanumeric) else {
                return false
            }
            $0[keyPath: path] = value
            return true
        }
    }

    private static func optionalText(
        _ name: String, _ path: Path<String?>, _ lengths: ClosedRange<Int>,
        onlyAlphanumeric: Bool = false
    ) -> Setting {
        Setting(
            name: name, bounds: "null or " + bounds(lengths, onlyAlphanumeric),
            schema: schema(lengths, onlyAlphanumeric, ["string", "null"])
        ) {
            $0[keyPath: path].map(JSON.string) ?? .null
        } write: {
            switch $1 {
            case .null: $0[keyPath: path] = nil
            case .string(let value) where fits(value, lengths, onlyAlphanumeric):
                $0[keyPath: path] = value
            default: return false
            }
            return true
        }
    }

    private static func ifsc(_ name: String, _ path: Path<String>) -> Setting {
        Setting(
            name: name, bounds: "an IFSC: four letters, a zero, six letters or digits",
            schema: ["type": "string", "pattern": "^[A-Z]{4}0[A-Z0-9]{6}$"]
        ) {
            .string($0[keyPath: path])
        } write: {
            guard case .string(let value) = $1, isIFSC(value) else { return false }
            $0[keyPath: path] = value
            return true
        }
    }

    private static func choice<Choice>(_ name: String, _ path: Path<Choice>) -> Setting
    where Choice: RawRepresentable<String> & CaseIterable & Sendable {
        Setting(
            name: name, bounds: "one of \(list(of: Choice.self))",
            schema: ["enum": .list(names(of: Choice.self).map(JSON.string))]
        ) {
            .string(snakeCase($0[keyPath: path].rawValue))
        } write: {
            guard let choice = Setting.choice($1, of: Choice.self) else { return false }
            $0[keyPath: path] = choice
            return true
        }
    }

    private static func optionalChoice<Choice>(
        _ name: String, _ path: Path<Choice?>
    ) -> Setting where Choice: RawRepresentable<String> & CaseIterable & Sendable {
        Setting(
            name: name, bounds: "null or one of \(list(of: Choice.self))",
            schema: ["enum": .list([.null] + names(of: Choice.self).map(JSON.string))]
        ) {
            $0[keyPath: path].map { .string(snakeCase($0.rawValue)) } ?? .null
        } write: {
            guard $1 != .null else {
                $0[keyPath: path] = nil
                return true
            }
            guard let choice = Setting.choice($1, of: Choice.self) else { return false }
            $0[keyPath: path] = choice
            return true
        }
    }

    private static func choice<Choice>(_ value: JSON, of type: Choice.Type) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        Choice.allCases.first { value == .string(snakeCase($0.rawValue)) }
    }

    private static func names<Choice>(of type: Choice.Type) -> [String]
    where Choice: RawRepresentable<String> & CaseIterable {
        Choice.allCases.map { snakeCase($0.rawValue) }
    }

    private static func list<Choice>(of type: Choice.Type) -> String
    where Choice: RawRepresentable<String> & CaseIterable {
        names(of: type).joined(separator: ", ")
    }

    private static func schema(_ range: ClosedRange<Int64>, _ type: JSON) -> JSON {
        [
            "type": type, "minimum": .integer(range.lowerBound),
            "maximum": .integer(range.upperBound),
        ]
    }

    private static func schema(
        _ lengths: ClosedRange<Int>, _ onlyAlphanumeric: Bool, _ type: JSON
    ) -> JSON {
        let schema: JSON = [
            "type": type, "minLength": .integer(Int64(lengths.lowerBound)),
            "maxLength": .integer(Int64(lengths.upperBound)),
        ]
        guard onlyAlphanumeric else { return schema }
        return .object(
            schema.members + [JSON.Member(name: "pattern", value: "^[0-9A-Za-z]*$")])
    }

    private static func bounds(_ lengths: ClosedRange<Int>, _ onlyAlphanumeric: Bool) -> String {
        let kind = onlyAlphanumeric ? "letters and digits" : "characters"
        guard lengths.count > 1 else { return "\(lengths.lowerBound) \(kind)" }
        return "\(lengths.lowerBound) to \(lengths.upperBound) \(kind)"
    }

    private static func fits(
        _ text: String, _ lengths: ClosedRange<Int>, _ onlyAlphanumeric: Bool
    ) -> Bool {
        lengths.contains(text.unicodeScalars.count)
            && (!onlyAlphanumeric
                || text.utf8.allSatisfy { ($0 | 0x20) &- 97 < 26 || $0 &- 48 < 10 })
    }
}

/// `tpvFailed` as `tpv_failed`, `fullIFSC` as `full_ifsc`.
public func snakeCase(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 &- 65 < 26 }) else { return name }
    var words: [UInt8] = []
    words.reserveCapacity(name.utf8.count + 4)
    var wasCapital = false
    for byte in name.utf8 {
        let isCapital = byte &- 65 < 26
        if isCapital && !wasCapital && !words.isEmpty { words.append(UInt8(ascii: "_")) }
        words.append(isCapital ? byte + 32 : byte)
        wasCapital = isCapital
    }
    return String(decoding: words, as: UTF8.self)
}

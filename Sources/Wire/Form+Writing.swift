extension Form {
    /// Writes an object as a form, the way the clients do: `notes[city]=Pune`, `types[0]=vpa`.
    ///
    /// Null is an empty text; an empty list or object has no fields.
    public static func write(_ value: JSON) -> [UInt8] {
        Array(fields(value, under: "").joined(separator: "&").utf8)
    }

    private static func fields(_ value: JSON, under name: String) -> [String] {
        switch value {
        case .object(let members):
            members.flatMap { fields($0.value, under: self.name($0.name, in: name)) }
        case .list(let items):
            items.indices.flatMap { fields(items[$0], under: self.name("\($0)", in: name)) }
        case .null: [encoded(name) + "="]
        default: [encoded(name) + "=" + encoded(value.asText ?? value.description)]
        }
    }

    private static func name(_ name: String, in parent: String) -> String {
        parent.isEmpty ? name : "\(parent)[\(name)]"
    }

    private static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte &- 48 < 10 || (byte | 0x20) &- 97 < 26 || "-._[]".utf8.contains(byte) {
                bytes.append(byte)
            } else {
                let digits = Array("0123456789ABCDEF".utf8)
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

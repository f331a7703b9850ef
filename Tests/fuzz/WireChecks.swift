import SmartCollect
import Wire

/// What is accepted as JSON is the same when it is written and read again.
func checkJSON(_ bytes: [UInt8]) {
    if let value = try? JSONReader.read(bytes) { checkWriting(of: value) }
}

/// Whatever a body is, its fields are an object that can be written as JSON.
func checkForm(_ bytes: [UInt8]) {
    let fields = RequestBody.read(bytes, contentType: nil).fields
    precondition(fields.asObject != nil)
    checkWriting(of: fields)
    checkWriting(of: Form.read(bytes))
}

/// What is accepted as a table is the same when it is written and read again.
func checkTable(_ bytes: [UInt8]) {
    guard let records = try? CSV.read(bytes) else { return }
    let rows = records.map(\.fields)
    precondition((try? CSV.read(CSV.write(rows)))?.map(\.fields) == rows)
}

/// Credentials are those of exactly one header, or of none.
func checkCredentials(_ bytes: [UInt8]) {
    if let pair = Base64.decode(bytes) { precondition(base64(pair) == bytes) }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let credentials = try? Credentials(header: "Basic " + text) else { return }
    precondition(!credentials.secret.isEmpty && !credentials.keyID.utf8.contains(58))
}

private func checkWriting(of value: JSON) {
    let bytes = value.bytes
    var escaping = JSONWriter(escapesNonASCII: true)
    escaping.json(value)
    for written in [bytes, escaping.bytes] {
        precondition((try? JSONReader.read(written))?.bytes == bytes)
    }
}

private func base64(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(bytes.count, start + 3)]
        let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
        for place in 0..<4 {
            let digit = digits[bits >> (18 - 6 * place) & 63]
            text.append(place <= group.count ? digit : UInt8(ascii: "="))
        }
    }
    return text
}

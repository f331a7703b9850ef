import Testing
import Wire

struct RequestBodyTests {
    private static let form = "application/x-www-form-urlencoded"
    private static let json = "application/json"

    @Test(
        arguments: [
            // JSON as such.
            (#"{"a":1}"#, json, #"{"a":1}"#),
            (#"{"a":1}"#, "application/json; charset=utf-8", #"{"a":1}"#),
            (#"{"a":1}"#, "Application/JSON", #"{"a":1}"#),
            (#"{"a":1}"#, " application/json ", #"{"a":1}"#),
            (#"{"a":1}"#, "application/json;charset=UTF-8", #"{"a":1}"#),
            (#"{"a":1}"#, "application/vnd.api+json", #"{"a":1}"#),
            (#"{"types":{"0":"vpa"}}"#, json, #"{"types":["vpa"]}"#),
            (#"{"0":"a","1":{"0":"b"}}"#, json, #"{"0":"a","1":["b"]}"#),
            // JSON that nobody announced, or announced as something else.
            (#"{"a":1}"#, nil, #"{"a":1}"#), (#"{"a":1}"#, "", #"{"a":1}"#),
            (#"{"a":1}"#, "text/plain", #"{"a":1}"#),
            (#"{"a":1}"#, "text/plain;charset=UTF-8", #"{"a":1}"#),
            (" \n{\"a\":1}", nil, #"{"a":1}"#), ("[5]", nil, #"{"0":5}"#),
            ("[5]", "text/plain", #"{"0":5}"#), (#"{"a":1}"#, form, #"{"a":1}"#),
            (" {\"a\":1}", form, #"{"a":1}"#),
            // Forms.
            ("a=1", form, #"{"a":"1"}"#),
            ("a=1", "application/x-www-form-urlencoded; charset=utf-8", #"{"a":"1"}"#),
            ("a=1", "APPLICATION/X-WWW-FORM-URLENCODED", #"{"a":"1"}"#),
            ("a=1", nil, #"{"a":"1"}"#), ("a=1", "text/plain", #"{"a":"1"}"#),
            ("types[0]=vpa", form, #"{"types":["vpa"]}"#), ("null", form, #"{"null":""}"#),
            // Nothing.
            ("", nil, "{}"), ("", json, "{}"), ("", form, "{}"), ("{}", json, "{}"),
            ("{}", form, "{}"), ("{}", nil, "{}"), ("null", json, "{}"), (" \r\n", json, "{}"),
            ("[]", json, "{}"),
            // What has no names.
            ("[1,2]", json, #"{"0":1,"1":2}"#), (#"[{"0":"a"}]"#, json, #"{"0":["a"]}"#),
            ("5", json, #"{"0":5}"#), (#""a""#, json, #"{"0":"a"}"#),
            ("false", json, #"{"0":false}"#),
            // What is not read.
            (
                "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--",
                "multipart/form-data; boundary=x", "{}"
            ), ("<a>1</a>", "application/xml", "{}"), ("a=1", "application/octet-stream", "{}"),
            (#"{"a":1}"#, "multipart/form-data", "{}"),
        ] as [(String, String?, String)])
    func `a body is one tree, whatever it came as`(body: String, type: String?, tree: String) {
        let read = RequestBody.read(Array(body.utf8), contentType: type)
        #expect(read.fields.description == tree)
        #expect(!read.isMalformedJSON)
    }

    @Test(
        arguments: [
            (#"{"a":1"#, json), (#"{"a":1,}"#, json), ("a=1", json), ("{'a':1}", nil), ("{", form),
            ("[1", "text/plain"), ("\u{FEFF}{}", json), ("{a:1}", form), ("nul", json),
            (String(repeating: "[", count: 10_000), json),
        ] as [(String, String?)])
    func `malformed JSON has no fields and says so`(body: String, type: String?) {
        let read = RequestBody.read(Array(body.utf8), contentType: type)
        #expect(read == RequestBody(fields: [:], isMalformedJSON: true))
    }
}

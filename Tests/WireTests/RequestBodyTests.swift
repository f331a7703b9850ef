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

    /// The bodies of one creation as the clients send it: JSON by most, forms by three.
    @Test(arguments: [
        // PHP: spaces as +, true as 1.
        (
            "receivers%5Btypes%5D%5B0%5D=bank_account&description=Customer+Identifier+for+%E0%A4%85%E0%A4%A8%E0%A5%80%E0%A4%A4%E0%A4%BE&customer_id=cust_CaVDm8eDRSXYME"
                + "&close_by=1681615838&notes%5Bproject_name%5D=Banking+Software&notes%5Bflat+no%5D=105",
            #"{"receivers":{"types":["bank_account"]},"description":"Customer Identifier for अनीता","customer_id":"cust_CaVDm8eDRSXYME","close_by":"1681615838","notes":{"project_name":"Banking Software","flat no":"105"}}"#
        ),
        // Ruby: spaces as %20.
        (
            "receivers%5Btypes%5D%5B0%5D=bank_account&receivers%5Btypes%5D%5B1%5D=vpa&receivers%5Bvpa%5D%5Bdescriptor%5D=gaurikumar&description=Customer%20Identifier&notes%5Bproject_name%5D=Banking%20Software",
            #"{"receivers":{"types":["bank_account","vpa"],"vpa":{"descriptor":"gaurikumar"}},"description":"Customer Identifier","notes":{"project_name":"Banking Software"}}"#
        ),
        // Node 2.8: brackets as they are or escaped.
        (
            "receivers[types][0]=bank_account&allowed_payers[0][type]=bank_account&allowed_payers[0][bank_account][ifsc]=UTIB0000013&allowed_payers[0][bank_account][account_number]=914010012345679"
                + "&allowed_payers[1][type]=bank_account&allowed_payers[1][bank_account][ifsc]=UTIB0000014&allowed_payers[1][bank_account][account_number]=914010012345680",
            #"{"receivers":{"types":["bank_account"]},"allowed_payers":[{"type":"bank_account","bank_account":{"ifsc":"UTIB0000013","account_number":"914010012345679"}},"#
                + #"{"type":"bank_account","bank_account":{"ifsc":"UTIB0000014","account_number":"914010012345680"}}]}"#
        ),
        // PHP by way of the old receiver_types, and curl.
        (
            "receiver_types%5B%5D=bank_account&description=First+Payment+by+BANK_ACCOUNT",
            #"{"receiver_types":["bank_account"],"description":"First Payment by BANK_ACCOUNT"}"#
        ),
        // Customers and refunds.
        (
            "name=Gaurav+Kumar&email=gaurav.kumar%40example.com&contact=9000090000&fail_existing=0&notes%5Bnotes_key_1%5D=Tea%2C+Earl+Grey",
            #"{"name":"Gaurav Kumar","email":"gaurav.kumar@example.com","contact":"9000090000","fail_existing":"0","notes":{"notes_key_1":"Tea, Earl Grey"}}"#
        ),
        (
            "payment_id=pay_DETA2KrOlhqQzF&amount=40000&speed=optimum",
            #"{"payment_id":"pay_DETA2KrOlhqQzF","amount":"40000","speed":"optimum"}"#
        ),
        // Ruby and an empty array; a numbered object from Go.
        ("types%5B0%5D=vpa&notes%5B%5D=", #"{"types":{"0":"vpa"},"notes":[]}"#),
    ])
    func `a form and its twin in JSON give one tree`(form: String, twin: String) {
        let fromForm = RequestBody.read(Array(form.utf8), contentType: Self.form)
        let fromJSON = RequestBody.read(Array(twin.utf8), contentType: Self.json)
        #expect(fromForm == fromJSON)
        #expect(!fromForm.fields.isEmpty)
    }

    @Test func `numbers and flags of a form are worth what they are in JSON`() {
        let form = RequestBody.read(
            Array(
                "close_by=1681615838&amount=40000&contact=9000090000&fail_existing=0&reverse=true"
                    .utf8), contentType: Self.form
        ).fields
        let json = RequestBody.read(
            Array(
                #"{"close_by":1681615838,"amount":40000,"contact":9000090000,"fail_existing":false,"reverse":1}"#
                    .utf8), contentType: Self.json
        ).fields
        for fields in [form, json] {
            #expect(fields["close_by"]?.asInteger == 1_681_615_838)
            #expect(fields["amount"]?.asInteger == 40_000)
            #expect(fields["contact"]?.asText == "9000090000")
            #expect(fields["fail_existing"]?.asFlag == false)
            #expect(fields["reverse"]?.asFlag == true)
        }
    }
}

import Testing
import Wire

struct FormTests {
    /// A form, and the tree that JSON would have given.
    @Test(arguments: [
        // Plain fields.
        ("", "{}"), ("&", "{}"), ("&&&", "{}"), ("a=1", #"{"a":"1"}"#),
        ("a=1&b=2", #"{"a":"1","b":"2"}"#), ("b=1&a=2", #"{"b":"1","a":"2"}"#),
        ("a=1&&b=2&", #"{"a":"1","b":"2"}"#),
        ("a", #"{"a":""}"#), ("a=", #"{"a":""}"#), ("a&b", #"{"a":"","b":""}"#),
        ("a=b=c", #"{"a":"b=c"}"#), ("=1", "{}"), ("=", "{}"), ("a=1;b=2", #"{"a":"1;b=2"}"#),
        ("a=1&a=2", #"{"a":"2"}"#), ("a=1&b=x&a=2", #"{"a":"2","b":"x"}"#),
        ("A=1&a=2", #"{"A":"1","a":"2"}"#), ("a=%5B1%5D", #"{"a":"[1]"}"#),
        ("0=a&1=b", #"{"0":"a","1":"b"}"#),
        // Escapes.
        ("a=x+y", #"{"a":"x y"}"#), ("a=x%20y", #"{"a":"x y"}"#), ("a=x%2By", #"{"a":"x+y"}"#),
        ("a=%26%3D%25", #"{"a":"&=%"}"#), ("a=%2541", #"{"a":"%41"}"#), ("%61=1", #"{"a":"1"}"#),
        ("a=100%", #"{"a":"100%"}"#), ("a=%4", #"{"a":"%4"}"#), ("a=%zz", #"{"a":"%zz"}"#),
        ("a=%%41", #"{"a":"%A"}"#), ("a=%4g%41", #"{"a":"%4gA"}"#),
        ("a=%e2%82%b9", "{\"a\":\"₹\"}"), ("a=%E2%82%B9", "{\"a\":\"₹\"}"),
        ("a=₹", "{\"a\":\"₹\"}"),
        ("a=%0D%0A", #"{"a":"\r\n"}"#), ("a=%00", #"{"a":"\u0000"}"#),
        ("a=%FF", "{\"a\":\"\u{FFFD}\"}"), ("a=x%C3", "{\"a\":\"x\u{FFFD}\"}"),
        ("%E0%A4=1", "{\"\u{FFFD}\":\"1\"}"), ("notes[%FF]=1", "{\"notes\":{\"\u{FFFD}\":\"1\"}}"),
        // Brackets.
        ("notes[city]=Pune", #"{"notes":{"city":"Pune"}}"#),
        ("notes%5Bcity%5D=Pune", #"{"notes":{"city":"Pune"}}"#),
        ("notes%5bcity%5d=Pune", #"{"notes":{"city":"Pune"}}"#),
        ("notes[flat no]=105", #"{"notes":{"flat no":"105"}}"#),
        ("notes[flat+no]=105", #"{"notes":{"flat no":"105"}}"#),
        ("notes[a]=1&notes[b]=2", #"{"notes":{"a":"1","b":"2"}}"#),
        ("notes[a]=1&notes[a]=2", #"{"notes":{"a":"2"}}"#),
        ("notes[a.b]=1", #"{"notes":{"a.b":"1"}}"#),
        ("notes[a][b][c]=1", #"{"notes":{"a":{"b":{"c":"1"}}}}"#),
        ("notes[a=b]=1", #"{"notes_a":"b]=1"}"#), ("notes[a%3Db]=1", #"{"notes":{"a=b":"1"}}"#),
        // Lists.
        ("types[]=a", #"{"types":["a"]}"#), ("types[]=a&types[]=b", #"{"types":["a","b"]}"#),
        ("types[0]=a&types[1]=b", #"{"types":["a","b"]}"#),
        ("types[1]=b&types[0]=a", #"{"types":["a","b"]}"#), ("types[ ]=a", #"{"types":["a"]}"#),
        ("receivers[types][]=vpa", #"{"receivers":{"types":["vpa"]}}"#),
        ("receivers[types][0]=vpa", #"{"receivers":{"types":["vpa"]}}"#),
        ("a[0][b]=1&a[0][c]=2&a[1][b]=3", #"{"a":[{"b":"1","c":"2"},{"b":"3"}]}"#),
        ("a[][b]=1&a[][c]=2", #"{"a":[{"b":"1"},{"c":"2"}]}"#), ("a[][]=1", #"{"a":[["1"]]}"#),
        ("a[0][0]=1&a[0][1]=2", #"{"a":[["1","2"]]}"#),
        ("a[1]=x", #"{"a":{"1":"x"}}"#), ("a[0]=x&a[2]=y", #"{"a":{"0":"x","2":"y"}}"#),
        ("a[2]=x&a[]=y", #"{"a":{"2":"x","3":"y"}}"#),
        ("a[]=x&a[k]=y", #"{"a":{"0":"x","k":"y"}}"#),
        ("a[k]=x&a[]=y", #"{"a":{"k":"x","0":"y"}}"#),
        ("a[-3]=x&a[]=y", #"{"a":{"-3":"x","0":"y"}}"#),
        ("a[00]=x&a[]=y", #"{"a":{"00":"x","0":"y"}}"#),
        ("a[9223372036854775807]=x&a[]=y", #"{"a":{"9223372036854775807":"x"}}"#),
        // Empty lists.
        ("notes[]=", #"{"notes":[]}"#), ("notes%5B%5D=", #"{"notes":[]}"#),
        ("notes[]", #"{"notes":[]}"#), ("receivers[types][]=", #"{"receivers":{"types":[]}}"#),
        ("types[]=&types[]=vpa", #"{"types":["","vpa"]}"#),
        ("types[]=vpa&types[]=", #"{"types":["vpa",""]}"#), ("types[0]=", #"{"types":[""]}"#),
        ("notes[a]=", #"{"notes":{"a":""}}"#), ("a[][]=", #"{"a":[[]]}"#),
        // What stands in the way of what.
        ("a=1&a[b]=2", #"{"a":{"b":"2"}}"#), ("a[b]=1&a=2", #"{"a":"2"}"#),
        ("a[b]=1&a[b][c]=2", #"{"a":{"b":{"c":"2"}}}"#), ("a[b][c]=1&a[b]=2", #"{"a":{"b":"2"}}"#),
        ("a=1&z=0&a[]=2", #"{"a":["2"],"z":"0"}"#), ("a[]=1&a=", #"{"a":""}"#),
        // Odd names, as PHP takes them.
        ("a.b=1", #"{"a_b":"1"}"#), ("a b=1", #"{"a_b":"1"}"#), ("a+b=1", #"{"a_b":"1"}"#),
        ("++a=1", #"{"a":"1"}"#), ("+=1", "{}"), ("a.b[c.d]=1", #"{"a_b":{"c.d":"1"}}"#),
        ("a[b=1", #"{"a_b":"1"}"#), ("a[=1", #"{"a_":"1"}"#), ("a[b[c=1", #"{"a_b_c":"1"}"#),
        ("a]=1", #"{"a]":"1"}"#), ("a]b[c]=1", #"{"a]b":{"c":"1"}}"#),
        ("a[b]c=1", #"{"a":{"b":"1"}}"#), ("a[b]c[d]=1", #"{"a":{"b":"1"}}"#),
        ("a[b][c=1", #"{"a":{"b":"1"}}"#), ("[a]=1", "{}"), ("[]=1", "{}"),
        ("a[[b]]=1", #"{"a":{"[b":"1"}}"#),
        // The three spellings of what is ignored.
        ("expand[]=card", #"{"expand":["card"]}"#),
        ("expand[expand]=card", #"{"expand":{"expand":"card"}}"#),
        ("expand[expand[]]=card", #"{"expand":{"expand[":"card"}}"#),
        ("expand%5Bexpand%5B%5D%5D=card", #"{"expand":{"expand[":"card"}}"#),
        // Queries.
        ("count=10&skip=0", #"{"count":"10","skip":"0"}"#),
        (
            "virtual_account=True&va_transaction_id=RZP123",
            #"{"virtual_account":"True","va_transaction_id":"RZP123"}"#
        ), ("from=1.795350767e%2B09", #"{"from":"1.795350767e+09"}"#),
        ("from=1.795350767e+09", #"{"from":"1.795350767e 09"}"#),
    ])
    func `a form is the tree that JSON would have given`(form: String, tree: String) {
        #expect(Form.read(Array(form.utf8)).description == tree)
    }

    @Test func `bytes that are not UTF-8 are replaced`() {
        #expect(Form.read([0x61, 0x3D, 0xFF, 0x62]) == ["a": "\u{FFFD}b"])
    }

    @Test func `fields beyond the limit are dropped`() {
        let form = (0..<Form.fieldsMax + 5).map { "&f\($0)=\($0)" }.joined()
        let members = Form.read(Array(form.utf8)).members
        #expect(members.map(\.name) == (0..<Form.fieldsMax).map { "f\($0)" })
        #expect(members.last?.value == .string("\(Form.fieldsMax - 1)"))
    }

    @Test func `a field with more brackets than the limit is dropped`() {
        func form(_ brackets: Int) -> String {
            "x=1&a" + String(repeating: "[k]", count: brackets) + "=1"
        }
        #expect(Form.read(Array(form(Form.depthMax).utf8)).members.count == 2)
        #expect(Form.read(Array(form(Form.depthMax + 1).utf8)) == ["x": "1"])
    }

    @Test func `of many fields sent twice the last value counts`() {
        let form = (0..<200).map { "notes[k\($0 % 100)]=\($0)" }.joined(separator: "&")
        let notes = Form.read(Array(form.utf8))["notes"]?.members
        #expect(notes?.map(\.name) == (0..<100).map { "k\($0)" })
        #expect(notes?.map(\.value) == (100..<200).map { .string("\($0)") })
    }

    @Test func `two spellings of one character are two fields`() {
        #expect(Form.read(Array("\u{E9}=1&e\u{301}=2".utf8)).members.count == 2)
    }
}

/// What is written as a form is read as what it was.
struct FormWritingTests {
    @Test(
        arguments: [
            ([:], ""), (["a": "b"], "a=b"), (["a": 5, "b": true, "c": nil], "a=5&b=true&c="),
            (["a b": "c&d=e+f%"], "a%20b=c%26d%3De%2Bf%25"),
            (["types": ["vpa", "bank_account"]], "types[0]=vpa&types[1]=bank_account"),
            (["notes": ["stadt": ["städte": "₹"]]], "notes[stadt][st%C3%A4dte]=%E2%82%B9"),
            (["list": [["a": "1"], ["b": "2"]]], "list[0][a]=1&list[1][b]=2"),
        ] as [(JSON, String)])
    func `a form is written as clients write it`(value: JSON, form: String) {
        #expect(String(decoding: Form.write(value), as: UTF8.self) == form)
    }

    @Test func `a form is read as it was written`() {
        let value: JSON = [
            "name": "Nila & Söhne = +1 %41 \"\\\n", "notes": ["a b": "ä", "c": "₹ 5"],
            "types": ["vpa", "bank_account"], "payers": [["ifsc": "UTIB0000013"]],
        ]
        #expect(Form.read(Form.write(value)) == value)
    }
}

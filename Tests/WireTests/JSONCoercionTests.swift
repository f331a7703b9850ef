import Testing
import Wire

struct JSONCoercionTests {
    @Test(
        arguments: [
            (0, 0), (100, 100), (-5, -5), (.integer(.max), .max), (.integer(.min), .min),
            ("0", 0), ("100", 100), ("-5", -5), ("007", 7), ("1681615838", 1_681_615_838),
            ("-0", 0),
            ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("1.795350767e+09", 1_795_350_767), ("1e3", 1000), ("1E3", 1000), ("-2.5e1", -25),
            ("1e0", 1), ("100e-2", 1),
            ("4e+04", 40_000), ("0e5", 0), ("0.0e-7", 0),
            (.decimal("1.0"), 1), (.decimal("-1.000"), -1), (.decimal("-0"), 0),
            (.decimal("0.0"), 0), (.decimal("1e3"), 1000),
            (.decimal("1.795350767e+09"), 1_795_350_767), (.decimal("12.50e1"), 125),
            (.decimal("1200e-2"), 12),
            (.decimal("9223372036854775807.0"), .max), (.decimal("-9223372036854775808.00"), .min),
            (.decimal("0e999999999999999999999"), 0),
            (.decimal("9.223372036854775807e18"), .max),
            (.decimal("1000000000000000000000e-3"), 1_000_000_000_000_000_000),
            (.decimal("222333009908986012.0"), 222_333_009_908_986_012),
        ] as [(JSON, Int64)])
    func `an integer is taken as a number, as digits and with an exponent`(
        value: JSON, integer: Int64
    ) {
        #expect(value.asInteger == integer)
    }

    @Test(
        arguments: [
            nil, true, false, [], [:], [1], "", " ", "-", "+1", " 1", "1 ", "1_000", "1,000",
            "0x10", "one", "--1", "1-", "\u{661}", "1\n",
            "1.0", "1.5", "100.00", ".5e1", "1.e3", "01e2", "1e", "e3", "1e+", "+1e3", "1.5e0",
            "1e-1", " 1e3", "1e3 ", "1e19", "1e99999999999999999999", "NaN", "Infinity",
            "9223372036854775808", "-9223372036854775809", "[1e3]", "\"1e3\"",
            .decimal("1.5"), .decimal("0.1"), .decimal("1e-1"), .decimal("1e19"),
            .decimal("9223372036854775808"), .decimal("-9223372036854775809"),
            .decimal("9223372036854775807.5"),
            .decimal("1e999999999999999999999"), .decimal("1e-999999999999999999999"),
        ] as [JSON])
    func `what is no integer of 64 bits is not taken for one`(value: JSON) {
        #expect(value.asInteger == nil)
    }

    @Test(
        arguments: [
            ("", ""), ("Gaurav", "Gaurav"), ("1", "1"), (914_010_012_345_679, "914010012345679"),
            (9_000_090_000, "9000090000"), (0, "0"), (-7, "-7"),
            (.decimal("12345678901234567890"), "12345678901234567890"),
            (.decimal("-12345678901234567890"), "-12345678901234567890"),
        ] as [(JSON, String)])
    func `a text is taken as such and from the digits of an integer`(value: JSON, text: String) {
        #expect(value.asText == text)
    }

    @Test(
        arguments: [nil, true, [], ["a"], [:], .decimal("1.5"), .decimal("1e3"), .decimal("1.0")]
            as [JSON])
    func `nothing else is a text`(value: JSON) {
        #expect(value.asText == nil)
    }

    @Test(
        arguments: [
            (true, true), (1, true), ("1", true), ("true", true), ("True", true),
            (false, false), (0, false), ("0", false), ("false", false), ("False", false),
            (nil, nil), (2, nil), (-1, nil), ("", nil), ("yes", nil), ("TRUE", nil), ("01", nil),
            (.decimal("1.0"), nil), ([], nil), ([true], nil), ([:], nil),
        ] as [(JSON, Bool?)])
    func `a flag is taken in the spellings of the clients`(value: JSON, flag: Bool?) {
        #expect(value.asFlag == flag)
    }

    @Test(
        arguments: [
            ([], []), (["vpa"], ["vpa"]), ([:], []), (["0": "a"], ["a"]),
            (["0": "a", "1": "b"], ["a", "b"]), (["1": "b", "0": "a"], ["a", "b"]),
            (
                [
                    "0": 0, "1": 1, "10": 10, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7,
                    "8": 8, "9": 9,
                ], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
            ),
            (["1": "a"], nil), (["0": "a", "2": "b"], nil), (["00": "a"], nil),
            (["0": "a", "x": "b"], nil), (["a": 1], nil), (["-0": 1], nil),
            (["0": 1, "+1": 2], nil), (["0 ": 1], nil), (["": 1], nil),
            (["0": 1, "01": 2], nil), (["\u{660}": 1], nil),
            (["0": 1, "99999999999999999999": 2], nil), ("a", nil), (nil, nil), (0, nil),
        ] as [(JSON, [JSON]?)])
    func `a list is taken as such and as a numbered object`(value: JSON, list: [JSON]?) {
        #expect(value.asList == list)
    }

    @Test func `an object is taken as such and as an empty list`() {
        #expect((["a": 1] as JSON).asObject == [JSON.Member(name: "a", value: 1)])
        #expect((["0": 1] as JSON).asObject == [JSON.Member(name: "0", value: 1)])
        #expect(([:] as JSON).asObject == [])
        #expect(([] as JSON).asObject == [])
        for other in [[1], nil, "", 0, true] as [JSON] { #expect(other.asObject == nil) }
    }

    @Test(arguments: [
        (#"{"0":"a","1":"b"}"#, #"["a","b"]"#),
        (#"{"types":{"0":"bank_account"}}"#, #"{"types":["bank_account"]}"#),
        (#"{"a":{"0":{"b":{"0":{"0":1}}}}}"#, #"{"a":[{"b":[[1]]}]}"#),
        (#"[{"0":1},{"1":1}]"#, #"[[1],{"1":1}]"#),
        (
            #"{"allowed_payers":{"1":{"type":"b"},"0":{"type":"a"}}}"#,
            #"{"allowed_payers":[{"type":"a"},{"type":"b"}]}"#
        ),
        (#"{"notes":{},"b":[]}"#, #"{"notes":{},"b":[]}"#),
        (#"{"notes":{"1":"a"}}"#, #"{"notes":{"1":"a"}}"#), (#"{"b":2,"a":1}"#, #"{"b":2,"a":1}"#),
        ("7", "7"), (#""0""#, #""0""#),
    ])
    func `numbered objects become lists at every depth`(text: String, folded: String) throws {
        let value = try JSONReader.read(Array(text.utf8))
        #expect(value.folded.description == folded)
        #expect(value.folded.folded == value.folded)
    }
}

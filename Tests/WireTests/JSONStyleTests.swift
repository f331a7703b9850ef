import Testing
import Wire

struct JSONStyleTests {
    private static let value: JSON = [
        "b": "é/", "a": [1, true, nil, "<&>"], "empty": [:], "none": [],
    ]

    @Test func `the styles write what the libraries write`() {
        let texts = JSONStyle.common.map {
            String(decoding: $0.bytes(of: Self.value), as: UTF8.self)
        }
        #expect(
            texts == [
                #"{"b":"é/","a":[1,true,null,"<&>"],"empty":{},"none":[]}"#,
                #"{"b":"\u00e9/","a":[1,true,null,"<&>"],"empty":{},"none":[]}"#,
                #"{"b": "\u00e9/", "a": [1, true, null, "<&>"], "empty": {}, "none": []}"#,
                #"{"b": "é/", "a": [1, true, null, "<&>"], "empty": {}, "none": []}"#,
                #"{"a": [1, true, null, "<&>"], "b": "\u00e9/", "empty": {}, "none": []}"#,
                #"{"a":[1,true,null,"<&>"],"b":"é/","empty":{},"none":[]}"#,
                #"{"a":[1,true,null,"\u003c\u0026\u003e"],"b":"é/","empty":{},"none":[]}"#,
                #"{"b":"é/","a":[1,true,null,"\u003c\u0026\u003e"],"empty":{},"none":[]}"#,
                #"{"b":"\u00e9\/","a":[1,true,null,"<&>"],"empty":{},"none":[]}"#,
                """
                {
                  "b": "é/",
                  "a": [
                    1,
                    true,
                    null,
                    "<&>"
                  ],
                  "empty": {},
                  "none": []
                }
                """,
                """
                {
                    "b": "é/",
                    "a": [
                        1,
                        true,
                        null,
                        "<&>"
                    ],
                    "empty": {},
                    "none": []
                }
                """,
            ])
    }

    @Test(arguments: JSONStyle.common)
    func `no style changes the value`(_ style: JSONStyle) throws {
        let read = try JSONReader.read(style.bytes(of: Self.value))
        #expect(read.isEquivalent(to: Self.value))
    }
}

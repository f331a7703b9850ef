import Testing

@testable import API

struct MaskingTests {
    @Test(arguments: [
        ("Authorization", "Basic cnpwOnNlY3JldA==", "Basic ***"),
        ("authorization", "Bearer abc", "Bearer ***"), ("Authorization", "cnpwOnNlY3JldA==", "***"),
        ("Proxy-Authorization", "Basic x", "Basic ***"), ("Cookie", "a=b", "***"),
        ("User-Agent", "Razorpay/v1", "Razorpay/v1"),
    ])
    func `a field that proves who sends it is masked`(
        _ name: String, _ value: String, _ shown: String
    ) {
        #expect(Masking.value(of: name, value) == shown)
    }

    @Test(arguments: [
        (#"{"secret":"s1","url":"x"}"#, #"{"secret":"***","url":"x"}"#),
        (#"{"a":[{"key_secret":"s1"}]}"#, #"{"a":[{"key_secret":"***"}]}"#),
        (#"{"secret":{"deep":"s1"}}"#, #"{"secret":"***"}"#),
        (#"{"secret":null}"#, #"{"secret":null}"#),
        (#"{"name":"Nila"}"#, #"{"name":"Nila"}"#),
        (#"{"s\u0065cret":"s1"}"#, #"{"secret":"***"}"#),
        (#"{"name" : "50 %"}"#, #"{"name" : "50 %"}"#),
        ("sec%72et=s1&b=50%25", "sec%72et=***&b=50%25"),
        (#"{"SECRET" : "s1""#, "***"), ("url=x&secret=s1", "url=x&secret=***"),
        ("webhook%5Bsecret%5D=s1&a=b", "webhook%5Bsecret%5D=***&a=b"), ("secret", "secret"),
        ("", ""), ("&&a%&", "&&a%&"), ("=s%&%53eCRET=s1&&", "=s%&%53eCRET=***&&"),
        ("a[s+ecret]=%&webhook%5bsecret]=s1", "a[s+ecret]=%&webhook%5bsecret]=***"),
        ("secsecret=s1", "secsecret=***"), ("secre%=s1&t=s", "secre%=s1&t=s"),
        (#"{"name":"50 %""#, #"{"name":"50 %""#), (#"{"s\u0065cret":"s1""#, "***"),
        (#"["a"]=%&secret=s1"#, "***"), (#"["a"]=%&sec%72et=s1"#, #"["a"]=%&sec%72et=***"#),
    ])
    func `a secret in a body is masked, and nothing else`(_ body: String, _ shown: String) {
        #expect(Masking.body(Array(body.utf8), contentType: nil) == shown)
    }
}

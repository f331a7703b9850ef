import Crypto
import Testing

/// The vectors of RFC 4231, section 4; of test case 5 only the first 16 bytes are published.
struct HMACTests {
    @Test(arguments: [
        (
            [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            Array(1...25), [UInt8](repeating: 0xcd, count: 50),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
        ),
        (
            [UInt8](repeating: 0x0c, count: 20), Array("Test With Truncation".utf8),
            "a3b6167473100ee06e0c796c2955552b"
        ),
        (
            [UInt8](repeating: 0xaa, count: 131),
            Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        (
            [UInt8](repeating: 0xaa, count: 131),
            Array(
                """
                This is a test using a larger than block-size key and a larger than \
                block-size data. The key needs to be hashed before being used by the HMAC algorithm.
                """.utf8),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
        ),
    ])
    func `public vectors`(_ key: [UInt8], _ message: [UInt8], _ code: String) {
        let made = HMAC.sha256Hexadecimal(of: message, key: key)
        #expect(made.prefix(code.count) == code)
        #expect(made.count == 64)
    }

    @Test func `an empty message and an empty key have a code too`() {
        #expect(
            HMAC.sha256Hexadecimal(of: [], key: [])
                == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
    }

    @Test func `the bytes are those of the digits`() {
        let bytes = HMAC.sha256(
            of: Array("Hi There".utf8), key: [UInt8](repeating: 0x0b, count: 20))
        #expect(bytes.count == 32)
        #expect(bytes.prefix(4) == [0xb0, 0x34, 0x4c, 0x61])
    }
}

/// The signatures of the contract, "Webhooks", section 3.
struct WebhookSignatureTests {
    private let secret = Array("orchid-secret".utf8)

    @Test func `a small body`() {
        #expect(
            HMAC.sha256Hexadecimal(
                of: Array(#"{"entity":"event","event":"ping"}"#.utf8), key: secret)
                == "22ef29a351485833028972aa147d641d293b51575319fd00f6dac7839392165e")
    }

    @Test func `the example of a credit`() {
        let body = #"""
            {"entity":"event","account_id":"acc_TgPzz00Qd4RtYu",\#
            "event":"virtual_account.credited","contains":["payment","virtual_account",\#
            "bank_transfer"],"payload":{"payment":{"entity":{"id":"pay_TgQ3Zk1pQw7LsA",\#
            "entity":"payment","amount":61900,"currency":"INR","status":"captured",\#
            "order_id":null,"invoice_id":null,"international":false,"method":"bank_transfer",\#
            "amount_refunded":0,"refund_status":null,"captured":true,"description":"",\#
            "card_id":null,"bank":null,"wallet":null,"vpa":null,"email":"nila@orchid.example",\#
            "contact":"+919811122233","customer_id":"cust_TgQ0aB3xY7Kd2M","notes":[],"fee":731,\#
            "tax":112,"error_code":null,"error_description":null,"error_source":null,\#
            "error_step":null,"error_reason":null,"acquirer_data":{},"created_at":1790371959,\#
            "reward":null}},"virtual_account":{"entity":{"id":"va_TgQ1dXw4Zk09Pe",\#
            "name":"Acme Corp","entity":"virtual_account","status":"active",\#
            "description":"Flat 12 rent","amount_expected":null,"notes":{"block":"C"},\#
            "amount_paid":61900,"customer_id":"cust_TgQ0aB3xY7Kd2M","close_by":1795000000,\#
            "closed_at":null,"created_at":1790371849,"receivers":[{"id":"ba_TgQ1dXzP21mmQa",\#
            "entity":"bank_account","ifsc":"RAZR0000001","bank_name":null,"name":"Acme Corp",\#
            "notes":[],"account_number":"1112224400112233"}]}},"bank_transfer":{"entity":{\#
            "id":"bt_TgQ3ZjsWc01Rr9","entity":"bank_transfer","payment_id":"pay_TgQ3Zk1pQw7LsA",\#
            "mode":"NEFT","bank_reference":"KKBKN26269000817","amount":61900,\#
            "payer_bank_account":{"id":"ba_TgQ3Zuu4Xd80Yq","entity":"bank_account",\#
            "ifsc":"KKBK0000007","bank_name":"Kotak Mahindra Bank","name":"Nila Rao","notes":[],\#
            "account_number":"765400012345"},"virtual_account_id":"va_TgQ1dXw4Zk09Pe"}}},\#
            "created_at":1790371960}
            """#
        #expect(body.utf8.count == 1677)
        #expect(
            HMAC.sha256Hexadecimal(of: Array(body.utf8), key: secret)
                == "4943c589da1172421c59d0fe7b7adf02508771fbdec889b6ec658b5c9b431166")
    }
}

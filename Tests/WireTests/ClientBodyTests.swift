import Testing
import Wire

/// The bodies of the clients: JSON by most, forms by PHP, Ruby and Node up to 2.8.
struct ClientBodyTests {
    /// A form, broken into lines here only, and the same request in JSON.
    struct Twins: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var form: String
        var json: String
    }

    static let twins = [
        Twins(
            testDescription: "an account by PHP, with spaces as +",
            form: """
                receivers%5Btypes%5D%5B0%5D=bank_account
                &description=Customer+Identifier+for+%E0%A4%85%E0%A4%A8%E0%A5%80%E0%A4%A4%E0%A4%BE
                &customer_id=cust_CaVDm8eDRSXYME
                &close_by=1681615838
                &notes%5Bproject_name%5D=Banking+Software&notes%5Bflat+no%5D=105
                """,
            json: """
                {
                  "receivers": {"types": ["bank_account"]},
                  "description": "Customer Identifier for \\u0905\\u0928\\u0940\\u0924\\u093e",
                  "customer_id": "cust_CaVDm8eDRSXYME",
                  "close_by": "1681615838",
                  "notes": {"project_name": "Banking Software", "flat no": "105"}
                }
                """),
        Twins(
            testDescription: "an account by Ruby, with spaces as %20",
            form: """
                receivers%5Btypes%5D%5B0%5D=bank_account&receivers%5Btypes%5D%5B1%5D=vpa
                &receivers%5Bvpa%5D%5Bdescriptor%5D=gaurikumar
                &description=Customer%20Identifier
                &notes%5Bproject_name%5D=Banking%20Software
                """,
            json: """
                {
                  "receivers": {
                    "types": ["bank_account", "vpa"], "vpa": {"descriptor": "gaurikumar"}
                  },
                  "description": "Customer Identifier",
                  "notes": {"project_name": "Banking Software"}
                }
                """),
        Twins(
            testDescription: "allowed payers by Node 2.8, and by the documents of Go",
            form: """
                receivers[types][0]=bank_account
                &allowed_payers[0][type]=bank_account
                &allowed_payers[0][bank_account][ifsc]=UTIB0000013
                &allowed_payers[0][bank_account][account_number]=914010012345679
                &allowed_payers[1][type]=bank_account
                &allowed_payers[1][bank_account][ifsc]=UTIB0000014
                &allowed_payers[1][bank_account][account_number]=914010012345680
                """,
            json: """
                {
                  "receivers": {"types": {"0": "bank_account"}},
                  "allowed_payers": {
                    "0": {
                      "type": "bank_account",
                      "bank_account": {"ifsc": "UTIB0000013", "account_number": "914010012345679"}
                    },
                    "1": {
                      "type": "bank_account",
                      "bank_account": {"ifsc": "UTIB0000014", "account_number": "914010012345680"}
                    }
                  }
                }
                """),
        Twins(
            testDescription: "the old way to ask for a receiver",
            form: "receiver_types%5B%5D=bank_account&description=First+Payment",
            json: #"{"receiver_types": ["bank_account"], "description": "First Payment"}"#),
        Twins(
            testDescription: "a customer by PHP",
            form: """
                name=Gaurav+Kumar&email=gaurav.kumar%40example.com&contact=9000090000
                &fail_existing=0&notes%5Bnotes_key_1%5D=Tea%2C+Earl+Grey
                """,
            json: """
                {
                  "name": "Gaurav Kumar", "email": "gaurav.kumar@example.com",
                  "contact": "9000090000", "fail_existing": "0",
                  "notes": {"notes_key_1": "Tea, Earl Grey"}
                }
                """),
        Twins(
            testDescription: "a refund by PHP",
            form: "payment_id=pay_DETA2KrOlhqQzF&amount=40000&speed=optimum",
            json: #"{"payment_id": "pay_DETA2KrOlhqQzF", "amount": "40000", "speed": "optimum"}"#),
        Twins(
            testDescription: "an empty list by Ruby",
            form: "types%5B0%5D=vpa&notes%5B%5D=",
            json: #"{"types": ["vpa"], "notes": []}"#),
    ]

    @Test(arguments: twins)
    func `a form and its twin in JSON give one tree`(twins: Twins) {
        let form = read(twins.form.filter { $0 != "\n" }, "application/x-www-form-urlencoded")
        let json = read(twins.json, "application/json")
        #expect(form == json)
        #expect(!form.isEmpty)
    }

    @Test func `numbers and flags of a form are worth what they are in JSON`() {
        let form = read(
            "close_by=1681615838&amount=40000&contact=9000090000&fail_existing=0&reverse=true",
            "application/x-www-form-urlencoded")
        let json = read(
            """
            {
              "close_by": 1681615838, "amount": 40000, "contact": 9000090000,
              "fail_existing": false, "reverse": 1
            }
            """, "application/json")
        for fields in [form, json] {
            #expect(fields["close_by"]?.asInteger == 1_681_615_838)
            #expect(fields["amount"]?.asInteger == 40_000)
            #expect(fields["contact"]?.asText == "9000090000")
            #expect(fields["fail_existing"]?.asFlag == false)
            #expect(fields["reverse"]?.asFlag == true)
        }
    }

    private func read(_ body: String, _ contentType: String) -> JSON {
        RequestBody.read(Array(body.utf8), contentType: contentType).fields
    }
}

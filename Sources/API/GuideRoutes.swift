import Description
import HTTP
import Wire

/// A page that tells a language model how to use the sandbox, never behind credentials.
///
/// The routes on it are those of the tables, in the words of their descriptions.
enum GuideRoutes {
    static let all = [Route(.get, "/llms.txt", tell)]

    private static func tell(_ call: Call) throws -> Reply {
        let url = "http://\(call.request.host ?? "localhost:4210")"
        let configuration = call.sandbox.configuration
        let key = "\(configuration.keyID):\(configuration.secret)"
        return .text(
            head(url: url, key: key) + story(url: url, key: key)
                + list("Routes of the emulated API", OpenAPI.vendor(version: ""))
                + list("Control routes", OpenAPI.control(version: "")),
            type: "text/plain; charset=utf-8")
    }

    private static func head(url: String, key: String) -> String {
        """
        # Smart Collect Sandbox

        > A local, stateful sandbox compatible with Razorpay's Smart Collect APIs: virtual \
        accounts, customers, payments, refunds, webhooks. Not affiliated. No real money moves.

        - Base URL: \(url), paths as in production: \(url)/v1/virtual_accounts.
        - Credentials: HTTP Basic, \(key) for the default merchant. Any other key id that begins \
        with rzp_test_ or rzp_live_ is a merchant of its own; its first use fixes its secret. \
        Use a fresh key id for each test.
        - Amounts are integers in paise, times UNIX seconds, successes 200.
        - What production has no API for stands under /_sandbox and takes the same credentials; \
        without any it means the default merchant. It takes JSON and refuses unknown fields.
        - Nothing happens behind your back: move the merchant's time with POST /_sandbox/clock.
        - OpenAPI: \(url)/openapi.json and \(url)/_sandbox/openapi.json.

        """
    }

    private static func story(url: String, key: String) -> String {
        """

        ## The story

        1. Open an account: curl -u \(key) \(url)/v1/virtual_accounts -H 'Content-Type: \
        application/json' -d '{"receivers":{"types":["bank_account"]}}'
        2. Let money arrive: curl -u \(key) \(url)/_sandbox/credits -H 'Content-Type: \
        application/json' -d '{"to":{"virtual_account_id":"va_…"},"mode":"NEFT","amount":50000}'
        3. See it: GET /v1/virtual_accounts/va_…/payments, GET /v1/payments/pay_…/bank_transfer.
        4. Give it back: POST /v1/payments/pay_…/refund {"amount":20000}
        5. Be told: POST /_sandbox/webhooks {"url":"http://127.0.0.1:9000/hook","secret":"…"}; \
        X-Razorpay-Signature is the hexadecimal HMAC-SHA256 of the body under the secret. \
        What was sent: GET /_sandbox/events, GET /_sandbox/deliveries.
        6. Let time pass: POST /_sandbox/clock {"advance":"25h"}
        7. Wait in place of sleeping: GET /_sandbox/wait?event=virtual_account.credited\
        &entity_id=va_…&delivered=true&timeout=5s
        8. Lose an answer, then try again: PUT /_sandbox/faults [{"match":{"path":\
        "/v1/payments/*/refund"},"do":"commit_then_reset","times":1}]
        9. See what your code sent: GET /_sandbox/requests

        """
    }

    private static func list(_ title: String, _ description: OpenAPI) -> String {
        let lines = description.routes.map { route in
            "- \(route.method) \(route.path): \(description.summary(of: route))\n"
        }
        return "\n## \(title)\n\n" + lines.joined()
    }
}

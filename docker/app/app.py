"""An application beside the sandbox: it opens an account and says what is paid into it."""

import base64
import hashlib
import hmac
import http.server
import json
import os
import urllib.request

SECRET = os.environ["WEBHOOK_SECRET"].encode()


def open_account():
    pair = f"{os.environ['RAZORPAY_KEY_ID']}:{os.environ['RAZORPAY_KEY_SECRET']}"
    request = urllib.request.Request(
        os.environ["RAZORPAY_BASE_URL"] + "/v1/virtual_accounts",
        data=json.dumps({"receivers": {"types": ["bank_account"]}}).encode(),
        headers={
            "Authorization": "Basic " + base64.b64encode(pair.encode()).decode(),
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


class Webhook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        expected = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
        genuine = hmac.compare_digest(expected, self.headers.get("X-Razorpay-Signature", ""))
        self.send_response(200 if genuine else 400)
        self.send_header("Content-Length", "0")
        self.end_headers()
        if genuine:
            self.tell(json.loads(body))

    def tell(self, event):
        if event["event"] == "virtual_account.credited":
            account = event["payload"]["virtual_account"]["entity"]
            payment = event["payload"]["payment"]["entity"]
            print(f"{account['id']}: {payment['amount']} paise by {payment['method']}")

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("", int(os.environ.get("PORT", "8080"))), Webhook)
print("opened", open_account()["id"])
server.serve_forever()

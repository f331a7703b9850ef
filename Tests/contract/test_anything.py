"""Whatever is sent, the answer is one the contract knows: never a fault of the server."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refusals import ROUTES
from sandbox import Merchant, bracketed

NAMES = st.sampled_from([
    "name", "email", "contact", "gstin", "notes", "fail_existing", "receivers", "types",
    "bank_account", "vpa", "descriptor", "numeric", "description", "customer_id", "close_by",
    "allowed_payers", "type", "ifsc", "account_number", "amount_expected", "receiver_types",
    "amount", "speed", "receipt", "payment_id", "reverse_all", "url", "events", "secret",
    "alert_email", "active", "count", "skip", "from", "to", "expand[]", "0", "1", "é", "",
])
WORDS = st.sampled_from([
    "bank_account", "vpa", "qr_code", "UTIB0000013", "914010012345679", "va_00000000000000",
    "cust_00000000000000", "optimum", "1", "0", "-1", "1e3", "true", "", "http://127.0.0.1:9/",
    "payment.captured", "Nila Rao", "9223372036854775807", "9223372036854775808", "\x00", "\ud83d",
]).filter(lambda word: word.isascii()) | st.text(max_size=20)
LEAVES = st.none() | st.booleans() | st.integers(-2**70, 2**70) | st.floats(
    allow_nan=False, allow_infinity=False) | WORDS
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=12)
BODIES = st.dictionaries(NAMES, TREES, max_size=6) | TREES
KNOWN = {200, 204, 400, 409, 500}
ENDURING = settings(max_examples=600, deadline=None, derandomize=True,
                    suppress_health_check=list(HealthCheck))
UNREADABLE = "Internal server error - Failed to parse request body"


class Scene:
    """One of each entity, so that a route finds what its path names."""

    def __init__(self, server):
        self.merchant = merchant = Merchant(server)
        paid = merchant.payment(1_000_000_000)
        account = merchant.account()
        self.ids = {
            "customers": merchant.customer()["id"], "virtual_accounts": account["id"],
            "payments": paid["id"], "refunds": merchant.refund(paid, amount=100)["id"],
            "webhooks": merchant.webhook()["id"],
        }
        self.account_id = merchant.settings()["account_id"]

    def target(self, path):
        kind = path.split("/")[2]
        if kind == "accounts":
            path, kind = path.replace(":account_id", self.account_id), "webhooks"
        path = path.replace(":refund_id", self.ids["refunds"])
        return path.replace(":payer_id", "ba_00000000000000").replace(":id", self.ids[kind])


def check(answer):
    """A known status; a body of JSON, and of the error object where it is a refusal."""
    assert answer.status in KNOWN, answer
    if answer.status == 204:
        assert answer.body == b""
        return
    body = json.loads(answer.body)
    if answer.status == 200:
        return
    error = body["error"]
    assert error["code"] == ("SERVER_ERROR" if answer.status == 500 else "BAD_REQUEST_ERROR")
    assert isinstance(error["description"], str) and error["description"]
    if answer.status == 500:
        assert error["description"] == UNREADABLE


REAL = [route for route in ROUTES if not route.startswith("*") and "DELETE /v2" not in route]


def test_any_tree_to_any_route(server):
    scene = Scene(server)

    @ENDURING
    @given(route=st.sampled_from(REAL), body=BODIES, as_form=st.booleans())
    def send(route, body, as_form):
        method, path = route.split(" ", 1)
        if path.endswith("/close"):
            return  # the scene's account is needed open
        if as_form and isinstance(body, dict):
            text = bracketed(body).encode()
            kind = "application/x-www-form-urlencoded"
        else:
            text, kind = json.dumps(body).encode(), "application/json"
        check(scene.merchant.call(
            method, scene.target(path), raw=text, headers={"Content-Type": kind}))

    send()
    check(scene.merchant.call("GET", "/v1/payments"))


def test_any_bytes_to_any_route(server):
    scene = Scene(server)
    kinds = st.sampled_from(["application/json", "application/x-www-form-urlencoded",
                             "text/plain", "multipart/form-data; boundary=x", "x", ""])

    @ENDURING
    @given(route=st.sampled_from(REAL), body=st.binary(max_size=200) | st.text(
        alphabet="{}[]\":,0123456789eE+-.&=% \\utrfnals", max_size=60).map(str.encode), kind=kinds)
    def send(route, body, kind):
        method, path = route.split(" ", 1)
        check(scene.merchant.call(
            method, scene.target(path), raw=body, headers={"Content-Type": kind}))

    send()
    check(scene.merchant.call("GET", "/v1/payments"))


def test_any_query_to_any_list(server):
    scene = Scene(server)
    lists = [route.split(" ")[1] for route in REAL if route.startswith("GET")]

    @ENDURING
    @given(path=st.sampled_from(lists), query=st.text(
        alphabet="countskipfromexpand[]=&%0123456789-+.eE ", max_size=40).map(
            lambda text: text.replace(" ", "%20")))
    def send(path, query):
        check(scene.merchant.call("GET", f"{scene.target(path)}?{query}"))

    send()

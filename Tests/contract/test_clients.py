"""Requests as the official clients put them on the wire, byte for byte.

A style below holds what one client sends around a call: its header lines, its way of writing a
body, its habit with slashes. The same calls go through every style and must come to the same.
"""

import json
import socket
import urllib.parse
from dataclasses import dataclass

import pytest

import shapes
from sandbox import Answer, bracketed, payer, read_answer
from shapes import check, collection
from tables import rule

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def sorted_json(tree):
    """As Go's encoder writes: keys sorted, `<>&` escaped."""
    text = json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def flags(tree, true, false):
    """The tree with its booleans as a form client spells them."""
    if isinstance(tree, dict):
        return {key: flags(value, true, false) for key, value in tree.items()}
    if isinstance(tree, list):
        return [flags(value, true, false) for value in tree]
    return {True: true, False: false}[tree] if isinstance(tree, bool) else tree


def php_form(tree):
    return bracketed(flags(tree, "1", "0"))


def ruby_form(tree):
    return bracketed(flags(tree, "true", "false")).replace("+", "%20")


@dataclass(frozen=True)
class Style:
    headers: tuple
    encode: object
    content_type: str
    slash: bool = False         # a slash at the end of every URL
    types_everything: bool = False  # a Content-Type on calls without a body, too
    lower_case: bool = False

    def request(self, merchant, method, target, tree=None, body=None, content_type=None):
        if self.slash:
            path, mark, query = target.partition("?")
            target = f"{path}/{mark}{query}"
        if tree is not None:
            body = self.encode(tree)
        lines = [("Host", f"{merchant.server.host}:{merchant.server.port}"),
                 ("Authorization", merchant.authorization), *self.headers]
        content_type = content_type or (
            self.content_type if tree is not None or self.types_everything else None)
        if content_type:
            lines.append(("Content-Type", content_type))
        if body is not None:
            lines.append(("Content-Length", str(len(body.encode()))))
        if self.lower_case:
            lines = [(name.lower(), value) for name, value in lines]
        head = "".join(f"{name}: {value}\r\n" for name, value in lines)
        return f"{method} {target} HTTP/1.1\r\n{head}\r\n{body or ''}".encode()

    def send(self, merchant, *arguments, **options) -> Answer:
        return merchant.server.raw(self.request(merchant, *arguments, **options))


CLIENTS = {
    "python": Style((("User-Agent", "Razorpay-Python/2.0.1 "), ("Accept", "*/*"),
                     ("Accept-Encoding", "gzip, deflate"), ("Connection", "keep-alive")),
                    json.dumps, JSON),
    "ruby": Style((("User-Agent", "Razorpay-Ruby/3.2.4; Ruby/3.1.7"), ("Accept", "*/*"),
                   ("Accept-Encoding", "gzip;q=1.0,deflate;q=0.6,identity;q=0.3"),
                   ("Connection", "close")), ruby_form, FORM),
    "php": Style((("User-Agent", "Razorpay/v1 PHPSDK/2.9.2 PHP/8.2.36 "), ("Accept", "*/*"),
                  ("Accept-Encoding", "deflate, gzip, br, zstd"), ("Razorpay-API", "1"),
                  ("Connection", "close")), php_form, FORM, slash=True),
    "php-json": Style((("User-Agent", "Razorpay/v1 PHPSDK/2.9.2 PHP/8.2.36 "), ("Accept", "*/*"),
                       ("Razorpay-API", "1"), ("Connection", "close")),
                      lambda tree: json.dumps(tree).replace("/", "\\/"), JSON, slash=True),
    "node-2.9": Style((("User-Agent", "razorpay-node@2.9.6"),
                       ("Accept", "application/json, text/plain, */*"),
                       ("Accept-Encoding", "gzip, deflate, br")),
                      lambda tree: json.dumps(tree, ensure_ascii=False), JSON),
    "node-2.8": Style((("User-Agent", "razorpay-node@2.8.6"), ("Accept", "application/json"),
                       ("Connection", "keep-alive")), ruby_form, FORM, lower_case=True),
    "go": Style((("User-Agent", "razorpay-go/1.4.0"), ("Accept-Encoding", "gzip")),
                sorted_json, JSON, types_everything=True),
    "cli": Style((("User-Agent", "Razorpay-CLI/1.0.9 (linux/amd64)"),
                  ("Accept-Encoding", "gzip")), sorted_json, JSON),
    "java": Style((("User-Agent", "Razorpay/v1 JAVASDK/1.4.8 Java/17.0.15"),
                   ("Connection", "Keep-Alive"), ("Accept-Encoding", "gzip")),
                  lambda tree: json.dumps(tree, ensure_ascii=False).replace("</", "<\\/"),
                  "application/json; charset=utf-8"),
    "dotnet": Style((("User-Agent", "razorpay-dot-net/3.3.2 "),), json.dumps, JSON,
                    types_everything=True),
}
LIKE_JSON = [name for name, style in CLIENTS.items() if style.content_type != FORM]
each_client = pytest.mark.parametrize("style", CLIENTS.values(), ids=CLIENTS)


def ok(answer):
    assert answer.status == 200, answer
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["Content-Encoding"] is None
    return answer.json


@rule("README.md#3", "sdk", "JSON and forms of every official client say the same.")
@each_client
def test_the_same_customer(style, merchant):
    sent = {"name": "Nila Rao", "contact": "+919811122233", "email": "nila@orchid.example",
            "notes": {"flat no": "105", "desk": "B/4 <&> é ₹", "open": True, "rooms": 3}}
    made = ok(style.send(merchant, "POST", "/v1/customers", sent))
    true = "1" if style.encode is php_form else "true"
    check(made, shapes.customer(
        name="Nila Rao", contact="+919811122233", email="nila@orchid.example",
        notes=in_sent_order(style, {**sent["notes"], "open": true, "rooms": "3"})))
    edited = ok(style.send(merchant, "PUT", f"/v1/customers/{made['id']}", {"name": "Nila R"}))
    check(edited, {**made, "name": "Nila R"})
    check(ok(style.send(merchant, "GET", f"/v1/customers/{made['id']}")), edited)
    listed = ok(style.send(merchant, "GET", "/v1/customers?count=10&skip=0"))
    check(listed, collection(edited))


def in_sent_order(style, notes):
    return dict(sorted(notes.items())) if style.encode is sorted_json else notes


@rule("README.md#3", "sdk", "JSON and forms of every official client say the same.")
@each_client
def test_the_same_account(style, merchant):
    close_by = merchant.now() + 86400
    made = ok(style.send(merchant, "POST", "/v1/virtual_accounts", {
        "receivers": {"types": ["bank_account", "vpa"],
                      "bank_account": {"descriptor": "4400112233", "numeric": True},
                      "vpa": {"descriptor": "orchidnila"}},
        "description": "Flat 12 & ₹ rent", "close_by": close_by, "amount_expected": 40000,
        "notes": {"block": "C"}}))
    check(made, shapes.virtual_account(
        [shapes.bank_account(account_number="1112224400112233"),
         shapes.vpa("rzr.payto00000orchidnila")],
        description="Flat 12 & ₹ rent", close_by=close_by, amount_expected=40000,
        notes={"block": "C"}))
    payers = ok(style.send(merchant, "POST", "/v1/virtual_accounts", {
        "receivers": {"types": ["bank_account"]},
        "allowed_payers": [payer(), payer("00000022234631312", "SBIN0000300")]}))
    check(payers, shapes.virtual_account(payers=[
        shapes.allowed_payer(), shapes.allowed_payer("00000022234631312", "SBIN0000300")]))
    added = ok(style.send(
        merchant, "POST", f"/v1/virtual_accounts/{payers['id']}/allowed_payers",
        payer("765400012345", "KKBK0000007")))
    assert len(added["allowed_payers"]) == 3
    patched = ok(style.send(merchant, "PATCH", f"/v1/virtual_accounts/{made['id']}",
                            {"description": "Flat 13", "notes": {"block": "D"}}))
    check(patched, {**made, "description": "Flat 13", "notes": {"block": "D"}})


@rule("README.md#3", "sdk", "JSON and forms of every official client say the same.")
@each_client
def test_the_same_refund(style, merchant):
    paid = merchant.payment(40000)
    made = ok(style.send(merchant, "POST", f"/v1/payments/{paid['id']}/refund", {
        "amount": 20000, "receipt": "R-77", "notes": {"why": "overpaid"}}))
    check(made, shapes.refund(
        amount=20000, payment_id=paid["id"], receipt="R-77", notes={"why": "overpaid"}))
    other = ok(style.send(merchant, "POST", "/v1/refunds",
                          {"payment_id": paid["id"], "amount": 10000}))
    listed = ok(style.send(merchant, "GET", f"/v1/refunds?payment_id={paid['id']}"))
    check(listed, collection(other, made))
    refusal = style.send(merchant, "POST", f"/v1/payments/{paid['id']}/refund", {"amount": 50})
    assert (refusal.status, refusal.error["field"]) == (400, "amount")
    assert refusal.error["metadata"] == {}
    assert "internal_error_code" not in refusal.error


# Calls that carry nothing: (client, body, Content-Type).
NOTHING = [
    ("python", "{}", JSON), ("ruby", "", FORM), ("php", "", FORM), ("node-2.9", "", FORM),
    ("node-2.9", "{}", JSON), ("node-2.8", "", None), ("go", "{}", JSON), ("go", "null", JSON),
    ("cli", "", None), ("java", "", "application/json; charset=utf-8"), ("dotnet", "null", JSON),
    ("dotnet", "", JSON), ("python", None, None), ("php", "[]", JSON), ("node-2.8", "{}", FORM),
]
nothing = pytest.mark.parametrize(
    "client, body, content_type", NOTHING,
    ids=[f"{client} {body!r} {kind}" for client, body, kind in NOTHING])


@rule("README.md#3", "sdk", "Calls without a body are taken as each client makes them.")
@nothing
def test_closing_with_nothing_said(client, body, content_type, merchant):
    account = merchant.account()
    closed = ok(CLIENTS[client].send(
        merchant, "POST", f"/v1/virtual_accounts/{account['id']}/close", body=body,
        content_type=content_type))
    check(closed, {**account, "status": "closed", "closed_at": shapes.TIME})


@nothing
def test_refunding_with_nothing_said(client, body, content_type, merchant):
    paid = merchant.payment(40000)
    made = ok(CLIENTS[client].send(
        merchant, "POST", f"/v1/payments/{paid['id']}/refund", body=body,
        content_type=content_type))
    check(made, shapes.refund(amount=40000, payment_id=paid["id"]))


@nothing
def test_removing_a_payer_with_nothing_said(client, body, content_type, merchant):
    account = merchant.account(payers=[payer()])
    answer = CLIENTS[client].send(
        merchant, "DELETE",
        f"/v1/virtual_accounts/{account['id']}/allowed_payers/{account['allowed_payers'][0]['id']}",
        body=body, content_type=content_type)
    assert (answer.status, answer.body) == (204, b"")


@rule("refunds.md#3", "sdk", "`POST /v1/refunds` refunds the payment in its body.")
def test_php_refunds_by_the_collection(merchant):
    paid = merchant.payment(40000)
    made = ok(CLIENTS["php"].send(merchant, "POST", "/v1/refunds", {"payment_id": paid["id"]}))
    check(made, shapes.refund(amount=40000, payment_id=paid["id"]))


def test_ruby_fetches_nil_and_gets_the_list(merchant):
    paid = merchant.payment()
    listed = ok(merchant.server.raw(CLIENTS["ruby"].request(merchant, "GET", "/v1/payments/")))
    check(listed, collection(paid))


@rule("virtual-accounts.md#4", "observed", "Closing by an update of `status` is refused.")
def test_old_node_closes_by_patch_and_is_refused(merchant):
    account = merchant.account()
    answer = CLIENTS["node-2.8"].send(
        merchant, "PATCH", f"/v1/virtual_accounts/{account['id']}", {"status": "closed"})
    assert answer.status == 400
    assert answer.error["description"] == "status is/are not required and should not be sent"


# A GET that carries a body and a type, as Go and .NET send it.
@pytest.mark.parametrize("body", ["", "{}", None])
def test_a_get_with_a_content_type(body, merchant):
    made = merchant.customer()
    for name in ("go", "dotnet"):
        check(ok(CLIENTS[name].send(
            merchant, "GET", f"/v1/customers/{made['id']}", body=body)), made)


@rule("README.md#3", "documented", "A GET's body counts as its query.")
def test_a_get_with_fields_in_its_body(merchant):
    answer = CLIENTS["go"].send(merchant, "GET", "/v1/virtual_accounts",
                                {"receivers": {"types": ["vpa"]}, "description": "x"})
    assert answer.status == 400
    assert answer.error["description"] == (
        "description, receivers is/are not required and should not be sent")


EXPANSIONS = ["expand[]=card", "expand[expand]=card", "expand[expand[]]=card", "expand=card",
              "expand[]=card&expand[]=refunds", "expand[0]=card", "expand%5B%5D=transaction"]


@rule("README.md#13", "inferred", "`expand` is taken in every spelling.")
@pytest.mark.parametrize("query", EXPANSIONS)
def test_expand_in_every_spelling(query, merchant):
    paid = merchant.payment()
    check(merchant.get(f"/v1/payments?{query}"), collection(paid))


FLAGS = ["virtual_account=1", "virtual_account=true", "virtual_account=True", ""]


@rule("payments.md#3", "documented", "`va_transaction_id` finds a payment by its reference.")
@pytest.mark.parametrize("flag", FLAGS)
def test_a_search_by_reference(flag, merchant):
    account = merchant.account()
    merchant.credit(account)
    wanted = merchant.credit(account, utr="KKBKN26269000817")["payment"]
    found = merchant.get(f"/v1/payments?va_transaction_id=KKBKN26269000817&{flag}")
    check(found, collection(wanted))


# Integers as Go prints a float64.


@rule("README.md#13", "sdk", "Integers in queries may be written with an exponent.")
@pytest.mark.parametrize("spelling", ["plain", "exponent"])
def test_an_integer_with_an_exponent(spelling, merchant):
    paid = merchant.payment()
    moment = paid["created_at"]
    text = str(moment) if spelling == "plain" else go_float(moment)
    check(merchant.get(f"/v1/payments?from={text}&to={text}"), collection(paid))
    check(merchant.get("/v1/payments?count=1e%2B01"), collection(paid))
    assert merchant.call("GET", "/v1/payments?count=1.5e%2B00").status == 400


def go_float(value):
    digits = str(value)
    return urllib.parse.quote(f"{digits[0]}.{digits[1:].rstrip('0')}e+{len(digits) - 1:02}")


NUMBERS = [
    ("a JSON string", {"body": {"amount": "1000"}}), ("a JSON number", {"body": {"amount": 1000}}),
    ("a form", {"form": "amount=1000"}), ("a zero fraction", {"raw": b'{"amount":1000.0}'}),
    ("an exponent", {"raw": b'{"amount":1e3}'}), ("a form's exponent", {"form": "amount=1e3"}),
]


@rule("README.md#3", "inferred",
      "Integers are taken from numbers and texts, and from nothing else.")
@pytest.mark.parametrize("options", [o for _, o in NUMBERS], ids=[n for n, _ in NUMBERS])
def test_an_amount(options, merchant):
    paid = merchant.payment()
    headers = {"Content-Type": JSON} if "raw" in options else None
    made = merchant.ok("POST", f"/v1/payments/{paid['id']}/refund", **options, headers=headers)
    assert made["amount"] == 1000 and type(made["amount"]) is int


# fail_existing as each encoding spells it: does a duplicate come back as the existing customer?
FAIL_EXISTING = [
    ({"body": {}}, False), ({"body": {"fail_existing": "1"}}, False),
    ({"body": {"fail_existing": 1}}, False), ({"body": {"fail_existing": True}}, False),
    ({"body": {"fail_existing": "0"}}, True), ({"body": {"fail_existing": 0}}, False),
    ({"body": {"fail_existing": False}}, False), ({"body": {"fail_existing": "yes"}}, False),
    ({"form": {"fail_existing": "0"}}, True), ({"form": {"fail_existing": "1"}}, False),
    ({"form": {"fail_existing": "true"}}, False), ({"form": {}}, False),
]


@rule("customers.md#2", "observed", "Only the text `0` gives the customer that exists.")
@pytest.mark.parametrize("options, existing", FAIL_EXISTING, ids=lambda v: str(v))
def test_fail_existing(options, existing, merchant):
    first = merchant.customer()
    pair = {"name": "Another", "email": first["email"], "contact": first["contact"]}
    encoding, fields = next(iter(options.items()))
    again = {**pair, **fields}
    if encoding == "form":
        answer = merchant.call("POST", "/v1/customers", form=again)
    else:
        answer = merchant.call("POST", "/v1/customers", again)
    if existing:
        check(ok(answer), first)
    else:
        assert answer.status == 400
        assert answer.error["description"] == "Customer already exists for the merchant"


# One tree, many spellings: each becomes the same account.
TREE = {"receivers": {"types": ["bank_account"]}, "notes": {"block": "C"},
        "allowed_payers": [payer(), payer("765400012345", "KKBK0000007")]}
SPELLINGS = {
    "json": (JSON, json.dumps(TREE)),
    "json with blanks": (JSON, "\r\n\t " + json.dumps(TREE, indent=2)),
    "json, charset": ("application/json; charset=UTF-8", json.dumps(TREE)),
    "json, upper case": ("APPLICATION/JSON", json.dumps(TREE)),
    "json without a type": (None, json.dumps(TREE)),
    "json as text": ("text/plain", json.dumps(TREE)),
    "json said to be a form": (FORM, json.dumps(TREE)),
    "form": (FORM, bracketed(TREE)),
    "form with plain brackets": (FORM, urllib.parse.unquote(bracketed(TREE))),
    "form with a charset": (FORM + "; charset=utf-8", bracketed(TREE)),
    "form with open lists": (FORM, bracketed(TREE).replace("types%5D%5B0", "types%5D%5B")),
    "integer keys": (JSON, json.dumps({
        "receivers": {"types": {"0": "bank_account"}}, "notes": {"block": "C"},
        "allowed_payers": {"0": payer(), "1": payer("765400012345", "KKBK0000007")}})),
}


@rule("README.md#3", "sdk", "Brackets, integer keys and lists in forms fold into the same tree.")
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_one_tree_many_spellings(spelling, merchant):
    content_type, body = SPELLINGS[spelling]
    headers = {"Content-Type": content_type} if content_type else None
    made = merchant.ok("POST", "/v1/virtual_accounts", raw=body.encode(), headers=headers)
    check(made, shapes.virtual_account(notes={"block": "C"}, payers=[
        shapes.allowed_payer(), shapes.allowed_payer("765400012345", "KKBK0000007")]))


# Bodies that say nothing, or nothing that can be understood, are an empty object.
EMPTY = [(JSON, b'{"receivers":'), (JSON, b"null"), (JSON, b"  "), (FORM, b""),
         ("multipart/form-data; boundary=x", b"--x--\r\n"), (JSON, b"\xff\xfe")]


@rule("README.md#3", "inferred", "Empty, malformed and null bodies are empty objects.")
@pytest.mark.parametrize("content_type, body", EMPTY, ids=str)
def test_a_body_that_says_nothing(content_type, body, merchant):
    answer = merchant.call(
        "POST", "/v1/virtual_accounts", raw=body, headers={"Content-Type": content_type})
    assert (answer.status, answer.error["description"]) == (
        400, "The receivers field is required.")


@rule("README.md#3", "observed", "A list as the whole body is refused by its indexes.")
def test_a_list_as_the_whole_body(merchant):
    answer = merchant.call("POST", "/v1/virtual_accounts", [{"receivers": {}}])
    assert (answer.status, answer.error["description"]) == (
        400, "0 is/are not required and should not be sent")


@rule("README.md#3", "sdk", "Digits sent as numbers are texts where texts are wanted.")
def test_digits_sent_as_numbers(merchant):
    made = merchant.ok("POST", "/v1/customers", {"name": "Nila Rao", "contact": 9000090000})
    assert made["contact"] == "9000090000"
    number = 900719925474099312  # more than a double holds
    account = merchant.ok("POST", "/v1/virtual_accounts", {
        "receivers": {"types": ["bank_account"]}, "allowed_payers": [payer(number)]})
    assert account["allowed_payers"][0]["bank_account"]["account_number"] == str(number)


def test_an_expected_continue(merchant):
    """The body is sent only after the interim answer, as .NET does."""
    head, body = CLIENTS["dotnet"].request(
        merchant, "POST", "/v1/customers", {"name": "Nila Rao"}).split(b"\r\n\r\n")
    with socket.create_connection((merchant.server.host, merchant.server.port), 10) as wire:
        wire.sendall(head + b"\r\nExpect: 100-continue\r\n\r\n")
        interim = b""
        while not interim.endswith(b"\r\n\r\n"):
            piece = wire.recv(1)
            assert piece, interim
            interim += piece
        assert interim.startswith(b"HTTP/1.1 100 ")
        wire.sendall(body)
        check(ok(read_answer(wire)), shapes.customer(name="Nila Rao"))


def test_an_expected_continue_without_waiting(merchant):
    head, body = CLIENTS["dotnet"].request(
        merchant, "POST", "/v1/customers", {"name": "Nila Rao"}).split(b"\r\n\r\n")
    answer = merchant.server.raw(head + b"\r\nExpect: 100-continue\r\n\r\n" + body)
    check(ok(answer), shapes.customer(name="Nila Rao"))


def test_a_connection_that_is_kept_and_one_that_is_closed(merchant):
    style = CLIENTS["python"]
    with socket.create_connection((merchant.server.host, merchant.server.port), 10) as wire:
        for _ in range(3):
            wire.sendall(style.request(merchant, "GET", "/v1/customers"))
            check(ok(read_answer(wire)), collection())
    with socket.create_connection((merchant.server.host, merchant.server.port), 10) as wire:
        wire.sendall(CLIENTS["php"].request(merchant, "GET", "/v1/customers"))
        answer = read_answer(wire)
        check(ok(answer), collection())
        assert answer.headers["Connection"] == "close"
        assert wire.recv(1) == b""


@rule("README.md#1", "sdk", "Headers of the clients are taken and ignored.")
def test_headers_of_partners_are_taken(merchant):
    """Headers that mean something elsewhere do not disturb a plain key."""
    made = merchant.ok("POST", "/v1/customers", {"name": "Nila Rao"}, headers={
        "Razorpay-API": "1", "X-Razorpay-Device-Mode": "wired", "Accept": "image/png",
        "X-Anything": "else"})
    check(made, shapes.customer(name="Nila Rao"))


# Registration by the maps of older SDKs.
EVENT_MAPS = [
    ({"payment.authorized": True, "payment.captured": True}, ["payment.authorized",
                                                              "payment.captured"]),
    ({"payment.authorized": 1, "payment.captured": 0}, ["payment.authorized"]),
    ({"payment.authorized": "1", "payment.captured": "0"}, ["payment.authorized"]),
    (["refund.created"], ["refund.created"]),
]


@rule("webhooks.md#1", "inferred", "A webhook's events may be a map of names.")
@pytest.mark.parametrize("sent, kept", EVENT_MAPS, ids=str)
def test_events_as_a_map(sent, kept, merchant):
    made = merchant.ok("POST", "/v1/webhooks", {"url": "http://127.0.0.1:9/hook", "events": sent})
    check(made, shapes.webhook(merchant.settings()["account_id"], events=kept))

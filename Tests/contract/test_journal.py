"""What was asked of the emulated API, and what was answered."""

import json
import urllib.parse

import pytest

from sandbox import Merchant, running, unsanitized
from tables import table


def journal(merchant, **query):
    return merchant.control_ok("GET", "/requests?" + urllib.parse.urlencode(query))["items"]


def test_requests_are_kept_with_their_answers(merchant):
    made = merchant.customer(notes={"city": "Pune"})
    merchant.call("GET", "/v1/customers/cust_short?expand[]=x")
    second, first = journal(merchant)
    assert (first["method"], first["path"], first["status"]) == ("POST", "/v1/customers", 200)
    assert first["route"] == "POST /v1/customers" and first["nearest_route"] is None
    assert json.loads(first["body"])["notes"] == {"city": "Pune"}
    assert json.loads(first["response_body"]) == made
    assert first["headers"]["Content-Type"] == "application/json"
    assert (second["query"], second["status"], second["ignored"]) == (
        "expand[]=x", 400, ["expand"])
    assert (first["id"], second["id"]) == ("req_1", "req_2")


def test_secrets_are_masked(merchant):
    body = {"url": "http://127.0.0.1:9/", "events": ["*"], "secret": "orchid-secret"}
    merchant.ok("POST", "/v1/webhooks", body)
    merchant.call("POST", "/v1/webhooks", form="url=http://127.0.0.1:9/&secret=orchid-secret")
    merchant.call("POST", "/v1/webhooks", raw=b'{"secret": "orchid-secret"',
                  headers={"Content-Type": "application/json"})
    merchant.call("GET", "/v1/payments?secret=orchid-secret")
    merchant.call("GET", "/v1/payments", auth="Bearer orchid-secret")
    items = json.dumps(merchant.control_ok("GET", "/requests"))
    assert "orchid-secret" not in items and merchant.secret not in items
    assert merchant.authorization.split()[1] not in items
    last = journal(merchant)[-1]
    assert json.loads(last["body"]) == {**body, "secret": "***"}


@table(
    "query, wanted",
    ("all", {}, [5, 4, 3, 2, 1]), ("a method", {"method": "get"}, [5, 4, 3]),
    ("a path", {"path": "/v1/customers"}, [3, 1]), ("a family", {"path": "/v1/pay*"}, [5, 4]),
    ("a status", {"status": "400"}, [5, 2]), ("a class", {"status": "4xx"}, [5, 2]),
    ("since a request", {"since": "req_3"}, [5, 4]), ("since ever", {"since": "946684800"}, [5, 4, 3, 2, 1]),
    ("since later", {"since": "4000000000"}, []), ("a page", {"count": 2, "skip": 1}, [4, 3]),
    ("several", {"method": "GET", "status": "200", "since": "req_3"}, [4]),
)
def test_requests_are_found_again(query, wanted, merchant):
    merchant.customer()
    merchant.call("POST", "/v1/virtual_accounts", {})
    merchant.get("/v1/customers")
    merchant.get("/v1/payments")
    merchant.call("GET", "/v1/payments/pay_short")
    assert [int(item["id"][4:]) for item in journal(merchant, **query)] == wanted


@table("query", ("no status", "status=ok"), ("no time", "since=yesterday"), ("no path", "path=v1"),
       ("an unknown field", "verb=GET"))
def test_a_look_that_is_refused(query, merchant):
    assert merchant.control("GET", "/requests?" + query).status == 400


@table(
    "method, path, nearest",
    ("a letter too many", "GET", "/v1/paymentss", "GET /v1/payments"),
    ("a letter missing", "GET", "/v1/virtual_account/va_TgQ1dXw4Zk09Pe",
     "GET /v1/virtual_accounts/:id"),
    ("another word", "POST", "/v1/payments/pay_TgQ3Zk1pQw7LsA/refunded",
     "POST /v1/payments/:id/refund"),
    ("another method", "DELETE", "/v1/virtual_accounts/va_TgQ1dXw4Zk09Pe",
     "GET /v1/virtual_accounts/:id"),
    ("another version", "GET", "/v3/refunds", "GET /v1/refunds"),
)
def test_an_unknown_route_names_the_nearest(method, path, nearest, merchant):
    merchant.call(method, path)
    entry, = journal(merchant)
    assert (entry["route"], entry["nearest_route"]) == (None, nearest)


@table(
    "sent, ignored",
    ("an expansion", {"target": "/v1/payments?expand[]=card&count=1"}, ["expand"]),
    ("a body that is no JSON", {"raw": b"{oops", "headers": {"Content-Type": "application/json"}},
     ["body (not JSON)"]),
    ("a body of parts", {"raw": b"--x", "headers": {"Content-Type": "multipart/form-data"}},
     ["body (of a type that is not read)"]),
    ("nothing", {"body": {"name": "Nila Rao"}}, []),
    ("an empty object", {"body": {}}, []),
)
def test_what_had_no_effect_is_named(sent, ignored, merchant):
    options = dict(sent)
    target = options.pop("target", None)
    merchant.call("GET" if target else "POST", target or "/v1/customers", **options)
    assert journal(merchant)[0]["ignored"] == ignored


def test_who_could_not_be_told_apart_stands_in_a_journal_too(merchant):
    merchant.account()
    wrong = Merchant(merchant.server, merchant.key_id, "another secret")
    assert wrong.call("GET", "/v1/payments").status == 401
    assert journal(merchant)[0]["status"] == 401
    wrong.close()


def test_a_journal_is_one_merchants_own_and_can_be_cleared(merchant, new_merchant):
    merchant.account()
    new_merchant().account()
    merchant.call("GET", "/health")
    merchant.control_ok("GET", "/events")
    assert len(journal(merchant)) == 1
    assert merchant.control_ok("DELETE", "/requests") == {"deleted": 1}
    assert journal(merchant) == []
    merchant.account()
    assert journal(merchant)[0]["id"] == "req_2"


def test_a_journal_keeps_so_much_and_no_more():
    with running("--journal-size", "3") as server:
        merchant = Merchant(server)
        for _ in range(5):
            merchant.get("/v1/payments")
        assert [item["id"] for item in journal(merchant)] == ["req_5", "req_4", "req_3"]
        merchant.close()
    with running("--journal-size", "0") as server:
        merchant = Merchant(server)
        merchant.get("/v1/payments")
        assert journal(merchant) == []
        merchant.close()


def test_a_long_answer_is_kept_in_part(merchant):
    for _ in range(40):
        merchant.account(notes={"long": "x" * 512})
    whole = merchant.call("GET", "/v1/virtual_accounts?count=40")
    entry = journal(merchant)[0]
    assert entry["response_bytes"] == len(whole.body) > len(entry["response_body"]) == 16384


def test_a_long_body_is_kept_in_part(merchant):
    sent = json.dumps({"name": "Nila Rao", "notes": {"rate": "50 %", "long": "x" * 100_000}})
    made = merchant.call("POST", "/v1/customers?expand[]=x", raw=sent.encode(),
                         headers={"Content-Type": "application/json", "X-Note": "orchid"})
    entry = journal(merchant)[0]
    assert (entry["status"], entry["body_bytes"]) == (made.status, len(sent))
    assert entry["body"] == sent[:65536]
    assert (entry["path"], entry["query"], entry["ignored"]) == (
        "/v1/customers", "expand[]=x", ["expand"])
    assert entry["headers"]["X-Note"] == "orchid"


@pytest.mark.parametrize("name", ["name", "secret"])
def test_a_secret_in_a_long_body_is_masked(name, merchant):
    """What is cut is no JSON any more, so what stands in it can no longer be told apart."""
    sent = json.dumps({name: "orchid", "notes": {"long": "x" * 100_000}})
    merchant.call("POST", "/v1/webhooks", raw=sent.encode(),
                  headers={"Content-Type": "application/json"})
    assert journal(merchant)[0]["body"] == ("***" if name == "secret" else sent[:65536])


@pytest.mark.parametrize("text", ["%&", "\x01", "sec%72et=&", "a[%]=&"])
def test_a_list_of_long_bodies_is_short(text, merchant):
    sent = (text * 1_000_000)[:1_000_000]
    for _ in range(8):
        merchant.call("POST", "/v1/customers", form=sent)
    answer = merchant.control("GET", "/requests?count=100")
    assert len(answer.json["items"]) == 8
    assert len(answer.body) < 8 * 500_000


@unsanitized("memory tells nothing")
def test_what_was_cut_takes_no_room():
    """Each of these is answered with six times as much as was sent."""
    with running() as server:
        merchant = Merchant(server)
        before = server.resident()
        for _ in range(20):
            answer = merchant.call("POST", "/v1/customers", form="\x01" * 1_000_000)
            assert len(answer.body) > 6_000_000
        assert server.resident() - before < 64 << 20
        merchant.close()

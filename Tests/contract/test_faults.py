"""Faults: requests that go wrong on purpose, where, how and how often it is said."""

import http.client
import json
import time

import pytest

from sandbox import Merchant
from tables import table


@pytest.fixture(autouse=True)
def answers_as_described():
    """Here answers are not what the description promises; that is the point."""


def fault(merchant, *faults):
    return merchant.control_ok("PUT", "/faults", list(faults))


def lost(merchant, method, target, body=None, **options):
    """How a request fails that gets no answer."""
    with pytest.raises((OSError, http.client.HTTPException)) as failure:
        caller = Merchant(merchant.server, merchant.key_id, merchant.secret)
        if body is None:
            caller.call(method, target, **options)
        else:
            caller.call(method, target, body, **options)
    return failure.value


# The kinds

@table(
    "status, code, words",
    ("a bad request", 400, "BAD_REQUEST_ERROR", ""),
    ("a wrong key", 401, "BAD_REQUEST_ERROR", "Authentication failed"),
    ("too many requests", 429, "BAD_REQUEST_ERROR", "Too many requests"),
    ("a server's own", 500, "SERVER_ERROR", "The server encountered an error."),
    ("a bad gateway", 502, "SERVER_ERROR", "The server encountered an error."),
    ("no service", 503, "SERVER_ERROR", "The server encountered an error."),
    ("a proxy out of patience", 504, "SERVER_ERROR", "The server encountered an error."),
)
def test_an_error_has_the_vendors_shape(status, code, words, merchant):
    fault(merchant, {"do": "error", "status": status, "times": 1})
    answer = merchant.call("POST", "/v1/customers", {"name": "Nila Rao"})
    assert answer.status == status
    assert answer.error["code"] == code and answer.error["description"].startswith(words)
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["Retry-After"] == ("1" if status == 429 else None)
    assert merchant.get("/v1/customers")["count"] == 0


def test_an_error_in_other_words(merchant):
    fault(merchant, {"do": "error", "status": 400, "code": "GATEWAY_ERROR",
                     "description": "The bank is asleep.", "retry_after": "2m"})
    answer = merchant.call("GET", "/v1/payments")
    assert (answer.status, answer.error) == (
        400, {"code": "GATEWAY_ERROR", "description": "The bank is asleep."})
    assert answer.headers["Retry-After"] == "120"


def test_a_delay(merchant):
    fault(merchant, {"do": "delay", "by": "1s", "times": 1})
    start = time.monotonic()
    assert merchant.customer()["id"]
    assert time.monotonic() - start >= 1
    assert merchant.get("/v1/customers")["count"] == 1


def test_others_are_answered_meanwhile(merchant, new_merchant):
    fault(merchant, {"do": "hang"})
    slow = Merchant(merchant.server, merchant.key_id, merchant.secret)
    slow._connection = http.client.HTTPConnection(slow.server.host, slow.server.port, timeout=1)
    with pytest.raises(TimeoutError):
        slow.call("POST", "/v1/customers", {"name": "Nila Rao"})
    assert new_merchant().customer()["id"]
    fault(merchant)
    assert merchant.get("/v1/customers")["count"] == 0
    slow.close()


def test_a_reset_before_anything_was_done(merchant):
    fault(merchant, {"do": "reset", "times": 1})
    assert isinstance(lost(merchant, "POST", "/v1/customers", {"name": "Nila Rao"}),
                      ConnectionResetError)
    assert merchant.get("/v1/customers")["count"] == 0


def test_a_reset_after_it_was_done(merchant):
    """Acted on, the answer lost: the same request with its key finds the first refund."""
    payment = merchant.payment(50000)
    path = f"/v1/payments/{payment['id']}/refund"
    key = {"X-Refund-Idempotency": "commit-then-reset-1"}
    fault(merchant, {"match": {"path": "/v1/payments/*/refund"}, "do": "commit_then_reset",
                     "times": 1})
    assert isinstance(lost(merchant, "POST", path, {"amount": 100}, headers=dict(key)),
                      ConnectionResetError)
    made, = merchant.get("/v1/refunds")["items"]
    again = merchant.ok("POST", path, {"amount": 100}, headers=dict(key))
    assert again["id"] == made["id"]
    assert merchant.get("/v1/refunds")["count"] == 1
    assert merchant.get(f"/v1/payments/{payment['id']}")["amount_refunded"] == 100


def test_silence_after_it_was_done(merchant):
    fault(merchant, {"do": "commit_then_hang", "times": 1})
    caller = Merchant(merchant.server, merchant.key_id, merchant.secret)
    caller._connection = http.client.HTTPConnection(
        caller.server.host, caller.server.port, timeout=1)
    with pytest.raises(TimeoutError):
        caller.call("POST", "/v1/customers", {"name": "Nila Rao"})
    caller.close()
    assert merchant.get("/v1/customers")["count"] == 1


def test_an_error_after_it_was_done(merchant):
    fault(merchant, {"do": "commit_then_error", "status": 504, "times": 1})
    answer = merchant.call("POST", "/v1/customers", {"name": "Nila Rao"})
    assert answer.status == 504 and answer.error["code"] == "SERVER_ERROR"
    assert merchant.get("/v1/customers")["count"] == 1


def test_half_an_answer(merchant):
    fault(merchant, {"do": "truncate", "times": 1})
    failure = lost(merchant, "POST", "/v1/customers", {"name": "Nila Rao"})
    assert isinstance(failure, http.client.IncompleteRead)
    assert failure.partial.startswith(b'{"id":"cust_') and failure.expected > 0
    assert merchant.get("/v1/customers")["count"] == 1


def test_what_is_refused_anyway_is_refused_before_it_is_cut(merchant):
    fault(merchant, {"do": "truncate", "times": 1})
    failure = lost(merchant, "POST", "/v1/virtual_accounts", {"receivers": {}})
    assert b'{"error"' in failure.partial


# Where and how often

def test_the_first_that_fits_wins_and_is_counted_down(merchant):
    first = {"match": {"method": "POST"}, "do": "error", "status": 502, "times": 2}
    second = {"match": {"path": "/v1/*"}, "do": "error", "status": 503, "times": 2}
    assert fault(merchant, first, second) == [first, second]
    assert merchant.call("GET", "/v1/payments").status == 503
    assert merchant.call("POST", "/v1/customers", {}).status == 502
    assert merchant.control_ok("GET", "/faults") == [{**first, "times": 1}, {**second, "times": 1}]
    statuses = [merchant.call("POST", "/v1/customers", {"name": "Nila"}).status for _ in range(3)]
    assert statuses == [502, 503, 200]
    assert merchant.control_ok("GET", "/faults") == []


def test_a_fault_without_an_end(merchant):
    fault(merchant, {"do": "error", "status": 503})
    assert {merchant.call("GET", "/v1/payments").status for _ in range(20)} == {503}
    assert merchant.control_ok("DELETE", "/faults") == []
    assert merchant.call("GET", "/v1/payments").status == 200


@table(
    "match, hit",
    ("its very path", {"path": "/v1/payments"}, True),
    ("with a slash", {"path": "/v1/payments/"}, True),
    ("another path", {"path": "/v1/refunds"}, False),
    ("more than its path", {"path": "/v1/payments/*"}, False),
    ("its family", {"path": "/v1/*"}, True), ("part of a step", {"path": "/v1/pay*ts"}, True),
    ("a step too many", {"path": "/*/payments"}, True), ("everything", {"path": "/*"}, True),
    ("its method", {"method": "get"}, True), ("another method", {"method": "POST"}, False),
    ("both", {"method": "GET", "path": "/v1/payments"}, True), ("anything", {}, True),
)
def test_what_is_meant(match, hit, merchant):
    fault(merchant, {"match": match, "do": "error", "status": 503})
    assert (merchant.call("GET", "/v1/payments").status == 503) == hit


def test_a_star_in_the_middle_is_one_step(merchant):
    payment = merchant.payment()
    fault(merchant, {"match": {"path": "/v1/payments/*/refunds"}, "do": "error", "status": 503})
    assert merchant.call("GET", f"/v1/payments/{payment['id']}/refunds").status == 503
    assert merchant.call("GET", f"/v1/payments/{payment['id']}").status == 200
    answer = merchant.call("GET", f"/v1/payments/{payment['id']}/refunds/rfnd_00000000000000")
    assert answer.status == 400


def test_control_routes_and_other_merchants_are_spared(merchant, new_merchant):
    fault(merchant, {"do": "reset"})
    assert merchant.control("GET", "/events").status == 200
    assert merchant.call("GET", "/health").status == 200
    assert new_merchant().call("GET", "/v1/payments").status == 200
    assert merchant.credit({"account_number": "1112220012345678"})["status"] == "returned"


def test_a_reset_of_the_merchant_clears_its_faults(merchant):
    fault(merchant, {"do": "error"})
    merchant.control_ok("POST", "/reset", {})
    assert merchant.control_ok("GET", "/faults") == []


@table(
    "body",
    ("no list", {"do": "error"}), ("no object", ["error"]), ("nothing to do", [{}]),
    ("an unknown kind", [{"do": "explode"}]), ("an unknown field", [{"do": "reset", "why": "1"}]),
    ("a field of another kind", [{"do": "reset", "status": 500}]),
    ("an unknown field of the match", [{"do": "reset", "match": {"host": "x"}}]),
    ("an unknown method", [{"do": "reset", "match": {"method": "BREW"}}]),
    ("no path", [{"do": "reset", "match": {"path": "v1/payments"}}]),
    ("a control route", [{"do": "reset", "match": {"path": "/_sandbox/events"}}]),
    ("a status of success", [{"do": "error", "status": 200}]),
    ("a status in words", [{"do": "error", "status": "502"}]),
    ("never", [{"do": "reset", "times": 0}]), ("a delay of nothing said", [{"do": "delay"}]),
    ("a delay of a day", [{"do": "delay", "by": "1d"}]),
    ("too many", [{"do": "reset"}] * 101),
)
def test_faults_that_are_refused(body, merchant):
    kept = fault(merchant, {"do": "error", "status": 503, "times": 1})
    answer = merchant.control("PUT", "/faults", body)
    assert answer.status == 400, answer
    assert answer.error["description"]
    assert merchant.control_ok("GET", "/faults") == kept


def test_what_befell_a_request_stands_in_the_journal(merchant):
    fault(merchant, {"match": {"method": "POST"}, "do": "commit_then_reset", "times": 1})
    lost(merchant, "POST", "/v1/customers", {"name": "Nila Rao"})
    entry, = merchant.control_ok("GET", "/requests")["items"]
    assert (entry["fault"], entry["status"]) == ("commit_then_reset", 200)
    assert json.loads(entry["response_body"])["name"] == "Nila Rao"

"""Every refusal the contract lists, provoked through HTTP and compared byte for byte."""

import json

import pytest

from refusals import CASES, Call
from sandbox import FIXTURES
from tables import rule

LISTED = [
    ((endpoint["method"], endpoint["path"], error["description"], error["field"], error["when"]),
     error)
    for endpoint in json.loads((FIXTURES / "endpoints.json").read_text())
    for error in endpoint["errors"]
]

# The order of the fields after code and description, by family.
REST = ["source", "step", "reason", "metadata"]
ORDER = {"B": [], "T": ["field", *REST]}

LISTS = ["customers", "virtual_accounts", "payments", "refunds", "webhooks"]


def expected_body(error, fill):
    description = error["description"]
    for template, value in fill.items():
        assert template in description, f"{template} is not in {description!r}"
        description = description.replace(template, value)
    named = [] if error["field"] is None else ["field"]
    order = ORDER.get(error["family"], [*REST, *named])
    fields = {"code": error["code"], "description": description}
    fields.update((name, error[name]) for name in order)
    return json.dumps({"error": fields}, separators=(",", ":"), ensure_ascii=False).encode()


def everything(merchant):
    """All a merchant has, as the bytes of its lists, and the events it was told of."""
    lists = [merchant.call("GET", f"/v1/{name}?count=100") for name in LISTS]
    assert [answer.status for answer in lists] == [200] * len(lists), lists
    return [answer.body for answer in lists], [event["id"] for event in merchant.events()]


def name_of(key):
    method, path, description, _, when = key
    return f"{method} {path}: {description[:60]}" + (f" ({when[:20]})" if when else "")


@pytest.mark.parametrize("key, error", LISTED, ids=[name_of(key) for key, _ in LISTED])
def test_refusal(key, error, merchant, pytestconfig):
    pytestconfig.listed = len(LISTED)
    build = CASES.get(key)
    assert build, f"the contract lists a refusal that has no case: {key}"
    call = build(merchant)
    before = everything(merchant)
    answer = call.send(merchant)
    pytestconfig.provoked.add(key)
    assert (answer.status, answer.body) == (error["status"], expected_body(error, call.fill))
    assert answer.headers["Content-Type"] == "application/json; charset=UTF-8"
    assert everything(merchant) == before


def test_no_case_is_left_over():
    assert set(CASES) - {key for key, _ in LISTED} == set()


# The contract's sentence about routes that do not exist holds for wrong methods and near misses.
NO_SUCH_ROUTES = [
    ("GET", "/v1"), ("GET", "/v1/"), ("GET", "/v1/orders"), ("POST", "/v1/payments"),
    ("PUT", "/v1/virtual_accounts/va_00000000000000"), ("PATCH", "/v1/customers/cust_x"),
    ("DELETE", "/v1/virtual_accounts/va_00000000000000"), ("DELETE", "/v1/customers"),
    ("POST", "/v1/virtual_accounts/va_00000000000000/pay"), ("GET", "/v1/Payments"),
    ("POST", "/v1/customers/cust_00000000000000/bank_account"), ("GET", "/v2/accounts"),
    ("POST", "/v1/payments/pay_00000000000000/capture"), ("GET", "/v1//payments"),
    ("PUT", "/v1/refunds/rfnd_00000000000000"), ("DELETE", "/v1/webhooks/00000000000000"),
    ("OPTIONS", "/v1/payments"), ("TRACE", "/v1/customers"), ("OPTIONS", "/v1/orders"),
]


@rule("README.md#4", "observed", "A route or method that does not exist is a 400.")
@pytest.mark.parametrize("method, target", NO_SUCH_ROUTES)
def test_a_route_that_does_not_exist(method, target, merchant):
    answer = Call(method, target).send(merchant)
    assert answer.status == 400
    assert answer.body == (
        b'{"error":{"code":"BAD_REQUEST_ERROR","description":"The requested URL was not found on '
        b'the server.","source":"NA","step":"NA","reason":"NA","metadata":{}}}')

"""The built-in receivers of webhooks."""

import json
import urllib.parse

from tables import table
from test_webhooks import eventually


def taken(merchant, name=None, **query):
    path = "/sink" + (f"/{name}" if name else "")
    return merchant.control_ok("GET", path + "?" + urllib.parse.urlencode(query))["items"]


def test_without_a_webhook_the_sink_takes_everything(merchant, receiver):
    merchant.credit(merchant.account())
    raised = merchant.events()
    items = taken(merchant)
    assert [item["event_id"] for item in items] == [event["id"] for event in raised]
    assert [item["event"] for item in items] == [event["event"] for event in raised]
    assert items[0]["headers"]["X-Razorpay-Event-Id"] == raised[0]["id"]
    body = merchant.control_ok("GET", f"/events/{raised[0]['id']}")["body"]
    assert (items[0]["body"], items[0]["answered"]) == (body, 200)
    merchant.webhook(receiver.url, ["payment.captured"])
    merchant.account()
    assert len(taken(merchant)) == 4 and len(taken(merchant, count=2, skip=1)) == 2
    assert merchant.control_ok("DELETE", "/sink") == {"deleted": 4}
    assert taken(merchant) == []


def sink(merchant, name, **fields):
    return merchant.control_ok("POST", "/webhooks", {
        "url": f"{merchant.server.url}/_sandbox/sink/{name}", **fields})


def test_a_sink_takes_deliveries_like_any_receiver(merchant, new_merchant):
    sink(merchant, "orders", secret="orchid-secret", events=["virtual_account.created"])
    account = merchant.account()
    item, = eventually(lambda: taken(merchant, "orders"))
    assert json.loads(item["body"])["payload"]["virtual_account"]["entity"]["id"] == account["id"]
    headers = {name.lower(): value for name, value in item["headers"].items()}
    assert headers["x-razorpay-event-id"] == item["event_id"]
    found = merchant.control_ok("POST", "/webhooks/verify", {
        "body": item["body"], "signature": headers["x-razorpay-signature"]})
    assert found["result"] == "ok"
    assert taken(merchant) == [] and taken(new_merchant(), "orders") == []


def test_a_sink_answers_as_it_is_told(merchant):
    merchant.freeze()
    script = merchant.control_ok("POST", "/sink/moody/responses", [500, 404, 200])
    assert script == [500, 404, 200] == merchant.control_ok("GET", "/sink/moody/responses")
    sink(merchant, "moody", events=["virtual_account.created"])
    merchant.account()
    eventually(lambda: taken(merchant, "moody"))
    merchant.advance("1m")
    assert [item["answered"] for item in reversed(taken(merchant, "moody"))] == [500, 404, 200]
    statuses = [d["response_status"] for d in merchant.control_ok("GET", "/deliveries")["items"]]
    assert statuses == [200, 404, 500]
    assert merchant.control_ok("GET", "/sink/moody/responses") == []
    assert merchant.control_ok("DELETE", "/sink/moody") == {"deleted": 3}


def test_a_sink_takes_what_anybody_sends(merchant):
    answer = merchant.call("POST", "/_sandbox/sink/mine", {"hello": "world"})
    assert answer.status == 200
    item, = taken(merchant, "mine")
    assert (item["event_id"], item["event"], item["body"]) == (None, None, '{"hello": "world"}')
    assert merchant.secret not in json.dumps(item) and "***" in item["headers"]["Authorization"]
    form = merchant.call("POST", "/_sandbox/sink/mine", form={"a": "b"})
    assert form.status == 415


@table("name, body", ("no list", "a", {"status": 500}), ("no status", "a", [99]),
       ("words", "a", ["500"]), ("a name with a space", "a%20b", [200]),
       ("a long name", "a" * 65, [200]), ("too many", "a", [200] * 1001))
def test_a_script_that_is_refused(name, body, merchant):
    assert merchant.control("POST", f"/sink/{name}/responses", body).status == 400


def test_sinks_hold_so_much_and_no_more(merchant):
    for number in range(50):
        merchant.control_ok("POST", f"/sink/s{number}/responses", [200])
    assert merchant.control("POST", "/sink/one-more/responses", [200]).status == 400
    merchant.control_ok("DELETE", "/sink")
    for number in range(1005):
        merchant.call("POST", "/_sandbox/sink/full", {"number": number})
    items = [json.loads(item["body"])["number"]
             for skip in range(0, 1100, 100)
             for item in taken(merchant, "full", count=100, skip=skip)]
    assert items == list(range(1004, 4, -1))

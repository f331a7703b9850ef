"""Watching what happens, as server-sent events."""

import http.client
import json


class Stream:
    """A reader of server-sent events."""

    def __init__(self, merchant, query="", **headers):
        self.connection = http.client.HTTPConnection(
            merchant.server.host, merchant.server.port, timeout=20)
        self.connection.request("GET", "/_sandbox/stream" + query, headers={
            "Authorization": merchant.authorization, **headers})
        self.response = self.connection.getresponse()
        assert self.response.status == 200
        assert self.response.headers["Content-Type"].startswith("text/event-stream")
        assert self.response.readline() == b"retry: 1000\n"
        assert self.response.readline() == b"\n"

    def next(self):
        """The next event: its name, its id, its data."""
        fields = {}
        while (line := self.response.readline()) != b"\n":
            assert line, "the stream ended"
            name, _, value = line.decode().rstrip("\n").partition(": ")
            fields[name] = value
        if "event" not in fields:
            return self.next()
        return fields["event"], fields.get("id"), json.loads(fields["data"])

    def close(self):
        self.connection.close()


def test_everything_that_happens_is_streamed(merchant, receiver):
    hook = merchant.webhook(receiver.url, ["virtual_account.created"])
    stream = Stream(merchant)
    account = merchant.account()
    told = [stream.next() for _ in range(3)]
    assert [name for name, _, _ in told] == ["request", "event", "delivery"]
    request, event, delivery = (data for _, _, data in told)
    assert (request["method"], request["path"], request["status"]) == (
        "POST", "/v1/virtual_accounts", 200)
    assert event["virtual_account_id"] == account["id"] and told[1][1] == event["id"]
    assert (delivery["webhook_id"], delivery["status"]) == (hook["id"], "delivered")
    credit = merchant.credit(account)
    told = [stream.next() for _ in range(4)]
    names = [name for name, _, _ in told]
    assert sorted(names) == ["credit", "event", "event", "event"]
    assert told[names.index("credit")][2] == credit
    stream.close()


def test_what_was_undone_is_not_streamed(merchant):
    nobody = {"to": {"account_number": "1112220099999999"}, "mode": "NEFT", "amount": 100}
    account = {"virtual_account_id": merchant.account()["id"]}
    stream = Stream(merchant)
    refused = merchant.control("POST", "/credits/bulk", {"credits": [
        nobody, {**nobody, "to": account}, {**nobody, "amount": 0}]})
    assert refused.status == 400
    credit = merchant.credit(nobody["to"])
    name, _, told = stream.next()
    assert (name, told["id"]) == ("credit", credit["id"])
    stream.close()


def test_a_stream_that_was_lost_goes_on_with_the_next_event(merchant):
    merchant.account()
    last = merchant.events()[0]["id"]
    merchant.credit(merchant.account())
    stream = Stream(merchant, **{"Last-Event-ID": last})
    told = [stream.next()[2]["event"] for _ in range(4)]
    assert told == ["virtual_account.created", "payment.authorized", "payment.captured",
                    "virtual_account.credited"]
    stream.close()


def test_a_stream_is_one_merchants_own(merchant, new_merchant):
    stream = Stream(merchant)
    new_merchant().account()
    account = merchant.account()
    assert stream.next()[0] == "request"
    assert stream.next()[2]["virtual_account_id"] == account["id"]
    stream.close()


def test_a_stream_for_whoever_cannot_send_credentials(merchant):
    merchant.account()
    connection = http.client.HTTPConnection(merchant.server.host, merchant.server.port, timeout=20)
    connection.request("GET", f"/_sandbox/stream?tenant={merchant.key_id}")
    assert connection.getresponse().readline() == b"retry: 1000\n"
    connection.close()


def test_secrets_are_not_streamed(merchant):
    stream = Stream(merchant)
    merchant.ok("POST", "/v1/webhooks", {
        "url": "http://127.0.0.1:9/", "events": ["*"], "secret": "orchid-secret"})
    name, _, request = stream.next()
    assert name == "request" and "orchid-secret" not in json.dumps(request)
    assert merchant.secret not in json.dumps(request)
    stream.close()

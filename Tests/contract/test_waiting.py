"""Waiting for events."""

import http.client
import json
import socket
import threading
import time
import urllib.parse

import pytest

from receivers import Bad, answering
from sandbox import Merchant, running
from tables import table

WAITERS = 1000


def wait(merchant, **query):
    return merchant.control("GET", "/wait?" + urllib.parse.urlencode(query))


def soon(action, delay=0.2):
    """Does something a little later, in a thread that is joined with its result."""
    thread = threading.Timer(delay, action)
    thread.start()
    return thread


def test_what_has_happened_need_not_be_waited_for(merchant):
    account = merchant.account()
    answer = wait(merchant, event="virtual_account.created", entity_id=account["id"], timeout="0s")
    assert answer.status == 200
    event, = answer.json["items"]
    assert event["virtual_account_id"] == account["id"]
    assert json.loads(event["body"])["event"] == "virtual_account.created"
    assert {**event, "body": None} == {**merchant.events()[0], "body": None}


def test_what_happens_is_told_when_it_does(merchant, new_merchant):
    account = merchant.account()
    other = new_merchant(merchant.key_id, merchant.secret)
    thread = soon(lambda: other.credit(account))
    answer = wait(merchant, event="virtual_account.credited", entity_id=account["id"],
                  timeout="30s")
    thread.join()
    assert [e["event"] for e in answer.json["items"]] == ["virtual_account.credited"]


def test_several_events_come_in_their_order(merchant, new_merchant):
    account = merchant.account()
    since = merchant.events()[0]["id"]
    other = new_merchant(merchant.key_id, merchant.secret)
    thread = soon(lambda: other.credit(account))
    answer = wait(merchant, since=since, count=3, timeout="30s")
    thread.join()
    assert [e["event"] for e in answer.json["items"]] == [
        "payment.authorized", "payment.captured", "virtual_account.credited"]


def test_only_what_comes_behind_an_event_counts(merchant):
    merchant.account()
    first = merchant.events()[0]["id"]
    assert wait(merchant, since=first, timeout="0s").status == 408
    second = merchant.account()
    found = wait(merchant, since=first, timeout="0s").json["items"]
    assert [e["virtual_account_id"] for e in found] == [second["id"]]


@table("name", ("a payment", "payment_id"), ("an account", "virtual_account_id"))
def test_an_event_is_found_by_what_it_is_about(name, merchant, new_merchant):
    payment = merchant.payment()
    other = new_merchant(merchant.key_id, merchant.secret)
    thread = soon(lambda: other.refund(payment, amount=100))
    entity = merchant.events(event="payment.captured")[0][name]
    answer = wait(merchant, event="refund.processed", entity_id=entity, timeout="30s")
    thread.join()
    assert answer.json["items"][0]["event"] == "refund.processed"
    refund = answer.json["items"][0]["refund_id"]
    assert wait(merchant, entity_id=refund, timeout="0s").status == 200


def test_what_came_nearest_is_told(merchant):
    account = merchant.account()
    answer = wait(merchant, event="virtual_account.credited", entity_id=account["id"],
                  timeout="0s")
    assert answer.status == 408
    assert "virtual_account.credited" in answer.error["description"]
    assert account["id"] in answer.error["description"]
    nearest, = answer.error["metadata"]["nearest"]
    assert (nearest["event"], nearest["virtual_account_id"]) == (
        "virtual_account.created", account["id"])


def test_delivered_means_that_a_webhook_took_it(merchant):
    receiver = Bad(answering(500))
    merchant.freeze()
    merchant.webhook(receiver.url, ["virtual_account.created"])
    account = merchant.account()
    receiver.wait(1)
    query = {"event": "virtual_account.created", "entity_id": account["id"], "delivered": "true"}
    answer = wait(merchant, **query, timeout="0s")
    assert answer.status == 408 and "delivered" in answer.error["description"]
    assert answer.error["metadata"]["nearest"][0]["virtual_account_id"] == account["id"]
    receiver.way = answering(200)
    caller = Merchant(merchant.server, merchant.key_id, merchant.secret)
    thread = soon(lambda: caller.advance("10s"))
    assert wait(merchant, **query, timeout="30s").status == 200
    thread.join()
    assert wait(merchant, **query, timeout="0s").status == 200
    caller.close()
    receiver.close()


def test_without_a_webhook_the_sink_counts(merchant, new_merchant):
    other = new_merchant(merchant.key_id, merchant.secret)
    thread = soon(other.account)
    assert wait(merchant, delivered="true", timeout="30s").status == 200
    thread.join()


def test_merchants_do_not_wake_each_other(merchant, new_merchant):
    other = new_merchant()
    thread = soon(other.account, 0.1)
    assert wait(merchant, event="virtual_account.created", timeout="1s").status == 408
    thread.join()


@table("query", ("no duration", "timeout=soon"), ("too long", "timeout=1d"), ("none", "count=0"),
       ("too many", "count=101"), ("no id", "since=yesterday"), ("perhaps", "delivered=perhaps"),
       ("no entity", "entity_id=va_short"), ("an unknown field", "events=x"))
def test_a_wait_that_is_refused(query, merchant):
    assert merchant.control("GET", "/wait?" + query).status == 400


def test_many_may_wait_and_nobody_is_kept_waiting_by_them(server, new_merchant):
    """Each for an account of its own; one event wakes one waiter."""
    merchant = new_merchant()
    head = (f"Host: x\r\nAuthorization: {merchant.authorization}\r\n\r\n").encode()
    accounts = [merchant.account()["id"] for _ in range(20)]
    waiting = []
    for number in range(WAITERS):
        connection = socket.create_connection((server.host, server.port))
        entity = accounts[number % 20]
        connection.sendall(
            f"GET /_sandbox/wait?event=virtual_account.closed&entity_id={entity}&timeout=60s "
            f"HTTP/1.1\r\n".encode() + head)
        waiting.append((entity, connection))
    assert merchant.get("/v1/virtual_accounts")["count"] == 10
    merchant.ok("POST", f"/v1/virtual_accounts/{accounts[7]}/close")
    woken = [c for entity, c in waiting if entity == accounts[7]]
    for connection in woken:
        connection.settimeout(20)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
    for entity, connection in waiting:
        if entity != accounts[7]:
            connection.setblocking(False)
            with pytest.raises(BlockingIOError):
                connection.recv(1)
        connection.close()


def test_a_waiter_that_leaves_is_forgotten(server, merchant):
    caller = http.client.HTTPConnection(server.host, server.port)
    caller.request("GET", "/_sandbox/wait?event=virtual_account.closed&timeout=60s",
                   headers={"Authorization": merchant.authorization})
    caller.sock.close()
    account = merchant.closed_account()
    assert wait(merchant, event="virtual_account.closed", entity_id=account["id"]).status == 200


def test_waiters_are_answered_when_the_server_stops():
    with running() as server:
        merchant = Merchant(server)
        answers = []
        thread = threading.Thread(
            target=lambda: answers.append(wait(merchant, event="x", timeout="60s")))
        thread.start()
        time.sleep(0.3)
        assert server.stop() == 0
        thread.join()
        merchant.close()
    assert answers[0].status == 408

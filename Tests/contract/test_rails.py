"""Refunds that take their time: `--rails realistic`, and the setting of a merchant."""

import datetime
import time

import pytest

import shapes
from sandbox import Merchant, Receiver, Server, payer, running
from shapes import check
from tables import rule, table

INDIA = datetime.timezone(datetime.timedelta(hours=5.5))
MONDAY = int(datetime.datetime(2026, 9, 21, 12, tzinfo=INDIA).timestamp())
DAY = 86400
FAR = "30d"


def realistic(merchant):
    return merchant.configure(rails="realistic")


def processed(fired):
    return [(one["at"], one["id"]) for one in fired if one["what"] == "refund.processed"]


@pytest.fixture(scope="module")
def slow_rails():
    with running("--rails", "realistic", "--clock", str(MONDAY)) as server:
        yield server


@pytest.fixture()
def slow(slow_rails):
    merchant = Merchant(slow_rails)
    yield merchant
    merchant.close()


@rule("refunds.md#3", "inferred",
      "On realistic rails a refund is pending at first, and processed minutes or days later.")
@table(
    "speed, settings, seconds, processed_as",
    ("normal", "normal", {}, 3 * DAY, "normal"),
    ("optimum", "optimum", {}, 300, "instant"),
    ("optimum, no way", "optimum", {"instant_refunds": "normal"}, 3 * DAY, "normal"),
)
def test_a_refund_takes_its_time(speed, settings, seconds, processed_as, slow):
    if settings:
        slow.configure(**settings)
    paid = slow.payment()
    made = slow.refund(paid, amount=20000, speed=speed)
    check(made, shapes.refund(amount=20000, payment_id=paid["id"], status="pending",
                              speed_processed=None, speed_requested=speed))
    assert made["acquirer_data"] == {"arn": None}
    assert slow.get(f"/v1/payments/{paid['id']}")["amount_refunded"] == 20000
    assert slow.advance(seconds - 1)["fired"] == []
    assert slow.get(f"/v1/refunds/{made['id']}") == made
    assert slow.advance(1)["fired"] == [
        {"at": MONDAY + seconds, "what": "refund.processed", "id": made["id"]}]
    done = slow.get(f"/v1/refunds/{made['id']}")
    assert done["acquirer_data"]["arn"]
    assert done == {**made, "status": "processed", "speed_processed": processed_as,
                    "acquirer_data": done["acquirer_data"]}
    changed = ["refund.speed_changed"] if settings else []
    assert slow.event_names()[4:] == ["refund.created", *changed, "refund.processed"]
    assert slow.advance(FAR)["fired"] == []
    assert slow.control_ok("GET", "/ledger")["balanced"] is True


@rule("refunds.md#6", "documented",
      "Money for a closed account is back within a business day, a wrong payer's at once.")
def test_refunds_on_arrival(slow):
    closed = slow.closed_account()
    credit = slow.credit({"virtual_account_id": closed["id"]})
    assert (credit["status"], credit["refund"]["status"]) == ("refunded", "pending")
    assert credit["payment"]["status"] == "refunded"
    choosy = slow.account(payers=[payer()])
    refused = slow.credit({"virtual_account_id": choosy["id"]})
    assert (refused["reason"], refused["refund"]["status"]) == ("tpv_failed", "processed")
    assert processed(slow.advance(FAR)["fired"]) == [(MONDAY + DAY, credit["refund"]["id"])]
    assert slow.control_ok("GET", "/ledger")["balanced"] is True


def test_refunds_come_in_the_order_of_their_times(slow):
    paid = slow.payment()
    late = slow.refund(paid, amount=10000)
    soon = slow.refund(paid, amount=10000, speed="optimum")
    slow.advance("1m")
    later = slow.refund(paid, amount=10000, speed="optimum")
    assert processed(slow.advance(FAR)["fired"]) == [
        (MONDAY + 300, soon["id"]), (MONDAY + 360, later["id"]), (MONDAY + 3 * DAY, late["id"])]


def test_a_refund_is_as_fast_as_was_decided_when_it_was_made(slow):
    paid = slow.payment()
    fast = slow.refund(paid, amount=10000, speed="optimum")
    slow.configure(instant_refunds="normal")
    plain = slow.refund(paid, amount=10000, speed="optimum")
    slow.configure(instant_refunds="instant")
    assert (fast["speed_processed"], plain["speed_processed"]) == (None, None)
    slow.advance(FAR)
    assert slow.get(f"/v1/refunds/{fast['id']}")["speed_processed"] == "instant"
    assert slow.get(f"/v1/refunds/{plain['id']}")["speed_processed"] == "normal"


def test_a_webhook_is_told_at_the_time_when_it_happens(slow):
    receiver = Receiver()
    slow.webhook(receiver.url, ("refund.created", "refund.processed"))
    slow.refund(slow.payment(), speed="optimum")
    assert receiver.wait(1)[0].event["payload"]["refund"]["entity"]["status"] == "pending"
    fired = slow.advance("1h")["fired"]
    assert [(one["what"], one["at"]) for one in fired if one["at"] > MONDAY] == [
        ("refund.processed", MONDAY + 300), ("webhook.attempted", MONDAY + 300)]
    told = receiver.deliveries[1].event
    assert (told["event"], told["created_at"]) == ("refund.processed", MONDAY + 300)
    assert told["payload"]["refund"]["entity"]["status"] == "processed"
    receiver.close()


@table("outcome", ("processed", "processed"), ("failed", "failed"))
def test_a_refund_that_is_ended_by_hand_is_not_ended_again(outcome, slow):
    paid = slow.payment()
    made = slow.refund(paid)
    slow.control_ok("POST", f"/refunds/{made['id']}/settle", {"status": outcome})
    assert slow.advance(FAR)["fired"] == []
    assert slow.get(f"/v1/refunds/{made['id']}")["status"] == outcome
    assert slow.event_names()[4:] == ["refund.created", f"refund.{outcome}"]


def test_a_refund_on_hold_waits_for_a_hand(slow):
    slow.configure(refund_hold=True)
    made = slow.refund()
    assert slow.advance(FAR)["fired"] == []
    assert slow.get(f"/v1/refunds/{made['id']}")["status"] == "pending"


def test_a_merchant_may_have_rails_of_its_own(slow, merchant):
    assert (slow.settings()["rails"], merchant.settings()["rails"]) == (None, None)
    slow.configure(rails="instant")
    assert slow.refund()["status"] == "processed"
    slow.configure(rails=None)
    assert slow.refund()["status"] == "pending"
    assert merchant.refund()["status"] == "processed"
    realistic(merchant)
    assert merchant.refund()["status"] == "pending"


def test_it_happens_by_itself(merchant):
    realistic(merchant)
    made = merchant.refund(speed="optimum")
    merchant.advance(299)
    for _ in range(300):
        if merchant.get(f"/v1/refunds/{made['id']}")["status"] == "processed":
            break
        time.sleep(0.1)
    event, = merchant.events(event="refund.processed")
    assert event["created_at"] - made["created_at"] >= 300


def test_it_happens_after_a_restart(tmp_path):
    flags = ("--rails", "realistic", "--database", str(tmp_path / "sandbox.db"))
    first = Server(*flags)
    merchant = Merchant(first)
    made = merchant.refund()
    first.kill()
    second = Server(*flags)
    again = Merchant(second, merchant.key_id, merchant.secret)
    assert again.get(f"/v1/refunds/{made['id']}") == made
    assert [one[1] for one in processed(again.advance(FAR)["fired"])] == [made["id"]]
    second.stop()

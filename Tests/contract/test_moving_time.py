"""What happens while a merchant's clock is moved, to webhooks, to other moves and at its end."""

import threading

from sandbox import Merchant, Receiver, running

LAST = 4_765_046_400
CENTURY = 3_155_760_000


def told(merchant, receiver, **changes):
    return merchant.ok("POST", "/v1/webhooks", {
        "url": receiver.url, "secret": "orchid-secret", "events": ["virtual_account.created"],
        **changes})


def test_a_day_of_failures_is_sixteen_attempts_and_an_end(merchant):
    """Also where the first attempt is still under way when the clock is moved."""
    receiver = Receiver(statuses=[500] * 40, pause=0.3)
    hook = told(merchant, receiver)
    merchant.account()
    merchant.advance("25h")
    attempts = merchant.control_ok("GET", "/deliveries?count=100")["items"]
    assert [attempt["attempt"] for attempt in reversed(attempts)] == list(range(1, 17))
    gaps = [later["due_at"] - earlier["due_at"]
            for later, earlier in zip(attempts, attempts[1:])][::-1]
    # Whole seconds of times that an attempt's own length has been added to.
    wanted = [0, 5] + [10 << n for n in range(13)]
    assert all(abs(gap - want) <= 1 for gap, want in zip(gaps, wanted, strict=True)), gaps
    assert len({delivery.body for delivery in receiver.deliveries}) == 1
    disabled = merchant.get(f"/v1/webhooks/{hook['id']}")
    assert disabled["active"] is False and disabled["disabled_at"] > 0
    merchant.account()
    assert len(receiver.deliveries) == 16
    receiver.close()


def test_a_receiver_that_comes_back_is_told_everything_in_order(merchant):
    receiver = Receiver(statuses=[500] * 5)
    told(merchant, receiver)
    made = [merchant.account()["id"] for _ in range(3)]
    merchant.advance("2h")
    seen = []
    for delivery in receiver.deliveries[5:]:
        seen.append(delivery.event["payload"]["virtual_account"]["entity"]["id"])
    assert seen == made
    receiver.close()


def test_a_clock_is_ahead_by_what_it_was_moved(merchant):
    for hours, ahead in ((1, 3600), (24, 25 * 3600)):
        clock = merchant.control_ok("POST", "/clock", {"advance": f"{hours}h"})
        assert clock["offset"] == ahead
    assert merchant.control_ok("GET", "/clock")["offset"] == 25 * 3600


def test_a_clock_ends_where_it_can_be_set_to(merchant):
    """Times are told in nanoseconds, of which there are not many centuries."""
    merchant.freeze()
    merchant.account()
    merchant.control_ok("POST", "/clock", {"set": LAST - 10})
    for advance in (11, CENTURY, "36525d"):
        refused = merchant.control("POST", "/clock", {"advance": advance})
        assert (refused.status, refused.error["field"]) == (400, "advance")
        assert str(LAST) in refused.error["description"]
    assert merchant.now() == LAST - 10
    assert merchant.control_ok("POST", "/clock", {"advance": 10})["now"] == LAST
    assert merchant.control("POST", "/clock", {"advance": 1}).status == 400


def test_everything_can_be_done_at_the_end_of_time(tmp_path):
    flags = ("--database", str(tmp_path / "sandbox.db"))
    with running(*flags) as server:
        merchant = Merchant(server)
        merchant.control_ok("POST", "/clock", {"set": LAST})
        hook = merchant.webhook(events=["payment.captured"])
        merchant.control_ok("POST", f"/webhooks/{hook['id']}/behaviour", {
            "next": 1, "do": "delay", "by": CENTURY})
        merchant.configure(dormancy_days=36500)
        merchant.payment()
        merchant.control_ok("POST", "/snapshots", {"name": "end"})
        merchant.control_ok("POST", "/snapshots/end/restore", {})
        merchant.close()
    with running(*flags) as server:
        again = Merchant(server, merchant.key_id, merchant.secret)
        assert again.get("/v1/payments")["count"] == 1
        again.account()
        again.close()


def test_moves_that_meet_are_made_one_after_the_other(merchant, new_merchant):
    receiver = Receiver(pause=0.3)
    told(merchant, receiver)
    began = merchant.freeze()
    merchant.account()
    others = [new_merchant(merchant.key_id, merchant.secret) for _ in range(3)]
    moves = [threading.Thread(target=other.advance, args=["1h"]) for other in others]
    for move in moves:
        move.start()
    for move in moves:
        move.join()
    assert merchant.now() == began + 3 * 3600
    receiver.close()


def test_a_move_that_is_asked_for_again_is_made_once(merchant, new_merchant):
    """Also where the answer has to wait for what falls due on the way."""
    receiver = Receiver(pause=0.5)
    told(merchant, receiver)
    began = merchant.freeze()
    merchant.account()
    body, key = {"advance": "1h"}, {"Idempotency-Key": "an hour"}
    answers = []
    other = new_merchant(merchant.key_id, merchant.secret)
    move = threading.Thread(target=lambda: answers.append(
        other.control("POST", "/clock", body, headers=dict(key))))
    move.start()
    receiver.wait(1)
    early = merchant.control("POST", "/clock", body, headers=dict(key))
    another = merchant.control("POST", "/clock", {"advance": "2h"}, headers=dict(key))
    move.join()
    assert {early.status, another.status} <= {200, 409} and another.status == 409
    again = merchant.control("POST", "/clock", body, headers=dict(key))
    assert (again.status, again.body) == (200, answers[0].body)
    assert merchant.now() == began + 3600
    receiver.close()

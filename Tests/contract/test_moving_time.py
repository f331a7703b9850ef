"""What happens to webhooks while a merchant's clock is moved."""

from sandbox import Receiver


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

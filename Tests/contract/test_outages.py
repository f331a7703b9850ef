"""Receivers that are away for long, and receivers that are bad: what is piled up, and what it costs."""

import time

from receivers import Bad, answering, dripping, flooding, hanging, resetting
from sandbox import Merchant, running
from tables import table

# Credits that nobody is told of for a while, with three events each.
CREDITS = 2000
MEBIBYTE = 1 << 20


def pile_up(merchant, account, count):
    credit = {"to": {"virtual_account_id": account["id"]}, "amount": 100, "mode": "IMPS"}
    merchant.control_ok("POST", "/credits/bulk", {"credits": [credit] * count})


def test_a_pile_of_deliveries_costs_no_memory_and_goes_out_in_order(tmp_path):
    """What is to be told is in the file; only what is being told is in memory."""
    receiver = Bad(answering(500))
    with running("--database", str(tmp_path / "sandbox.db")) as server:
        merchant = Merchant(server)
        merchant.freeze()
        account = merchant.account()
        merchant.webhook(receiver.url, ["*"])
        merchant.credit(account)
        receiver.wait(1)
        pile_up(merchant, account, CREDITS)
        before = server.resident()
        told = len(receiver.deliveries)
        receiver.way = answering(200)
        head = receiver.deliveries[0].headers["x-razorpay-event-id"]
        merchant.control_ok("POST", f"/events/{head}/resend", {})
        receiver.wait(told + 3 * CREDITS, timeout=120)
        grown = server.resident() - before
        merchant.close()
    heard = [d.headers["x-razorpay-event-id"] for d in receiver.deliveries[told:]]
    assert heard == sorted(set(heard)) and heard[0] == head
    assert grown < 8 * MEBIBYTE, f"{grown} bytes"
    receiver.close()


@table("way", ("that hangs", hanging), ("that resets", resetting), ("a byte a second", dripping),
       ("of a gigabyte", flooding))
def test_a_bad_receiver_costs_no_memory_and_keeps_nobody_waiting(way):
    worst, healthy = Bad(way), Bad(answering(200))
    with running("--webhook-retries", "fast") as server:
        merchant = Merchant(server)
        merchant.webhook(healthy.url, ["*"])
        for _ in range(20):
            merchant.account()
        healthy.wait(20)
        before = server.resident()
        merchant.webhook(worst.url, ["*"])
        waits = []
        for number in range(20, 40):
            began = time.monotonic()
            merchant.account()
            healthy.wait(number + 1)
            waits.append(time.monotonic() - began)
        worst.wait(1)
        grown = server.resident() - before
        merchant.close()
    # One of them may have had to wait for the machine.
    assert sorted(waits)[-2] < 1, waits
    assert grown < 4 * MEBIBYTE, f"{grown} bytes"
    for receiver in (worst, healthy):
        receiver.close()

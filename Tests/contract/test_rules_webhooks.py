"""Webhooks: who is told what, and how often."""

from sandbox import Receiver
from tables import rule


@rule("webhooks.md#3", "documented",
      "A webhook is told of the events it asked for, in their order; without a secret unsigned "
      "(inferred).")
def test_a_webhook_hears_only_what_it_asked_for(merchant, receiver):
    merchant.ok("POST", "/v1/webhooks", {
        "url": receiver.url, "events": ["payment.captured", "virtual_account.closed"]})
    account = merchant.account()
    merchant.credit(account)
    merchant.ok("POST", f"/v1/virtual_accounts/{account['id']}/close")
    deliveries = receiver.wait(2)
    assert [d.name for d in deliveries] == ["payment.captured", "virtual_account.closed"]
    assert "x-razorpay-signature" not in deliveries[0].headers


@rule("webhooks.md#4", "documented",
      "The signature is the HMAC of the bytes sent; bodies are ASCII with escapes.")
def test_the_signature_of_the_contract(merchant, receiver):
    merchant.ok("POST", "/v1/webhooks", {
        "url": receiver.url, "secret": "orchid-secret", "events": ["virtual_account.created"]})
    merchant.account(description="किराया / rent")
    delivery, = receiver.wait(1)
    assert delivery.signed_by("orchid-secret")
    assert delivery.body.isascii() and b"\\u0915" in delivery.body


@rule("webhooks.md#5", "observed",
      "A failed delivery comes again with the same bytes, event id and signature.")
def test_a_failed_delivery_comes_again_unchanged(merchant):
    receiver = Receiver(statuses=[500])
    merchant.ok("POST", "/v1/webhooks", {
        "url": receiver.url, "secret": "s3cret-one", "events": ["virtual_account.created"]})
    merchant.account()
    first, second = receiver.wait(2)
    receiver.close()
    assert first.body == second.body
    same = ("x-razorpay-event-id", "x-razorpay-signature")
    assert [first.headers[name] for name in same] == [second.headers[name] for name in same]


@rule("webhooks.md#1", "inferred", "Events of other products may be asked for.")
def test_events_of_other_products_may_be_asked_for(merchant):
    made = merchant.webhook(events=["order.paid", "payment.captured", "settlement.processed"])
    assert made["events"] == ["order.paid", "payment.captured", "settlement.processed"]


@rule("webhooks.md#1", "documented", "Thirty webhooks for an account and no more.")
def test_thirty_webhooks_and_no_more(merchant):
    for _ in range(30):
        merchant.webhook()
    answer = merchant.call("POST", "/v1/webhooks", {
        "url": "http://127.0.0.1:9/hook", "events": ["payment.captured"]})
    assert answer.status == 400, answer
    assert merchant.get("/v1/webhooks?count=100")["count"] == 30

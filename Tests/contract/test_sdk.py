"""The official Python SDK, unmodified, against the sandbox: every method it has for these routes.

Every field of every answer is compared; ids and times by their shape and how they relate.
"""

import inspect
import itertools
import time

import pytest
import razorpay
from razorpay.errors import BadRequestError, SignatureVerificationError

import shapes
from sandbox import DEFAULT_KEY, Merchant, running
from shapes import TIME, Text, check, collection, id_time
from tables import rule

OWN = ("914010012345679", "UTIB0000013")
PAYER = {"name": "Nila Rao", "account_number": OWN[0], "ifsc": OWN[1]}
STRANGER = {"name": "Someone Else", "account_number": "50100012345678", "ifsc": "HDFC0000001"}
SECRET = "orchid-secret"
RESOURCES = ("customer", "virtual_account", "payment", "refund", "webhook")
called = set()


class Recorded:
    """A resource of the client that notes which of its methods were called."""

    def __init__(self, name, resource):
        self._name, self._resource = name, resource

    def __getattr__(self, method):
        called.add(f"{self._name}.{method}")
        return getattr(self._resource, method)


def client_of(merchant):
    client = razorpay.Client(
        auth=(merchant.key_id, merchant.secret), base_url=merchant.server.url)
    for name in RESOURCES:
        setattr(client, name, Recorded(name, getattr(client, name)))
    return client


@pytest.fixture
def client(merchant):
    return client_of(merchant)


def refused(words, function, *arguments, **options):
    with pytest.raises(BadRequestError) as caught:
        function(*arguments, **options)
    assert str(caught.value) == words


def opened(client, *types, **fields):
    return client.virtual_account.create(
        {"receivers": {"types": list(types or ("bank_account",))}, **fields})


@rule("customers.md#1", "documented", "A customer's members as documented.")
@rule("customers.md#4", "documented",
      "Customers are made, fetched, changed and listed by the official client.")
@rule("customers.md#5", "documented",
      "Customers are made, fetched, changed and listed by the official client.")
def test_customers(client):
    sent = {"name": "Nila Rao", "contact": "+919811122233", "email": "nila@orchid.example",
            "gstin": "29AAAPL2356Q1ZS", "notes": {"desk": "B4"}}
    whole = client.customer.create({**sent, "fail_existing": "0"})
    check(whole, shapes.customer(**sent))
    assert client.customer.create({**sent, "fail_existing": "0"}) == whole
    refused("Customer already exists for the merchant", client.customer.create, sent)

    bare = client.customer.create({})
    check(bare, shapes.customer())

    edited = client.customer.edit(whole["id"], {"name": "Nila R. Rao", "notes": {}})
    check(edited, {**whole, "name": "Nila R. Rao", "notes": []})
    check(client.customer.fetch(whole["id"]), edited)
    check(client.customer.all(), collection(bare, edited))
    check(client.customer.all({"count": 1, "skip": 1}), collection(edited))


def test_accounts(client):
    customer = client.customer.create({"name": "Nila Rao"})
    plain = opened(client)
    check(plain, shapes.virtual_account())

    later = int(time.time()) + 86400
    fields = {"description": "Flat 12 rent", "customer_id": customer["id"], "close_by": later,
              "notes": {"block": "C"}, "amount_expected": 61900}
    full = client.virtual_account.create({
        "receivers": {"types": ["vpa", "bank_account"],
                      "bank_account": {"descriptor": "4400112233"},
                      "vpa": {"descriptor": "orchidnila"}},
        **fields})
    both = [shapes.bank_account(account_number="1112224400112233"),
            shapes.vpa("rzr.payto00000orchidnila")]
    check(full, shapes.virtual_account(both, **fields))

    check(client.virtual_account.fetch(plain["id"]), plain)
    check(client.virtual_account.all(), collection(full, plain))
    check(client.virtual_account.all({"count": 1}), collection(full))
    check(client.virtual_account.payments(plain["id"]), collection())

    added = client.virtual_account.add_receiver(plain["id"], {"types": ["vpa"]})
    check(added, shapes.virtual_account(
        [plain["receivers"][0], shapes.vpa()], id=plain["id"], created_at=plain["created_at"]))

    changed = client.patch(f"/v1/virtual_accounts/{full['id']}",
                           {"description": "Flat 13", "close_by": None})
    check(changed, {**full, "description": "Flat 13", "close_by": None})
    refused("status is/are not required and should not be sent", client.patch,
            f"/v1/virtual_accounts/{full['id']}", {"status": "closed"})

    closed = client.virtual_account.close(plain["id"])
    check(closed, {**added, "status": "closed", "closed_at": TIME})
    assert 0 <= closed["closed_at"] - plain["created_at"] <= 60
    check(client.virtual_account.close(plain["id"]), closed)


def test_allowed_payers(client):
    first, second = {"ifsc": OWN[1], "account_number": OWN[0]}, {
        "ifsc": "KKBK0000007", "account_number": "765400012345"}
    account = opened(client, allowed_payers=[{"type": "bank_account", "bank_account": first}])
    check(account, shapes.virtual_account(payers=[shapes.allowed_payer()]))

    added = client.virtual_account.add_allowed_player(
        account["id"], {"type": "bank_account", "bank_account": second})
    listed = [account["allowed_payers"][0],
              shapes.allowed_payer(second["account_number"], second["ifsc"])]
    check(added, {**account, "allowed_payers": listed})

    gone = client.virtual_account.delete_allowed_player(
        account["id"], added["allowed_payers"][0]["id"])
    assert gone == "{}"  # what the SDK makes of a 204
    left = added["allowed_payers"][1:]
    check(client.virtual_account.fetch(account["id"]), {**account, "allowed_payers": left})

    client.virtual_account.delete_allowed_player(account["id"], left[0]["id"])
    assert "allowed_payers" not in client.virtual_account.fetch(account["id"])


@rule("payments.md#4", "documented", "A bank transfer as the official client fetches it.")
def test_a_neft_credit(client, merchant):
    customer = client.customer.create({"email": "nila@orchid.example", "contact": "9811122233"})
    account = opened(client, customer_id=customer["id"])
    credit = merchant.credit(account, 61900, payer=PAYER, utr="KKBKN26269000817")

    paid = client.payment.fetch(credit["payment"]["id"])
    check(paid, shapes.payment(
        customer["id"], amount=61900, fee=731, tax=112, email="nila@orchid.example",
        contact="9811122233"))
    check(credit["payment"], paid)
    check(client.virtual_account.payments(account["id"]), collection(paid))
    check(client.payment.all(), collection(paid))
    by_reference = {"va_transaction_id": "KKBKN26269000817", "virtual_account": 1}
    check(client.payment.all(by_reference), collection(paid))
    check(client.payment.all({**by_reference, "va_transaction_id": "other"}), collection())

    now = client.virtual_account.fetch(account["id"])
    check(now, {**account, "amount_paid": 61900})
    transfer = client.payment.bank_transfer(paid["id"])
    check(transfer, shapes.bank_transfer(
        now, payment_id=paid["id"], bank_reference="KKBKN26269000817", amount=61900,
        virtual_account_id=account["id"], payer_bank_account=shapes.payer_bank_account(
            ifsc=OWN[1], bank_name="Axis Bank", name="Nila Rao", account_number=OWN[0])))
    refused("The id provided does not exist", client.payment.upi_transfer, paid["id"])

    noted = client.payment.edit(paid["id"], {"notes": {"month": "May"}})
    check(noted, {**paid, "notes": {"month": "May"}})
    check(client.payment.fetch(paid["id"]), noted)
    with pytest.warns(DeprecationWarning):
        check(client.payment.fetch_all(), collection(noted))


@rule("payments.md#5", "documented", "A UPI transfer as the official client fetches it.")
def test_a_upi_credit(client, merchant):
    account = opened(client, "vpa")
    check(account, shapes.virtual_account([shapes.vpa()]))
    payer = {"vpa": "nila@examplebank", "account_number": "765400012345", "ifsc": "KKBK0000007"}
    credit = merchant.credit({"vpa": account["receivers"][0]["address"]}, 100, "UPI", payer=payer)

    transfer = client.payment.upi_transfer(credit["payment"]["id"])
    now = client.virtual_account.fetch(account["id"])
    check(transfer, shapes.upi_transfer(
        now, amount=100, payer_vpa="nila@examplebank", payer_bank="Kotak Mahindra Bank",
        payer_account="765400012345", payer_ifsc="KKBK0000007",
        payment_id=credit["payment"]["id"], virtual_account_id=account["id"]))
    rrn = transfer["npci_reference_id"]
    paid = client.payment.fetch(credit["payment"]["id"])
    check(paid, shapes.payment(
        method="upi", amount=100, fee=1, tax=0, vpa="nila@examplebank", description=None,
        acquirer_data={"rrn": rrn}))
    check(client.payment.all({"va_transaction_id": rrn}), collection(paid))
    refused("The id provided does not exist", client.payment.bank_transfer, paid["id"])

    back = client.payment.refund(paid["id"])
    reference = shapes.Matcher("rrn", lambda v: v is None or v.isdigit() and len(v) == 12)
    check(back, shapes.refund(
        amount=100, payment_id=paid["id"], acquirer_data={"rrn": reference}))


@rule("refunds.md#5", "documented",
      "Refunds are made, fetched, annotated and listed by the official client.")
@rule("refunds.md#2", "documented", "A refund's members as documented.")
def test_refunds(client, merchant):
    paid = merchant.payment(61900)
    first = client.payment.refund(paid["id"], {
        "amount": 20000, "speed": "optimum", "receipt": "R-77", "notes": {"why": "overpaid"}})
    check(first, shapes.refund(
        amount=20000, payment_id=paid["id"], receipt="R-77", notes={"why": "overpaid"},
        speed_processed="instant", speed_requested="optimum"))
    partly = client.payment.fetch(paid["id"])
    check(partly, {**paid, "amount_refunded": 20000, "refund_status": "partial"})

    second = client.refund.create({"payment_id": paid["id"]})
    check(second, shapes.refund(amount=41900, payment_id=paid["id"]))
    check(client.payment.fetch(paid["id"]), {
        **paid, "status": "refunded", "amount_refunded": 61900, "refund_status": "full"})

    check(client.payment.fetch_multiple_refund(paid["id"]), collection(second, first))
    check(client.payment.fetch_refund_id(paid["id"], first["id"]), first)
    check(client.refund.all(), collection(second, first))
    check(client.refund.all({"payment_id": paid["id"], "count": 1}), collection(second))
    with pytest.warns(DeprecationWarning):
        check(client.refund.fetch_all(), collection(second, first))
    check(client.refund.fetch(second["id"]), second)
    noted = client.refund.edit(second["id"], {"notes": {"case": "12"}})
    check(noted, {**second, "notes": {"case": "12"}})
    check(client.refund.fetch(second["id"]), noted)


def test_an_idempotent_refund(client, merchant):
    paid = merchant.payment()
    header = {"X-Refund-Idempotency": "key-0123456789"}
    first = client.payment.refund(paid["id"], {"amount": 100}, headers=dict(header))
    assert client.payment.refund(paid["id"], {"amount": 100}, headers=dict(header)) == first
    refused("Different request with the same idempotency key has already been processed.",
            client.payment.refund, paid["id"], {"amount": 200}, headers=dict(header))
    assert client.payment.fetch(paid["id"])["amount_refunded"] == 100


@rule("webhooks.md#1", "sdk", "The official client registers webhooks by either route.")
@pytest.mark.parametrize("by_account", [True, False], ids=["v2", "v1"])
def test_webhook_registration(client, merchant, by_account):
    owner = merchant.settings()["account_id"]
    account = owner if by_account else None
    hook = client.webhook.create({
        "url": "http://127.0.0.1:9/hook", "alert_email": "alerts@orchid.example",
        "secret": SECRET, "events": ["payment.captured", "refund.created"]}, account)
    check(hook, shapes.webhook(
        owner, alert_email="alerts@orchid.example", secret_exists=True,
        events=["payment.captured", "refund.created"]))
    check(client.webhook.fetch(hook["id"], account), hook)
    changed = client.webhook.edit(hook["id"], account, {
        "url": "http://127.0.0.1:9/other", "events": ["refund.created"]})
    check(changed, {**hook, "url": "http://127.0.0.1:9/other", "events": ["refund.created"],
                    "updated_at": TIME})
    check(client.webhook.all(account_id=account), collection(changed))
    assert client.webhook.delete(hook["id"], owner) == []
    check(client.webhook.all(account_id=account), collection())


STORY = [
    "virtual_account.created", "payment.authorized", "payment.captured",
    "virtual_account.credited", "refund.created", "refund.processed", "virtual_account.closed",
    "refund.created", "refund.processed",
]


@rule("webhooks.md#2", "observed", "Headers of a delivery, verified by the official client.")
def test_the_main_story(receiver):
    """From a customer to a closed account, and what the webhook is told on the way."""
    with running("--webhook-url", receiver.url, "--webhook-secret", SECRET) as server:
        merchant = Merchant(server, *DEFAULT_KEY)
        client = client_of(merchant)
        customer = client.customer.create(
            {"name": "Nila Rao", "contact": "+919811122233", "email": "nila@orchid.example"})
        account = opened(
            client, customer_id=customer["id"], description="किराया, Flat 12",
            allowed_payers=[{"type": "bank_account", "bank_account": {
                "account_number": OWN[0], "ifsc": OWN[1]}}])
        credit = merchant.credit(account, payer=PAYER)
        paid = client.payment.fetch(credit["payment"]["id"])
        transfer = client.payment.bank_transfer(paid["id"])
        credited = client.virtual_account.fetch(account["id"])
        check(credited, {**account, "amount_paid": 50000})

        strange = merchant.credit(account, 70000, payer=STRANGER)
        assert (strange["status"], strange["reason"]) == ("refunded", "tpv_failed")
        sent_back = client.payment.fetch(strange["payment"]["id"])
        check(sent_back, shapes.refunded_on_arrival(
            "Bank Account Validation Failed", customer_id=customer["id"], amount=70000,
            contact="+919811122233", email="nila@orchid.example"))
        returned = client.payment.fetch_multiple_refund(sent_back["id"])["items"]
        check(returned, [shapes.refund(
            amount=70000, payment_id=sent_back["id"], speed_processed="instant",
            speed_requested="optimum")])
        check(client.virtual_account.fetch(account["id"]), credited)

        closed = client.virtual_account.close(account["id"])
        late = merchant.credit(account, payer=PAYER)
        assert (late["status"], late["reason"]) == ("refunded", "account_closed")
        too_late = client.payment.fetch(late["payment"]["id"])
        check(too_late, shapes.refunded_on_arrival(
            None, customer_id=customer["id"], contact="+919811122233",
            email="nila@orchid.example"))
        late_refund = client.payment.fetch_multiple_refund(too_late["id"])["items"][0]
        check(late_refund, shapes.refund(payment_id=too_late["id"]))
        check(client.virtual_account.payments(account["id"]),
              collection(too_late, sent_back, paid))
        check(client.virtual_account.fetch(account["id"]), closed)

        owner = merchant.settings()["account_id"]
        deliveries = receiver.wait(len(STORY))
        merchant.close()

    assert [delivery.name for delivery in deliveries] == STORY
    shown_transfer = {k: v for k, v in transfer.items() if k != "virtual_account"}
    told = [
        {"virtual_account": account},
        {"payment": shapes.in_webhook(
            {**paid, "status": "authorized", "captured": False, "fee": None, "tax": None})},
        {"payment": shapes.in_webhook(paid, base_amount=50000)},
        {"payment": shapes.in_webhook(paid), "virtual_account": shapes.credited(credited),
         "bank_transfer": shown_transfer},
        {"refund": returned[0], "payment": shapes.in_webhook(sent_back)},
        {"refund": returned[0], "payment": shapes.in_webhook(sent_back)},
        {"virtual_account": closed},
        {"refund": late_refund, "payment": shapes.in_webhook(too_late)},
        {"refund": late_refund, "payment": shapes.in_webhook(too_late)},
    ]
    for delivery, name, payload in zip(deliveries, STORY, told):
        check(delivery.event, shapes.event(owner, name, **payload))
        check_delivery(client, delivery)
    assert deliveries[0].event["created_at"] == account["created_at"]
    assert deliveries[6].event["created_at"] == closed["closed_at"]
    ids = [delivery.headers["x-razorpay-event-id"] for delivery in deliveries]
    assert len(set(ids)) == len(STORY)


def check_delivery(client, delivery):
    """What the headers say of the body, and what the SDK makes of its signature."""
    headers, event = delivery.headers, delivery.event
    assert delivery.path == "/hook"
    assert headers["content-type"] == "application/json"
    assert headers["user-agent"] == "Razorpay-Webhook/v1"
    assert headers["accept-encoding"] == "gzip"
    assert headers["request-id"] == headers["x-razorpay-event-id"]
    assert headers["x-razorpay-event-id"] == Text("[0-9A-Za-z]{14}")
    assert int(id_time(headers["x-razorpay-event-id"])) == event["created_at"]
    body = delivery.body.decode("ascii")
    assert client.utility.verify_webhook_signature(body, headers["x-razorpay-signature"], SECRET)
    with pytest.raises(SignatureVerificationError):
        client.utility.verify_webhook_signature(
            body + " ", headers["x-razorpay-signature"], SECRET)


def test_a_upi_credit_is_told(client, merchant, receiver):
    client.webhook.create({"url": receiver.url, "secret": SECRET,
                           "events": ["virtual_account.credited"]})
    account = opened(client, "bank_account", "vpa")
    credit = merchant.credit({"vpa": account["receivers"][1]["address"]}, mode="UPI",
                             payer={"vpa": "nila@examplebank"})
    delivery, = receiver.wait(1)
    transfer = client.payment.upi_transfer(credit["payment"]["id"])
    shown = {("rrn" if k == "npci_reference_id" else k): v
             for k, v in transfer.items() if k != "virtual_account"}
    now = client.virtual_account.fetch(account["id"])
    paid = client.payment.fetch(credit["payment"]["id"])
    check(delivery.event, shapes.event(
        merchant.settings()["account_id"], "virtual_account.credited",
        payment=shapes.in_webhook(paid), virtual_account=shapes.credited(now),
        upi_transfer=shown))
    check_delivery(client, delivery)


# Methods of the same resources that belong to other products.
FOREIGN = {
    "customer.addBankAccount": ("cust_1", {}), "customer.deleteBankAccount": ("cust_1", "ba_1"),
    "customer.requestEligibilityCheck": ({},), "customer.fetchEligibility": ("elig_1",),
    "customer.delete": ("cust_1", {}),
    "virtual_account.delete": ("va_1", {}),
    "payment.capture": ("pay_1", 100), "payment.transfer": ("pay_1",),
    "payment.transfers": ("pay_1",), "payment.fetchCardDetails": ("pay_1",),
    "payment.fetchDownTimeById": ("down_1",),
    "payment.createPaymentJson": ({},), "payment.createRecurring": ({},),
    "payment.createUpi": ({},), "payment.validateVpa": ({},),
    "payment.fetchPaymentMethods": (), "payment.otpGenerate": ("pay_1",),
    "payment.otpSubmit": ("pay_1",), "payment.otpResend": ("pay_1",),
    "payment.delete": ("pay_1", {}), "refund.delete": ("rfnd_1", {}),
}


@pytest.mark.parametrize("method", sorted(FOREIGN))
def test_a_method_of_another_product(client, method):
    resource, name = method.split(".")
    refused("The requested URL was not found on the server.",
            getattr(getattr(client, resource), name), *FOREIGN[method])


def test_downtimes_read_as_a_payment(client):
    """`/v1/payments/downtimes` has the shape of a fetch."""
    refused("downtimes is not a valid id", client.payment.fetchDownTime)


def test_every_method_was_run(client, request):
    """Of the resources this SDK version has, nothing was left out."""
    here = [item for item in request.session.items if item.module is request.module]
    names = {name for name in vars(request.module) if name.startswith("test_")}
    if names != {item.originalname for item in here}:
        pytest.skip("only a part of this file runs")
    inherited = {"get_url", "patch_url", "post_url", "put_url", "delete_url", "file_url"}
    offered = itertools.chain.from_iterable(
        ((name, method) for method, _ in inspect.getmembers(
            getattr(razorpay.resources, "".join(map(str.capitalize, name.split("_")))),
            inspect.isfunction))
        for name in RESOURCES)
    missing = {f"{name}.{method}" for name, method in offered
               if not method.startswith("_") and method not in inherited} - called
    assert missing == set()

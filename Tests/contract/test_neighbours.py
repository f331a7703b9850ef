"""Two hundred merchants at once, each with the same names, references and numbers: none of them
ever sees anything of another."""

import concurrent.futures
import random
import threading

import pytest

from sandbox import Merchant, Receiver, running

MERCHANTS = 200
ROUNDS = 4


@pytest.fixture(scope="module")
def town():
    with running() as server:
        yield server


@pytest.fixture(scope="module")
def sink():
    receiver = Receiver()
    yield receiver
    receiver.close()


class Neighbour:
    """One merchant's client and what it alone has done."""

    def __init__(self, server, url, number):
        self.merchant = Merchant(server, f"rzp_test_neighbour{number:03}", f"secret{number}")
        self.url = f"{url}/{number}"
        self.random = random.Random(number)
        self.begin()

    def begin(self):
        self.accounts, self.payments, self.refunds = {}, {}, set()
        merchant = self.merchant
        merchant.ok("POST", "/v1/webhooks", {
            "url": self.url, "secret": self.merchant.key_id, "events": ["payment.captured"]})
        self.account_id = merchant.settings()["account_id"]
        merchant.configure(billing_label=self.merchant.key_id)
        self.customer = merchant.ok("POST", "/v1/customers", {
            "name": "Nila Rao", "email": "nila@orchid.example", "contact": "+919811122233"})["id"]

    def live(self):
        """A few rounds of everything; in the middle of them a reset, or there and back again."""
        turn = self.random.randrange(ROUNDS)
        for round in range(ROUNDS):
            if round == turn:
                self.random.choice([self.reset, self.there_and_back])()
            self.open(round)
            self.pay(round)
            self.give_back()
            self.merchant.advance(self.random.randrange(1, 3600))
            self.look()
        self.merchant.close()

    def open(self, round):
        account = self.merchant.account(
            "bank_account", "vpa", bank={"descriptor": f"{round:08}"},
            vpa={"descriptor": f"orchid{round:04}"}, customer_id=self.customer)
        assert account["name"] == self.merchant.key_id
        assert account["receivers"][0]["account_number"].endswith(f"{round:08}")
        self.accounts[account["id"]] = 0
        self.number = account["receivers"][0]["account_number"]

    def pay(self, round):
        """By a number and under a reference that every neighbour has too."""
        amount = self.random.randrange(100, 100000)
        credit = self.merchant.credit(
            {"account_number": self.number}, amount, utr=f"KKBKN2626900{round:04}")
        assert credit["status"] == "credited", credit
        self.accounts[credit["to"]["virtual_account_id"]] += amount
        self.payments[credit["payment"]["id"]] = amount

    def give_back(self):
        payment = self.random.choice(list(self.payments))
        answer = self.merchant.call(
            "POST", f"/v1/payments/{payment}/refund", {"amount": 100},
            headers={"X-Refund-Idempotency": f"the-same-{len(self.refunds)}-for-all"})
        if answer.status == 200:
            self.refunds.add(answer.json["id"])

    def reset(self):
        self.merchant.control_ok("POST", "/reset", {})
        self.begin()
        self.open(100)
        self.pay(100)

    def there_and_back(self):
        self.merchant.control_ok("POST", "/snapshots", {"name": "before"})
        for _ in range(3):
            self.merchant.account()
        self.merchant.control_ok("POST", "/snapshots/before/restore", {})

    def look(self):
        """What is there is what this merchant has made, and nothing else."""
        get = self.merchant.get
        accounts = get("/v1/virtual_accounts?count=100")["items"]
        assert {a["id"]: a["amount_paid"] for a in accounts} == self.accounts
        payments = get("/v1/payments?count=100")["items"]
        assert {p["id"]: p["amount"] for p in payments} == self.payments
        assert {r["id"] for r in get("/v1/refunds?count=100")["items"]} == self.refunds
        assert [c["id"] for c in get("/v1/customers")["items"]] == [self.customer]
        for event in self.merchant.events():
            assert event["virtual_account_id"] in self.accounts
        ledger = self.merchant.control_ok("GET", "/ledger")
        assert (ledger["balanced"], ledger["received"]) == (True, sum(self.payments.values()))


def test_two_hundred_merchants_never_meet(town, sink):
    neighbours = []
    gate = threading.Barrier(MERCHANTS)

    def client(number):
        gate.wait()
        neighbour = Neighbour(town, sink.url, number)
        neighbours.append(neighbour)
        neighbour.live()

    with concurrent.futures.ThreadPoolExecutor(MERCHANTS) as pool:
        for done in [pool.submit(client, number) for number in range(MERCHANTS)]:
            done.result()
    assert len({one.account_id for one in neighbours}) == MERCHANTS
    for name in ("accounts", "payments", "refunds"):
        everything = [id for one in neighbours for id in getattr(one, name)]
        assert len(everything) == len(set(everything)) > MERCHANTS * ROUNDS / 2
    whose = {f"/hook/{one.url.rsplit('/', 1)[1]}": one for one in neighbours}
    for delivery in list(sink.deliveries):
        one = whose[delivery.path]
        assert delivery.event["account_id"] == one.account_id
        assert delivery.signed_by(one.merchant.key_id)
    # And nobody reaches what is a neighbour's by its name.
    mine, theirs = neighbours[:2]
    for path in (f"/v1/payments/{next(iter(theirs.payments))}",
                 f"/v1/virtual_accounts/{next(iter(theirs.accounts))}",
                 f"/v1/customers/{theirs.customer}"):
        answer = mine.merchant.call("GET", path)
        assert answer.status == 400, answer
    mine.merchant.close()

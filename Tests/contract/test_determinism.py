"""The same requests, the same seed and the same clock: the same answers, to the byte."""

import json

import pytest

from sandbox import DEFAULT_KEY, Merchant, Receiver, payer, running

CLOCK = 1790371789
SEED = "4210"
BATCH = ("customer_name,customer_email,virtual_account_description,close_by\n"
         "Asha Nair,asha@orchid.example,Flat 1,\n"
         ",not an address,Flat 2,\n"
         ",,Flat 3,1795000000\n")


class Story:
    """Calls of one merchant, and every answer to them."""

    def __init__(self, server, key_id, secret):
        self.merchant = Merchant(server, key_id, secret)
        self.answers = []

    def _keep(self, method, target, answer):
        kept = {name: value for name, value in answer.headers.items() if name != "Date"}
        self.answers.append((method, target, answer.status, kept, answer.body))
        try:
            return json.loads(answer.body)
        except ValueError:
            return answer.body

    def call(self, method, target, body=None, **options):
        given = {} if body is None else {"body": body}
        return self._keep(method, target, self.merchant.call(method, target, **given, **options))

    def control(self, method, path, body=None, **options):
        given = {} if body is None else {"body": body}
        return self._keep(method, path, self.merchant.control(method, path, **given, **options))

    def hush(self):
        """Waits until the webhooks have been told everything: a snapshot keeps what they have not
        been told yet, and whatever they are told by books that a restore gives up is chance."""
        self.control("POST", "/clock", {"advance": 0})

    def credit(self, account, amount, mode="NEFT", **fields):
        to = account if "id" not in account else {"virtual_account_id": account["id"]}
        return self.control("POST", "/credits", {"to": to, "amount": amount, "mode": mode,
                                                 **fields})


def tell(server, url, key):
    """A merchant's long day."""
    story = Story(server, *key)
    story.call("POST", "/v1/webhooks", {
        "url": url, "secret": "orchid-secret", "events": [
            "payment.authorized", "payment.captured", "virtual_account.created",
            "virtual_account.credited", "virtual_account.closed", "refund.created",
            "refund.processed", "refund.failed", "refund.speed_changed"]})
    people = [story.call("POST", "/v1/customers", {
        "name": f"Nila Rao {n}", "email": f"nila{n}@orchid.example",
        "contact": f"+91981112223{n}"}) for n in range(3)]
    story.call("POST", "/v1/customers", {"email": "nila1@orchid.example",
                                         "contact": "+919811122231"})
    plain = story.call("POST", "/v1/virtual_accounts", {
        "receivers": {"types": ["bank_account", "vpa"]}, "customer_id": people[0]["id"],
        "notes": {"flat": "12"}, "close_by": CLOCK + 40 * 86400})
    choosy = story.call("POST", "/v1/virtual_accounts", {
        "receivers": {"types": ["bank_account"]}, "allowed_payers": [payer()]})
    shut = story.call("POST", "/v1/virtual_accounts", {"receivers": {"types": ["vpa"]}})
    story.call("POST", f"/v1/virtual_accounts/{shut['id']}/close")
    story.call("POST", "/v1/virtual_accounts", {"receivers": {"types": ["pigeon"]}})
    bank, vpa = plain["receivers"]
    money = [story.credit(plain, 61900), story.credit(plain, 20000, "IMPS", payer=None),
             story.credit({"vpa": vpa["address"]}, 800, "UPI", narration="किराया"),
             story.credit({"account_number": bank["account_number"]}, 25000000, "RTGS")]
    story.credit(choosy, 700)
    story.credit(shut, 900, "UPI")
    story.credit({"account_number": "1112220099999999"}, 100)
    story.credit(plain, 1400, settle="next_batch")
    for again in (False, True):
        story.credit(plain, 500, utr="KKBKN26269000001", allow_duplicate_utr=again)
        story.credit(plain, 500, utr="KKBKN26269000001", allow_duplicate_utr=again)
    story.control("POST", "/credits/bulk", {"credits": [
        {"to": {"virtual_account_id": (plain, choosy, shut)[n % 3]["id"]},
         "mode": ("NEFT", "UPI")[n % 3 == 2], "amount": 1000 + n} for n in range(60)]})
    paid = money[0]["payment"]["id"]
    for n in range(2):
        story.call("POST", f"/v1/payments/{paid}/refund", {"amount": 1000 + n},
                   headers={"X-Refund-Idempotency": "refund-of-the-rent"})
    story.control("PATCH", "/settings", {"rails": "realistic", "instant_refunds": "normal"})
    story.call("POST", f"/v1/payments/{paid}/refund", {"amount": 2000, "speed": "optimum"})
    held = story.call("POST", f"/v1/payments/{paid}/refund", {"amount": 3000})
    story.control("POST", "/clock", {"advance": "31m"})
    story.control("POST", f"/refunds/{held['id']}/settle", {"status": "failed"})
    story.control("POST", "/batches", raw=BATCH.encode(), headers={"Content-Type": "text/csv"})
    story.hush()
    story.control("POST", "/snapshots", {"name": "noon"})
    story.control("POST", "/clock", {"advance": "5d"})
    story.credit(plain, 4200, "UPI")
    story.hush()
    story.control("POST", "/snapshots/noon/restore")
    story.credit(plain, 4300, "IMPS")
    story.control("POST", "/clock", {"advance": "60d"})
    story.credit(plain, 4400)
    story.control("POST", "/clock", {"advance": "40d"})
    for kind in ("customers", "virtual_accounts", "payments", "refunds"):
        story.call("GET", f"/v1/{kind}?count=100")
    for credit in story.control("GET", "/credits?count=100")["items"]:
        story.control("GET", f"/credits/{credit['id']}")
    for event in story.control("GET", "/events?count=100")["items"]:
        story.control("GET", f"/events/{event['id']}")
    for path in ("/clock", "/settings", "/ledger", "/snapshots"):
        story.control("GET", path)
    story.merchant.close()
    return story.answers


def told(deliveries):
    names = ("x-razorpay-event-id", "x-razorpay-signature", "content-type", "user-agent")
    return [(one.path, [one.headers.get(name) for name in names], one.body)
            for one in deliveries]


def run(receiver, *flags):
    """Two merchants' days, one after the other, and what their webhooks were told."""
    days, heard = [], []
    with running("--random-seed", SEED, "--clock", str(CLOCK), *flags) as server:
        for key in (DEFAULT_KEY, ("rzp_test_orchid", "orchid_secret")):
            receiver.deliveries.clear()
            receiver.fail(3)
            days.append(tell(server, receiver.url, key))
            heard.append(told(receiver.deliveries))
            reset = Merchant(server, *key)
            days.append([reset.control("POST", "/reset").body])
            reset.close()
    return days, heard


class Moody(Receiver):
    """A receiver that can be told to fail for a while."""

    def fail(self, times):
        self._statuses = [500] * times


@pytest.fixture(scope="module")
def receiver():
    receiver = Moody()
    yield receiver
    receiver.close()


@pytest.fixture(scope="module")
def first(receiver):
    return run(receiver)


def compare(first, second):
    for one, other in zip(first[0], second[0], strict=True):
        for mine, theirs in zip(one, other, strict=True):
            assert mine == theirs
    for one, other in zip(first[1], second[1], strict=True):
        for mine, theirs in zip(one, other):
            assert mine == theirs
        assert len(one) == len(other)


def test_the_story_is_worth_telling(first):
    (day, _, other, _), heard = first
    statuses = [status for _, _, status, _, _ in day]
    assert statuses.count(200) > 150 and statuses.count(400) >= 3
    assert day != other, "two merchants are told apart"
    assert all(len(one) > 150 for one in heard)
    fired = [json.loads(body) for _, path, _, _, body in day if path == "/clock"]
    kinds = {one["what"] for answer in fired for one in answer.get("fired", [])}
    assert kinds >= {"credit.credited", "refund.processed", "virtual_account.closed",
                     "webhook.attempted"}


def test_a_second_run_is_the_same(first, receiver):
    compare(first, run(receiver))


def test_a_run_on_a_file_is_the_same(first, receiver, tmp_path):
    compare(first, run(receiver, "--database", str(tmp_path / "sandbox.db")))


def test_another_seed_is_another_story(first, receiver):
    with running("--random-seed", "4211", "--clock", str(CLOCK)) as server:
        receiver.deliveries.clear()
        receiver.fail(3)
        other = tell(server, receiver.url, DEFAULT_KEY)
    ids = [[json.loads(body)["id"] for method, path, status, _, body in day
            if path == "/v1/virtual_accounts" and method == "POST" and status == 200]
           for day in (first[0][0], other)]
    assert len(ids[0]) == len(ids[1]) == 3 and not set(ids[0]) & set(ids[1])

"""Seeds: what merchants begin with, planted once, or refused with file, line and column."""

import subprocess

import pytest

from sandbox import FIXTURES, Merchant, binary, environment, running

DEMO = FIXTURES / "seeds" / "demo.yaml"
MERCHANT = "merchants:\n  - key_id: rzp_test_sandbox\n    secret: sandbox_secret\n"


@pytest.fixture
def write(tmp_path):
    def write(text, name="seed.yaml"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


def test_the_demo():
    with running("--seed-file", str(DEMO)) as server:
        merchant = Merchant(server, "rzp_test_sandbox", "sandbox_secret")
        weekly = merchant.get("/v1/virtual_accounts/va_OrchidNila0001")
        assert (weekly["amount_paid"], weekly["name"]) == (123800, "Orchid Traders")
        assert weekly["customer_id"] == "cust_OrchidNila0001"
        assert [receiver.get("account_number") or receiver["username"]
                for receiver in weekly["receivers"]] == [
            "1112220000001001", "rzr.payto00000orchidnila"]
        wedding = merchant.get("/v1/virtual_accounts/va_OrchidArun0002")
        assert (wedding["amount_paid"], wedding["amount_expected"]) == (0, 2500000)
        refunded = merchant.get("/v1/virtual_accounts/va_OrchidArun0002/payments")["items"]
        assert [payment["status"] for payment in refunded] == ["refunded"]
        other = Merchant(server, "rzp_test_empty", "empty_secret")
        assert other.get("/v1/virtual_accounts")["count"] == 0


def test_seeded_keys_are_known_and_no_others():
    with running("--seed-file", str(DEMO), "--strict-keys") as server:
        known = Merchant(server, "rzp_test_empty", "empty_secret")
        assert known.call("GET", "/v1/payments").status == 200
        assert Merchant(server).call("GET", "/v1/payments").status == 401


def test_a_restart_plants_nothing_twice(tmp_path):
    """Not what bears no id either, and what was done to a seeded record since stays done."""
    flags = ("--seed-file", str(DEMO), "--database", str(tmp_path / "state.db"))

    def state(merchant):
        return [merchant.get(f"/v1/{kind}?count=100")
                for kind in ("customers", "virtual_accounts", "payments")]

    with running(*flags) as server:
        merchant = Merchant(server, "rzp_test_sandbox", "sandbox_secret")
        merchant.ok("POST", "/v1/virtual_accounts/va_OrchidNila0001/close")
        merchant.account()
        before = state(merchant)
        merchant.close()
    with running(*flags) as server:
        merchant = Merchant(server, "rzp_test_sandbox", "sandbox_secret")
        assert state(merchant) == before
        assert merchant.account()["id"] > "va_" and len(state(merchant)[1]["items"]) == 4
        merchant.close()


def test_a_reset_plants_again(receiver):
    flags = ("--seed-file", str(DEMO), "--webhook-url", receiver.url)
    with running(*flags) as server:
        merchant = Merchant(server, "rzp_test_sandbox", "sandbox_secret")
        before = merchant.get("/v1/virtual_accounts/va_OrchidNila0001")["amount_paid"]
        merchant.ok("POST", "/v1/virtual_accounts/va_OrchidNila0001/close")
        merchant.account()
        merchant.configure(billing_label="Another")
        for _ in range(2):
            merchant.control_ok("POST", "/reset")
            [wedding, weekly] = sorted(
                merchant.get("/v1/virtual_accounts")["items"], key=lambda account: account["id"])
            assert (weekly["status"], weekly["name"]) == ("active", "Orchid Traders")
            assert (weekly["amount_paid"], wedding["amount_paid"]) == (before, 0)
            assert merchant.get("/v1/payments")["count"] == 3
            assert [hook["url"] for hook in merchant.control_ok("GET", "/webhooks")["items"]] == [
                receiver.url]
        merchant.close()


def test_a_reset_plants_at_the_time_that_merchants_begin_with(write):
    path = write(MERCHANT + """\
    virtual_accounts:
      - {id: va_OrchidTime0001, receivers: {types: [vpa]}, close_by: 1767312000}
""")
    with running("--seed-file", str(path), "--clock", "1767225600") as server:
        merchant = Merchant(server, "rzp_test_sandbox", "sandbox_secret")
        account = merchant.get("/v1/virtual_accounts/va_OrchidTime0001")
        assert account["close_by"] == 1767312000
        merchant.advance("2d")
        assert merchant.get("/v1/virtual_accounts/va_OrchidTime0001")["status"] == "closed"
        merchant.control_ok("POST", "/reset")
        assert merchant.get("/v1/virtual_accounts/va_OrchidTime0001")["close_by"] == 1767312000
        merchant.close()


def test_a_webhook_of_the_seed_is_told_of_what_comes_after(receiver, write):
    path = write(f"""\
merchants:
  - key_id: rzp_test_sandbox
    secret: sandbox_secret
    webhooks:
      - {{id: WebhookOrchid1, url: "{receiver.url}", secret: orchids}}
    virtual_accounts:
      - {{id: va_OrchidHook0001, receivers: {{types: [bank_account]}}}}
    credits:
      - {{to: {{virtual_account_id: va_OrchidHook0001}}, amount: 700, mode: IMPS}}
""")
    with running("--seed-file", str(path)) as server:
        merchant = Merchant(server, "rzp_test_sandbox", "sandbox_secret")
        assert merchant.control_ok("GET", "/webhooks/WebhookOrchid1")["url"] == receiver.url
        merchant.ok("POST", "/v1/virtual_accounts/va_OrchidHook0001/close")
        [delivery] = receiver.wait(1)
        assert delivery.name == "virtual_account.closed" and delivery.signed_by("orchids")
        merchant.close()


def test_the_faults_of_the_seed_are_there_at_the_start_and_after_a_reset(write):
    path = write(MERCHANT + "    faults:\n      - {do: error, status: 503, times: 2}\n")
    with running("--seed-file", str(path)) as server:
        merchant = Merchant(server, "rzp_test_sandbox", "sandbox_secret")
        other = Merchant(server)
        for _ in range(2):
            statuses = [merchant.call("GET", "/v1/payments").status for _ in range(3)]
            assert statuses == [503, 503, 200]
            merchant.control_ok("POST", "/reset")
        assert other.call("GET", "/v1/payments").status == 200
        merchant.close()
        other.close()


@pytest.mark.parametrize("text, words", [
    (MERCHANT + "    faults:\n      - {do: error, satus: 502}\n", "line 5, column 21: "),
    (MERCHANT + "    faults:\n      - do: explode\n", "line 5, column 9: do must be one of"),
    ("merchant: []\n", "line 1, column 1: a seed has no merchant; known are merchants"),
    ("merchants:\n  - {key_id: rzp_test_a, secret: b\n", "line 3, column 1"),
    (MERCHANT + "    customers:\n      - {name: Nila Rao, emial: nila@orchid.example}\n",
     "line 5, column 26: emial is/are not required and should not be sent"),
    (MERCHANT + "    customers:\n      - name: Nila Rao\n        email: nila\n",
     "line 6, column 9: The email must be a valid email address."),
    ("merchants:\n  - key_id: rzp_test_sandbox\n    secret: another\n",
     "line 2, column 5: the secret of rzp_test_sandbox is sandbox_secret"),
], ids=str)
def test_a_bad_seed_is_not_served(write, text, words):
    path = write(text)
    done = subprocess.run(
        [binary(), "serve", "--port", "0", "--seed-file", str(path)], capture_output=True,
        text=True, check=False, timeout=30, env=environment())
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    assert line.startswith(f"error: {path}, {words}")


def test_a_bad_seed_leaves_a_database_as_it_was(write, tmp_path):
    """The good half of it is not planted either."""
    bad = write(MERCHANT + "    customers:\n      - {name: Nila Rao}\n      - {name: x}\n")
    database = ("--database", str(tmp_path / "state.db"))
    with pytest.raises(RuntimeError, match="exit 1"), running("--seed-file", str(bad), *database):
        pass
    with running(*database) as server:
        merchant = Merchant(server, "rzp_test_sandbox", "sandbox_secret")
        assert merchant.get("/v1/customers")["count"] == 0
        merchant.close()


def test_another_secret_than_the_databases(write, tmp_path):
    database = ("--database", str(tmp_path / "state.db"))
    first = write("merchants: [{key_id: rzp_test_orchid, secret: one}]\n", "one.yaml")
    second = write("merchants: [{key_id: rzp_test_orchid, secret: two}]\n", "two.yaml")
    with running("--seed-file", str(first), *database):
        pass
    with pytest.raises(RuntimeError, match="rzp_test_orchid has another secret"):
        with running("--seed-file", str(second), *database):
            pass

"""What nobody but its owner may know is in no log, no answer, no file and no list of processes."""

import base64
import pathlib
import subprocess

import pytest

from sandbox import Merchant, Receiver, Server, base62, binary, environment

KEY_SECRET = "orchid" + base62(24)
WEBHOOK_SECRET = "willow" + base62(24)
OTHER_SECRET = "maple" + base62(24)


@pytest.fixture
def receiver():
    receiver = Receiver(statuses=[500, 200, 404])
    yield receiver
    receiver.close()


def shown_of(server):
    """What the system shows everybody of a process."""
    return pathlib.Path(f"/proc/{server.process.pid}/cmdline").read_bytes()


def hear(said, answer):
    said.append(b"\n".join(f"{name}: {value}".encode() for name, value in answer.headers.items()))
    said.append(answer.body)
    return answer


@pytest.mark.parametrize("format", ["text", "json"])
def test_no_secret_is_told(tmp_path, receiver, format):
    database = tmp_path / "sandbox.db"
    server = Server("--database", str(database), "--log-format", format, "--log-level", "debug",
                    "--webhook-url", receiver.url, "--webhook-secret", OTHER_SECRET)
    said = [shown_of(server)]
    merchant = Merchant(server, "rzp_test_" + base62(14), KEY_SECRET)

    def ask(method, target, body=None, **options):
        if body is not None:
            options["body"] = body
        return hear(said, merchant.call(method, target, **options))

    hook = ask("POST", "/v1/webhooks", {
        "url": receiver.url, "secret": WEBHOOK_SECRET, "events": ["payment.captured"]}).json
    ask("PATCH", "/_sandbox/webhooks/" + hook["id"], {"secret": WEBHOOK_SECRET, "active": True})
    ask("POST", "/_sandbox/webhooks", form=f"url={receiver.url}&secret={WEBHOOK_SECRET}")
    # Secrets in bodies that are refused, in queries, in headers, in paths that are none.
    ask("POST", "/v1/webhooks", {"secret": WEBHOOK_SECRET, "url": 5})
    ask("POST", "/v1/webhooks", raw=b'{"secret": "' + WEBHOOK_SECRET.encode() + b'", ',
        headers={"Content-Type": "application/json"})
    ask("POST", "/v1/webhooks", form=f"secret={WEBHOOK_SECRET}&url=")
    ask("GET", "/v1/payments", auth="Basic " + base64.b64encode(
        f"{merchant.key_id}:{OTHER_SECRET}".encode()).decode())
    ask("GET", "/v1/payments", auth=f"Bearer {KEY_SECRET}")
    payment = merchant.payment()
    receiver.wait(2)
    merchant.advance("1h")
    for target in ("/v1/webhooks", f"/v1/webhooks/{hook['id']}", "/_sandbox/webhooks",
                   "/_sandbox/events", "/_sandbox/deliveries", "/_sandbox/requests",
                   "/_sandbox/settings", "/_sandbox/tenants", "/_sandbox/sink", "/metrics",
                   "/_sandbox/ledger", f"/v1/payments/{payment['id']}", "/openapi.json", "/llms.txt"):
        answer = ask("GET", target)
        assert answer.status == 200, (target, answer)
    events = merchant.events()
    ask("GET", f"/_sandbox/events/{events[0]['id']}")
    ask("POST", "/_sandbox/webhooks/verify", {
        "webhook_id": hook["id"], "body": "x", "signature": "y", "secret": WEBHOOK_SECRET})
    ask("POST", "/_sandbox/snapshots", {"name": "before"})
    ask("GET", "/_sandbox/snapshots")
    merchant.close()
    assert server.stop() == 0
    said += [server.stderr().encode(), "\n".join(server.banner).encode()]
    said += [delivery.body + repr(delivery.headers).encode() for delivery in receiver.deliveries]
    credentials = merchant.authorization.split()[1]
    for proof in (KEY_SECRET, WEBHOOK_SECRET, OTHER_SECRET, credentials):
        for text in said:
            assert proof.encode() not in text, text
    # The file keeps what webhooks are signed with, which must be known, but no key's secret.
    for file in tmp_path.iterdir():
        assert KEY_SECRET.encode() not in file.read_bytes()


def test_a_secret_that_is_given_as_a_flag_is_not_shown_with_the_process():
    for flags in (["--webhook-secret", OTHER_SECRET], [f"--webhook-secret={OTHER_SECRET}"]):
        server = Server("--webhook-url", "http://127.0.0.1:9/", *flags)
        assert OTHER_SECRET.encode() not in shown_of(server)
        assert b"--webhook-url" in shown_of(server)
        server.stop()


def test_settings_show_no_secret(tmp_path):
    for arguments in (["config"], ["config", "--json"], ["env"], ["doctor"]):
        done = subprocess.run(
            [binary(), *arguments], capture_output=True, check=False, timeout=30, cwd=tmp_path,
            env={**environment(), "SMARTCOLLECT_WEBHOOK_SECRET": OTHER_SECRET,
                 "SMARTCOLLECT_WEBHOOK_URL": "http://127.0.0.1:9/"})
        assert OTHER_SECRET.encode() not in done.stdout + done.stderr

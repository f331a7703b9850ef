"""The application of docker/compose.yaml, beside the sandbox that it is made for."""

import socket
import subprocess
import sys

from sandbox import DEFAULT_KEY, ROOT, Merchant, environment, running

SECRET = "compose_webhook_secret"


def test_the_application_beside_the_sandbox():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with running("--webhook-url", f"http://127.0.0.1:{port}/webhook",
                 "--webhook-secret", SECRET) as server:
        application = subprocess.Popen(
            [sys.executable, "-u", ROOT / "docker/app/app.py"], stdout=subprocess.PIPE, text=True,
            env={**environment(), "PORT": str(port), "WEBHOOK_SECRET": SECRET,
                 "RAZORPAY_BASE_URL": server.url, "RAZORPAY_KEY_ID": DEFAULT_KEY[0],
                 "RAZORPAY_KEY_SECRET": DEFAULT_KEY[1]})
        try:
            said, account = application.stdout.readline().split()
            assert said == "opened"
            merchant = Merchant(server, *DEFAULT_KEY)
            merchant.credit(account, 61900)
            merchant.close()
            line = application.stdout.readline()
        finally:
            application.kill()
            application.wait()
            application.stdout.close()
    assert line == f"{account}: 61900 paise by bank_transfer\n"


def test_compose_says_what_the_application_needs():
    text = (ROOT / "docker/compose.yaml").read_text()
    code = (ROOT / "docker/app/app.py").read_text()
    for name in ("RAZORPAY_BASE_URL", "RAZORPAY_KEY_ID", "RAZORPAY_KEY_SECRET", "WEBHOOK_SECRET"):
        assert f"      {name}: " in text and f'"{name}"' in code.replace("'", '"')
    assert text.count(SECRET) == 2

"""The image, run for real: read-only, not as root, healthy, credited, stopped, and its data kept.

`make test-image` builds it first and says in PODMAN and IMAGE what to run.
"""

import json
import os
import pathlib
import secrets
import shlex
import signal
import socket
import subprocess
import sys
import time

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "contract"))

from sandbox import DEFAULT_KEY, Merchant, Receiver  # noqa: E402

PODMAN = shlex.split(os.environ.get("PODMAN", "podman"))
IMAGE = os.environ.get("IMAGE", "localhost/smart-collect-sandbox")
LIMITS = shlex.split(os.environ.get("PODMAN_LIMITS", ""))
SECRET = "image_webhook_secret"


def podman(*arguments, check=True):
    done = subprocess.run(
        [*PODMAN, *arguments], capture_output=True, text=True, check=False, timeout=120)
    assert not check or done.returncode == 0, done.stderr
    return done


class Container:
    """One container of the image on the host's network, on a free port of it."""

    def __init__(self, volume, *variables):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.host, self.port = probe.getsockname()
        self.name = "smartcollect-" + secrets.token_hex(4)
        settings = [f"SMARTCOLLECT_PORT={self.port}", *variables]
        podman("run", "--detach", "--name", self.name, "--network", "host", "--read-only",
               "--cap-drop", "ALL", "--security-opt", "no-new-privileges", *LIMITS,
               # The health is asked for here; the engine would want systemd to do it by itself.
               "--health-interval", "disable",
               "--volume", f"{volume}:/data", *(f"--env={text}" for text in settings), IMAGE)

    def inside(self, *command, check=True):
        return podman("exec", self.name, *command, check=check)

    def stop(self):
        """Asks it to stop, and says how it ended and after how many seconds."""
        asked = time.monotonic()
        podman("kill", "--signal", signal.SIGTERM.name, self.name)
        code = int(podman("wait", "--interval", "20ms", self.name).stdout)
        return code, time.monotonic() - asked

    def remove(self):
        podman("rm", "--force", "--time", "1", self.name, check=False)


@pytest.fixture
def volume():
    name = "smartcollect-" + secrets.token_hex(4)
    podman("volume", "create", name)
    yield name
    podman("volume", "rm", "--force", name, check=False)


@pytest.fixture
def start(volume):
    started = []

    def start(*variables):
        started.append(Container(volume, *variables))
        container = started[-1]
        done = container.inside("smartcollect", "wait", "--timeout", "20s", check=False)
        assert done.returncode == 0, done.stderr + podman("logs", container.name).stderr
        return container

    yield start
    for container in started:
        container.remove()


def test_the_image_says_what_it_is():
    image = json.loads(podman("image", "inspect", IMAGE).stdout)[0]
    config = image["Config"]
    assert config["User"] not in ("", "0", "root")
    assert "4210/tcp" in config["ExposedPorts"] and "/data" in config["Volumes"]
    assert image["Labels"]["org.opencontainers.image.licenses"] == "Apache-2.0"
    health = image.get("HealthCheck") or image.get("Healthcheck") or config.get("Healthcheck")
    assert health["Test"] == ["CMD", "smartcollect", "wait", "--timeout", "2s"]


def test_a_life(start, receiver: Receiver):
    first = start(f"SMARTCOLLECT_WEBHOOK_URL={receiver.url}",
                  f"SMARTCOLLECT_WEBHOOK_SECRET={SECRET}")
    assert podman("healthcheck", "run", first.name, check=False).returncode == 0
    assert first.inside("id", "-u").stdout.strip() == "10001"
    assert first.inside("touch", "/etc/mark", check=False).returncode != 0

    merchant = Merchant(first, *DEFAULT_KEY)
    account = merchant.account()
    paid = first.inside("smartcollect", "pay", account["id"], "--amount", "61900")
    assert paid.stdout.startswith("credited")
    names = {"virtual_account.created", "payment.authorized", "payment.captured",
             "virtual_account.credited"}
    deliveries = receiver.wait(len(names))
    assert {delivery.name for delivery in deliveries} == names
    assert all(delivery.signed_by(SECRET) for delivery in deliveries)
    merchant.close()

    code, seconds = first.stop()
    assert code == 0, podman("logs", first.name).stderr
    assert seconds < 1.5  # The promise is a second; the rest is the engine's.

    again = Merchant(start(), *DEFAULT_KEY)
    assert again.get(f"/v1/virtual_accounts/{account['id']}")["amount_paid"] == 61900
    again.close()


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.close()

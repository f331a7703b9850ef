"""Counts the instructions that the release binary spends on a request, under callgrind.

A count has no noise: it does not depend on the machine's load, and hardly on the machine. So it is
held to the count that was accepted last, beside its goal.

    profile.py BINARY            fails where a count has grown by more than three in a hundred
    profile.py BINARY --accept   takes over what was counted
"""

import base64
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ACCEPTED = Path(__file__).with_name("accepted.txt")
TOLERANCE = 1.03
"""A count may be so much above the accepted one: another processor, another memcpy."""

BEGINNING, END = 50, 250
"""A run of so many requests is taken off one of so many more: what is left is requests alone."""

HANDLER = "$s3API7SandboxC*HTTPHandler*TW"
"""What the HTTP layer calls: all of the sandbox's answers to it."""

KEY = base64.b64encode(b"rzp_test_sandbox:sandbox_secret").decode()
HEADERS = {"Authorization": "Basic " + KEY, "Content-Type": "application/json"}
ACCOUNT = {
    "receivers": {"types": ["bank_account"]},
    "description": "Flat 12 rent",
    "notes": {"block": "C"},
}


class Server:
    """A sandbox under callgrind, with thirteen accounts in it."""

    def __init__(self, binary, folder, *options):
        self.output = Path(folder, "callgrind.out")
        self.process = subprocess.Popen(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={self.output}", *options]
            + [binary, "serve", "--port", "0", "--host", "127.0.0.1", "--quiet"]
            + ["--random-seed", "4210"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"},
        )
        port = int(self.process.stdout.readline().decode().rsplit(":", 1)[1])
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.account = [self.call("POST", "/v1/virtual_accounts", ACCOUNT) for _ in range(13)][0]

    def call(self, method, path, body=None):
        content = None if body is None else json.dumps(body)
        self.connection.request(method, path, content, HEADERS)
        answer = self.connection.getresponse()
        text = answer.read()
        assert answer.status == 200, text
        return json.loads(text)

    def stop(self):
        """Stops the server, and says how many instructions it has spent."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        found = re.search(r"^(?:summary|totals): (\d+)", self.output.read_text(), re.M)
        return int(found[1])


def live(server):
    server.call("GET", "/livez")


def get(server):
    server.call("GET", "/v1/virtual_accounts/" + server.account["id"])


def create(server):
    server.call("POST", "/v1/virtual_accounts", ACCOUNT)


def page(server):
    server.call("GET", "/v1/virtual_accounts?count=10")


def credit(server):
    to = {"virtual_account_id": server.account["id"]}
    server.call("POST", "/_sandbox/credits", {"to": to, "mode": "NEFT", "amount": 61900})


def count(binary, request, *options):
    """The instructions of one such request."""
    totals = []
    for requests in (BEGINNING, END):
        with tempfile.TemporaryDirectory() as folder:
            server = Server(binary, folder, *options)
            for _ in range(requests):
                request(server)
            totals.append(server.stop())
    return (totals[1] - totals[0]) // (END - BEGINNING)


def http_layer(binary):
    """What is left of the cheapest request without the sandbox's part in it."""
    inside = count(binary, live, "--collect-atstart=no", f"--toggle-collect={HANDLER}")
    assert inside > 0, "nothing of the sandbox was found in the binary"
    return count(binary, live) - inside


COUNTED = {
    "HTTP layer alone": (http_layer, 4_000),
    "GET by id": (lambda binary: count(binary, get), 35_000),
    "POST create": (lambda binary: count(binary, create), 110_000),
    "list of ten": (lambda binary: count(binary, page), 185_000),
    "credit": (lambda binary: count(binary, credit), None),
}
"""What is counted, and the goal for it."""


def read_accepted():
    lines = ACCEPTED.read_text().splitlines() if ACCEPTED.exists() else []
    pairs = (line.rsplit(maxsplit=1) for line in lines if line and not line.startswith("#"))
    return {name: int(number.replace(",", "")) for name, number in pairs}


def write_accepted(counts):
    head = "# Instructions a request, as accepted last: `make profile ACCEPT=1` writes them.\n"
    ACCEPTED.write_text(head + "".join(f"{name:<18}{n:>9,}\n" for name, n in counts.items()))


def main(binary, accepts):
    accepted, counts, faults = read_accepted(), {}, []
    print(f"{'instructions a request':<24}{'counted':>9}{'accepted':>10}{'goal':>9}", flush=True)
    for name, (measure, goal) in COUNTED.items():
        counts[name] = measure(binary)
        before = accepted.get(name)
        columns = [counts[name], before, goal]
        shown = ["" if number is None else f"{number:,}" for number in columns]
        missed = goal is not None and counts[name] > goal
        print(f"{name:<24}{shown[0]:>9}{shown[1]:>10}{shown[2]:>9}{'  missed' * missed}", flush=True)
        if not accepts and (before is None or counts[name] > before * TOLERANCE):
            faults.append(f"{name}: {counts[name]:,} is above what was accepted, {before}")
    if accepts:
        write_accepted(counts)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], "--accept" in sys.argv[2:]))

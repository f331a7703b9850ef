"""The servers that are compared, each a process of its own."""

import base64
import contextlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
KEY = base64.b64encode(b"rzp_test_sandbox:sandbox_secret").decode()
HEADERS = {"Authorization": "Basic " + KEY, "Content-Type": "application/json"}
ACCOUNT = {
    "receivers": {"types": ["bank_account"]},
    "description": "Flat 12 rent",
    "notes": {"block": "C"},
}
TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Subject:
    """A server under load."""

    def __init__(self, name, command, port=None, is_asked=True):
        self.name = name
        self.called = -60
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.port = port
        if port is None:
            line = ""
            while "ready on " not in line:
                line = self.process.stdout.readline().decode()
                assert line, f"{name} does not start"
            self.port = int(line.rsplit(":", 1)[1])
            self.ready = time.perf_counter() - self.began
        if is_asked:
            self.wait()
            self.first = time.perf_counter() - self.began

    def wait(self):
        """Asks until there is an answer."""
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/v1/virtual_accounts?count=1", headers=HEADERS)
                assert connection.getresponse().status == 200
                return
            except OSError:
                time.sleep(0.0005)

    def call(self, method, path, body=None):
        # A connection that nothing came over for a minute is ended by the server.
        if time.perf_counter() - self.called > 30:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.called = time.perf_counter()
        content = json.dumps(body) if isinstance(body, dict) else body
        self.connection.request(method, path, content, HEADERS)
        answer = self.connection.getresponse()
        text = answer.read()
        assert answer.status == 200, (self.name, method, path, answer.status, text)
        return json.loads(text) if text else None

    def create(self):
        return self.call("POST", "/v1/virtual_accounts", ACCOUNT)

    def cpu(self):
        """Seconds of the processor so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self):
        """Resident bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) * 1024

    def stop(self):
        """Stops the server, and says how many seconds that took."""
        began = time.perf_counter()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        return time.perf_counter() - began


def sandbox(binary, *flags, is_asked=True):
    command = [binary, "serve", "--port", "0", "--host", "127.0.0.1", "--quiet", *flags]
    return Subject("sandbox", command, is_asked=is_asked)


def reference(yardstick, *file):
    return Subject("ref", [yardstick, "serve", *file])


def mock():
    port = free_port()
    return Subject("mock", [sys.executable, str(HERE / "mock.py"), str(port)], port)

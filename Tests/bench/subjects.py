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
from dataclasses import dataclass
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

    def __init__(self, name, command, port=None):
        self.name = name
        self.called = -60
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.port = port
        if port is None:
            line = ""
            while "ready on " not in line:
                line = self.process.stdout.readline().decode()
                assert line, f"{name} does not start"
            self.port = int(line.rsplit(":", 1)[1])
        else:
            self.wait()

    def wait(self):
        """Waits until it listens."""
        while True:
            try:
                return socket.create_connection(("127.0.0.1", self.port)).close()
            except OSError:
                time.sleep(0.01)

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
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def sandbox_command(binary):
    return [binary, "serve", "--port", "0", "--host", "127.0.0.1", "--quiet"]


def mock_command(port):
    return [sys.executable, str(HERE / "mock.py"), str(port)]


def sandbox(binary, *flags):
    return Subject("sandbox", [*sandbox_command(binary), *flags])


def reference(yardstick, *file):
    return Subject("ref", [yardstick, "serve", *file])


def mock():
    port = free_port()
    return Subject("mock", mock_command(port), port)


@dataclass
class Life:
    """Milliseconds from the start to the ready line and to the first answer, and to stop."""

    ready: float
    first: float
    stop: float


def life(yardstick, command, port=0):
    """Lets the yardstick start a server, ask it, and stop it."""
    fields = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
    request = f"GET /v1/virtual_accounts?count=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n{fields}\r\n"
    words = [yardstick, "start", str(port), request, *command]
    times = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return Life(*(float(time) / 1000 for time in times.split()))

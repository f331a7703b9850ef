"""Loads, by wrk: what is asked, how fast it was answered, and what that cost."""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from subjects import ACCOUNT, HEADERS

UNITS = {"us": 1, "ms": 1_000, "s": 1_000_000}


@dataclass
class Result:
    """What one second or so of load came to; latencies and processor time in microseconds."""

    rate: float
    p50: float
    p99: float
    cpu: float
    requests: int


class Load:
    """A request, which a script tells wrk."""

    def __init__(self, folder, name, method, path, body=None):
        self.name = name
        lines = [f'wrk.method = "{method}"']
        lines += [f'wrk.headers["{field}"] = "{value}"' for field, value in HEADERS.items()]
        if body is not None:
            lines.append(f"wrk.body = {json.dumps(json.dumps(body))}")
        self.path = path
        self.script = Path(folder, f"{name}.lua".replace(" ", "-"))
        self.script.write_text("\n".join(lines))

    def run(self, subject, connections, seconds):
        before = subject.cpu()
        url = f"http://127.0.0.1:{subject.port}{self.path}"
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}", "--latency"]
        text = subprocess.run(
            [*command, "-s", str(self.script), url], capture_output=True, text=True, check=True
        ).stdout
        cpu = subject.cpu() - before
        assert "Non-2xx" not in text and "Socket errors" not in text, (subject.name, text)
        requests = int(re.search(r"(\d+) requests in", text)[1])
        rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])
        p50, p99 = (latency(text, percent) for percent in (50, 99))
        return Result(rate, p50, p99, cpu / requests * 1e6, requests)


def latency(text, percent):
    number, unit = re.search(rf"\s{percent}%\s+([\d.]+)(us|ms|s)", text).groups()
    return float(number) * UNITS[unit]


class RandomLoad(Load):
    """A GET of one of many ids after the other."""

    def __init__(self, folder, name, ids):
        super().__init__(folder, name, "GET", "/v1/virtual_accounts")
        paths = ",".join(f'"/v1/virtual_accounts/{id}"' for id in ids)
        with self.script.open("a") as script:
            script.write(f"\nlocal paths = {{{paths}}}\nlocal next = 0\n")
            script.write("request = function()\n  next = next % #paths + 1\n")
            script.write("  return wrk.format(nil, paths[next])\nend\n")


def create(folder):
    return Load(folder, "POST create", "POST", "/v1/virtual_accounts", ACCOUNT)


def page(folder):
    return Load(folder, "list of ten", "GET", "/v1/virtual_accounts?count=10")


def credit(folder, account):
    body = {"to": {"virtual_account_id": account["id"]}, "mode": "NEFT", "amount": 61900}
    return Load(folder, "credit", "POST", "/_sandbox/credits", body)

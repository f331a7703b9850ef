"""Measures the release binary beside its yardsticks, and writes docs/benchmarks.md.

    bench.py BINARY YARDSTICK [--quick]

Ratios are taken within one run, servers interleaved, medians of the rounds; other work on the
machine disturbs all of them alike. Nothing here passes or fails: goals that are missed are named.
"""

import json
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import load
import report
from subjects import Subject, mock, reference, sandbox

BINARY, YARDSTICK = sys.argv[1:3]
QUICK = "--quick" in sys.argv[3:]
ROUNDS, SECONDS, STARTS = (1, 1, 3) if QUICK else (5, 1, 11)
ROWS = 100_000 if QUICK else 1_000_000
CONNECTIONS = (1, 32)
median = statistics.median


def throughput(folder):
    """Rates, latencies and processor time of every load on every server.

    Every round begins with fresh servers: how lucky a process is with its memory lasts as long as
    it does, and one that has taken more creates has more to look through.
    """
    results = {}
    for _ in range(ROUNDS):
        subjects = [sandbox(BINARY), reference(YARDSTICK), mock()]
        accounts = {
            subject.name: [subject.create() for _ in range(1000)][0] for subject in subjects}
        for connections in CONNECTIONS:
            for subject in subjects:
                account = accounts[subject.name]
                loads = [
                    load.RandomLoad(folder, f"GET by id {subject.name}", [account["id"]]),
                    load.page(folder),
                    load.create(folder),
                ]
                if subject.name == "sandbox":
                    loads.append(load.credit(folder, account))
                for one in loads:
                    key = (one.name.removesuffix(" " + subject.name), subject.name, connections)
                    results.setdefault(key, []).append(one.run(subject, connections, SECONDS))
        for subject in subjects:
            subject.stop()
    fields = ("rate", "p50", "p99", "cpu")
    return {
        key: {field: median(getattr(one, field) for one in runs) for field in fields}
        for key, runs in results.items()
    }


def life(_):
    """Start, idle memory, stop."""
    starts, readies, stops, memories = [], [], [], []
    for _ in range(STARTS):
        subject = sandbox(BINARY)
        starts.append(subject.first * 1000)
        readies.append(subject.ready * 1000)
        stops.append(subject.stop() * 1000)
        memories.append(idle_memory() / 2**20)
    mocks = []
    for _ in range(max(1, STARTS // 3)):
        subject = mock()
        mocks.append(subject.first * 1000)
        subject.stop()
    return {
        "first answer, ms": median(starts),
        "first answer of the mock, ms": median(mocks),
        "ready, ms": median(readies),
        "idle memory, MiB": median(memories),
        "stop, ms": median(stops),
        "size, MB": stripped_size() / 1e6,
    }


def idle_memory():
    """Resident bytes of a sandbox that is ready and was asked nothing."""
    subject = sandbox(BINARY, is_asked=False)
    time.sleep(0.2)
    memory = subject.memory()
    subject.stop()
    return memory


def stripped_size():
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "binary")
        subprocess.run(["strip", "-o", copy, BINARY], check=True)
        return copy.stat().st_size


def durable(folder):
    """Creates in a file with FULL durability, beside memory, and beside one commit for each."""
    rates = {}
    for turn in range(ROUNDS):
        file, plain = Path(folder, f"{turn}.db"), Path(folder, f"{turn}.plain.db")
        subjects = {
            "memory": sandbox(BINARY),
            "file": sandbox(BINARY, "--database", str(file), "--durability", "full"),
            "ref in a file, a commit each": reference(YARDSTICK, str(plain)),
        }
        for name, subject in subjects.items():
            for connections in CONNECTIONS:
                rate = load.create(folder).run(subject, connections, SECONDS).rate
                rates.setdefault((name, connections), []).append(rate)
            subject.stop()
    return {key: median(values) for key, values in rates.items()}


def growth(folder):
    """Processor time of a request with a thousand rows and with many; bytes a row; deep pages."""
    subject = thousand()
    # The journal of requests fills first, then what grows is rows.
    count = 1000 + load.create(folder).run(subject, 32, 2).requests
    memory, rows = subject.memory(), 0
    while count + rows < ROWS:
        rows += load.create(folder).run(subject, 32, 5).requests
    bytes_a_row = (subject.memory() - memory) / rows
    ratios = costs(folder, subject)
    first, deep = walk(subject)
    subject.stop()
    return {
        "rows": count + rows,
        "bytes a row": bytes_a_row,
        "deep page": deep / first,
        **ratios,
    }


def costs(folder, many):
    """Microseconds of the processor for each kind of request, with a thousand rows and with many.

    Both are measured in turn. What creates is given a thousand rows anew in every round, for it
    adds to them.
    """
    few, found = thousand(), {}
    loads = {
        "GET by id": [
            load.RandomLoad(folder, "GET of few", ids(few)),
            load.RandomLoad(folder, "GET of many", ids(many)),
        ],
        "list of ten": [load.page(folder)] * 2,
        "POST create": [load.create(folder)] * 2,
    }
    for name, (of_few, of_many) in loads.items():
        small, large = [], []
        for _ in range(max(5, ROUNDS)):
            if name == "POST create":
                few.stop()
                few = thousand()
            small.append(of_few.run(few, 32, SECONDS).cpu)
            large.append(of_many.run(many, 32, SECONDS).cpu)
        found[name] = median(large) / median(small)
    few.stop()
    return found


def thousand():
    """A sandbox with a thousand accounts."""
    subject = sandbox(BINARY)
    for _ in range(1000):
        subject.create()
    return subject


def ids(subject):
    """Nearly a thousand accounts, from the newest on."""
    found = []
    for skip in range(0, 900, 97):
        answer = subject.call("GET", f"/v1/virtual_accounts?count=100&skip={skip}")
        found += [item["id"] for item in answer["items"]]
    return found


def walk(subject, depth=100_000, count=100):
    """Processor time of the first pages of a list, and of those at a depth reached by walking."""
    pages = range(0, depth, count)
    marks = {}
    for skip in pages:
        if skip in (0, 10_000, depth - 10_000):
            marks[skip] = subject.cpu()
        subject.call("GET", f"/v1/virtual_accounts?count={count}&skip={skip}")
    end = subject.cpu()
    return marks[10_000] - marks[0], end - marks[depth - 10_000]


def deliveries(folder):
    """Webhooks a second, beside a bare client that posts as many bytes one after the other."""
    receiver = Subject("receiver", [YARDSTICK, "receive"])
    subject = sandbox(BINARY, "--webhook-url", f"http://127.0.0.1:{receiver.port}/hook")
    rates, costs = [], []
    for _ in range(ROUNDS):
        # More is created than can be told meanwhile; then there is nothing to do but to tell.
        load.create(folder).run(subject, 32, SECONDS)
        told, began, cpu = receiver.call("GET", "/"), time.perf_counter(), subject.cpu()
        time.sleep(SECONDS)
        count = receiver.call("GET", "/") - told
        rates.append(count / (time.perf_counter() - began))
        costs.append((subject.cpu() - cpu) / count * 1e6)
    event = subject.call("GET", "/_sandbox/events?count=1")["items"][0]
    length = len(subject.call("GET", f"/_sandbox/events/{event['id']}")["body"])
    subject.stop()
    words = [YARDSTICK, "deliver", str(receiver.port), str(length), "10000"]
    bare = [
        float(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
        for _ in range(ROUNDS)
    ]
    receiver.stop()
    return {"rate": median(rates), "cpu": median(costs), "bare": 10_000 / median(bare) * 1e6}


def bulk(_):
    """Ten thousand credits in one call, to fifty accounts."""
    subject, times = sandbox(BINARY), []
    accounts = [subject.create()["id"] for _ in range(50)]
    credits = [
        {"to": {"virtual_account_id": accounts[number % 50]}, "mode": "NEFT", "amount": 61900}
        for number in range(10_000)
    ]
    body = json.dumps({"credits": credits})
    for _ in range(2 * ROUNDS + 1):
        began = time.perf_counter()
        subject.call("POST", "/_sandbox/credits/bulk", body)
        times.append(time.perf_counter() - began)
    subject.stop()
    return {"seconds": median(times)}


def machine():
    processor = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    version = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    return {
        "processor": processor[1] if processor else platform.machine(),
        "cores": len(re.findall(r"^processor", Path("/proc/cpuinfo").read_text(), re.M)),
        "system": f"{platform.freedesktop_os_release()['PRETTY_NAME']}, Linux {platform.release()}",
        "Swift": re.search(r"Swift version (\S+)", version)[1],
        "sandbox": subprocess.run(
            [BINARY, "--version"], capture_output=True, text=True
        ).stdout.strip(),
        "load before": Path("/proc/loadavg").read_text().split()[0],
    }


def main():
    with tempfile.TemporaryDirectory() as folder:
        found = {"machine": machine(), "quick": QUICK, "rounds": ROUNDS}
        for part in (life, throughput, bulk, deliveries, durable, growth):
            print(part.__doc__.splitlines()[0], file=sys.stderr)
            found[part.__name__] = part(folder)
        found["machine"]["load after"] = Path("/proc/loadavg").read_text().split()[0]
    text = report.page(found)
    print(text)
    if not QUICK:
        Path(__file__).parents[2].joinpath("docs/benchmarks.md").write_text(text)


if __name__ == "__main__":
    main()

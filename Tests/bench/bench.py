"""Measures the release binary beside its yardsticks, and writes docs/benchmarks.md.

    bench.py BINARY YARDSTICK BUILD... [--quick]

BUILD is the command that builds the binary.

Servers take turns, one load after the other, and a ratio is the median of what it was in each
round: other work on the machine comes and goes, and disturbs neighbours alike. Nothing here passes
or fails: goals that are missed are named.
"""

import itertools
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
import subjects
from report import Rounds
from subjects import Subject, mock, reference, sandbox

QUICK = sys.argv[-1] == "--quick"
BINARY, YARDSTICK, *BUILD = sys.argv[1 : -1 if QUICK else None]
ROUNDS, SECONDS, STARTS = (1, 1, 3) if QUICK else (9, 1, 21)
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
        servers = [sandbox(BINARY), reference(YARDSTICK), mock()]
        asked = [loads(folder, server) for server in servers]
        for connections, name in itertools.product(CONNECTIONS, asked[0]):
            for server, its_loads in zip(servers, asked):
                if name in its_loads:
                    result = its_loads[name].run(server, connections, SECONDS)
                    results.setdefault((name, server.name, connections), []).append(result)
        for server in servers:
            server.stop()
    return {key: Rounds(found) for key, found in results.items()}


def loads(folder, server):
    """What a server is asked, once it has a thousand accounts."""
    account = [server.create() for _ in range(1000)][0]
    loads = {
        "GET by id": load.RandomLoad(folder, f"GET by id {server.name}", [account["id"]]),
        "list of ten": load.page(folder),
        "POST create": load.create(folder),
    }
    if server.name == "sandbox":
        loads["credit"] = load.credit(folder, account)
    return loads


def life(_):
    """Start, idle memory, stop."""
    ours, mocks, memories = [], [], []
    for turn in range(STARTS):
        ours.append(subjects.life(YARDSTICK, subjects.sandbox_command(BINARY)))
        memories.append(idle_memory() / 2**20)
        if turn % 3 == 0:
            port = subjects.free_port()
            mocks.append(subjects.life(YARDSTICK, subjects.mock_command(port), port))
    return {
        "first answer, ms": median(one.first for one in ours),
        "first answer of the mock, ms": median(one.first for one in mocks),
        "ready, ms": median(one.ready for one in ours),
        "idle memory, MiB": median(memories),
        "stop, ms": median(one.stop for one in ours),
        "size, MB": stripped_size() / 1e6,
    }


def idle_memory():
    """Resident bytes of a sandbox that is ready and was asked nothing."""
    subject = sandbox(BINARY)
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
    results = {}
    for turn in range(ROUNDS):
        file, plain = Path(folder, f"{turn}.db"), Path(folder, f"{turn}.plain.db")
        servers = {
            "memory": sandbox(BINARY),
            "file": sandbox(BINARY, "--database", str(file), "--durability", "full"),
            "ref in a file, a commit each": reference(YARDSTICK, str(plain)),
        }
        for connections, name in itertools.product(CONNECTIONS, servers):
            result = load.create(folder).run(servers[name], connections, SECONDS)
            results.setdefault((name, connections), []).append(result)
        for server in servers.values():
            server.stop()
    return {key: Rounds(found) for key, found in results.items()}


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
        found[name] = median(most / least for most, least in zip(large, small))
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


def build(folder):
    """A clean build of the release; only what is fetched is there before."""
    if QUICK:
        return None
    scratch = ["--scratch-path", str(Path(folder, "build"))]
    subprocess.run(["swift", "package", *scratch, "resolve"], check=True, capture_output=True)
    began = time.perf_counter()
    subprocess.run([*BUILD, *scratch], check=True, capture_output=True)
    return {"seconds": time.perf_counter() - began}


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


def processor_time():
    """What all processors have done so far: user, nice, system, idle, wait, interrupts, stolen."""
    line = Path("/proc/stat").read_text().splitlines()[0]
    return [int(field) for field in line.split()[1:9]]


def main():
    with tempfile.TemporaryDirectory() as folder:
        found = {"machine": machine(), "quick": QUICK, "rounds": ROUNDS}
        before = processor_time()
        for part in (life, throughput, bulk, deliveries, durable, growth, build):
            print(part.__doc__.splitlines()[0], file=sys.stderr)
            found[part.__name__] = part(folder)
        found["machine"]["load after"] = Path("/proc/loadavg").read_text().split()[0]
        spent = [after - before for after, before in zip(processor_time(), before)]
        found["machine"]["stolen"] = f"{100 * spent[7] / sum(spent):.1f} % of the time"
    text = report.page(found)
    print(text)
    if not QUICK:
        Path(__file__).parents[2].joinpath("docs/benchmarks.md").write_text(text)


if __name__ == "__main__":
    main()

"""Loads a sandbox for as long as one likes, and sees that it does not grow tired.

    soak.py BINARY YARDSTICK MINUTES

A mixed load at about a third of what the machine can take, on a database in a file, with a webhook
that is told: accounts are read, listed and opened, money arrives and goes back. Fails where the
process takes up ever more memory or descriptors, where the log of the database grows, where an
answer is no success, or where the money does not add up afterwards. Latencies are told, and decide
nothing.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import linear_regression, median

from load import Load
from subjects import ACCOUNT, Subject, sandbox

BINARY, YARDSTICK = sys.argv[1:3]
MINUTES = int(sys.argv[3])
CONNECTIONS = 32
MEBIBYTE = 1 << 20
# Mebibytes in ten minutes; and of the log that stands beside the database.
GROWTH_MAX, LOG_MAX = 1, 64
# Until caches, journals and the allocator have what they want.
WARM_UP = 0.2

MIX = """
local json = {Authorization = wrk.headers["Authorization"], ["Content-Type"] = "application/json"}
local accounts, payments = {%(accounts)s}, {}
local function post(path, body) return wrk.format("POST", path, json, body) end
local function any() return accounts[math.random(#accounts)] end
request = function()
  local draw = math.random(100)
  if draw <= 50 then return wrk.format("GET", "/v1/virtual_accounts/" .. any(), json) end
  if draw <= 65 then return wrk.format("GET", "/v1/virtual_accounts?count=10", json) end
  if draw <= 80 then return post("/v1/virtual_accounts", '%(opening)s') end
  if draw <= 95 or #payments == 0 then
    return post("/_sandbox/credits", '{"to":{"virtual_account_id":"' .. any() ..
      '"},"mode":"IMPS","amount":61900}')
  end
  return post("/v1/payments/" .. table.remove(payments) .. "/refund", '{"amount":100}')
end
response = function(status, headers, body)
  if #payments < 1000 and body:find("^{\\"id\\":\\"crd_") then
    payments[#payments + 1] = body:match("pay_%%w+")
  end
end
delay = function() return %(delay)s end
"""


class Mix(Load):
    """Everything that a client does, each connection waiting so many milliseconds in between."""

    def __init__(self, folder, accounts, delay):
        super().__init__(folder, f"mix {delay}", "GET", "/")
        opening = '{"receivers":{"types":["bank_account"]},"description":"Flat 12 rent"}'
        ids = ",".join(f'"{account}"' for account in accounts)
        with self.script.open("a") as script:
            script.write(MIX % {"accounts": ids, "opening": opening, "delay": delay})


def descriptors(subject):
    """Those that are open when the connections of the load have ended, which takes a moment."""
    counts = []
    for _ in range(20):
        counts.append(len(os.listdir(f"/proc/{subject.process.pid}/fd")))
        time.sleep(0.05)
    return min(counts)


def soak(folder):
    receiver = Subject("receiver", [YARDSTICK, "receive"])
    database = Path(folder, "sandbox.db")
    subject = sandbox(BINARY, "--database", str(database))
    subject.call("POST", "/_sandbox/webhooks", {
        "url": f"http://127.0.0.1:{receiver.port}/hook", "events": ["refund.processed"]})
    accounts = [subject.call("POST", "/v1/virtual_accounts", ACCOUNT)["id"] for _ in range(1000)]
    peak = Mix(folder, accounts, 0).run(subject, CONNECTIONS, 5).rate
    # Of three parts of its time a connection waits one for the answer and rests for two.
    pause = max(1, round(2 * CONNECTIONS / peak * 1000))
    mix, log = Mix(folder, accounts, pause), Path(f"{database}-wal")
    print(f"a peak of {peak:,.0f} a second; from now on {pause} ms of rest after each answer")
    print("minute  requests/s  p50 µs  p99 µs  memory MiB  descriptors  log MiB")
    samples = []
    for minute in range(1, MINUTES + 1):
        result = mix.run(subject, CONNECTIONS, 60)
        memory, open_now = subject.memory() / MEBIBYTE, descriptors(subject)
        size = log.stat().st_size / MEBIBYTE
        samples.append((minute, memory, open_now, size, result.p99))
        print(f"{minute:6}  {result.rate:10,.0f}  {result.p50:6,.0f}  {result.p99:6,.0f}"
              f"  {memory:10.1f}  {open_now:11}  {size:7.1f}", flush=True)
    ledger = subject.call("GET", "/_sandbox/ledger")
    subject.stop()
    told = receiver.call("GET", "/")
    receiver.stop()
    assert subject.process.returncode == 0
    return samples, ledger["balanced"], told


def main():
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        samples, is_balanced, told = soak(folder)
    later = samples[int(len(samples) * WARM_UP):]
    minutes, memory, open_files, logs, _ = zip(*later)
    slope = 10 * linear_regression(minutes, memory).slope
    quarter = max(1, len(samples) // 4)
    first, last = (median(sample[-1] for sample in part)
                   for part in (samples[:quarter], samples[-quarter:]))
    print(f"memory: {slope:+.2f} MiB in ten minutes (at most {GROWTH_MAX}); descriptors: "
          f"{min(open_files)} to {max(open_files)}; log: at most {max(logs):.1f} MiB; "
          f"p99 of the last quarter: {last / first:.2f} x the first; {told:,} webhooks; "
          f"{(time.monotonic() - began) / 60:.1f} minutes")
    assert is_balanced, "the money does not add up"
    assert told, "no webhook was told"
    assert slope <= GROWTH_MAX, "memory grows"
    assert max(open_files) - min(open_files) <= 8, "descriptors are not given back"
    assert max(logs) <= LOG_MAX, "the log of the database grows"


if __name__ == "__main__":
    main()

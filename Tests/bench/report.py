"""The page of results: every goal, what was reached, and what was missed."""

from statistics import median

LOADS = ("GET by id", "list of ten", "POST create")
GOALS = {
    # What, connections, beside whom, at least.
    ("GET by id", 32, "ref"): 1.8,
    ("GET by id", 32, "mock"): 20,
    ("POST create", 32, "ref"): 1.8,
    ("POST create", 32, "mock"): 15,
    ("list of ten", 32, "ref"): 2.0,
    ("list of ten", 32, "mock"): 40,
    ("GET by id", 1, "ref"): 1.0,
    ("list of ten", 1, "ref"): 1.0,
    ("POST create", 1, "ref"): 1.0,
}


class Rounds:
    """What one load on one server came to, round by round."""

    def __init__(self, results):
        self.results = results

    def middle(self, field):
        return median(getattr(one, field) for one in self.results)

    def share(self, other, field):
        """How many times the other's it was; each round is compared with itself."""
        pairs = zip(self.results, other.results)
        return median(getattr(one, field) / getattr(another, field) for one, another in pairs)


class Goals:
    """Lines of a table: a goal, what was measured, whether it was reached."""

    def __init__(self):
        self.lines = []

    def add(self, what, measured, goal, unit="", most=False, by_cpu=None):
        reached = measured <= goal if most else measured >= goal
        sign = "≤" if most else "≥"
        self.lines.append(
            f"| {what} | {sign} {number(goal)}{unit} | {number(measured)}{unit}"
            f" | {'reached' if reached else '**missed**'}"
            f" | {'' if by_cpu is None else number(by_cpu)} |")

    def table(self):
        return "\n".join(["| goal | | measured | | by processor time |", "| --- | --- | --- | --- | --- |", *self.lines])


def number(value):
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def goals(found):
    goals = Goals()
    runs, life, growth = found["throughput"], found["life"], found["growth"]
    durable, told = found["durable"], found["deliveries"]
    for (name, connections, other), least in GOALS.items():
        mine, its = (runs[name, who, connections] for who in ("sandbox", other))
        what = "one connection" if connections == 1 else f"{connections} connections"
        goals.add(
            f"{name}, {what}, × {other}", mine.share(its, "rate"), least,
            by_cpu=its.share(mine, "cpu"))
    for name in LOADS:
        mine, its = (runs[name, who, 32] for who in ("sandbox", "ref"))
        what = f"p99 of {name} at 32 connections, × ref's"
        goals.add(what, mine.share(its, "p99"), 1.0, most=True)
    credit, create = (runs[name, "sandbox", 32] for name in ("credit", "POST create"))
    goals.add(
        "credit at 32 connections, × POST create", credit.share(create, "rate"), 0.5,
        by_cpu=create.share(credit, "cpu"))
    seconds = found["bulk"]["seconds"]
    goals.add("credits in bulk, a second", 10_000 / seconds, 20_000)
    goals.add("how long nobody else is served meanwhile", seconds * 1000, 500, " ms", most=True)
    goals.add("start to first answer", life["first answer, ms"], 15, " ms", most=True)
    share = life["first answer of the mock, ms"] / life["first answer, ms"]
    goals.add("the mock's start to first answer, × ours", share, 40)
    goals.add("start to the ready line", life["ready, ms"], 15, " ms", most=True)
    goals.add("stop with nothing in flight", life["stop, ms"], 200, " ms", most=True)
    goals.add("resident memory, idle", life["idle memory, MiB"], 12, " MiB", most=True)
    goals.add("memory for an account and its event", growth["bytes a row"], 600, " bytes", most=True)
    rows = f"{growth['rows']:,} accounts against 1,000"
    for name, most in (("GET by id", 1.4), ("list of ten", 1.1), ("POST create", 1.1)):
        goals.add(f"processor time of {name}, {rows}, ×", growth[name], most, most=True)
    goals.add("a page 100,000 deep, walked to, × the first", growth["deep page"], 1.5, most=True)
    names = ("file", "memory", "ref in a file, a commit each")
    file, memory, plain = (durable[name, 32] for name in names)
    goals.add(
        "creates in a file with FULL, 32 connections, × memory", file.share(memory, "rate"), 0.5,
        by_cpu=memory.share(file, "cpu"))
    goals.add(
        "the same, × ref in a file with a commit each", file.share(plain, "rate"), 3,
        by_cpu=plain.share(file, "cpu"))
    if build := found["build"]:
        goals.add("a clean build of the release", build["seconds"], 90, " s", most=True)
    goals.lines.append(
        f"| webhooks told in order, × a bare client one after the other | none set"
        f" | {number(told['rate'] / told['bare'])} | | |")
    return goals.table()


def throughput(runs):
    lines = [
        "| load | server | connections | a second | p50 | p99 | processor |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for (name, server, connections), one in sorted(runs.items()):
        lines.append(
            f"| {name} | {server} | {connections} | {one.middle('rate'):,.0f}"
            f" | {one.middle('p50'):,.0f} µs | {one.middle('p99'):,.0f} µs"
            f" | {one.middle('cpu'):.1f} µs |")
    return "\n".join(lines)


def plain(values):
    lines = ["| | |", "| --- | ---: |"]
    return "\n".join(lines + [f"| {name} | {number(value)} |" for name, value in values.items()])


def page(found):
    durable = {
        f"{name}, {c} connections": one.middle("rate")
        for (name, c), one in found["durable"].items()}
    told = found["deliveries"]
    told = {
        "webhooks a second": told["rate"],
        "processor for each, µs": told["cpu"],
        "a bare libevent client, a second": told["bare"],
    }
    facts = "\n".join(f"- {name}: {value}" for name, value in found["machine"].items())
    return f"""# Benchmarks

Written by `make bench`, which measures the release binary beside its yardsticks in one run:

- **ref**, a plain C program on libevent's own HTTP with SQLite in memory, one thread, one commit an
  insert, random ids, no credentials, no checks, no journal, no events
  ([source](../Tests/bench/yardstick.c));
- **mock**, the FastAPI and sqlite3 mock that a team would write ([source](../Tests/bench/mock.py)).

The sandbox runs with everything on: credentials, journal, events, limits, deadlines. The load
generator shares the cores with the servers, and other work on the machine moves all numbers;
what a request costs in processor time is moved least, so its ratio stands beside. A load above the
number of cores, before or after, means that the machine was busy with other things, and time that
was stolen, that its host was.
Counts of instructions, which nothing disturbs, are in
[Tests/profile/accepted.txt](../Tests/profile/accepted.txt).

{facts}
- rounds: {found['rounds']}, interleaved; medians, of ratios too

## Goals

{goals(found)}

## Requests

{throughput(found['throughput'])}

## Start and stop

{plain(found['life'])}

## Creates a second, in memory and in a file with FULL durability

{plain(durable)}

## Webhooks

{plain(told)}
"""

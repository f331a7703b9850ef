"""Writes `docs/evidence.md`: every refusal and every rule, whose word it is, and what holds it.

Routes and refusals come from `fixtures/endpoints.json`, rules from the `@rule` of the tests here
and from the `- Source:` comments of the tests in Swift. Run it to write the file; `--check` only
says whether the file is what would be written.
"""

import collections
import contextlib
import io
import json
import re
import sys
from dataclasses import dataclass

import pytest

from sandbox import FIXTURES, ROOT

UNHELD = "not held by a test"
PAGE = ROOT / "docs/evidence.md"
HERE = ROOT / "Tests/contract"

# The strongest word first, as the contract ranks them.
MARKS = {"observed": "[O]", "documented": "[D]", "sdk": "[S]", "inferred": "INFERRED"}

HEAD = """\
# Evidence

Whose word every answer of the sandbox rests on, and the test that holds it. This page is
generated: `make evidence` writes it, and a test fails while it is out of date.

| Mark | Whose word |
|---|---|
| [D] | the vendor's published documentation |
| [O] | seen on the wire by clients |
| [S] | the vendor's own client libraries |
| INFERRED | nobody's: it follows from the rest |

"""


@dataclass(frozen=True)
class Rule:
    section: str
    mark: str
    sentence: str


class Collected:
    """What a collection of the tests finds: a test for each refusal, and tests for each rule."""

    def __init__(self):
        self.refusals = {}
        self.rules = collections.defaultdict(list)

    def pytest_collection_modifyitems(self, items):
        for item in items:
            if item.originalname == "test_refusal":
                self.refusals[item.callspec.params["key"]] = item.nodeid
            test = f"{item.path.name}::{item.originalname}"
            for mark in item.iter_markers("rule"):
                rule = Rule(*mark.args)
                if rule.mark not in MARKS:
                    raise pytest.UsageError(f"{test}: {rule.mark} is no mark")
                if test not in self.rules[rule]:
                    self.rules[rule].append(test)


def collect():
    found = Collected()
    with contextlib.redirect_stdout(io.StringIO()) as said:
        status = pytest.main(
            ["--collect-only", "-qq", "-p", "no:cacheprovider", str(HERE)], plugins=[found])
    if status:
        sys.exit(f"the tests cannot be collected:\n{said.getvalue()}")
    for rule, test in swift_rules():
        found.rules[rule].append(test)
    return found


SWIFT_TEST = re.compile(
    r"/// - Source: (?P<marks>[^\n]*?)(?P<file>README|[a-z-]+\.md) section (?P<section>\d+)"
    r"(?:(?!\n\n).)*?@Test.*?func `(?P<name>[^`]+)`", re.DOTALL)


def swift_rules():
    """A test in Swift is named by the sentence that it holds."""
    for path in sorted((ROOT / "Tests").glob("*Tests/*.swift")):
        for match in SWIFT_TEST.finditer(path.read_text()):
            file = match["file"].removesuffix(".md") + ".md"
            mark = next((m for m, sign in MARKS.items() if sign in match["marks"]), "inferred")
            rule = Rule(f"{file}#{match['section']}", mark, sentence(match["name"]))
            yield rule, f"{path.parent.name}/{path.name}"


def sentence(name):
    return name[0].upper() + name[1:] + "."


SOURCE = re.compile(r"(README|[a-z-]+(?=\.md))(?:\.md)? sections? (\d+)(?: and (\d+))?")


def sections(endpoints):
    """Every section of the contract that the sources and the list of endpoints go back to."""
    named = {endpoint["contract"] for endpoint in endpoints}
    for path in (ROOT / "Sources").rglob("*.swift"):
        for comment in re.findall(r"- Source:((?:[^\n]*\n\s*///  )*[^\n]*)", path.read_text()):
            for file, first, second in SOURCE.findall(comment):
                named.update(f"{file}.md#{number}" for number in (first, second) if number)
    return named


def signs(origin):
    """`documented+observed; set inferred` as `[D] [O]; set INFERRED`."""
    for word, sign in MARKS.items():
        origin = origin.replace(word, sign)
    return origin.replace("+", " ")


def strongest(origin):
    """Of `documented+observed; set inferred` the part before the semicolon counts."""
    return next(word for word in MARKS if word in origin.split(";")[0])


def tally(origins):
    counts = collections.Counter(strongest(origin) for origin in origins)
    return ", ".join(f"{counts[word]} {sign}" for word, sign in MARKS.items() if counts[word])


def cell(text):
    return str(text).replace("|", "\\|")


def row(*cells):
    return "| " + " | ".join(cell(text) for text in cells) + " |\n"


def head(*names):
    return row(*names) + "|" + "---|" * len(names) + "\n"


def by_place(section):
    file, number = section.split("#")
    return file != "README.md", file, int(number)


def page(endpoints, found):
    errors = [error for endpoint in endpoints for error in endpoint["errors"]]
    text = HEAD + (
        f"{len(endpoints)} routes with {len(errors)} refusals: "
        f"{tally(error['origin'] for error in errors)}.\n"
        f"{len(found.rules)} rules: {tally(rule.mark for rule in found.rules)}.\n"
        "Where several words agree, the first of observed, documented, client library counts.\n\n")
    text += "## Routes\n\n" + head("Route", "Contract", "Answer", "Refusals", "By mark")
    for endpoint in endpoints:
        text += row(f"`{endpoint['method']} {endpoint['path']}`", endpoint["contract"],
                    endpoint["response_entity"] or "nothing", len(endpoint["errors"]),
                    tally(error["origin"] for error in endpoint["errors"]))
    text += (
        "\n## Refusals\n\nEach is provoked through HTTP and compared byte for byte by "
        "`test_errors.py::test_refusal`, whose case is named here.\n")
    for endpoint in endpoints:
        text += f"\n### {endpoint['method']} {endpoint['path']}\n\n"
        text += head("Status", "Words", "Field", "When", "Mark", "Case")
        for error in endpoint["errors"]:
            text += row(error["status"], f"`{error['description']}`", error["field"] or "",
                        error["when"] or "", signs(error["origin"]),
                        case(endpoint, error, found))
    text += "\n## Rules\n\n" + head("Contract", "Rule", "Mark", "Tests")
    held = {rule.section for rule in found.rules}
    rows = [(by_place(rule.section), rule.sentence, MARKS[rule.mark], tests)
            for rule, tests in found.rules.items()]
    rows += [(by_place(section), "", "", None) for section in sections(endpoints) - held]
    for (_, file, number), words, mark, tests in sorted(rows, key=lambda row: row[:3]):
        names = ", ".join(f"`{test}`" for test in tests) if tests else UNHELD
        text += row(f"{file}#{number}", words, mark, names)
    return text


def case(endpoint, error, found):
    key = (endpoint["method"], endpoint["path"], error["description"], error["field"],
           error["when"])
    test = found.refusals.get(key)
    return f"`{test.split('[', 1)[1][:-1]}`" if test else UNHELD


def main():
    endpoints = json.loads((FIXTURES / "endpoints.json").read_text())
    text = page(endpoints, collect())
    if UNHELD in text:
        print(*(line for line in text.split("\n") if UNHELD in line), sep="\n")
    if "--check" in sys.argv:
        sys.exit(UNHELD in text or not PAGE.exists() or PAGE.read_text() != text)
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text)
    sys.exit(UNHELD in text)


if __name__ == "__main__":
    main()

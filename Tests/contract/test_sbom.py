"""What the binary is made of, and that none of it is older than it may be."""

import json
import re
import subprocess
from urllib.parse import unquote

import pytest

from sandbox import ROOT, binary, running, unsanitized

LIBEVENT_MIN = re.search(
    r"^LIBEVENT_MIN +:= (\S+)$", (ROOT / "Makefile").read_text(), re.M)[1]


@pytest.fixture(scope="module")
def components():
    done = subprocess.run([ROOT / "docker/sbom", binary()], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    bill = json.loads(done.stdout)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    assert bill["dependencies"][0]["dependsOn"] == [one["bom-ref"] for one in bill["components"]]
    return {one["name"]: one for one in bill["components"]}


def test_the_bill_names_every_part_with_its_version(components):
    assert components.keys() >= {
        "swift", "swift-argument-parser", "swift-log", "libevent-core-2.1-7",
        "libevent-extra-2.1-7", "libsqlite3-0", "libssl3", "libyaml-0-2", "libc6"}
    assert any(name.startswith("libstdc++-") for name in components), "built in"
    for one in components.values():
        assert one["version"] and one["version"] in unquote(one["purl"])


@unsanitized("libraries are loaded")
def test_only_the_library_of_c_is_loaded(components):
    """So the binary runs wherever that is new enough, and the bill says what else is inside."""
    linkage = {
        name: properties["linkage"] for name, one in components.items()
        if "linkage" in (properties := {p["name"]: p["value"] for p in one.get("properties", [])})}
    assert {name for name, kind in linkage.items() if kind == "dynamic"} == {"libc6"}
    assert {kind for name, kind in linkage.items() if name != "libc6"} == {"static"}


@pytest.mark.parametrize("library", ["libevent-core-2.1-7", "libevent-extra-2.1-7"])
def test_libevent_has_the_fixes_of_2026(components, library):
    version = components[library]["version"]
    subprocess.run(["dpkg", "--compare-versions", version, "ge", LIBEVENT_MIN], check=True)


def test_the_readme_counts_the_dependencies():
    """Those that we chose: packages in Package.swift, and libraries in its system targets."""
    package = (ROOT / "Package.swift").read_text()
    count = len(re.findall(r"\.package\(url:", package)) + len(re.findall(r"\.apt\(", package))
    words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    assert f"**{words[count].capitalize()} dependencies**" in (ROOT / "README.md").read_text()


def test_a_server_says_what_it_is_built_on():
    with running() as server:
        line = next(line for line in server.banner if "built on" in line)
    assert re.search(r"libevent \d\S+, SQLite \d\S+, OpenSSL \d", line), line

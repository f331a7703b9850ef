"""The two OpenAPI documents, and answers held against them.

`answers_as_described` holds every answer that any test here gets through a `Merchant` against
the document: its status must be one that the route names, its body must be of the schema.
"""

import json
import re

import jsonschema_rs
import pytest

from sandbox import Merchant

DOCUMENTS = ("/openapi.json", "/_sandbox/openapi.json")

# Nobody's routes: what the transport refuses before a route is found has no description.
BELOW_THE_ROUTES = {404, 408, 413, 414, 417, 421, 431, 501, 503}


class Description:
    def __init__(self, document):
        self.document = document
        self.routes = [
            (method.upper(), re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) + "/?"),
             operation)
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
        ]
        self._validators = {}

    def operation(self, method, target):
        """The description of a route; a path without places goes before one that has some."""
        path = target.split("?")[0]
        found = [(pattern.pattern.count("[^/]+"), operation)
                 for verb, pattern, operation in self.routes
                 if verb == method and pattern.fullmatch(path)]
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def check(self, method, target, answer):
        operation = self.operation(method, target)
        if operation is None:
            return
        name = operation["operationId"]
        described = operation["responses"].get(str(answer.status))
        assert described or answer.status in BELOW_THE_ROUTES, (
            f"{name} is not described as answering {answer}")
        if not described:
            return
        if "$ref" in described:
            described = self.document["components"]["responses"][described["$ref"].split("/")[-1]]
        media = described.get("content", {})
        if not media:
            assert answer.body == b"", f"{name} is described as answering nothing: {answer}"
        elif "application/json" in media:
            problems = self.problems(media["application/json"]["schema"], answer.json)
            assert not problems, f"{name} {answer}: {problems}"

    def problems(self, schema, value):
        key = json.dumps(schema)
        if key not in self._validators:
            whole = {**schema, "components": self.document["components"]}
            self._validators[key] = jsonschema_rs.Draft202012Validator(whole)
        return [f"{error.instance_path}: {error.message[:300]}"
                for error in self._validators[key].iter_errors(value)]

    def entity(self, name, value):
        """What is wrong with a value that should be an entity of the document."""
        return self.problems({"$ref": f"#/components/schemas/{name}"}, value)


READ = {}


def read(server, place):
    """The document, which is the same for every server: the first is asked for it."""
    if place not in READ:
        plain = Merchant(server)
        answer = plain._send("GET", place, None, {})
        plain.close()
        assert answer.status == 200, answer
        READ[place] = Description(answer.json)
    return READ[place]


@pytest.fixture(autouse=True)
def answers_as_described(monkeypatch):
    send = Merchant._send

    def held(merchant, method, target, raw, lines):
        answer = send(merchant, method, target, raw, lines)
        place = DOCUMENTS[0] if re.match("/v[12]/", target) else DOCUMENTS[1]
        if target not in DOCUMENTS and "Host" not in lines:
            read(merchant.server, place).check(method, target, answer)
        return answer

    monkeypatch.setattr(Merchant, "_send", held)

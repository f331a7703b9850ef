"""Cases as tables."""

import pytest


def table(names, *rows):
    """Parametrizes by rows whose first cell names the case."""
    cases = [pytest.param(*row[1:], id=row[0]) for row in rows]
    return pytest.mark.parametrize(names, cases)


def refused(answer, words, status=400):
    assert (answer.status, answer.error["description"]) == (status, words), answer


def rule(section, mark, sentence):
    """Says which rule of the contract a test holds, for `docs/evidence.md`.

    `section` is a file and its section, `customers.md#2`; `mark` says whose word it is:
    documented, observed, sdk or inferred.
    """
    return pytest.mark.rule(section, mark, sentence)

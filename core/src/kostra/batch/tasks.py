"""What is sent to a worker and what comes back: plain values, so that workers of another version can say that they are.

Paths are absolute, and seen alike by everybody who takes part. The keys of what comes back are those of the summary.
"""

from __future__ import annotations

from typing import Any, TypedDict


class LookTask(TypedDict):
    """A file to be looked at; `form` and `year` are what the user wants, None for whatever it is."""

    path: str
    sha256: str
    form: str | None
    year: int | None
    surroundings: list[str]


class Look(TypedDict):
    """What a file is: a form in a year, for a municipality (None where that cannot be told).

    When `passed_over` is not empty the file is none of those that were asked for, and it says why.
    """

    form: str
    year: int
    municipality: str | None
    passed_over: str


class CheckTask(TypedDict):
    """A delivery to be checked, and where its reports go.

    `reports` are a format and a path each. `rule_set` is the fingerprint that the rules must have, `package` the pack;
    `house_rules` are files, each with the hash of its content. `against` is the folder of another rule set to compare
    with, and `against_rule_set` its fingerprint.
    """

    files: list[str]
    sha256: list[str]
    form: str
    year: int
    package: str
    rule_set: str
    surroundings: list[str]
    house_rules: list[list[str]]
    reports: list[list[str]]
    strict: bool
    language: str
    against: str | None
    against_rule_set: str


Answer = dict[str, Any]
"""What a worker answers: a `Look` or a result of a check; or only `feil`, why the work could not be done."""

FAILED = "feil"


def failed(answer: Answer) -> str | None:
    """Return why the work could not be done; None when it was."""
    reason = answer.get(FAILED)
    return reason if isinstance(reason, str) else None

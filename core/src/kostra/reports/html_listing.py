"""The findings as the HTML report lists them: whole files, then case worker by case worker; what was accepted, last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kostra.api.report import Finding, Report, Severity
from kostra.phrase import Phrase
from kostra.reports import order, wording
from kostra.reports.order import Case
from kostra.reports.tongue import Tongue

WHOLE_FILES = Phrase("Gjelder hele filen")
NAMELESS = Phrase("Uten saksbehandler")
EVERYONE = Phrase("Alle funn")
ACCEPTED = Phrase("kvittert")


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one case worker, or those of no row.

    `title` is what the list is called, `text` its findings in words («8 feil hos 5 personer»), also those that a limit
    leaves out of `cases`. `known` says whether the title is a name from the file, `accepted` that the findings were
    acknowledged earlier.
    """

    title: str
    text: str
    known: bool
    accepted: bool
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Findings in groups; `total` of them in the report, `shown` here."""

    groups: tuple[Group, ...]
    shown: int
    total: int

    @property
    def left_out(self) -> int:
        """Return how many findings the limit left out."""
        return self.total - self.shown


def listing(report: Report, limit: int | None, say: Tongue) -> Listing:
    """Return the findings of a report in reading order, at most `limit` of them."""
    new = tuple(finding for finding in report.findings if finding.acknowledged is None)
    groups = [
        *_groups(report, new, say, accepted=False),
        *_groups(report, report.acknowledged, say, accepted=True),
    ]
    total = len(report.findings)
    shown = total if limit is None else min(limit, total)
    return Listing(tuple(_cut(groups, shown)), shown, total)


def first_page(whole: Listing, size: int) -> Listing:
    """Return the first findings of a listing."""
    shown = min(size, whole.shown)
    return Listing(tuple(_cut(whole.groups, shown)), shown, whole.total)


def in_words(findings: Sequence[Finding], say: Tongue) -> str:
    """Return what findings are and whom they concern: «2 feil, 1 advarsel og 1 fra husregler hos 2 personer»."""
    official = [finding.severity for finding in findings if not finding.house_rule]
    counts = [(official.count(severity), *wording.NAMES[severity]) for severity in Severity]
    parts = [say.counted(*count) for count in counts if count[0]]
    if len(official) < len(findings):
        parts.append(f"{wording.grouped(len(findings) - len(official))} {say('fra husregler')}")
    return wording.joined(parts) + wording.about(findings, say)


def _groups(report: Report, findings: tuple[Finding, ...], say: Tongue, *, accepted: bool) -> Iterator[Group]:
    # A form that names no case workers has one list, and «without case worker» would be a riddle.
    nameless = NAMELESS if any(finding.caseworker.strip() for finding in report.findings) else EVERYONE
    part = replace(report, findings=findings)

    def group(title: str, known: bool, cases: tuple[Case, ...]) -> Group:
        title = f"{title}, {say(ACCEPTED)}" if accepted else title
        return Group(title, in_words([f for case in cases for f in case.findings], say), known, accepted, cases)

    whole = order.of_whole_files(part)
    if whole:
        yield group(say(WHOLE_FILES), False, (Case(None, "", (), whole),))
    for desk in order.desks(part):
        yield group(desk.caseworker or say(nameless), bool(desk.caseworker), desk.cases)


def _cut(groups: Sequence[Group], left: int) -> Iterator[Group]:
    """Yield groups with the first `left` of their findings."""
    for group in groups:
        kept: list[Case] = []
        for case in group.cases:
            if left <= 0:
                break
            kept.append(case if len(case.findings) <= left else replace(case, findings=case.findings[:left]))
            left -= len(kept[-1].findings)
        if kept:
            yield replace(group, cases=tuple(kept))

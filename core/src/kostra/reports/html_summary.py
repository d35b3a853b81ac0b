"""What stands at the top of the HTML report: the verdict, what to fix first, and how the controls ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kostra.api.report import ControlResult, Finding, Outcome, Report, Severity
from kostra.reports import wording
from kostra.reports.tongue import Tongue

FIRST = 5
"""So many things to fix are named at the top; the rest stand in the list of controls."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A number with its noun and what it asks for; `kind` chooses the colour."""

    number: int
    noun: str
    advice: str
    kind: str


@dataclass(frozen=True, slots=True)
class FirstThing:
    """A control to begin with: its findings in words, the worst `severity` among them and how to fix them."""

    control: str
    title: str
    severity: Severity
    text: str
    fix: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The answers that need no scrolling.

    `state` is «klar», «ikke-klar» or «uavgjort»; `heading` says what was checked. `verdict` and `more` are one text,
    its first sentence apart. `first` are the controls to begin with, `later` is how many more ask for something.
    `controls` holds every control by outcome, `accepted` how many findings of a control were acknowledged earlier.
    """

    state: str
    heading: str
    verdict: str
    more: str
    house_rules: str
    tiles: tuple[Tile, ...]
    first: tuple[FirstThing, ...]
    later: int
    controls: dict[Outcome, tuple[ControlResult, ...]]
    accepted: Mapping[str, int]

    @property
    def asking(self) -> tuple[ControlResult, ...]:
        """Return the controls that ended in anything but in order, the gravest outcome first."""
        return tuple(c for o in (Outcome.CRASHED, Outcome.FOUND, Outcome.NOT_RUN) for c in self.controls[o])

    @property
    def fine(self) -> tuple[ControlResult, ...]:
        """Return the controls that found nothing."""
        return self.controls[Outcome.OK]


def summary(report: Report, say: Tongue) -> Summary:
    """Return the top of the report."""
    sentence, stop, more = wording.verdict(report, say).partition(". ")
    things = _things(report, say)
    return Summary(
        state="uavgjort" if report.crashed else "klar" if report.may_submit else "ikke-klar",
        heading=wording.checked(report, say),
        verdict=sentence + stop.strip(),
        more=more,
        house_rules=wording.house_rules(report, say),
        tiles=tuple(_tiles(report, say)),
        first=things[:FIRST],
        later=len(things) - len(things[:FIRST]),
        controls={
            outcome: tuple(
                sorted((c for c in report.controls if c.outcome is outcome), key=lambda c: (c.house_rule, c.id))
            )
            for outcome in Outcome
        },
        accepted=Counter(finding.control for finding in report.acknowledged),
    )


def _tiles(report: Report, say: Tongue) -> list[Tile]:
    tiles = [
        Tile(count, say(wording.NAMES[severity][count != 1]), say(wording.ADVICE[severity]), severity.value)
        for severity in Severity
        if (count := report.count(severity))
    ]
    house = sum(1 for finding in report.findings if finding.house_rule and finding.acknowledged is None)
    if house:
        tiles.append(Tile(house, say("fra husregler"), say("avgjør ikke om filen kan sendes inn"), "hus"))
    if report.acknowledged:
        tiles.append(Tile(len(report.acknowledged), say("kvittert"), say("sett på før og godtatt"), "kvittert"))
    return tiles


def _things(report: Report, say: Tongue) -> tuple[FirstThing, ...]:
    """Return the controls that ask for something, the one that unblocks most first.

    What is fatal hides other errors, and what concerns the whole file is one fix; after these, the more findings a
    control has, the sooner it is worth a look. Warnings are named only where nothing blocks.
    """
    official = [f for f in report.findings if not f.house_rule and f.acknowledged is None]
    wanted = [f for f in official if f.severity.blocks] or [f for f in official if f.severity is Severity.ADVARSEL]
    by_control: dict[str, list[Finding]] = {}
    for finding in wanted:
        by_control.setdefault(finding.control, []).append(finding)

    def urgency(entry: tuple[str, list[Finding]]) -> tuple[bool, bool, int, str]:
        control, findings = entry
        fatal = any(f.severity is Severity.FATAL for f in findings)
        return not fatal, all(f.lines for f in findings), -len(findings), control

    return tuple(_thing(control, findings, say) for control, findings in sorted(by_control.items(), key=urgency))


def _thing(control: str, findings: Sequence[Finding], say: Tongue) -> FirstThing:
    worst = min((f.severity for f in findings), key=list(Severity).index)
    count = say.counted(len(findings), *wording.NAMES[worst])
    if len({f.severity for f in findings}) > 1:
        count = say.counted(len(findings), "funn", "funn")
    first = findings[0]
    return FirstThing(control, first.title, worst, count + wording.about(findings, say), first.fix)

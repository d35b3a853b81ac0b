"""The report as JUnit XML: each control is a test, so that a build server shows which failed, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from kostra.api.formats import RenderOptions
from kostra.api.report import ControlResult, Finding, Outcome, Report, Severity
from kostra.reports import wording
from kostra.reports.columns import SEVERITIES
from kostra.reports.tongue import Tongue, tongue
from kostra.reports.visible import visible

_QUOTE = {'"': "&quot;"}


@dataclass(slots=True)
class _Test:
    """A control and what it found: what fails the test, and what is only told."""

    control: ControlResult
    failing: list[Finding] = field(default_factory=list)
    telling: list[Finding] = field(default_factory=list)


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the report as XML: one suite for the delivery, one test a control.

    A test fails on the findings that end the command with exit code 1: official ones that block submission, and with
    `options.strict` warnings and house rules as well, unless acknowledged earlier. The limit of findings has no say.
    """
    say = tongue(options.language)
    tests = _tests(report, strict=options.strict)
    counts: dict[str, str | int] = {
        "tests": len(tests),
        "failures": sum(1 for test in tests if _kind(test) == "failure"),
        "errors": sum(1 for test in tests if _kind(test) == "error"),
        "skipped": sum(1 for test in tests if _kind(test) == "skipped"),
    }
    summary = _attributes({"name": f"{report.form} {report.year}", **counts, "time": 0})
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites{_attributes({'name': 'kostra', **counts, 'time': 0})}>\n<testsuite{summary}>\n"
    yield from _properties(report, say)
    class_name = f"kostra.{report.form}.{report.year}"
    for test in tests:
        yield from _test(test, f"{class_name}.husregler" if test.control.house_rule else class_name, say)
    notes = (f"{say('Merknad')}: {say(note)}" for note in report.notes)
    told = [
        wording.verdict(report, say),
        wording.progress(report, say),
        wording.house_rules(report, say),
        wording.acknowledged(report, say),
        *notes,
    ]
    yield _element("system-out", [text for text in told if text])
    yield "</testsuite>\n</testsuites>\n"


def _tests(report: Report, *, strict: bool) -> list[_Test]:
    tests = {control.id: _Test(control) for control in report.controls}
    for finding in report.findings:
        # A finding of a control that the report does not list would otherwise disappear.
        unlisted = ControlResult(finding.control, finding.title, Outcome.FOUND, house_rule=finding.house_rule)
        test = tests.setdefault(finding.control, _Test(unlisted))
        blocks = finding.severity.blocks and not finding.house_rule
        strictly = strict and finding.severity is not Severity.INFO and finding.acknowledged is None
        fails = blocks or strictly
        (test.failing if fails else test.telling).append(finding)
    return list(tests.values())


def _kind(test: _Test) -> str:
    if test.control.outcome is Outcome.CRASHED:
        return "error"
    if test.failing:
        return "failure"
    return "skipped" if test.control.outcome is Outcome.NOT_RUN else ""


def _properties(report: Report, say: Tongue) -> Iterator[str]:
    named: dict[str, str | int] = {
        "skjema": report.form,
        "årgang": report.year,
        "kommune": report.municipality or "",
        "pakke": report.package,
        "regelsett": report.rule_set,
        "program": report.program,
        "kan sendes inn": "ja" if report.may_submit else "nei",
    }
    yield "<properties>\n"
    yield from (f"<property{_attributes({'name': name, 'value': value})}/>\n" for name, value in named.items())
    for file in report.files:
        value = f"{file.name}: {say.counted(file.records, 'post', 'poster')}, {file.encoding}, {file.sha256}"
        yield f"<property{_attributes({'name': 'fil', 'value': value})}/>\n"
    for fault in report.systematic:
        yield f"<property{_attributes({'name': 'systematisk feil', 'value': say(fault.text)})}/>\n"
    yield "</properties>\n"


def _test(test: _Test, class_name: str, say: Tongue) -> Iterator[str]:
    control = test.control
    name = f"{control.id} {control.title}"
    yield f"<testcase{_attributes({'classname': class_name, 'name': name, 'time': 0})}>"
    kind = _kind(test)
    told = test.telling
    reason = say(control.reason)
    if kind == "failure":
        first = test.failing[0]
        message = f"{say.counted(len(test.failing), 'funn', 'funn')}: {first.message}"
        yield _element(kind, _lines(test.failing, say), message=message, type=first.severity.value)
    elif kind == "error":
        message = f"{say('Kontrollen krasjet')}: {reason}"
        yield _element(kind, [reason], message=message, type="krasjet")
        told = [*test.failing, *test.telling]
    elif kind == "skipped":
        yield f"<skipped{_attributes({'message': reason})}/>\n"
    if told:
        yield _element("system-out", _lines(told, say))
    yield "</testcase>\n"


def _lines(findings: Iterable[Finding], say: Tongue) -> Iterator[str]:
    return (_line(finding, say) for finding in findings)


def _line(finding: Finding, say: Tongue) -> str:
    lines = wording.joined([str(line) for line in finding.lines])
    journal = finding.journal_number.strip()
    place: Sequence[str] = (
        finding.file or "",
        f"{say('linje')} {lines}" if lines else "",
        f"{say('journal')} {journal}" if journal else "",
    )
    where = ", ".join(filter(None, place)) or say("hele leveransen")
    fix = f" {say('Råd')}: {finding.fix}" if finding.fix else ""
    said = finding.acknowledged
    accepted = f" {say('Kvittert av')} {said.by} {said.date}: {said.reason}" if said is not None else ""
    return f"{say(SEVERITIES[finding.severity]).capitalize()}: {where}: {finding.message}{fix}{accepted}"


def _element(name: str, lines: Iterable[str], **attributes: str) -> str:
    text = "\n".join(escape(visible(line)) for line in lines)
    return f"<{name}{_attributes(attributes)}>{text}</{name}>\n"


def _attributes(named: Mapping[str, str | int]) -> str:
    return "".join(f' {name}="{escape(visible(str(value)), _QUOTE)}"' for name, value in named.items())

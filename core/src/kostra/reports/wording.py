"""The sentences that reports for people share: the verdict, counts in words, and whom it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kostra.api.report import Finding, GoneFinding, Outcome, Report, Severity

NAMES = {
    Severity.FATAL: ("fatal feil", "fatale feil"),
    Severity.FEIL: ("feil", "feil"),
    Severity.ADVARSEL: ("advarsel", "advarsler"),
    Severity.INFO: ("opplysning", "opplysninger"),
}
"""One and several findings of a severity."""

ADVICE = {
    Severity.FATAL: "må rettes før resten kan kontrolleres",
    Severity.FEIL: "må rettes",
    Severity.ADVARSEL: "se om det er riktig",
    Severity.INFO: "til orientering",
}
"""What to do about a finding of a severity."""

OUTCOMES = {
    Outcome.OK: "i orden",
    Outcome.FOUND: "med funn",
    Outcome.NOT_RUN: "ikke kjørt",
    Outcome.CRASHED: "krasjet",
}
"""How a control ended, in words."""


def counted(number: int, one: str, several: str) -> str:
    """Return a number with its noun: «1 post», «2 poster»."""
    return f"{grouped(number)} {one if number == 1 else several}"


def grouped(number: int) -> str:
    """Return a whole number with blanks between thousands, as Norwegian texts write it."""
    return f"{number:,}".replace(",", " ")


def joined(parts: Sequence[str]) -> str:
    """Return «a», «a og b», «a, b og c»."""
    return " og ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def by_severity(report: Report, severities: Iterable[Severity]) -> str:
    """Return the official findings of some severities in words: «14 feil og 2 advarsler»; empty when there are none."""
    counts = [(report.count(severity), *NAMES[severity]) for severity in severities]
    return joined([counted(*count) for count in counts if count[0]])


def verdict(report: Report) -> str:
    """Return the answer to «is the file ready?» in one or two sentences."""
    blocking = by_severity(report, (Severity.FATAL, Severity.FEIL))
    worth_a_look = by_severity(report, (Severity.ADVARSEL,))
    if report.crashed:
        crashed = sum(1 for c in report.controls if c.outcome is Outcome.CRASHED and not c.house_rule)
        found = f" De andre kontrollene fant {blocking}." if blocking else ""
        return (
            f"Kan ikke avgjøres: {counted(crashed, 'kontroll', 'kontroller')} krasjet. "
            f"Det er en feil i kontrollprogrammet, ikke i filen.{found}"
        )
    if blocking:
        whom = about([f for f in report.findings if f.severity.blocks and not f.house_rule])
        rest = f" Se også på {worth_a_look}." if worth_a_look else ""
        return f"Kan ikke sendes inn: {blocking}{whom}.{rest}"
    return f"Kan sendes inn. Se likevel på {worth_a_look}." if worth_a_look else "Kan sendes inn: ingen feil."


def about(findings: Sequence[Finding]) -> str:
    """Return how many people or lines findings concern: « hos 9 personer», « på 2 linjer»; empty for whole files.

    People are told apart by journal number. Where one is blank, or the form has none, lines are counted.
    """
    rows = [finding for finding in findings if finding.lines]
    journals = {finding.journal_number.strip() for finding in rows}
    if not rows:
        return ""
    if "" not in journals:
        return f" hos {counted(len(journals), 'person', 'personer')}"
    lines = {(finding.file, line) for finding in rows for line in finding.lines}
    return f" på {counted(len(lines), 'linje', 'linjer')}"


def systematic(report: Report) -> str:
    """Return the heading over the systematic faults of a report, which has some."""
    number = len(report.systematic)
    return f"Begynn her: {grouped(number)} feil som {'hver ' if number > 1 else ''}gir mange funn"


def progress(report: Report) -> str:
    """Return what became of an earlier run's findings; empty when there is none to compare with."""
    if report.comparison is None:
        return ""
    since = report.comparison
    mended, unknown = len(since.mended), len(since.gone) - len(since.mended)
    new = counted(since.new, "ny", "nye")
    more = f" {grouped(unknown)} til kan ikke sammenlignes: kontrollene ble ikke kjørt nå." if unknown else ""
    return f"{grouped(mended)} rettet siden sist, {new}, {grouped(since.unchanged)} igjen.{more}"


def where_it_was(finding: GoneFinding) -> str:
    """Return where a finding of an earlier run was: the journal, which is still the same, or else the line."""
    if finding.journal_number:
        return f"Journal {finding.journal_number}"
    if not finding.lines:
        return "Hele filen"
    return f"Linje {joined([str(line) for line in finding.lines])}" + (f" i {finding.file}" if finding.file else "")


def acknowledged(report: Report) -> str:
    """Return how many findings were accepted earlier in a sentence; empty when there are none."""
    number = len(report.acknowledged)
    return f"{counted(number, 'funn', 'funn')} er kvittert." if number else ""


def house_rules(report: Report) -> str:
    """Return what the house rules said in a sentence; empty when none took part."""
    if report.house_rules_ok is None:
        return ""
    found = sum(1 for f in report.findings if f.house_rule and f.acknowledged is None)
    if report.house_rules_ok:
        more = f", men {counted(found, 'funn', 'funn')} å se på" if found else ""
        return f"Husreglene er oppfylt{more}."
    crashed = sum(1 for c in report.controls if c.house_rule and c.outcome is Outcome.CRASHED)
    what = [f"{found} funn"] if found else []
    what += [f"{counted(crashed, 'kontroll', 'kontroller')} krasjet"] if crashed else []
    return f"Husreglene er ikke oppfylt: {joined(what)}. De avgjør ikke om filen kan sendes inn."

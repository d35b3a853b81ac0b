"""The sentences that reports for people share: the verdict, counts in words, and whom it is about.

Each is said in bokmål, or by the `Tongue` that is given as `say`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kostra.api.report import EarlierFinding, Finding, Outcome, Report, Severity
from kostra.phrase import Phrase
from kostra.reports.tongue import BOKMAL, Tongue
from kostra.reports.tongue import grouped as grouped

NAMES = {
    Severity.FATAL: (Phrase("fatal feil"), Phrase("fatale feil")),
    Severity.FEIL: (Phrase("feil"), Phrase("feil")),
    Severity.ADVARSEL: (Phrase("advarsel"), Phrase("advarsler")),
    Severity.INFO: (Phrase("opplysning"), Phrase("opplysninger")),
}
"""One and several findings of a severity."""

ADVICE = {
    Severity.FATAL: Phrase("må rettes før resten kan kontrolleres"),
    Severity.FEIL: Phrase("må rettes"),
    Severity.ADVARSEL: Phrase("se om det er riktig"),
    Severity.INFO: Phrase("til orientering"),
}
"""What to do about a finding of a severity."""

OUTCOMES = {
    Outcome.OK: Phrase("i orden"),
    Outcome.FOUND: Phrase("med funn"),
    Outcome.NOT_RUN: Phrase("ikke kjørt"),
    Outcome.CRASHED: Phrase("krasjet"),
}
"""How a control ended, in words."""


def counted(number: int, one: str, several: str) -> str:
    """Return a number with its noun in bokmål: «1 post», «2 poster»."""
    return BOKMAL.counted(number, one, several)


def joined(parts: Sequence[str]) -> str:
    """Return «a», «a og b», «a, b og c», which is the same in all languages there are."""
    return " og ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def checked(report: Report, say: Tongue = BOKMAL) -> str:
    """Return what a report is about: form, year and municipality."""
    form = say("Skjema {skjema} for {argang}", skjema=report.form, argang=report.year)
    return f"{form}, {say('kommune')} {report.municipality}" if report.municipality else form


def by_severity(report: Report, severities: Iterable[Severity], say: Tongue = BOKMAL) -> str:
    """Return the official findings of some severities in words: «14 feil og 2 advarsler»; empty when there are none."""
    counts = [(report.count(severity), *NAMES[severity]) for severity in severities]
    return joined([say.counted(*count) for count in counts if count[0]])


def ended(number: int, outcome: Outcome, say: Tongue = BOKMAL) -> str:
    """Return how many controls ended in a way: «2 ikke kjørt»."""
    if outcome is Outcome.NOT_RUN and number > 1:  # the only one that is another in the plural, and not in bokmål
        return say("{antall} ikke kjørt", antall=grouped(number))
    return f"{grouped(number)} {say(OUTCOMES[outcome])}"


def verdict(report: Report, say: Tongue = BOKMAL) -> str:
    """Return the answer to «is the file ready?» in one or two sentences."""
    blocking = by_severity(report, (Severity.FATAL, Severity.FEIL), say)
    worth_a_look = by_severity(report, (Severity.ADVARSEL,), say)
    if report.crashed:
        crashed = sum(1 for c in report.controls if c.outcome is Outcome.CRASHED and not c.house_rule)
        said = say(
            "Kan ikke avgjøres: {kontroller} krasjet. Det er en feil i kontrollprogrammet, ikke i filen.",
            kontroller=say.counted(crashed, "kontroll", "kontroller"),
        )
        return f"{said} {say('De andre kontrollene fant {funn}.', funn=blocking)}" if blocking else said
    if blocking:
        whom = about([f for f in report.findings if f.severity.blocks and not f.house_rule], say)
        said = say("Kan ikke sendes inn: {feil}{hvem}.", feil=blocking, hvem=whom)
        return f"{said} {say('Se også på {advarsler}.', advarsler=worth_a_look)}" if worth_a_look else said
    if worth_a_look:
        return say("Kan sendes inn. Se likevel på {advarsler}.", advarsler=worth_a_look)
    return say("Kan sendes inn: ingen feil.")


def about(findings: Sequence[Finding], say: Tongue = BOKMAL) -> str:
    """Return how many people or lines findings concern: « hos 9 personer», « på 2 linjer»; empty for whole files.

    People are told apart by journal number. Where one is blank, or the form has none, lines are counted.
    """
    rows = [finding for finding in findings if finding.lines]
    journals = {finding.journal_number.strip() for finding in rows}
    if not rows:
        return ""
    if "" not in journals:
        return " " + say("hos {personer}", personer=say.counted(len(journals), "person", "personer"))
    lines = {(finding.file, line) for finding in rows for line in finding.lines}
    return " " + say("på {linjer}", linjer=say.counted(len(lines), "linje", "linjer"))


def systematic(report: Report, say: Tongue = BOKMAL) -> str:
    """Return the heading over the systematic faults of a report, which has some."""
    if len(report.systematic) == 1:
        return say("Begynn her: 1 feil som gir mange funn")
    return say("Begynn her: {antall} feil som hver gir mange funn", antall=grouped(len(report.systematic)))


def progress(report: Report, say: Tongue = BOKMAL) -> str:
    """Return what became of an earlier run's findings; empty when there is none to compare with."""
    if report.comparison is None:
        return ""
    since = report.comparison
    mended, unknown = len(since.mended), len(since.gone) - len(since.mended)
    said = say(
        "{rettet} rettet siden sist, {nye}, {uendret} igjen.",
        rettet=grouped(mended),
        nye=say.counted(since.new, "ny", "nye"),
        uendret=grouped(since.unchanged),
    )
    if not unknown:
        return said
    more = say("{antall} til kan ikke sammenlignes: kontrollene ble ikke kjørt nå.", antall=grouped(unknown))
    return f"{said} {more}"


def where_it_was(finding: EarlierFinding, say: Tongue = BOKMAL) -> str:
    """Return where a finding of an earlier run was: the journal, which is still the same, or else the line.

    Of the whole delivery, the code that it was about, if there was one.
    """
    if finding.journal_number:
        return f"{say('Journal')} {finding.journal_number}"
    if not finding.lines:
        codes = [f"{name} {value}" for name, value in zip(finding.fields, finding.values, strict=False) if value]
        return ", ".join([say("Hele filen"), *codes])
    lines = f"{say('Linje')} {joined([str(line) for line in finding.lines])}"
    return f"{lines} i {finding.file}" if finding.file else lines


def acknowledged(report: Report, say: Tongue = BOKMAL) -> str:
    """Return how many findings were accepted earlier in a sentence; empty when there are none."""
    number = len(report.acknowledged)
    return say("{funn} er kvittert.", funn=say.counted(number, "funn", "funn")) if number else ""


def house_rules(report: Report, say: Tongue = BOKMAL) -> str:
    """Return what the house rules said in a sentence; empty when none took part."""
    if report.house_rules_ok is None:
        return ""
    found = sum(1 for f in report.findings if f.house_rule and f.acknowledged is None)
    if report.house_rules_ok and not found:
        return say("Husreglene er oppfylt.")
    findings = say.counted(found, "funn", "funn")
    if report.house_rules_ok:
        return say("Husreglene er oppfylt, men {funn} å se på.", funn=findings)
    crashed = sum(1 for c in report.controls if c.house_rule and c.outcome is Outcome.CRASHED)
    what = [findings] if found else []
    if crashed:
        what.append(say("{kontroller} krasjet", kontroller=say.counted(crashed, "kontroll", "kontroller")))
    why = joined(what)
    return say("Husreglene er ikke oppfylt: {grunn}. De avgjør ikke om filen kan sendes inn.", grunn=why)

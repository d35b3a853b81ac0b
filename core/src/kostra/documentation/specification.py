"""The specification of a form in a year as data: what there is to say of every control and every field.

Made from the layout and the rules alone, so the same pack gives the same specification whenever it is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kostra.checking.rulebook import folder_of
from kostra.documentation.described_controls import DescribedControl, describe_controls
from kostra.documentation.described_fields import (
    DescribedField,
    DescribedList,
    DescribedTable,
    describe_fields,
    describe_lists,
    describe_tables,
)
from kostra.documentation.deviations import STATISTICS, Deviation, Explanation, explanations
from kostra.documentation.edition import Edition
from kostra.documentation.frame_changes import DATES, day
from kostra.documentation.phrases import statistic_in_words
from kostra.documentation.written import written_statistics
from kostra.language import syntax
from kostra.language.written.text import expression_text


@dataclass(frozen=True, slots=True)
class DescribedStatistic:
    """A statistic: what is counted (empty for figures), and a line for each class or figure with what it takes in."""

    title: str
    words: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Specification:
    """Everything that the documents say. `facts` are pairs of a label and a value about the form as a whole."""

    form: str
    year: int
    title: str
    aliases: tuple[str, ...]
    origin: str
    fingerprint: str
    fixed: bool
    facts: tuple[tuple[str, str], ...]
    deadlines: tuple[tuple[str, str], ...]
    deadlines_source: str
    parameters: tuple[tuple[str, str, str], ...]
    controls: tuple[DescribedControl, ...]
    deviations: tuple[Deviation, ...]
    fields: tuple[DescribedField, ...]
    lists: tuple[DescribedList, ...]
    tables: tuple[DescribedTable, ...]
    statistics: tuple[DescribedStatistic, ...]

    @property
    def name(self) -> str:
        """Return form and year."""
        return f"{self.form} {self.year}"

    @property
    def deadlines_known(self) -> bool:
        """Return whether any date of the season is known."""
        return any(date != day(None) for _, date in self.deadlines)

    @property
    def assumed(self) -> tuple[DescribedField, ...]:
        """Return the fields of which not everything is known."""
        return tuple(field for field in self.fields if field.status != "kjent")


def specify(edition: Edition) -> Specification:
    """Return the specification of a form in a year."""
    skjema, program = edition.skjema, edition.compiled.program
    own = folder_of(skjema.rules)
    folders = [*([own] if own is not None else []), *skjema.modules]
    controls = describe_controls(edition)
    deadlines = tuple(
        (f"{words[0].upper()}{words[1:]}", day(getattr(skjema.deadlines, attribute))) for attribute, words, _ in DATES
    )
    return Specification(
        form=program.form,
        year=program.year,
        title=program.title or skjema.title,
        aliases=tuple(skjema.aliases),
        origin=edition.origin,
        fingerprint=program.fingerprint,
        fixed=edition.layout.width is not None,
        facts=_facts(edition),
        deadlines=deadlines,
        deadlines_source=skjema.deadlines.source,
        parameters=tuple((p.option, p.type, p.help) for p in skjema.parameters),
        controls=controls,
        deviations=_deviations(edition, controls, explanations(folders)),
        fields=describe_fields(edition, controls),
        lists=describe_lists(edition),
        tables=describe_tables(edition),
        statistics=_statistics(edition),
    )


def _facts(edition: Edition) -> tuple[tuple[str, str], ...]:
    layout = edition.layout
    facts = [("Format", "fast bredde" if layout.width is not None else "tabell med feltnavn som overskrifter")]
    if layout.width is not None:
        facts.append(("Postlengde", f"{layout.width} tegn"))
    facts.append(("Felt", str(len(layout.fields))))
    program = edition.compiled.program
    facts.append(("Kontroller", str(len(program.controls) + len(program.file_controls))))
    if layout.line_rules.lone_cr:
        facts.append(("Linjer", "en enslig CR er et linjeskift"))
    if layout.line_rules.skip_blank:
        facts.append(("Linjer", "linjer med bare blanke hoppes over"))
    if layout.reception_encoding is not None:
        facts.append(("Tegnsett", f"mottaket leser bare {layout.reception_encoding}"))
    return tuple(facts)


def _deviations(
    edition: Edition, controls: tuple[DescribedControl, ...], explained: Mapping[str, Explanation]
) -> tuple[Deviation, ...]:
    """Return the deviations that controls name, and those of the statistics."""
    used: dict[str, list[str]] = {}
    for control in controls:
        for number in control.deviations:
            used.setdefault(number, []).append(control.id)
    # A pack that names none of the deviations follows no other program, and neither do its statistics.
    if any(number in explained for number in used) and edition.compiled.program.statistics:
        for number, explanation in explained.items():
            if explanation.about == STATISTICS:
                used.setdefault(number, [])
    order = [*(number for number in explained if number in used), *(n for n in used if n not in explained)]
    texts = {number: explanation.text for number, explanation in explained.items()}
    return tuple(Deviation(number, texts.get(number, ""), tuple(used[number])) for number in order)


def _statistics(edition: Edition) -> tuple[DescribedStatistic, ...]:
    found = []
    for title, written in written_statistics(edition).items():
        body = written.tree.body
        if isinstance(body, syntax.Distribution):
            rows = tuple((part.label, _class(part)) for part in body.classes)
        else:
            rows = tuple((figure.label, expression_text(figure.value, written.meanings)) for figure in body)
        found.append(DescribedStatistic(title, statistic_in_words(written.tree, written.meanings), rows))
    return tuple(found)


def _class(part: syntax.StatisticClass) -> str:
    if part.otherwise:
        return "alle andre"
    if part.low is None:
        return f"til og med {part.high}"
    if part.high is None:
        return f"{part.low} og over"
    return str(part.low) if part.low == part.high else f"{part.low}–{part.high}"

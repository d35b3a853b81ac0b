"""The explanation of a control as a page for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kostra.api.formats import RenderOptions
from kostra.api.report import Severity
from kostra.layout.model import Field
from kostra.masking import mask_text
from kostra.plugins.packs import ranges
from kostra.reports.page import Page, Style
from kostra.reports.wording import ADVICE, NAMES, counted, joined
from kostra.workbench.explanation import Explanation
from kostra.workbench.findings import in_words

_MOST_DETAILED = 12
_MOST_CODES = 12
_GLUE = "\u00a0"
"""Between a code and its text while lines are broken; on the page it is a blank."""

_WIDTH = 100
"""The width where there is no terminal, so that the page is the same everywhere."""

_STYLES: dict[Severity, Style] = {Severity.FATAL: "red", Severity.FEIL: "red", Severity.ADVARSEL: "yellow"}


def text(one: Explanation, options: RenderOptions) -> str:
    """Return the page; identity numbers are hidden unless `options.sensitive`."""
    writer = _Writer(options)
    writer.head(one)
    writer.section("Med ord", one.words)
    writer.section("Regelen", one.rule, hang=4)
    given = f", satt for {one.form} {one.year}" if one.official else ", satt i kostra.toml"
    writer.pairs("Der", [(m.name, m.text + (given if m.given else "")) for m in one.meanings])
    needed = [f"${name}, som oppgis med {option}. Ellers kjøres kontrollen ikke." for name, option in one.needs]
    writer.section("Trenger", needed)
    writer.section("Hvorfor", [one.why])
    writer.section("Slik rettes det", [one.fix])
    writer.section("Kilde", [one.source])
    writer.section("Avvik fra SSBs program", [one.deviation])
    writer.fields(one)
    writer.pairs("Eksempler", [("godtas" if e.accepts else "avvises", e.text) for e in one.examples])
    writer.section("Årganger", _years(one))
    writer.section("Skrevet i", [_place(one)])
    return writer.finished()


class _Writer:
    """Adds sections to a page; those without content are left out."""

    def __init__(self, options: RenderOptions) -> None:
        self._page = Page(replace(options, width=options.width or _WIDTH))
        self._show_all = options.sensitive
        self._hidden = False

    def head(self, one: Explanation) -> None:
        """Add the control's name, and how serious it is."""
        name = one.id if not one.official else f"{one.form}:{one.id}"
        self._page.add(self._shown(f"{name}  {one.title}"), style="bold")
        style = _STYLES.get(one.severities[0]) if one.severities else None
        self._page.add(_severity(one), style=style)
        self._page.add(self._shown(f"{one.form} {one.year}, {one.form_title}"))
        if one.not_run:
            self._page.add(f"Kan ikke kjøres: {one.not_run}", style="yellow")

    def section(self, heading: str, lines: Sequence[str], hang: int = 0) -> None:
        """Add a heading and lines under it."""
        if any(lines):
            self._page.heading(heading)
            for line in lines:
                inner = len(line) - len(line.lstrip(" "))
                self._page.add(self._shown(line.lstrip(" ")), 2 + inner, hang=hang)

    def pairs(self, heading: str, rows: Sequence[tuple[str, str]]) -> None:
        """Add a heading, and rows of a word and what goes with it."""
        width = max((len(word) for word, _ in rows), default=0)
        self.section(heading, [f"{word:<{width}}  {value}" for word, value in rows], hang=width + 2)

    def fields(self, one: Explanation) -> None:
        """Add the fields: each with its codes, or only the names when there are many."""
        if one.all_fields and len(one.fields) > _MOST_DETAILED:
            self.section("Felt", [f"Alle de {len(one.fields)} feltene i filbeskrivelsen."])
            return
        if len(one.fields) > _MOST_DETAILED:
            names = ", ".join(field.name for field in one.fields)
            self.section("Felt", [f"{counted(len(one.fields), 'felt', 'felt')}: {names}"])
            return
        if not one.fields:
            return
        self._page.heading("Felt")
        wide = max(len(field.name) for field in one.fields)
        positions = max(len(field.positions) for field in one.fields)
        inner = wide + positions + (4 if positions else 2)
        for field in one.fields:
            place = f"  {field.positions:<{positions}}" if positions else ""
            self._page.add(f"{field.name:<{wide}}{place}  {field.label}", 2, hang=inner)
            self._page.add(_content(field), 2 + inner, style="dim")

    def finished(self) -> str:
        """Return the page, and say so when something was hidden."""
        if self._hidden:
            self._page.add()
            self._page.add("Numre som kan være fødselsnumre, er skjult. --vis-sensitivt viser dem.")
        return self._page.text().replace(_GLUE, " ")

    def _shown(self, line: str) -> str:
        masked = line if self._show_all else mask_text(line)
        self._hidden = self._hidden or masked != line
        return masked


def _severity(one: Explanation) -> str:
    levels = one.severities
    if len(levels) == 1:
        found = f"{NAMES[levels[0]][0]}: {ADVICE[levels[0]]}"
    else:
        found = joined([f"{NAMES[level][0]} ({ADVICE[level]})" for level in levels]) or "ingen funn"
    found = found[:1].upper() + found[1:]
    return f"{found}." if one.official else f"Husregel. {found}. Avgjør ikke om filen kan sendes inn."


def _content(field: Field) -> str:
    if field.codes is None:
        kind = f"dato, {field.date_pattern}" if field.date_pattern else field.type
        return f"{kind}, sensitivt" if field.sensitive else kind
    codes = [f"{code}{_GLUE}{label}" for code, label in field.codes.codes.items()]
    if len(codes) > _MOST_CODES:
        return f"kodelisten {field.codes.name} med {len(codes)} koder"
    return "; ".join(codes)


def _years(one: Explanation) -> list[str]:
    if not one.official and one.also_for:
        return [f"Er for {in_words(one.also_for)}."]
    lines = [str(one.history)]
    by_number: dict[str, list[int]] = {}
    for year, number in one.elsewhere.items():
        by_number.setdefault(number, []).append(year)
    return lines + [f"I {ranges(years)} har den nummer {number}." for number, years in by_number.items()]


def _place(one: Explanation) -> str:
    place = f"{one.file}, linje {one.line}"
    if not one.module:
        return place
    own = "" if one.id.endswith(one.written_as) else f", der den har nummer {one.written_as}"
    return f"{place} (modulen {one.module}{own})"

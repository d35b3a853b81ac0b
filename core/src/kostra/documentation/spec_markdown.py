"""The specification as Markdown (CommonMark with pipe tables)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kostra.documentation.described_controls import DescribedControl, severities_in_words
from kostra.documentation.described_fields import DescribedField
from kostra.documentation.diff_text import escaped
from kostra.documentation.specification import Specification

UNKNOWN_DEADLINES = "Fristene for årgangen er ikke kjent."
NO_DEVIATIONS = "Ingen kontroll er merket med et avvik."
NO_ASSUMED = "Ingen: alt i filbeskrivelsen er kjent."
FIRST_FIRES = "Setningene prøves i rekkefølge; den første som slår til, gir funnet."
YIELDS = "Viker: gir ikke funn når en annen kontroll alt har funn på samme felt i linjen."


def markdown(spec: Specification) -> str:
    """Return the specification as Markdown."""
    return "\n".join(_lines(spec)).rstrip("\n") + "\n"


def _lines(spec: Specification) -> Iterator[str]:
    yield f"# Skjema {escaped(spec.form)}, {spec.year}: {escaped(spec.title)}"
    yield ""
    yield "Kravspesifikasjon og filbeskrivelse, laget av regelsettet selv."
    yield ""
    also = [("Også kalt", ", ".join(spec.aliases))] if spec.aliases else []
    facts = [*also, *spec.facts, ("Pakke", spec.origin), ("Regelsettets fingeravtrykk", f"`{spec.fingerprint}`")]
    yield from _table(("", ""), [(escaped(a), b if b.startswith("`") else escaped(b)) for a, b in facts])
    yield from _heading("Frister")
    if spec.deadlines_known:
        yield from _table(("Hva", "Dato"), spec.deadlines)
    else:
        yield UNKNOWN_DEADLINES
    if spec.deadlines_known and spec.deadlines_source:
        yield from ("", f"Kilde: {escaped(spec.deadlines_source)}.")
    if spec.parameters:
        yield from _heading("Valg ved kontroll")
        rows = [(f"`{option}`", escaped(kind), escaped(text)) for option, kind, text in spec.parameters]
        yield from _table(("Valg", "Type", "Hva det er"), rows)
    yield from _heading("Kontroller")
    summary = [
        (_link("kontroll", c.id), escaped(c.title), severities_in_words(c), _fields(c, 4)) for c in spec.controls
    ]
    yield from _table(("Nr.", "Tittel", "Alvor", "Felt"), summary)
    for control in spec.controls:
        yield from _control(control, {d.number: d.explanation for d in spec.deviations})
    yield from _heading("Avvik")
    if not spec.deviations:
        yield NO_DEVIATIONS
    else:
        rows = [
            (d.number, escaped(d.explanation) or "Ikke forklart.", _links("kontroll", d.controls) or "statistikken")
            for d in spec.deviations
        ]
        yield from _table(("Nr.", "Hva det består i", "Gjelder"), rows)
    yield from _file_description(spec)
    yield from _statistics(spec)
    yield from _lists(spec)


def _heading(text: str, level: int = 2) -> Iterator[str]:
    yield from ("", f"{'#' * level} {text}", "")


def _control(control: DescribedControl, deviations: Mapping[str, str]) -> Iterator[str]:
    yield ""
    yield f'<a id="kontroll-{control.id}"></a>'
    yield from _heading(f"Kontroll {control.id}: {escaped(control.title)}", 3)
    yield f"**Alvor:** {severities_in_words(control)}. **Felt:** {_fields(control)}."
    if control.words:
        yield ""
        yield from (f"{escaped(sentence)}  " for sentence in control.words[:-1])
        yield escaped(control.words[-1])
    if control.rule:
        yield from ("", "```text", *control.rule.split("\n"), "```")
    if control.names:
        yield ""
        yield from (f"- `{name}` er {escaped(meaning)}" for name, meaning in control.names)
    if len(control.messages) > 1 and control.rule:
        yield from ("", FIRST_FIRES)
    yield ""
    for severity, message in control.messages:
        yield f"- **Melding** ({severity}): {escaped(message)}"
    for word, text in (("Fordi", control.why), ("Råd", control.fix), ("Kilde", control.source)):
        if text:
            yield f"- **{word}:** {escaped(text)}"
    for number in control.deviations:
        yield f"- **Avvik {number}:** {escaped(deviations.get(number, '')) or 'ikke forklart.'}"
    if control.yields:
        yield f"- {YIELDS}"
    for option in control.options:
        yield f"- Kjøres bare når `{option}` er oppgitt."
    if control.origin:
        yield f"- Hentet fra {escaped(control.origin)}."
    if control.examples:
        yield ""
        yield "Eksempler:"
        yield ""
        yield from (f"- {'Godtas' if accepts else 'Avvises'}: {_code(text)}" for accepts, text in control.examples)


def _fields(control: DescribedControl, limit: int | None = None) -> str:
    if control.every_field:
        return "alle felt"
    if limit is not None and len(control.fields) > limit:
        return f"{len(control.fields)} felt"
    return _links("felt", control.fields) or "hele filen"


def _file_description(spec: Specification) -> Iterator[str]:
    yield from _heading("Filbeskrivelse")
    place = ("Posisjon", "Lengde") if spec.fixed else ()
    rows = [
        (
            f'<a id="felt-{f.name}"></a>`{f.name}`',
            *((f.positions, str(f.width or "")) if spec.fixed else ()),
            escaped(f.type + (f" ({f.unit})" if f.unit else "")),
            _codes(f),
            escaped(_demands(f)),
            "<br>".join(escaped(text) for text in (f.label, f.note) if text),
            _links("kontroll", f.controls),
        )
        for f in spec.fields
    ]
    yield from _table(("Felt", *place, "Type", "Koder", "Krav", "Spørsmål", "Kontroller"), rows)
    yield from _heading("Antatte felt", 3)
    if not spec.assumed:
        yield NO_ASSUMED
        return
    yield "Her er ikke alt kjent; merknaden sier hva som er antatt."
    yield ""
    rows_ = [(_link("felt", f.name), escaped(f.label), escaped(f.note)) for f in spec.assumed]
    yield from _table(("Felt", "Spørsmål", "Merknad"), rows_)


def _demands(field: DescribedField) -> str:
    parts = [field.mandatory, "sensitiv" if field.sensitive else "", f"rolle: {field.role}" if field.role else ""]
    parts.append("antatt" if field.status != "kjent" else "")
    return ", ".join(part for part in parts if part)


def _codes(field: DescribedField) -> str:
    if field.codes:
        return "<br>".join(escaped(f"{code} {text}".strip()) for code, text in field.codes)
    return _link("kodeliste", field.code_list) if field.code_list else ""


def _statistics(spec: Specification) -> Iterator[str]:
    if not spec.statistics:
        return
    yield from _heading("Statistikk")
    for number, statistic in enumerate(spec.statistics):
        if number:
            yield ""
        yield f"### {escaped(statistic.title)}"
        yield ""
        if statistic.words:
            yield f"{escaped(statistic.words)}."
            yield ""
        rows = [(escaped(label), escaped(what)) for label, what in statistic.rows]
        yield from _table(("Klasse" if statistic.words else "Tall", "Hva"), rows)


def _lists(spec: Specification) -> Iterator[str]:
    if spec.lists:
        yield from _heading("Kodelister")
    for number, codes in enumerate(spec.lists):
        if number:
            yield ""
        yield f'<a id="kodeliste-{codes.name}"></a>'
        yield from _heading(escaped(codes.name), 3)
        if codes.fields:
            yield f"Brukes av {_links('felt', codes.fields)}."
            yield ""
        yield from _table(("Kode", "Tekst"), [(escaped(code), escaped(text)) for code, text in codes.codes])
    if spec.tables:
        yield from _heading("Tabeller")
    for table in spec.tables:
        yield f"### {escaped(table.name)}: {escaped(table.title)}"
        yield ""
        yield from _table(table.columns, [tuple(map(escaped, row)) for row in table.rows])
        yield ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(' '.join(cell.split()) for cell in row)} |"


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    return f"{fence} {text} {fence}" if "`" in text else f"`{text}`"


def _link(kind: str, name: str) -> str:
    return f"[{escaped(name)}](#{kind}-{name})"


def _links(kind: str, names: Iterable[str]) -> str:
    return ", ".join(_link(kind, name) for name in names)

"""`check`: from files to a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kostra.api.errors import ArgumentError
from kostra.api.report import CheckedFile, Outcome, Report
from kostra.checking.opening import for_each, open_input, told_apart
from kostra.checking.rulebook import RuleBook, load_rule_book
from kostra.checking.store import Store, user_cache_folder
from kostra.phrase import Phrase
from kostra.readers.input import Input
from kostra.readers.opening import rereadable
from kostra.readers.records import RecordSource
from kostra.readers.unchanged import Unchanged

if TYPE_CHECKING:
    from kostra.checking.house_rules import HouseValues
    from kostra.checking.last_year import OpenedLastYear
    from kostra.engine.settings import EngineResult, Settings
    from kostra.layout.model import Layout
    from kostra.plugins.manager import Registry

ParameterValue = str | int | Decimal
_ONE = (str, Path, Input)

Acknowledger: TypeAlias = "Callable[[Report, Layout, Sequence[RecordSource]], Report]"
"""Returns a finished report with findings acknowledged; it is given the layout and the opened files as well."""


def check(
    files: str | Path | Input | Sequence[str | Path | Input],
    *,
    fjor: str | Path | Input | Sequence[str | Path | Input] = (),
    skjema: str | None = None,
    argang: int | None = None,
    kommune: str | None = None,
    bydel: str | None = None,
    ingen_deltakere: bool = False,
    dato: date | None = None,
    parametre: Mapping[str, ParameterValue] | None = None,
    forvalg: Mapping[str, ParameterValue] | None = None,
    husregler: Sequence[Path] = (),
    husregelverdier: HouseValues | None = None,
    kvitteringer: Path | Acknowledger | None = None,
    mot: Path | None = None,
    vis_sensitivt: bool = False,
    ark: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    lager: bool = True,
    registry: Registry | None = None,
) -> Report:
    """Check a delivery (one or more files of one form, year and municipality) and return the report.

    `skjema`, `argang` and `kommune` are told from the files when not given. `fjor` is last year's delivery, which is
    not checked itself: controls may compare with it, and those that do are not run without. `dato` is the day of
    sending in, which the report compares with the deadlines; without it nothing is said of them. `parametre` are values
    for the parameters that the pack declares, `forvalg` likewise, but only where `parametre` has none and the pack has
    a use for them. `husregelverdier` are values for the parameters of house rules, by the rules' name. `kvitteringer`
    is the file of acknowledgements, or what acknowledges findings in a finished report. `mot` is the JSON report of an
    earlier run, with which this one is compared. `progress` is called with the number of records done and in all.
    Identity numbers are masked everywhere in the report unless `vis_sensitivt`. With `lager` a rule set that was
    compiled before is taken from the user's cache folder when nothing it depends on has changed.

    Raises `kostra.api.errors.KostraError` when the check could not be carried out: no such form, an unreadable file or
    one that was changed meanwhile, a form or year that cannot be told, files of different forms, years or
    municipalities, a broken pack.
    """
    if registry is None:
        from kostra.plugins.manager import Registry

        registry = Registry()
    if isinstance(files, _ONE):
        files = [files]
    before = Unchanged.of(_paths(files, [fjor] if isinstance(fjor, _ONE) else fjor))
    earlier = None
    if mot is not None:
        from kostra.comparison.earlier import read_earlier

        earlier = read_earlier(mot)
    task = _task(registry, files, skjema, argang, ark, no_file=ingen_deltakere)
    notes = list(task.notes)
    store = Store(user_cache_folder() if lager else None)
    book = load_rule_book(registry.load(task.form, task.year), registry, husregler, store, husregelverdier)
    sources = for_each(lambda one: open_input(registry, one, book.layout, ark), task.inputs)
    in_files = _municipality(book, sources, kommune)
    if kommune is None and in_files is not None:
        kommune = in_files
        notes.append(Phrase("Kommunenummeret {nummer} er det som står i flest poster.", nummer=kommune))
    if dato is not None:
        from kostra.checking.deadlines import deadline_notes

        notes += deadline_notes(book.skjema, dato)
    values = _parameter_values(book, parametre or {}, forvalg or {})
    settings = _settings(book, task.year, kommune, bydel, values, ingen_deltakere, vis_sensitivt, progress)
    opened: OpenedLastYear | None = None
    if fjor:
        from kostra.checking.last_year import open_last_year

        opened = open_last_year(
            registry, task.form, task.year, [fjor] if isinstance(fjor, _ONE) else fjor, kommune, ark
        )
        settings = replace(settings, last_year=opened.delivery)
        notes += opened.notes

    from kostra.engine.run import run

    result = run(book.programs, sources, settings)
    notes += book.notes
    notes += [note for source in sources for note in _file_notes(source, book, several=len(sources) > 1)]
    notes += _other_form_notes(registry, task, sources, ark)
    of_last_year = () if opened is None else opened.delivery.sources
    report = _report(book, task.year, kommune, sources, result, notes, vis_sensitivt, of_last_year)
    if isinstance(kvitteringer, Path):
        from kostra.acknowledgements.applying import acknowledge

        report = acknowledge(kvitteringer, report, book.layout, sources)
    elif kvitteringer is not None:
        report = kvitteringer(report, book.layout, sources)
    if report.findings:
        from kostra.insight.systematic import with_systematic_faults

        report = with_systematic_faults(report, book.layout, sources)
    if earlier is not None:
        from kostra.comparison.comparing import compared

        report = compared(report, earlier)
    before.refuse_changed()
    return report


def _paths(*groups: Iterable[str | Path | Input]) -> list[Path]:
    """Return the files that are on disk."""
    places = [file.path if isinstance(file, Input) else Path(file) for files in groups for file in files]
    return [path for path in places if path is not None]


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be checked, and as what; `notes` say how that was told."""

    inputs: tuple[Input, ...]
    form: str
    year: int
    notes: tuple[str, ...] = ()


def _task(
    registry: Registry,
    files: Sequence[str | Path | Input],
    form: str | None,
    year: int | None,
    sheet: str | None,
    *,
    no_file: bool,
) -> _Task:
    """Settle form and year. What is wrong with the form is told before what is wrong with a file."""
    if form is not None and year is not None:
        registry.load(form, year)
    elif form is not None:
        registry.packs_for(form)
    if not files and not no_file:
        raise ArgumentError("Ingen fil er oppgitt.")
    inputs = told_apart(for_each(_input, files))
    if len(inputs) > 1:
        from kostra.checking.guess import refuse_mixed_delivery

        refuse_mixed_delivery(registry, inputs, sheet)
    if form is None:
        if not inputs:
            raise ArgumentError("Skjemaet må oppgis med --skjema når det ikke er noen fil.")
        from kostra.checking.guess import guess

        found = guess(registry, inputs, year=year, sheet=sheet)
        return _Task(inputs, found.form, found.year, (found.note,))
    if year is not None:
        return _Task(inputs, form, year)
    if not inputs:
        raise ArgumentError("Årgangen må oppgis med --argang når det ikke er noen fil.")
    from kostra.checking.inference import infer_year

    year = infer_year(registry, form, inputs, sheet)
    if len(inputs) == 1:
        return _Task(inputs, form, year, (Phrase("Årgangen {argang} er lest av filen.", argang=year),))
    return _Task(inputs, form, year, (Phrase("Årgangen {argang} er lest av filene.", argang=year),))


def _municipality(book: RuleBook, sources: Sequence[RecordSource], given: str | None) -> str | None:
    """Return the municipality that the files are for; whatever the user said, several files must be for the same."""
    if given is not None and len(sources) < 2:
        return given
    from kostra.checking.inference import infer_municipality

    return infer_municipality(book.layout, sources)


def _input(file: str | Path | Input) -> Input:
    if isinstance(file, Input):
        return file
    return rereadable(Input.of_path(Path(file)))


def _parameter_values(
    book: RuleBook, given: Mapping[str, ParameterValue], presets: Mapping[str, ParameterValue]
) -> dict[str, ParameterValue]:
    """Return the values of the pack's parameters; a preset for something else is passed over, a given value is not."""
    declared = {parameter.name: parameter for parameter in book.skjema.parameters}
    unknown = [name for name in given if name not in declared]
    if unknown:
        raise ArgumentError(f"{book.layout.form} {book.layout.year} har ingen parameter «{unknown[0]}».")
    values = {name: value for name, value in presets.items() if name in declared} | dict(given)
    for name, value in values.items():
        least = declared[name].least
        if least is not None and not isinstance(value, str) and value < least:
            raise ArgumentError(f"{declared[name].option}: {value} er for lite. Det minste er {least}.")
    return values


def _settings(
    book: RuleBook,
    year: int,
    municipality: str | None,
    district: str | None,
    parameters: Mapping[str, ParameterValue],
    no_participants: bool,
    show_sensitive: bool,
    progress: Callable[[int, int], None] | None,
) -> Settings:
    from kostra.engine.settings import Settings

    values: dict[str, ParameterValue] = {"årgang": year, **parameters}
    reasons: dict[str, str] = {
        p.name: Phrase("{hva} er ikke oppgitt ({valg}).", hva=p.help, valg=p.option) for p in book.skjema.parameters
    }
    reasons["kommunenummer"] = Phrase("Kommunenummeret er ikke oppgitt (--kommune), og står ikke i filen.")
    reasons["bydelsnummer"] = Phrase("Bydelsnummeret er ikke oppgitt (--bydel).")
    if municipality is not None:
        values["kommunenummer"] = municipality
    if district is not None:
        values["bydelsnummer"] = district
    origins: dict[str, str] = {}
    for program, origin in zip(book.programs, book.origins, strict=True):
        # Several files may share a namespace; each control's id then tells which one it is from.
        known = origins.get(program.namespace)
        origins[program.namespace] = f"{known}, {origin}" if known else origin
    return Settings(
        parameters=values,
        missing_reasons={name: reason for name, reason in reasons.items() if name not in values},
        no_participants=no_participants,
        show_sensitive=show_sensitive,
        origins=origins,
        functions={function.name: function for function in book.extensions.functions},
        progress=progress,
    )


def _other_form_notes(
    registry: Registry, task: _Task, sources: Sequence[RecordSource], sheet: str | None
) -> Iterable[str]:
    """Yield a remark for each file without a single usable record that is plainly for another form."""
    for input_, source in zip(task.inputs, sources, strict=True):
        if source.problems and not source.facts.records:
            from kostra.checking.guess import another_form

            other = another_form(registry, task.form, input_, sheet)
            if other is not None:
                yield Phrase(
                    "{fil} ser ut til å være skjema {annet} ({grunn}), ikke {skjema}.",
                    fil=source.facts.name,
                    annet=str(other),
                    grunn=other.why,
                    skjema=task.form,
                )


def _file_notes(source: RecordSource, book: RuleBook, *, several: bool) -> list[str]:
    facts = source.facts
    notes = [Phrase("{fil}: {merknad}", fil=facts.name, merknad=note) if several else note for note in facts.notes]
    expected = book.layout.reception_encoding
    if expected is not None and facts.non_ascii_lines and facts.encoding != expected:
        notes.append(
            Phrase(
                "{fil} er i tegnsettet {tegnsett}. Mottaket leser {riktig}, og da blir {linjer} med æ, ø, å eller "
                "andre tegn utenfor ASCII for lange. Lag filen i {riktig}.",
                fil=facts.name,
                tegnsett=facts.encoding.upper(),
                riktig=expected.upper(),
                linjer="1 linje" if facts.non_ascii_lines == 1 else f"{facts.non_ascii_lines} linjer",
            )
        )
    return notes


def _report(
    book: RuleBook,
    year: int,
    municipality: str | None,
    sources: Sequence[RecordSource],
    result: EngineResult,
    notes: Sequence[str],
    show_sensitive: bool,
    of_last_year: Sequence[RecordSource],
) -> Report:
    from kostra.masking import mask_text
    from kostra.plugins.distributions import version_of

    def shown(text: str) -> str:
        return text if show_sensitive else mask_text(text)

    def checked(source: RecordSource) -> CheckedFile:
        facts = source.facts
        return CheckedFile(shown(facts.name), facts.records, facts.encoding, facts.sha256)

    controls, findings, statistics = result.controls, result.findings, result.statistics
    if not show_sensitive:
        from kostra.checking.hiding import hidden_controls, hidden_findings, hidden_statistics

        controls = tuple(hidden_controls(controls))
        findings, statistics = hidden_findings(findings), hidden_statistics(statistics)
    house = [control for control in result.controls if control.house_rule]
    house_ok = not any(f.house_rule and f.severity.blocks for f in result.findings) and not any(
        control.outcome is Outcome.CRASHED for control in house
    )
    return Report(
        program=f"kostra {version_of('kostra-core')}",
        form=book.layout.form,
        year=year,
        title=book.layout.title,
        package=book.package,
        rule_set=book.programs[0].fingerprint,
        municipality=None if municipality is None else shown(municipality),
        files=tuple(map(checked, sources)),
        last_year_files=tuple(map(checked, of_last_year)),
        controls=tuple(sorted(controls, key=lambda control: (control.house_rule, control.id))),
        findings=findings,
        statistics=statistics,
        notes=tuple(shown(note) for note in (*notes, *result.notes)),
        house_rules_ok=house_ok if len(book.programs) > 1 else None,
    )

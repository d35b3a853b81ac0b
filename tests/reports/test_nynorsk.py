from __future__ import annotations

import ast
import io
import json
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.reports import samples
from tests.reports.phrases import ROOT, asked_for, names_in
from tests.reports.test_all_formats import checked

from kostra.api.errors import ArgumentError
from kostra.api.formats import Rendered, RenderOptions, ReportFormat
from kostra.api.report import Comparison, ControlResult, EarlierFinding, FaultKind, Outcome, Progress, Report, Severity
from kostra.api.report import SystematicFault as Fault
from kostra.masking import mask_text
from kostra.phrase import Phrase
from kostra.reports import builtin_formats, csv_report, excel_report, html_report, json_report, sarif, text, tongue

GOLDEN = Path(__file__).parent / "golden"
CATALOGUE = ROOT / "reports" / "sprak" / "nn.toml"
NYNORSK = RenderOptions(language="nn")
FORMATS = [pytest.param(format_, id=format_.name) for format_ in builtin_formats()]


def everything() -> Report:
    """Return a report with every part that a report can have, made of the samples."""
    report = samples.with_accepted()
    gone = EarlierFinding("016", "Kurs", Severity.FEIL, "a.dat", (3, 4), ("A",), "", "", checked=True)
    unknown = replace(gone, checked=False)
    fault = Phrase("Kontroll {kontroll} slår til på {andel}{sted}: {grunn}", kontroll="016", sted="", **_parts())
    return replace(
        report,
        findings=tuple(replace(finding, progress=Progress.NEW) for finding in report.findings),
        systematic=(Fault(FaultKind.RECORDS, ("016",), 97, 100, fault),),
        comparison=Comparison(6, 0, (gone, replace(gone, lines=()), replace(gone, journal_number="7"), unknown)),
        notes=(Phrase("Kommunenummeret {nummer} er det som står i flest poster.", nummer="5421"),),
        controls=(
            *(replace(one, reason=_reason(one)) for one in report.controls),
            ControlResult("senja/002", "Alder", Outcome.CRASHED, reason="Uventet", house_rule=True),
        ),
    )


def _parts() -> dict[str, str]:
    share = Phrase(
        "{prosent} % av {hva} ({treff} av {alle})", prosent=97, hva=Phrase("postene"), treff="97", alle="100"
    )
    return {"andel": share, "grunn": Phrase("trolig en feil i selve uttrekket. Kontakt leverandøren av fagsystemet.")}


def _reason(control: ControlResult) -> str:
    given = {"hva": "Antall deltakere", "valg": "--antall-deltakere"}
    return Phrase("{hva} er ikke oppgitt ({valg}).", **given) if control.reason else ""


def _whole(rendered: Rendered) -> str:
    return rendered.decode("latin-1") if isinstance(rendered, bytes) else "".join(rendered)


# ── The catalogue ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_phrase_of_the_program_has_a_translation_and_none_is_left_over() -> None:
    catalogue = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    assert sorted(asked_for() - set(catalogue)) == []
    assert sorted(set(catalogue) - asked_for()) == []


def test_a_translation_has_the_same_values() -> None:
    catalogue = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    assert [bokmal for bokmal, nynorsk in catalogue.items() if names_in(bokmal) != names_in(nynorsk)] == []


BOKMAL_WORDS = re.compile(
    r"\b(ikke|hva|hvem|hvor|hvorfor|hvordan|fra|filen|noe|noen|de|dem|kjørt|advarsel|advarsler|kontroller|"
    r"saksbehandler|saksbehandlere|personer|poster|opplysninger|et|en|tegn|også|samme|hver|skjult|laget|rettet|bare|"
    r"se|siden|trolig|ble|husregler|funnene|listen|meldingen|være|årets|riktig|uten)\b"
)


def test_no_translation_has_a_word_of_bokmal() -> None:
    catalogue = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    without_values = {nynorsk: re.sub(r"\{[^}]*\}|--\w+", "", nynorsk) for nynorsk in catalogue.values()}
    assert [whole for whole, said in without_values.items() if BOKMAL_WORDS.search(said)] == []


def test_phrases_are_written_so_that_they_can_be_collected() -> None:
    """A text put together inside the call of `say` would be in no catalogue."""
    hidden: list[str] = []
    for file in sorted((ROOT / "reports").rglob("*")):
        if file.suffix == ".py":
            calls = (
                node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
            )
            for call in calls:
                if isinstance(call.func, ast.Name) and call.func.id in ("say", "Phrase"):
                    plain = isinstance(call.args[0], ast.Constant | ast.Name | ast.Attribute | ast.Subscript)
                    hidden += [] if plain else [f"{file.name}:{call.lineno}"]
        elif file.suffix == ".js":
            unclear = re.findall(r'(?<!function )\bsay\((?!").*', file.read_text(encoding="utf-8"))
            hidden += [f"{file.name}: {one}" for one in unclear]
    assert hidden == []


# ── The reports ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _body(page: str) -> str:
    """Return an HTML report without its script, style and findings as data."""
    page = re.sub(r"(<script[^>]*>|<style>).*?(?=</script>|</style>)", r"\1", page, flags=re.DOTALL)
    return re.sub(r"sha256-[\w+/=]*", "", page)


@pytest.mark.parametrize("name", ["nynorsk.txt", "nynorsk.html"])
def test_report_as_a_person_reads_it(name: str) -> None:
    """Rewritten by running the tests with KOSTRA_REWRITE_GOLDEN=1; read the difference before keeping it."""
    golden = GOLDEN / name
    if name.endswith(".html"):
        made = _body(_whole(html_report.render(everything(), NYNORSK)))
    else:
        made = text.render(everything(), NYNORSK)
    if os.environ.get("KOSTRA_REWRITE_GOLDEN"):
        golden.write_text(made, encoding="utf-8", newline="\n")
    assert made == golden.read_text(encoding="utf-8")


def test_verdict_counts_and_advice_are_in_nynorsk() -> None:
    lines = text.render(samples.with_errors(), NYNORSK).splitlines()
    assert lines[0] == "Kan ikkje sendast inn: 3 feil hos 2 personar. Sjå òg på 1 åtvaring."
    assert "  1 åtvaring (sjå om det er rett)" in lines
    assert "Sakshandsamar Øyvind Dahl (2 funn)" in lines


def test_what_packs_and_files_say_stays_as_it_was_written() -> None:
    report = samples.with_errors()
    said = text.render(report, NYNORSK)
    for finding in report.findings:
        assert finding.message in said
        assert finding.title in said
        assert finding.fix in said


def test_a_fault_and_a_remark_of_the_program_are_translated_with_their_values() -> None:
    said = text.render(everything(), NYNORSK)
    assert "Byrj her: 1 feil som gir mange funn" in said
    assert "Kontroll 016 slår til på 97 % av postane (97 av 100): truleg ein feil i sjølve uttrekket." in said
    assert "Merknad: Kommunenummeret 5421 er det som står i flest postar." in said
    assert "ikkje køyrd (Antall deltakere er ikkje oppgitt (--antall-deltakere).)" in said


def test_remarks_of_a_whole_check_are_still_phrases_when_identity_numbers_are_hidden(tmp_path: Path) -> None:
    said = text.render(checked(tmp_path), NYNORSK)
    assert "Merknad: Kommunenummeret 1103 er det som står i flest postar." in said
    assert "Antall: ikkje køyrd (Grensen er ikkje oppgitt (--grense).)" in said


def in_nynorsk(phrase: str) -> str:
    """Return a phrase as a report in nynorsk says it."""
    return tongue.tongue("nn")(phrase)


def test_a_remark_in_which_a_number_was_hidden_is_still_translated() -> None:
    planted = "10819012488"
    told = Phrase(
        "Husreglene i {fil}: {merknad}",
        fil=f"{planted}.regler",
        merknad=Phrase("{tabell} har ingen rader", tabell=planted),
    )
    hidden = mask_text(told)
    assert hidden == "Husreglene i 108190*****.regler: 108190***** har ingen rader"
    assert in_nynorsk(hidden) == "Husreglane i 108190*****.regler: 108190***** har ingen rader"


@pytest.mark.parametrize(
    ("template", "values"),
    [
        ("{forst} {sist}", {"forst": "108190", "sist": "12488"}),
        ("{forst}{sist}", {"forst": 108190, "sist": 12488}),
        ("{tall}", {"tall": 10819012488}),
    ],
)
def test_a_number_that_only_the_whole_remark_shows_is_hidden_in_every_language(
    template: str, values: dict[str, Any]
) -> None:
    hidden = mask_text(Phrase(template, **values))
    assert "12488" not in hidden
    assert "12488" not in in_nynorsk(hidden)


def test_several_controls_that_were_not_run_are_in_the_plural() -> None:
    report = samples.with_errors()
    (one,) = (control for control in report.controls if control.outcome is Outcome.NOT_RUN)
    two = replace(report, controls=(*report.controls, replace(one, id="901")))
    assert "1 i orden, 5 med funn, 1 ikkje køyrd" in _whole(html_report.render(report, NYNORSK))
    assert "1 i orden, 5 med funn, 2 ikkje køyrde" in _whole(html_report.render(two, NYNORSK))
    assert ", 2 ikkje køyrde\n" in text.render(two, NYNORSK)
    assert ", 2 ikke kjørt\n" in text.render(two, RenderOptions())


def test_the_page_says_its_language_and_the_script_has_its_words() -> None:
    page = _whole(html_report.render(everything(), NYNORSK))
    assert '<html lang="nn">' in page
    assert '"Ingen funn passer. Endre søket, eller nullstill det.":"Ingen funn passar. Endre søket' in page
    bokmal = _whole(html_report.render(everything(), RenderOptions()))
    assert '<html lang="nb">' in bokmal
    assert '"ord":' not in bokmal


def test_columns_for_spreadsheets() -> None:
    heads, first, *_ = "".join(csv_report.render(samples.table(), NYNORSK)).splitlines()
    assert heads.startswith('\ufeff"alvor";"kontroll";"tittel";"sakshandsamar"')
    assert '"retting"' in heads
    assert first.startswith('"feil";"101"')
    warned = "".join(csv_report.render(replace(samples.healthy(), findings=(samples.MANY_KIDS,)), NYNORSK))
    assert '"åtvaring";"013"' in warned


def test_sheets_of_the_workbook() -> None:
    book = openpyxl.load_workbook(io.BytesIO(excel_report.render(everything(), NYNORSK)))
    assert book.sheetnames == ["Samandrag", "Alle funn", "Øyvind Dahl", "Åse Berg", "Utan sakshandsamar", "Kvittert"]
    cells = [str(cell.value) for row in book["Samandrag"].iter_rows() for cell in row if cell.value is not None]
    assert cells[0].startswith("Kan ikkje sendast inn: ")
    assert "Må rettast før innsending" in cells
    assert "Kvar det stod" in cells


def test_json_is_the_same_in_every_language() -> None:
    nynorsk = "".join(json_report.render(everything(), NYNORSK))
    assert nynorsk == "".join(json_report.render(everything(), RenderOptions()))
    assert "Kommunenummeret 5421 er det som står i flest poster." in nynorsk


class _Strict(dict[str, str]):
    """A catalogue that remembers what it was asked for and does not have."""

    def __init__(self, phrases: dict[str, str]) -> None:
        super().__init__(phrases)
        self.lacking: set[str] = set()

    def get(self, phrase: str, default: str) -> str:  # type: ignore[override]
        if phrase not in self:
            self.lacking.add(phrase)
        return super().get(phrase, default)


def _reports() -> Iterator[Report]:
    yield everything()
    yield from (made() for made in (samples.healthy, samples.with_errors, samples.crashed, samples.table))
    many = tuple(replace(samples.WRONG_WORK, lines=(number,), caseworker=f"Navn {number}") for number in range(1, 250))
    yield replace(samples.healthy(), findings=many)
    yield replace(samples.healthy(), findings=(samples.MANY_KIDS,), house_rules_ok=True)


@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_that_a_format_says_lacks_a_translation(format_: ReportFormat, monkeypatch: pytest.MonkeyPatch) -> None:
    phrases = _Strict(tomllib.loads(CATALOGUE.read_text(encoding="utf-8")))
    monkeypatch.setattr(tongue, "_read", lambda language: tongue.Tongue(language, phrases))
    own: set[str] = set()
    for report in _reports():
        own |= {*report.notes, *(control.reason for control in report.controls)}
        for options in (replace(NYNORSK, sensitive=True), replace(NYNORSK, limit=1)):
            _whole(format_.render(report, options))
    assert phrases.lacking - own == set()


@pytest.mark.parametrize("format_", FORMATS)
def test_bokmal_reads_no_catalogue(format_: ReportFormat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tongue, "_read", lambda language: pytest.fail("The catalogue was read."))
    assert _whole(format_.render(everything(), RenderOptions()))


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(ArgumentError, match="språket «sv»"):
        text.render(samples.healthy(), RenderOptions(language="sv"))


def test_a_finding_keeps_its_fingerprint() -> None:
    def fingerprints(options: RenderOptions) -> list[dict[str, str]]:
        (log,) = json.loads("".join(sarif.render(everything(), options)))["runs"]
        return [result["partialFingerprints"] for result in log["results"]]

    assert fingerprints(NYNORSK) == fingerprints(RenderOptions())

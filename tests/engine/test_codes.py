"""`for filen og hver kode i …`: the whole delivery, asked once for each code of each field's code list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kostra.api.report import Finding
from kostra.diagnostics import DiagnosticError, Source
from kostra.engine import EngineResult, Settings, run
from kostra.engine.last_year import LastYearDelivery
from kostra.language.compile import compile_rules
from kostra.language.program import Program
from kostra.language.storage import dump, load
from kostra.layout import load_layout
from kostra.layout.model import CodeList, Layout
from kostra.readers.memory import records_from_values

LAYOUT = """\
filbeskrivelse X 2024 "Prøve"
format fast bredde 12

SVAR    1     tekst    kodeliste SVARENE  "Hva er svaret?"
KILDE   2-3   tekst    kodeliste KILDENE  "Hva lever du av?"
KLASSE  4-5   heltall  kodeliste KLASSENE "Klasse"
BELØP   6-8   heltall                     "Beløp"
SAK     9-12  tekst                       "Sak"

kodeliste SVARENE
    "1" "Ja"
    "2" "Nei"
kodeliste KILDENE
    "01" "Lønn"
    "12" "Trygd"
    "9" ""
kodeliste KLASSENE
    "1" "Liten"
    "02" "Stor"
"""
NOBODY = """
kontroll 001 "Ingen har svart det"
    for filen og hver kode i {fields}
    skal antall(der feltet = koden) > 0
    ellers info "Ingen har {{feltet.navn}} {{koden}} ({{koden.etikett}})."
"""
SHARE = """
kontroll 001 "Andelen mot i fjor"
    for filen og hver kode i {fields}
    når antall() i fjor > 0
    skal antall(der feltet = koden) / antall() <= antall(der feltet = koden) i fjor / antall() i fjor
    ellers info "{{koden}}: {{antall(der feltet = koden)}}, {{antall(der feltet = koden) i fjor}}"
"""
Rows = Sequence[Mapping[str, str]]


def layout(text: str = LAYOUT) -> Layout:
    return load_layout(Source.of("x.layout", text), lambda _: None)


def compiled(rules: str, fields: Layout | None = None, header: str = 'regelsett X 2024 "Prøve"') -> Program:
    one = compile_rules(Source.of("x.regler", f"{header}\n{rules}"), fields or layout(), lambda _: None)
    assert one is not None
    return load(dump(one.program), Program)  # as the store of compiled rule sets hands it on


def check(program: Program, rows: Rows, last_year: LastYearDelivery | None = None) -> EngineResult:
    source = records_from_values(program.layout, rows)
    return run([program], [source], Settings({"årgang": 2024}, last_year=last_year))


def before(*rows: Mapping[str, str], fields: Layout | None = None) -> LastYearDelivery:
    then = replace(fields or layout(), year=2023)
    return LastYearDelivery(then, [records_from_values(then, rows)])


def said(result: EngineResult) -> list[str]:
    return [finding.message for finding in result.findings]


def pointed(finding: Finding) -> list[tuple[str, str]]:
    return [(field.name, field.value) for field in finding.fields]


def test_each_code_of_each_field_is_asked_about_in_the_order_of_fields_and_lists() -> None:
    rows = [{"SVAR": "2", "KILDE": "12", "KLASSE": " 2"}]
    result = check(compiled(NOBODY.format(fields="KILDE, SVAR, KLASSE")), rows)
    assert said(result) == [
        "Ingen har KILDE 01 (Lønn).",
        "Ingen har KILDE 9 (9).",
        "Ingen har SVAR 1 (Ja).",
        "Ingen har KLASSE 1 (Liten).",
    ]


def test_a_finding_points_at_the_field_and_says_which_code_and_no_person() -> None:
    first, *_ = check(compiled(NOBODY.format(fields="KILDE")), [{"KILDE": "12", "SAK": "77"}]).findings
    assert pointed(first) == [("KILDE", "01")]
    assert (first.lines, first.record, first.journal_number) == ((), None, "")


def test_a_number_is_compared_as_one_whatever_zeros_the_code_is_written_with() -> None:
    rows = [{"KLASSE": "02"}, {"KLASSE": " 1"}]
    assert said(check(compiled(NOBODY.format(fields="KLASSE")), rows)) == []


def test_at_most_one_finding_a_code_the_first_sentence_that_fires() -> None:
    rules = """
konstant MANGE = 1
kontroll 001 "Få eller mange"
    for filen og hver kode i SVAR
    når antall(der feltet = koden) > MANGE og koden = "1"
    gir advarsel "Mange har {koden}."
    når antall(der feltet = koden) > 0
    gir info "Noen har {koden}."
"""
    rows = [{"SVAR": "1"}, {"SVAR": "1"}, {"SVAR": "2"}]
    assert said(check(compiled(rules), rows)) == ["Mange har 1.", "Noen har 2."]


def test_felt_says_what_to_point_at_instead() -> None:
    rules = NOBODY.format(fields="SVAR") + "    felt BELØP, feltet\n"
    first, *_ = check(compiled(rules), [{"SAK": "1"}]).findings
    assert pointed(first) == [("BELØP", ""), ("SVAR", "1")]


@pytest.mark.parametrize("fields", ["SVAR, KILDE", "(SVAR, KILDE)", "SVAR .. KILDE", "BEGGE", "SVAR, BEGGE, KILDE"])
def test_fields_ranges_and_groups_mean_the_same_fields_each_once(fields: str) -> None:
    rules = "feltgruppe BEGGE = SVAR, KILDE\n" + NOBODY.format(fields=fields)
    (control,) = compiled(rules).controls
    codes = [instance.code for instance in control.instances]
    assert codes == [("SVAR", "1"), ("SVAR", "2"), ("KILDE", "01"), ("KILDE", "12"), ("KILDE", "9")]


# ── Last year ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_code_that_last_years_list_lacks_had_no_share() -> None:
    fields = layout()
    old = replace(fields.by_name["SVAR"], codes=CodeList("SVARENE", {"1": "Ja"}))
    then = replace(fields, fields=tuple(old if one.name == "SVAR" else one for one in fields.fields))
    last_year = before({"SVAR": "1"}, fields=then)
    assert said(check(compiled(SHARE.format(fields="SVAR")), [{"SVAR": "2"}], last_year)) == ["2: 1, 0"]


def test_a_field_that_last_years_layout_lacks_keeps_the_whole_control_from_being_run() -> None:
    fields = layout()
    then = replace(fields, fields=tuple(one for one in fields.fields if one.name != "KILDE"))
    program = compiled(SHARE.format(fields="SVAR, KILDE"))
    result = check(program, [{"SVAR": "2"}], before({"SVAR": "1"}, fields=then))
    (control,) = result.controls
    assert (str(control.outcome), control.reason) == (
        "ikke kjørt",
        "KILDE finnes ikke i filbeskrivelsen for 2023.",
    )


# ── Where it is written ──────────────────────────────────────────────────────────────────────────────────────────────

MODULE = "modul felles\nparameter FELTENE: feltgruppe\n" + NOBODY.format(fields="FELTENE")


def test_a_module_leaves_the_fields_to_the_rule_set() -> None:
    rules = 'regelsett X 2024 "Prøve"\nfeltgruppe MINE = KLASSE, SVAR\nbruk felles (001)\n    med FELTENE = MINE\n'
    one = compile_rules(Source.of("x.regler", rules), layout(), {"felles.regler": MODULE}.get)
    assert one is not None
    assert said(check(one.program, [{"SVAR": "1", "KLASSE": "1"}])) == [
        "Ingen har KLASSE 02 (Stor).",
        "Ingen har SVAR 2 (Nei).",
    ]


def test_a_module_whose_fields_were_not_given_says_so() -> None:
    rules = 'regelsett X 2024 "Prøve"\nbruk felles (001)\n'
    with pytest.raises(DiagnosticError, match="FELTENE er ikke gitt noen verdi"):
        compile_rules(Source.of("x.regler", rules), layout(), {"felles.regler": MODULE}.get)


def test_house_rules_about_a_field_that_the_year_lacks_are_not_run() -> None:
    program = compiled(NOBODY.format(fields="SVAR, GAMMELT"), header='husregler senja "Senja" for X')
    (control,) = check(program, [{"SVAR": "1"}]).controls
    assert str(control.outcome) == "ikke kjørt"
    assert "GAMMELT finnes ikke i X 2024" in control.reason


def test_a_list_that_nobody_would_read_the_findings_of_is_refused() -> None:
    listed = "".join(f'    "{code:04}" "Sted"\n' for code in range(1001))
    fields = layout(
        f'filbeskrivelse X 2024 "Prøve"\nformat fast bredde 4\n\nSTED  1-4  tekst  kodeliste STEDER  "Sted"\n\n'
        f"kodeliste STEDER\n{listed}"
    )
    with pytest.raises(DiagnosticError, match="1001 koder") as raised:
        compiled(NOBODY.format(fields="STED"), fields)
    (fault,) = raised.value.diagnostics
    assert (fault.span.line, fault.expected) == (4, "høyst 1000 koder")


# ── The same as written out ──────────────────────────────────────────────────────────────────────────────────────────

OUT = """
kontroll {number} "Skrevet ut"
    for filen
    skal antall(der {field} = {value}) * 3 <= antall() + antall(der {field} er blank)
    ellers info "{field} {code} ({label}): {{antall(der {field} = {quoted})}} av {{antall()}}."
"""
LOOP = """
kontroll 001 "For hver kode"
    for filen og hver kode i SVAR, KILDE, KLASSE
    skal antall(der feltet = koden) * 3 <= antall() + antall(der feltet er blank)
    ellers info "{feltet.navn} {koden} ({koden.etikett}): {antall(der feltet = koden)} av {antall()}."
"""
SOME_ROW = st.fixed_dictionaries(
    {
        "SVAR": st.sampled_from(["", "1", "2", "3"]),
        "KILDE": st.sampled_from(["", "01", "12", "9", " 9", "x"]),
        "KLASSE": st.sampled_from(["", "1", " 1", "01", "2", "02", "x"]),
    }
)


@cache
def both() -> tuple[Program, Program]:
    """Return the loop, and a control for each code."""
    written = ""
    for field in (layout().by_name[name] for name in ("SVAR", "KILDE", "KLASSE")):
        assert field.codes is not None
        for code, text in field.codes.codes.items():
            value = str(int(code)) if field.type == "heltall" else f'"{code}"'
            written += OUT.format(
                number=f"{100 + written.count('kontroll')}",
                field=field.name,
                value=value,
                quoted=value.replace('"', '\\"'),
                code=code,
                label=text or code,
            )
    return compiled(LOOP), compiled(written)


@settings(deadline=None)
@given(st.lists(SOME_ROW, min_size=1, max_size=8))
def test_it_says_what_a_control_for_each_code_would_have_said(rows: list[dict[str, str]]) -> None:
    loop, written = both()
    assert said(check(loop, rows)) == said(check(written, rows))

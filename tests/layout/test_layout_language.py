"""The layout language: what a layout file means, and that the printed form means the same."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Lark

import kostra_grammars
from kostra.diagnostics import Diagnostic, DiagnosticError, Source
from kostra.layout import load_layout, print_layout
from kostra.layout.model import CodeList, CodeListOrigin, Condition, Field, Layout, LineRules

FIXED = """\
# En prøve
filbeskrivelse 9X 2024 "Prøve på \\"fast\\" format"
format fast bredde 30
linjer enslig CR er linjeskift
linjer med bare blanke hoppes over
andre bredder 2023 29, 2025 32

KOMMUNE  1-4    tekst  rolle kommune  "Kommunenummer"  obligatorisk
AAR      5-6    tekst  rolle årgang   "Årgang"         # to siffer
FNR      7-17   tekst  sensitiv rolle fødselsnummer  "Fødselsnummer"
    obligatorisk når KJONN blant "1", "2"
    merknad "Elleve siffer"
KJONN    18     heltall  kodeliste KJØNN  "Kjønn"
DATO     19-24  dato ddmmåå               "Dato"  obligatorisk når KOMMUNE ≠ "0301"
BELØP    25–29  desimal 2  enhet "kr"     "Beløp"
REST     30     tekst  status antatt      "Resten"

kodeliste KJØNN
    "1" "Mann"  # ikke i bruk
"2" "Kvinne"
kodeliste LAND fra "land.csv" kolonne kode, navn pluss "99" "Uoppgitt"
"""

TABLE = """\
filbeskrivelse 9X 2024 "Prøve"
format tabell
NAVN tekst 20 "Navn" obligatorisk
FRITT tekst "Fritt"
FODT dato åååå-mm-dd "Født" obligatorisk når NAVN ikke blant "A", "B"
"""

FILES = {
    "land.csv": "navn;kode\r\nNorge;NO\r\n\r\nSverige;SE\r\n",
    "to.csv": "\ufeffkode;navn\n01;A\n02;B; med semikolon\n",
}


FNR_CONDITION = '  obligatorisk når KJONN blant "1", "2"  merknad "Elleve siffer"'


def load(text: str, files: Mapping[str, str] = FILES) -> Layout:
    return load_layout(Source.of("prøve.layout", text), files.get)


def test_a_fixed_width_layout() -> None:
    layout = load(FIXED)
    assert (layout.form, layout.year, layout.title) == ("9X", 2024, 'Prøve på "fast" format')
    assert (layout.format, layout.width) == ("fast", 30)
    assert layout.line_rules == LineRules(lone_cr=True, skip_blank=True)
    assert layout.other_widths == {2023: 29, 2025: 32}
    kommune, _, fnr, kjonn, dato, belop, rest = layout.fields
    sexes = CodeList("KJØNN", {"1": "Mann", "2": "Kvinne"})
    assert kommune == Field("KOMMUNE", "tekst", "Kommunenummer", 1, 4, 4, mandatory=True, role="kommune")
    assert fnr == Field(
        "FNR",
        "tekst",
        "Fødselsnummer",
        7,
        17,
        11,
        mandatory=True,
        mandatory_when=Condition("KJONN", ("1", "2")),
        sensitive=True,
        role="fødselsnummer",
        note="Elleve siffer",
    )
    assert kjonn == Field("KJONN", "heltall", "Kjønn", 18, 18, 1, codes=sexes)
    assert dato.date_pattern == "ddmmåå"
    assert dato.mandatory_when == Condition("KOMMUNE", ("0301",), negated=True)
    assert (belop.start, belop.end, belop.type, belop.decimals, belop.unit) == (25, 29, "desimal", 2, "kr")
    assert (rest.status, rest.positions, belop.positions) == ("antatt", "30", "25–29")


def test_a_table_layout_has_columns_without_positions() -> None:
    layout = load(TABLE)
    assert (layout.format, layout.width) == ("tabell", None)
    assert [(f.name, f.start, f.width) for f in layout.fields] == [
        ("NAVN", None, 20),
        ("FRITT", None, None),
        ("FODT", None, None),
    ]
    assert layout.fields[2].mandatory_when == Condition("NAVN", ("A", "B"), negated=True)


def test_a_code_list_from_a_file_knows_where_it_came_from() -> None:
    land = load(FIXED).code_lists["LAND"]
    assert list(land.codes.items()) == [("NO", "Norge"), ("SE", "Sverige"), ("99", "Uoppgitt")]
    assert land.origin == CodeListOrigin("land.csv", ("kode", "navn"), (("99", "Uoppgitt"),))


def test_a_code_list_from_a_file_takes_the_first_two_columns() -> None:
    text = 'filbeskrivelse 9X 2024 "P"\nformat tabell\nA tekst kodeliste TO "A"\nkodeliste TO fra "to.csv"\n'
    assert load(text).fields[0].codes == CodeList("TO", {"01": "A", "02": "B"})


def test_a_byte_order_mark_and_windows_line_ends_make_no_difference() -> None:
    assert load("\ufeff" + FIXED.replace("\n", "\r\n")) == load(FIXED)


@pytest.mark.parametrize("text", [FIXED, TABLE])
def test_the_printed_form_is_canonical(text: str) -> None:
    layout = load(text)
    printed = print_layout(layout)
    assert load(printed) == layout
    assert print_layout(load(printed)) == printed


def test_the_printed_form_is_laid_out_in_columns() -> None:
    assert print_layout(load(FIXED)).splitlines() == [
        'filbeskrivelse 9X 2024 "Prøve på \\"fast\\" format"',
        "format fast bredde 30",
        "linjer enslig CR er linjeskift",
        "linjer med bare blanke hoppes over",
        "andre bredder 2023 29, 2025 32",
        "",
        'KOMMUNE  1-4    tekst        rolle kommune                  "Kommunenummer"  obligatorisk',
        'AAR      5-6    tekst        rolle årgang                   "Årgang"',
        f'FNR      7-17   tekst        rolle fødselsnummer  sensitiv  "Fødselsnummer"{FNR_CONDITION}',
        'KJONN    18     heltall      kodeliste KJØNN                "Kjønn"',
        'DATO     19-24  dato ddmmåå                                 "Dato"  obligatorisk når KOMMUNE ≠ "0301"',
        'BELØP    25-29  desimal 2    enhet "kr"                     "Beløp"',
        'REST     30     tekst        status antatt                  "Resten"',
        "",
        "kodeliste KJØNN",
        '    "1" "Mann"',
        '    "2" "Kvinne"',
        'kodeliste LAND fra "land.csv" kolonne kode, navn pluss "99" "Uoppgitt"',
    ]


def test_a_layout_file_can_be_parsed_whole_by_other_programs() -> None:
    grammar = Lark(kostra_grammars.text("layout"), parser="lalr", start="start")
    kinds = [child.data for child in grammar.parse(FIXED).children]  # type: ignore[union-attr]
    assert kinds.count("field") == len(load(FIXED).fields)
    assert kinds[:5] == ["header", "fixed_format", "lone_cr", "skip_blank", "other_widths"]
    assert kinds[-2:] == ["listed_codes", "imported_codes"]


def test_lark_is_not_loaded_before_something_is_parsed() -> None:
    code = "import sys, kostra.layout, kostra.layout.export; sys.exit('lark' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# ── Any layout can be printed and read back ──────────────────────────────────────────────────────────────────────────

NAMES = st.from_regex(r"[A-ZÆØÅ][A-ZÆØÅ0-9_]{0,8}", fullmatch=True).filter(lambda name: name != "CR")
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12).map(
    lambda text: Source.of("", text).text
)
CODES = st.from_regex(r"[0-9]{1,2}", fullmatch=True)


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    names = draw(st.lists(NAMES, min_size=1, max_size=6, unique=True))
    lists = {
        name: CodeList(name, codes)
        for name, codes in draw(
            st.dictionaries(NAMES, st.dictionaries(CODES, TEXTS, min_size=1, max_size=3), max_size=3)
        ).items()
    }
    fixed = draw(st.booleans())
    fields: list[Field] = []
    end = 0
    for name in names:
        codes = draw(st.none() | st.sampled_from(sorted(lists))) if lists else None
        kind = "tekst" if codes else draw(st.sampled_from(["tekst", "heltall", "desimal", "dato"]))
        width = 6 if kind == "dato" else draw(st.integers(2, 9))
        other = draw(st.none() | st.sampled_from(names))
        condition = (
            Condition(other, tuple(draw(st.lists(st.just(""), min_size=1, max_size=2))), draw(st.booleans()))
            if other not in (None, name)
            else None
        )
        fields.append(
            Field(
                name,
                kind,  # type: ignore[arg-type]
                draw(TEXTS),
                end + 1 if fixed else None,
                end + width if fixed else None,
                width if fixed or kind == "tekst" else None,
                "ddmmåå" if kind == "dato" else None,
                draw(st.none() | st.integers(0, 9)) if kind == "desimal" else None,
                lists[codes] if codes else None,
                condition is not None or draw(st.booleans()),
                condition,
                draw(st.booleans()),
                None,
                draw(st.none() | TEXTS),
                draw(st.sampled_from(["kjent", "antatt"])),
                draw(TEXTS),
            )
        )
        end += width
    return Layout("9X", 2024, draw(TEXTS), "fast" if fixed else "tabell", tuple(fields), end if fixed else None, lists)


@settings(deadline=None)
@given(layouts())
def test_printing_and_loading_gives_the_same_layout(layout: Layout) -> None:
    printed = print_layout(layout)
    assert load(printed) == layout
    assert print_layout(load(printed)) == printed


PIECES = st.sampled_from([*'"\\# \n\t,=-≠', "A", "1", "\nA tekst ", "når ", "kodeliste ", "format ", "\x85", "\ufeff"])


def load_or_faults(source: Source) -> tuple[Layout | None, tuple[Diagnostic, ...]]:
    try:
        return load_layout(source, FILES.get), ()
    except DiagnosticError as error:
        return None, error.diagnostics


@settings(deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_a_layout_or_a_list_of_faults(text: str) -> None:
    source = Source.of("x.layout", 'filbeskrivelse 9X 2024 "P"\nformat tabell\nA tekst "A"\n' + text)
    layout, faults = load_or_faults(source)
    assert bool(faults) is (layout is None)
    assert all(fault.message and 1 <= fault.span.line <= source.text.count("\n") + 1 for fault in faults)

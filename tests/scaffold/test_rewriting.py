"""Each file of a pack for another year: what is changed, what stays, and what somebody is told to look at."""

from __future__ import annotations

from kostra.layout.model import Field, Layout
from kostra.scaffold.example_files import example_for_year
from kostra.scaffold.layout_year import layout_for_year
from kostra.scaffold.module_year import module_for_year
from kostra.scaffold.rows import Move
from kostra.scaffold.rules_year import rules_for_year

FIXED = Layout(
    "9Z",
    2030,
    "Prøveskjema",
    "fast",
    (
        Field("KODE", "tekst", "Kode", start=1, end=2, width=2),
        Field("AAR", "tekst", "Årgang", start=3, end=4, width=2, role="årgang"),
        Field("DATO", "dato", "Vedtak", start=5, end=12, width=8, date_pattern="ddmmåååå"),
    ),
    width=12,
)
MOVE = Move(2030, 2031, 5)


def none(name: str) -> bool:
    return False


def test_the_layout_gets_the_year_and_remembers_the_old_width() -> None:
    text = 'filbeskrivelse 9Z 2030 "Prøve"\nformat fast bredde 12\n\nA  1-12  tekst  "Hva skjedde i 2030?"\n'
    new = layout_for_year(text, FIXED, 2031, none)
    assert new.text.split("\n")[:3] == [
        'filbeskrivelse 9Z 2031 "Prøve"',
        "format fast bredde 12",
        "andre bredder 2030 12",
    ]
    assert '"Hva skjedde i 2031?"' in new.text
    assert new.remarks == ((5, "teksten nevnte 2030 og nevner nå 2031"),)


def test_known_widths_are_kept_and_the_new_year_is_not_among_them() -> None:
    text = 'filbeskrivelse 9Z 2030 "Prøve"\nformat fast bredde 12\nandre bredder 2029 11, 2031 13  # kilde\n'
    assert "andre bredder 2029 11, 2030 12  # kilde\n" in layout_for_year(text, FIXED, 2031, none).text


def test_a_list_is_taken_for_the_new_year_only_when_it_is_there() -> None:
    text = 'kodeliste STEDER fra "steder_2030.csv"'
    kept = layout_for_year(text, FIXED, 2031, none)
    assert kept.text == text
    assert kept.remarks == ((1, "bruker steder_2030.csv; steder_2031.csv finnes ikke ennå"),)
    assert layout_for_year(text, FIXED, 2031, lambda name: name == "steder_2031.csv").text == (
        'kodeliste STEDER fra "steder_2031.csv"'
    )


RULES = """regelsett 9Z 2030 "Prøve"

# Slik er det i 2030.
konstant GRENSE = 2030

kontroll 001 "Datoen er i året"
    skal år(DATO) = 2030
    ellers feil "Nei."
    kilde "Brevet for 2030"
    godta AAR = "30", DATO = "01022030"
    godta $årgang = 2030, DATO = dato(2030, 1, 2)
    avvis DATO = "01022029", KODE = "30"
"""


def test_examples_are_moved_and_conditions_are_left_to_people() -> None:
    new = rules_for_year(RULES, FIXED, MOVE, none)
    assert new.text.startswith('regelsett 9Z 2031 "Prøve"')
    assert '    godta AAR = "31", DATO = "01022031"\n' in new.text
    assert "    godta $årgang = 2031, DATO = dato(2031, 1, 2)\n" in new.text
    assert '    avvis DATO = "01022030", KODE = "30"\n' in new.text
    assert "    skal år(DATO) = 2030\n" in new.text
    assert set(new.remarks) == {
        (3, "kommentaren nevner 2030"),
        (4, "gjelder GRENSE = 2030 fortsatt?"),
        (4, "linjen nevner 2030"),
        (7, "linjen nevner 2030"),
        (9, "kilden nevner 2030"),
    }


MODULE = '''"""Form 9Z for 2030 (Økonomi)."""

from __future__ import annotations

from datetime import date

from kostra.api import Deadlines, Skjema, hookimpl


@hookimpl
def kostra_skjema() -> Skjema:
    """Return form 9Z for 2030."""
    return Skjema.of_package(
        __name__,
        title="Økonomi",
        deadlines=Deadlines(
            due=date(2031, 1, 16),
            source="Brevet for 2030",
        ),
        argang=2030,
    )
'''


def test_deadlines_are_taken_out_with_what_only_they_needed() -> None:
    new = module_for_year(MODULE, 2030, 2031, "pakke_2030", "pakke_2031")
    compile(new.text, "ny", "exec")
    assert "2030" not in new.text
    assert "from kostra.api import Skjema, hookimpl\n" in new.text
    assert "import date" not in new.text
    assert "\n\n\n\n" not in new.text
    ((line, remark),) = new.remarks
    assert remark == "frister for 2031 mangler"
    assert "deadlines" in new.text.split("\n")[line - 1]


def test_an_example_file_keeps_everything_but_its_years() -> None:
    data = "Å 3001022030\r\nÅ30kort\n\nÅÅ2901022029".encode("iso-8859-1")
    moved = example_for_year("feil.dat", data, FIXED, MOVE)
    # The second line is too short for its year to be told, and stays.
    assert moved == "Å 3101022031\r\nÅ30kort\n\nÅÅ3001022030".encode("iso-8859-1")


def test_a_table_keeps_its_quotes_and_line_ends() -> None:
    table = Layout("9Z", 2030, "Prøve", "tabell", FIXED.fields)
    data = b'KODE;AAR;DATO\r\n"a;b";30;15022030\r\n\r\n"x";;\r\n'
    assert example_for_year("gyldig.csv", data, table, MOVE) == (b'KODE;AAR;DATO\r\n"a;b";31;15022031\r\n\r\n"x";;\r\n')
    assert example_for_year("gyldig.xlsx", data, table, MOVE) is None

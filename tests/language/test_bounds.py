"""Rule files and file descriptions that are out to fill the memory or the day: each ends in faults that can be read."""

from __future__ import annotations

import pytest
from tests.language.test_semantic_diagnostics import FIXTURES, resolve

from kostra.diagnostics import DiagnosticError, Source
from kostra.language.compile import Compiled, compile_rules
from kostra.layout import load_layout
from kostra.layout.model import Layout

HEAD = 'regelsett PRV 2022 "Prøve"\n'


@pytest.fixture(scope="module")
def layout() -> Layout:
    file = FIXTURES / "prove.layout"
    return load_layout(Source.of(file.name, file.read_text(encoding="utf-8")), resolve)


def compiled(layout: Layout, text: str) -> Compiled | None:
    return compile_rules(Source.of("f.regler", HEAD + text), layout, resolve)


def condition(text: str) -> str:
    return f'kontroll 001 "A"\n    når {text}\n    gir feil "x"\n'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (condition("(" * 100_000 + 'KJONN = "1"' + ")" * 100_000), "for-dypt"),
        (condition("ikke " * 50_000 + 'KJONN = "1"'), "for-dypt"),
        (condition("-" * 50_000 + "1 = ANTBARN"), "for-dypt"),
        (condition("1" + " + 1" * 50_000 + " = ANTBARN"), "for-dypt"),
        (condition('KJONN = "1"' + ' og KJONN = "1"' * 20_000), "for-dypt"),
        (condition("sum(" * 20_000 + "1" + ")" * 20_000 + " = 1"), "for-dypt"),
        (condition("ANTBARN = " + "9" * 900_000), "for-langt-tall"),
        (condition(f'MERKNAD = "{"x" * 10_000_000}"'), "for-stor-fil"),
        ("#" * 10_000_000, "for-stor-fil"),
    ],
    ids=["parenteser", "ikke", "minus", "pluss", "og", "kall", "tall", "tekst", "kommentar"],
)
def test_the_fault_is_told_in_a_few_words(layout: Layout, text: str, code: str) -> None:
    with pytest.raises(DiagnosticError) as error:
        compiled(layout, text)
    assert [fault.code for fault in error.value.diagnostics] == [code]
    assert len(str(error.value)) < 1000


def test_thousands_of_faults_on_a_line_do_not_show_it_thousands_of_times(layout: Layout) -> None:
    codes = ", ".join(f'"{number % 7 + 3}"' for number in range(5_000))
    with pytest.raises(DiagnosticError) as error:
        compiled(layout, condition(f"KJONN blant {codes}"))
    assert error.value.diagnostics[-1].message == "… og det er flere (feil)."
    assert len(str(error.value)) < 300_000


def test_many_warnings_hide_no_error(layout: Layout) -> None:
    doubtful = "".join(f'kontroll {n:03} "A"\n    når ikke ANTBARN > {n % 90}\n    gir feil "x"\n' for n in range(1000))
    more = "".join(f'kontroll {n:03}B "A"\n    når ikke ANTBARN > {n % 90}\n    gir feil "x"\n' for n in range(100))
    with pytest.raises(DiagnosticError) as error:
        compiled(layout, doubtful + more + condition("FINNES_IKKE = 1").replace("001", "900C"))
    assert [fault.code for fault in error.value.diagnostics] == ["ukjent-felt"]


def test_thousands_of_controls_are_as_good_as_ten(layout: Layout) -> None:
    ids = [f"{n:03}{letter}" for letter in "ABC" for n in range(1000)]
    text = "".join(f'kontroll {one} "A" når ANTBARN = 9 gir feil "x"\n' for one in ids)
    made = compiled(layout, text)
    assert made is not None
    assert len(made.program.controls) == len(ids)


def test_a_control_of_hundreds_of_sentences_is_refused_at_once(layout: Layout) -> None:
    sentences = "".join(f'    når ANTBARN = {n % 90} gir feil "x"\n' for n in range(500))
    with pytest.raises(DiagnosticError) as error:
        compiled(layout, f'kontroll 001 "A"\n    for hvert felt\n{sentences}')
    (fault,) = error.value.diagnostics
    assert (fault.code, fault.message) == ("for-mange-setninger", "Kontrollen har 500 setninger.")


def test_controls_that_repeat_themselves_for_every_field_have_a_limit_in_all(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kostra.language.composition._MOST_IN_ALL", 10 * len(layout.fields))
    sentence = '    når feltet er bare nuller gir feil "x"\n'
    assert compiled(layout, "".join(f'kontroll {n:03} "A"\n    for hvert felt\n{sentence}' for n in range(10)))
    text = "".join(f'kontroll {n:03} "A"\n    for hvert felt\n{sentence}' for n in range(20))
    with pytest.raises(DiagnosticError) as error:
        compiled(layout, text)
    (fault,) = error.value.diagnostics
    assert (fault.code, fault.control or fault.source_line) == ("for-mange-setninger", 'kontroll 010 "A"')


def test_modules_that_take_each_other_in_a_circle_are_no_trap(layout: Layout) -> None:
    modules = {
        "a.regler": 'modul a\nbruk b (001)\nkontroll 002 "A" når ANTBARN = 1 gir feil "x"\n',
        "b.regler": "modul b\nbruk a (001)\n",
    }
    source = Source.of("f.regler", HEAD + "bruk a (001)\n")
    with pytest.raises(DiagnosticError) as error:
        compile_rules(source, layout, lambda name: modules.get(name))
    assert [fault.code for fault in error.value.diagnostics] == ["ikke-i-modulen"]


def test_a_code_list_that_is_far_longer_than_any(layout: Layout) -> None:
    codes = "kode;navn\n" + "".join(f"{number};x\n" for number in range(200_000))
    text = HEAD + 'kodeliste STOR fra "stor.csv"\n' + condition("JOURNALNR blant STOR")
    made = compile_rules(Source.of("f.regler", text), layout, lambda name: codes)
    assert made is not None
    assert len(next(one for one in made.program.code_lists if one.name == "STOR").codes) == 200_000


def test_a_file_description_of_ten_megabytes_is_refused() -> None:
    with pytest.raises(DiagnosticError, match=r"\[for-stor-fil\]"):
        load_layout(Source.of("f.layout", 'A tekst "A"\n' * 1_000_000), resolve)

"""House rules stand beside the official rules: nothing in them changes, stops, silences or replaces one of those."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.toy import IDS, Toy, official, outcomes, row

from kostra.api.errors import ArgumentError, KostraError
from kostra.api.report import Outcome, Severity
from kostra.cli.run import run

ROWS = (
    row("77", IDS[0], "1", "600"),
    row("78", IDS[1], "9", "100"),
    row("78", IDS[2], "2", "900", "x"),
    row("79", IDS[3], "", "250"),
)


def house(body: str, targets: str = "9Z", name: str = "senja") -> str:
    return f'husregler {name} "Egne" for {targets}\n\n{body}'


ONE = 'kontroll 001 "A"\n    når KILDE = "1"\n    gir info "A."\n'
OTHER = 'kontroll 002 "B"\n    når KILDE = "1"\n    gir info "B."\n'

HOSTILE = {
    "the number of an official control": """
kontroll 010 "Min egen"
    når KILDE = "1"
    gir feil "Nei."
""",
    "a finding on every field that an official one yields for": """
kontroll 001 "Peker på alt"
    når JOURNAL er utfylt
    gir feil "Her."
    felt BELØP, KILDE, JOURNAL
""",
    "yielding to official ones": """
kontroll 002 "Viker"
    når BELØP > 0
    gir feil "Her."
    viker
""",
    "names that the rule set uses": """
feltgruppe BELØPENE = BELØP
konstant GRENSE = 1
kontroll 020 "Høyt beløp"
    når sum(BELØPENE) > GRENSE
    gir info "Her."
statistikk "Beløp"
    "Sum" sum(BELØP der KILDE = "1")
""",
    "the whole file": """
kontroll 040 "Mange"
    for filen
    skal antall() = 0
    ellers feil "Det er {antall()}."
""",
}


def test_every_official_control_has_something_to_say_of_these_rows(toy: Toy) -> None:
    assert {finding.control for finding in toy.check(*ROWS).findings} == {"010", "020", "021", "030", "040"}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_official_part_of_the_report_is_the_same_with_house_rules(toy: Toy, body: str) -> None:
    alone = toy.check(*ROWS)
    together = toy.check(*ROWS, husregler=[toy.house(house(body))])
    assert official(together) == official(alone)
    assert together.statistics[: len(alone.statistics)] == alone.statistics
    assert any(control.house_rule for control in together.controls)


def test_findings_of_house_rules_carry_their_name_and_do_not_decide(toy: Toy) -> None:
    report = toy.check(row(), husregler=[toy.house(house(HOSTILE["the number of an official control"]), "egne.regler")])
    (finding,) = report.findings
    assert (finding.control, finding.origin, finding.house_rule) == ("senja/010", "egne.regler", True)
    assert (report.may_submit, report.house_rules_ok) == (True, False)
    assert report.count(Severity.FEIL) == 0


def test_statistics_of_house_rules_are_told_from_official_ones_of_the_same_name(toy: Toy) -> None:
    report = toy.check(*ROWS, husregler=[toy.house(house(HOSTILE["names that the rule set uses"]))])
    assert [(t.title, t.rows) for t in report.statistics] == [
        ("Beløp", (("Sum", 1850),)),
        ("Beløp (senja)", (("Sum", 600),)),
    ]


def test_a_record_that_cannot_be_read_stops_house_rules_as_well(toy: Toy) -> None:
    report = toy.check("5530", husregler=[toy.house(house(HOSTILE["the whole file"]))])
    assert [finding.control for finding in report.findings] == ["001"]
    assert outcomes(report) == {"senja/040": "Kontroll 001 har funn, og da kjøres ikke de andre."}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('erstatt kontroll 010 "Min"\n    når KILDE = "1"\n    gir info "Nei."', "de offisielle kan de ikke endre"),
        ('filkontroll 000 fatal "Min"', "Husregler kan ikke ha filkontroller"),
        ('filkontroll 001 info "Min"', "Husregler kan ikke ha filkontroller"),
        ('kontroll 001 "Min"\n    når KILDE = "1"\n    gir fatal "Nei."', "«fatal» er bare for filkontroller"),
        (f"{ONE}{ONE}", "Kontroll 001 finnes allerede"),
        ("bruk stans (000)", "Husregler kan ikke ha filkontroller"),
        ('kodeliste KILDER fra "x.csv"', "KILDER er allerede en kodeliste"),
    ],
)
def test_what_house_rules_may_not_do_is_told_with_its_place(toy: Toy, body: str, said: str) -> None:
    toy.house('modul stans\nfilkontroll 000 fatal "Stans"\n', "stans.regler")
    toy.house("kode\n1\n", "x.csv")
    with pytest.raises(ArgumentError) as error:
        toy.check(row(), husregler=[toy.house(house(body), "egne.regler")])
    assert said in str(error.value)
    assert re.search(r"egne\.regler:[3-6]:[0-9]+: feil: ", str(error.value))


def test_two_files_with_one_name_and_one_number_are_an_error_that_names_both(toy: Toy) -> None:
    files = [toy.house(house(ONE), "a.regler"), toy.house(house(ONE), "b.regler")]
    with pytest.raises(ArgumentError, match=r"senja/001 står både i a\.regler og i b\.regler"):
        toy.check(row(), husregler=files)


def test_two_files_may_share_a_name_or_a_number(toy: Toy) -> None:
    files = [toy.house(house(ONE)), toy.house(house(OTHER)), toy.house(house(ONE, name="tromso"))]
    report = toy.check(row(), husregler=files)
    assert [finding.control for finding in report.findings] == ["senja/001", "senja/002", "tromso/001"]


# ── Plugins ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_plugin_brings_house_rules_without_being_named(toy: Toy) -> None:
    toy.plugin("nord", toy.house(house(ONE, name="nord")))
    report = toy.check(row())
    assert [(finding.control, finding.origin) for finding in report.findings] == [("nord/001", "hus-nord")]
    assert "Husregler fra hus-nord: Egne (nord)." in report.notes


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("RuleSource(Path('finnes_ikke.regler'))", "finnes_ikke.regler mangler"),
        ("RuleSource(Path('skrivefeil.regler'))", "skrivefeil.regler:3:"),
        ("RuleSource(Path('2040.regler'))", "er ikke husregler"),
        ("RuleSource('tekst')", "AttributeError"),
        ("RuleSource(None)", "AttributeError"),
    ],
)
def test_broken_house_rules_of_a_plugin_are_a_remark(toy: Toy, answer: str, said: str) -> None:
    toy.house(house("kontroll 001\n"), "skrivefeil.regler")
    toy.plugin("nord", answer)
    toy.plugin("vest", toy.house(house(ONE, name="vest")))
    report = toy.check(row())
    (note,) = [note for note in report.notes if "er ikke brukt" in note]
    assert note.startswith("Husreglene fra hus-nord er ikke brukt.")
    assert said in note
    assert outcomes(report) == {"vest/001": "funn"}
    assert report.may_submit


def test_of_two_plugins_with_one_name_and_number_the_first_is_used(toy: Toy) -> None:
    toy.plugin("a", toy.house(house(ONE)))
    toy.plugin("b", toy.house(house(ONE)))
    report = toy.check(row())
    assert [finding.origin for finding in report.findings] == ["hus-a"]
    assert any("senja/001 står både i hus-a og i hus-b" in note for note in report.notes)


def test_a_crash_in_a_house_rule_does_not_touch_the_verdict(toy: Toy) -> None:
    rules = house('kontroll 001 "Brak"\n    når brak(KILDE) = "x"\n    gir feil "Nei."\n' + OTHER, name="nord")
    functions = "[PluginFunction('brak', ('tekst',), 'tekst', lambda x: 1 / 0)]"
    toy.plugin("nord", toy.house(rules), kostra_funksjoner=functions)
    report = toy.check(*ROWS[:1])
    crashed, fine = (control for control in report.controls if control.house_rule)
    assert (crashed.id, crashed.outcome) == ("nord/001", Outcome.CRASHED)
    assert "linje 3" in crashed.reason
    assert (fine.outcome, report.crashed, report.may_submit, report.house_rules_ok) == (
        Outcome.FOUND,
        False,
        True,
        False,
    )


def test_a_list_of_a_plugin_does_not_take_the_place_of_an_official_one(toy: Toy) -> None:
    toy.plugin("nord", "None", kostra_kodelister="[CodeList('KILDER', {'9': 'Alt er lov'})]")
    report = toy.check(row(source="9"))
    assert [finding.control for finding in report.findings] == ["010"]


# ── Forms and years ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("targets", "years"),
    [
        ("9Z", [2040, 2041]),
        ("9Z 2040", [2040]),
        ("9Z 2041 til 2050", [2041]),
        ("8, 9Z", [2040, 2041]),
        ("9ZZ", [2040, 2041]),
        ("8", []),
    ],
)
def test_house_rules_are_for_the_forms_and_years_they_name(toy: Toy, targets: str, years: list[int]) -> None:
    file = toy.house(house(ONE, targets), "egne.regler")
    reports = {year: toy.check(row(year=year), year=year, husregler=[file]) for year in (2040, 2041)}
    assert [year for year, report in reports.items() if report.house_rules_ok is not None] == years
    for year, report in reports.items():
        assert (f"Husreglene i egne.regler gjelder ikke 9Z {year}." in report.notes) == (year not in years)


@pytest.mark.parametrize(
    "body",
    [
        'kontroll 001 "A"\n    når MERKNAD = "x"\n    gir feil "A."',
        'kontroll 001 "A"\n    når KILDE = "1"\n    gir feil "{MERKNAD}"',
        'kontroll 001 "A"\n    når KILDE = "1"\n    gir feil "A."\n    felt MERKNAD',
        'kontroll 001 "A"\n    for hver gruppe MERKNAD\n    skal antall() = 0\n    ellers feil "A."',
        'feltgruppe G = KILDE, MERKNAD\nkontroll 001 "A"\n    når noen av G er utfylt\n    gir feil "A."',
        'feltgruppe G = BELØP .. MERKNAD\nkontroll 001 "A"\n    for hvert felt i G når feltet er utfylt gir feil "A."',
        'feltgruppe G = MERKNAD\nkontroll 001 "A"\n    når antall_utfylt(G) > 0\n    gir feil "A."',
    ],
)
def test_a_field_that_a_year_lacks_means_not_run_whatever_way_it_is_used(toy: Toy, body: str) -> None:
    file = toy.house(house(body))
    report = toy.check(row(note="x"), husregler=[file])
    assert outcomes(report) == {"senja/001": "funn"}
    report = toy.check(row(note="x", year=2041), year=2041, husregler=[file])
    assert outcomes(report) == {"senja/001": "Feltet MERKNAD finnes ikke i 9Z 2041."}
    assert report.house_rules_ok is True


def test_a_table_that_a_year_has_no_fields_for_is_told(toy: Toy) -> None:
    file = toy.house(house('statistikk "Merknader"\n    "Antall" antall(der MERKNAD er utfylt)'), "egne.regler")
    assert toy.check(row(note="x"), husregler=[file]).statistics[-1].rows == (("Antall", 1),)
    report = toy.check(row(year=2041), year=2041, husregler=[file])
    assert [table.title for table in report.statistics] == ["Beløp"]
    assert any("«Merknader» er utelatt: Feltet MERKNAD finnes ikke i 9Z 2041" in note for note in report.notes)


# ── Parameters ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "sentence", "value"),
    [
        ("heltall", 'når BELØP > P gir feil "{P}"', 599),
        ("desimal", 'når BELØP > P gir feil "{P}"', 599),
        ("tekst", 'når KILDE = P gir feil "{P}"', "1"),
        ("liste", 'når KILDE blant P gir feil "A."', ["1", "2"]),
        ("alvor", 'når KILDE = "1" gir P "A."', "feil"),
    ],
)
def test_a_parameter_gets_its_value_from_outside(toy: Toy, kind: str, sentence: str, value: object) -> None:
    body = f'parameter P: {kind}\nkontroll 001 "A"\n    {sentence}\n{OTHER}'
    file = toy.house(house(body))
    given = toy.check(row(amount="600"), husregler=[file], husregelverdier={"senja": {"P": value}})
    found = {f.control: f.severity for f in given.findings if f.house_rule}
    assert found == {"senja/001": Severity.FEIL, "senja/002": Severity.INFO}
    without = toy.check(row(amount="600"), husregler=[file])
    assert outcomes(without) == {"senja/001": "P er ikke gitt noen verdi (i kostra.toml).", "senja/002": "funn"}


def test_a_parameter_may_be_handed_on_to_a_module(toy: Toy) -> None:
    toy.house(
        'modul felles\nparameter GRENSE: heltall\nkontroll 001 "A"\n    når BELØP > GRENSE\n    gir feil "A."',
        "felles.regler",
    )
    file = toy.house(house("parameter P: heltall\nbruk felles (001)\n    med GRENSE = P"))
    given = toy.check(row(amount="400"), husregler=[file], husregelverdier={"senja": {"P": 5}})
    assert outcomes(given) == {"senja/001": "funn"}
    assert "ikke gitt noen verdi" in outcomes(toy.check(row(), husregler=[file]))["senja/001"]


@pytest.mark.parametrize(
    ("body", "values", "said"),
    [
        ("parameter P: heltall", {"P": "fem"}, 'skal være et heltall, men har fått "fem"'),
        ("parameter P: heltall", {"P": True}, "skal være et heltall"),
        ("parameter P: liste", {"P": []}, "skal være en liste"),
        ("parameter P: alvor", {"P": "fatal"}, 'skal være "feil", "advarsel" eller "info"'),
        ("parameter P: feltgruppe", {}, "kan ikke være av typen feltgruppe"),
        ("parameter KILDE: heltall", {}, "KILDE er allerede et felt"),
        ("parameter P: heltall\nparameter P: tekst", {}, "P er allerede en parameter"),
        ("parameter GRENSE: heltall", {"GRENS": 1}, "Husreglene «senja» har ingen parameter GRENS. Mente du GRENSE?"),
    ],
)
def test_wrong_parameters_and_values(toy: Toy, body: str, values: dict[str, object], said: str) -> None:
    with pytest.raises(ArgumentError) as error:
        toy.check(row(), husregler=[toy.house(house(body))], husregelverdier={"senja": values})
    assert said in str(error.value)


def test_values_for_nobody_are_told_but_not_those_for_house_rules_of_another_form(toy: Toy) -> None:
    file = toy.house(house("parameter P: heltall", "8"))
    report = toy.check(row(), husregler=[file], husregelverdier={"senja": {"P": 1}, "sennja": {"P": 1}})
    assert [note for note in report.notes if "er ikke brukt" in note] == [
        "Verdiene for husreglene «sennja» er ikke brukt: ingen husregler heter det."
    ]


def test_a_missing_file_ends_the_check(toy: Toy) -> None:
    with pytest.raises(KostraError, match=r"borte\.regler mangler"):
        toy.check(row(), husregler=[Path("borte.regler")])


# ── The command line ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_broken_file_beside_the_settings_ends_with_code_2_and_shows_every_fault(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    (toy.folder / "kostra.toml").touch()
    (toy.folder / "husregler").mkdir()
    fault = 'kontroll {0} "A"\n    når KILDE = 1\n    gir info "A."\n'
    toy.house(house(fault.format("001") + fault.format("002")), "husregler/egne.regler")
    toy.file(row())
    code = run(["check", "--skjema", "9Z", "--argang", "2040", "fil.dat"])
    written = capsys.readouterr()
    assert (code, written.out) == (2, "")
    assert "egne.regler:4:" in written.err
    assert "egne.regler:7:" in written.err
    assert "Skriv" in written.err


def test_strict_runs_ask_for_house_rules_as_well(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    toy.house(house(HOSTILE["the number of an official control"]), "egne.regler")
    toy.file(row())
    command = ["check", "--skjema", "9Z", "--argang", "2040", "fil.dat", "--husregler", "egne.regler"]
    assert run(command) == 0
    assert "Funn fra husregler" in capsys.readouterr().out
    assert run([*command, "--streng"]) == 1

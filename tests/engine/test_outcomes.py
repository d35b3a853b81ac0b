"""Every control ends in exactly one outcome, and one that fails takes nothing with it."""

from __future__ import annotations

import pytest
from tests.engine.small_programs import (
    LAYOUT,
    TRUE,
    VALID,
    check,
    control,
    messages,
    outcomes,
    program,
    rows_of,
    sentence,
    text,
    value,
    whole,
)

from kostra.api.functions import PluginFunction
from kostra.api.report import Outcome
from kostra.language import program as p

MAN = p.Compare("=", value("KJØNN"), text("1"))


def test_findings_carry_case_place_and_advice() -> None:
    one = control("016", sentence(MAN, "Kjønn er ", p.ShowField("KJØNN"), at=("KJØNN", "BARN")), fix="Rett det.")
    rows = rows_of({"KJØNN": "2"}, {"KJØNN": "1", "BARN": " 3", "JOURNAL": "J 7", "ANSVARLIG": "Kari", "FNR": VALID})
    (finding,) = check(program(one), rows, origins={"": "kostra-skjema-x"}).findings
    assert (finding.control, finding.title, finding.message, finding.fix) == (
        "016",
        "Kontroll 016",
        "Kjønn er 1",
        "Rett det.",
    )
    assert (finding.file, finding.lines, finding.record) == ("fil.dat", (2,), 1)
    assert (finding.journal_number, finding.caseworker, finding.origin) == ("J 7", "Kari", "kostra-skjema-x")
    assert [(f.name, f.start, f.end, f.value, f.label) for f in finding.fields] == [
        ("KJØNN", 36, 36, "1", "Kjønn"),
        ("BARN", 37, 38, "3", "Antall barn"),
    ]


def test_the_first_sentence_that_fires_makes_the_finding() -> None:
    one = control("001", sentence(MAN, "mann"), sentence(p.Filled(value("KJØNN")), "utfylt"))
    assert messages(check(program(one), rows_of({"KJØNN": "1"}, {"KJØNN": "2"}, {}))) == ["mann", "utfylt"]


def test_findings_are_sorted_by_row_then_control_with_whole_file_findings_first() -> None:
    whole_file = control("003", sentence(TRUE, "fil"), scope=p.FileScope())
    rules = program(control("001", sentence(MAN, "a")), control("002", sentence(TRUE, "b")), whole_file)
    result = check(rules, rows_of({"KJØNN": "1"}, {"KJØNN": "1"}), chunk_size=1)
    assert messages(result) == ["fil", "a", "b", "a", "b"]
    assert [c.count for c in result.controls] == [2, 2, 1]


def test_a_parameter_that_is_not_given_keeps_the_control_from_being_run() -> None:
    rule = control("900", sentence(p.Compare("≠", p.Param("antall", "heltall"), whole(2))), parameters=("antall",))
    reasons = {"antall": "Antall er ikke oppgitt (--antall)."}
    (left_out,) = check(program(rule), rows_of({}), missing_reasons=reasons).controls
    assert (left_out.outcome, left_out.reason) == (Outcome.NOT_RUN, "Antall er ikke oppgitt (--antall).")
    assert outcomes(check(program(rule), rows_of({}), parameters={"antall": 3})) == {"900": "funn"}


def test_asking_whether_a_parameter_is_given_does_not_need_it() -> None:
    rule = control("001", sentence(p.Not(p.Given("antall"))))
    assert outcomes(check(program(rule), rows_of({}))) == {"001": "funn"}
    assert outcomes(check(program(rule), rows_of({}), parameters={"antall": 0})) == {"001": "ok"}


def test_a_control_about_fields_that_a_year_lacks_says_why_it_is_not_run() -> None:
    rule = control(
        "001", sentence(p.Filled(p.FieldValue("NYTT", "tekst")), at=("NYTT",)), not_run="NYTT finnes ikke i 2024."
    )
    (left_out,) = check(program(rule), rows_of({})).controls
    assert (left_out.outcome, left_out.reason) == (Outcome.NOT_RUN, "NYTT finnes ikke i 2024.")


RATES = p.Table("SATSER", "statens satser", (("sats", "heltall"),), (p.TableRow("A", 0, 19999, (10,)),))


@pytest.mark.parametrize(
    ("key", "day", "reason"),
    [("A", 20000, "statens satser for 2024 er ikke kjent"), ("B", 100, "statens satser har ingen rad for B")],
)
def test_a_lookup_that_is_known_to_fail_keeps_the_control_from_being_run(key: str, day: int, reason: str) -> None:
    looked_up = p.LookupValue("SATSER", "sats", text(key), p.Const("dato", day), True, "heltall")
    rule = control("101", sentence(p.Compare("≠", value("BELØP"), looked_up)))
    (left_out,) = check(program(rule, tables=(RATES,)), rows_of({"BELØP": "11"})).controls
    assert (left_out.outcome, left_out.reason) == (Outcome.NOT_RUN, reason)


def test_a_lookup_by_something_in_the_row_is_missing_without_a_row_in_the_table() -> None:
    looked_up = p.LookupValue("SATSER", "sats", value("KOMMUNE"), p.Const("dato", 5), False, "heltall")
    rule = control("101", sentence(p.Compare("≠", value("BELØP"), looked_up), p.ShowValue(looked_up)))
    rows = rows_of({"BELØP": "11", "KOMMUNE": "A"}, {"BELØP": "11", "KOMMUNE": "B"}, {"BELØP": "10", "KOMMUNE": " A"})
    assert messages(check(program(rule, tables=(RATES,)), rows)) == ["10"]


def _fails_on_seven(number: int) -> bool:
    if number == 7:
        raise ValueError(f"hemmelig {number}")
    return True


SENSITIVE_TEXT = PluginFunction("kresen", ("heltall",), "sannhet", _fails_on_seven)


def test_a_crash_names_control_place_and_kind_but_nothing_of_the_data_and_drops_its_findings() -> None:
    crashing = control("002", sentence(p.Function("kresen", (value("BARN"),), "sannhet")))
    rules = program(control("001", sentence(TRUE)), crashing, control("003", sentence(TRUE)))
    rows = rows_of({"BARN": "1"}, {"BARN": "7"}, {"BARN": "2"})
    result = check(rules, rows, functions={"kresen": SENSITIVE_TEXT}, chunk_size=1)
    assert outcomes(result) == {"001": "funn", "002": "krasjet", "003": "funn"}
    assert result.controls[1].reason == "Kontroll 002 (prøve.regler, linje 5) stanset med en intern feil: ValueError."
    assert [finding.control for finding in result.findings] == ["001", "003"] * 3


@pytest.mark.parametrize("scope", [p.RowScope(), p.GroupScope((value("KJØNN"),), None), p.FileScope()])
def test_a_message_that_fails_is_a_crash_too(scope: p.RowScope | p.GroupScope | p.FileScope) -> None:
    broken = p.ShowValue(p.Function("finnes_ikke", (), "heltall"))
    rule = control("001", sentence(TRUE, broken), scope=scope)
    assert outcomes(check(program(rule), rows_of({}))) == {"001": "krasjet"}


def test_a_rule_about_an_unknown_field_crashes_alone() -> None:
    rules = program(control("001", sentence(TRUE, at=("NYTT",))), control("002", sentence(TRUE)))
    assert outcomes(check(rules, rows_of({}))) == {"001": "krasjet", "002": "funn"}


def test_house_rules_carry_their_namespace_and_are_told_apart() -> None:
    house = program(control("001", sentence(TRUE)), namespace="senja")
    result = check([program(control("001", sentence(TRUE))), house], rows_of({}), origins={"senja": "senja"})
    assert outcomes(result) == {"001": "funn", "senja/001": "funn"}
    assert [(f.control, f.house_rule, f.origin) for f in result.findings] == [
        ("001", False, ""),
        ("senja/001", True, "senja"),
    ]
    assert [c.house_rule for c in result.controls] == [False, True]


def test_progress_is_told_in_records() -> None:
    seen: list[tuple[int, int]] = []
    check(
        program(control("001", sentence(TRUE))),
        rows_of({}, {}, {}),
        rows_of({}, name="to.dat"),
        chunk_size=2,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(2, 4), (3, 4), (4, 4)]


def test_the_layout_of_these_tests_fits_its_width() -> None:
    assert LAYOUT.fields[-1].end == LAYOUT.width

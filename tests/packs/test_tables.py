"""What the packs for the table forms 7, 7B and 12 say of single answers: how they fit together, rates by year, Oslo."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from kostra.api import Report, check
from kostra.readers.input import Input

YEARS = (2022, 2023, 2024, 2025, 2026)
FORMS = ("7", "7B", "12")

CONTACT = {"SKJEMAANSVARLIG": "Kari Nordmann", "EPOST": "kari@example.com", "TELEFON": "12 34 56 78"}
ANSWERS = {
    "7": {"OKRAD_ARSVERK": "1,5", "OKRAD_SAKER": "40", "LIVSOPPHOLD_KOMMUNALT": "2"},
    "7B": {
        "PLAN": "1",
        "PLAN_UTLOPER": "31122030",
        "KRISESENTER": "Krisesenteret i nord",
        "KOSTNAD": "850000",
        "SAMARBEID": "1",
        "SAM_NAV": "1",
    },
    "12": {
        "FOLGER_STATLIGE": "2",
        "SATS_ENSLIG": "7000",
        "SATS_PAR": "11000",
        "INNGAR_MAT": "1",
        "INNGAR_KLAR": "1",
        "INNGAR_DAGLIGVARER": "1",
        "INNGAR_MEDIER": "1",
        "INNGAR_FRITID": "1",
        "INNGAR_REISE": "1",
        "BARNETRYGD_UTENFOR": "1",
        "BARNS_INNTEKT_UTENFOR": "1",
        "KONTANTSTOTTE_UTENFOR": "2",
    },
}
UNCHANGED: Mapping[str, str] = {}
RATES = ("SATS_ENSLIG", "SATS_PAR", "SATS_BOFELLESSKAP", "SATS_BARN_0_5", "SATS_BARN_6_10", "SATS_BARN_11_17")
STATE_RATES = {
    2022: ("6650", "11150", "5600", "3250", "3350", "4400"),
    2023: ("7550", "12600", "6350", "3700", "3800", "4950"),
    2024: ("7850", "13100", "6600", "3850", "3950", "5150"),
}
COVERED = [f"INNGAR_{what}" for what in ("MAT", "KLAR", "DAGLIGVARER", "MEDIER", "FRITID", "REISE")]


def row(form: str, year: int, changes: Mapping[str, str] = UNCHANGED) -> dict[str, str]:
    """Give a faultless row with some answers changed."""
    own = {"KOMMUNE_NR": "5421" if year < 2024 else "5530", "VERSION": str(year % 100)}
    return own | CONTACT | ANSWERS[form] | dict(changes)


def report(form: str, year: int, *rows: dict[str, str], **parameters: int) -> Report:
    """Check rows as JSON for the municipality of the first row."""
    data = Input.of_bytes("skjema.json", json.dumps(rows).encode())
    return check([data], skjema=form, argang=year, kommune=rows[0]["KOMMUNE_NR"], parametre=parameters)


def found(form: str, year: int, changes: Mapping[str, str], **parameters: int) -> dict[str, str]:
    """Give the severity of each control that finds something in one changed row."""
    result = report(form, year, row(form, year, changes), **parameters)
    assert not result.crashed
    return {finding.control: finding.severity.value for finding in result.findings}


def messages(form: str, year: int, control: str, changes: Mapping[str, str]) -> list[str]:
    """Give the messages of one control for one changed row."""
    result = report(form, year, row(form, year, changes))
    return [finding.message for finding in result.findings if finding.control == control]


def not_run(form: str, year: int) -> dict[str, str]:
    """Give the controls that are not run for a faultless row, and why."""
    controls = report(form, year, row(form, year)).controls
    return {control.id: control.reason for control in controls if control.outcome.value == "ikke kjørt"}


# ── What the three forms have in common ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("form", FORMS)
def test_faultless_row_has_no_findings(form: str, year: int) -> None:
    result = report(form, year, row(form, year))
    assert [finding.message for finding in result.findings] == []
    assert result.may_submit


@pytest.mark.parametrize("form", FORMS)
def test_form_without_rows_is_an_error_and_nothing_else_is_said(form: str) -> None:
    result = check([Input.of_bytes("skjema.json", b"[]")], skjema=form, argang=2025)
    assert [(f.control, f.severity.value) for f in result.findings] == [("000", "feil")]
    assert not result.may_submit


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"SKJEMAANSVARLIG": ""}, {"002": "feil"}),
        ({"VERSION": "24"}, {"004": "feil"}),
        ({"EPOST": "kari"}, {"010": "advarsel"}),
        ({"TELEFON": "1234567"}, {"011": "advarsel"}),
        ({"TELEFON": "+47 12345678"}, {}),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_answers_about_the_form_itself(form: str, change: dict[str, str], expected: dict[str, str]) -> None:
    assert found(form, 2025, change) == expected


@pytest.mark.parametrize("form", FORMS)
def test_row_of_another_municipality(form: str) -> None:
    result = report(form, 2025, row(form, 2025), row(form, 2025, {"KOMMUNE_NR": "5532"}))
    assert [(f.control, f.lines) for f in result.findings] == [("003", (2,))]


@pytest.mark.parametrize("form", FORMS)
def test_number_that_a_municipality_no_longer_has(form: str) -> None:
    assert found(form, 2023, {"KOMMUNE_NR": "5421"}) == {}
    assert found(form, 2024, {"KOMMUNE_NR": "5421"}) == {"903": "advarsel"}
    (message,) = messages(form, 2024, "903", {"KOMMUNE_NR": "5421"})
    assert "5530" in message


@pytest.mark.parametrize("form", FORMS)
def test_same_municipality_twice_is_reported_on_both_rows(form: str) -> None:
    result = report(form, 2025, row(form, 2025), row(form, 2025))
    assert [(f.control, f.severity.value, f.lines) for f in result.findings] == [
        ("005B", "feil", (1,)),
        ("005B", "feil", (2,)),
    ]


@pytest.mark.parametrize("form", ["7", "12"])
def test_oslo_reports_once_for_each_district(form: str) -> None:
    districts = [row(form, 2025, {"KOMMUNE_NR": "0301", "BYDELSNR": f"{number:02}"}) for number in range(1, 16)]
    assert report(form, 2025, *districts).findings == ()
    twice = report(form, 2025, *districts, districts[4])
    assert {(f.control, f.lines) for f in twice.findings} == {("005B", (5,)), ("005B", (16,))}
    assert all("Bydel 05" in f.message for f in twice.findings)


@pytest.mark.parametrize("form", ["7", "12"])
def test_district_number_belongs_to_oslo_alone(form: str) -> None:
    assert found(form, 2025, {"KOMMUNE_NR": "0301", "BYDELSNR": "16"}) == {"003B": "feil"}
    assert found(form, 2025, {"KOMMUNE_NR": "0301"})["003B"] == "feil"
    assert found(form, 2025, {"BYDELSNR": "01"}) == {"003B": "feil"}


# ── 12: rates ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("year", STATE_RATES)
def test_municipality_that_follows_the_state(year: int) -> None:
    rates = dict(zip(RATES, STATE_RATES[year], strict=True))
    assert found("12", year, {"FOLGER_STATLIGE": "1"} | rates) == {}
    assert found("12", year, {"FOLGER_STATLIGE": "2"} | rates) == {"103": "advarsel"}
    for rate, value in rates.items():
        assert "101" in found("12", year, {"FOLGER_STATLIGE": "1"} | rates | {rate: str(int(value) + 1)})
        assert "103" not in found("12", year, {"FOLGER_STATLIGE": "2"} | rates | {rate: ""})


def test_rate_of_january_is_recognised_when_the_state_changed_it_during_the_year() -> None:
    (old,) = messages("12", 2022, "101", {"FOLGER_STATLIGE": "1", "SATS_ENSLIG": "6550", "SATS_PAR": "11150"})
    assert "1. januar" in old
    assert "6650" in old
    (wrong,) = messages("12", 2022, "101", {"FOLGER_STATLIGE": "1", "SATS_ENSLIG": "6551", "SATS_PAR": "11150"})
    assert "1. januar" not in wrong
    assert "6650" in wrong


def test_one_finding_for_each_rate_that_differs() -> None:
    result = report("12", 2024, row("12", 2024, {"FOLGER_STATLIGE": "1"}))
    assert [[field.name for field in f.fields] for f in result.findings] == [["SATS_ENSLIG"], ["SATS_PAR"]]


@pytest.mark.parametrize("year", [2025, 2026])
def test_state_rates_are_never_extrapolated(year: int) -> None:
    reason = f"statens satser for {year} er ikke kjent"
    assert not_run("12", year) == {"101": reason, "103": reason, "104": reason}
    assert found("12", year, {"FOLGER_STATLIGE": "1", "SATS_ENSLIG": "100000", "SATS_PAR": "150000"}) == {}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"SATS_BOFELLESSKAP": "2800"}, {}),
        ({"SATS_BOFELLESSKAP": "2799"}, {"104": "advarsel"}),
        ({"SATS_BOFELLESSKAP": "11200"}, {}),
        ({"SATS_BOFELLESSKAP": "11201"}, {"104": "advarsel"}),
        ({"SATS_BOFELLESSKAP": "0"}, {"901": "advarsel"}),
        ({"SATS_BOFELLESSKAP": "mye"}, {"002": "feil"}),
        ({"SATS_PAR": "7000"}, {}),
        ({"SATS_PAR": "6999"}, {"105": "advarsel"}),
        ({"SATS_PAR": "14000"}, {}),
        ({"SATS_PAR": "14001"}, {"105": "advarsel"}),
        ({"SATS_BARN_0_5": "3400", "SATS_BARN_6_10": "3300"}, {"106": "info"}),
        ({"SATS_BARN_0_5": "4500", "SATS_BARN_11_17": "4400"}, {"106": "info"}),
        ({"BARNETRYGD_UTENFOR": "2"}, {"107": "advarsel"}),
        ({"VEDTAKSDATO": "01012023"}, {"108": "advarsel"}),
        ({"VEDTAKSDATO": "31122022"}, {}),
        ({"VEDTAKSDATO": "31122019"}, {}),
        ({"VEDTAKSDATO": "30122019"}, {"108": "advarsel"}),
        ({"VEDTAKSDATO": "31022022"}, {"002": "feil"}),
        (dict.fromkeys(COVERED, "2"), {"109": "advarsel"}),
        (dict.fromkeys(COVERED, "2") | {"INNGAR_FRITIDSUTSTYR_BARN": "1"}, {}),
    ],
)
def test_rates_and_what_they_cover(change: dict[str, str], expected: dict[str, str]) -> None:
    assert found("12", 2022, change) == expected


# ── 7: personnel ─────────────────────────────────────────────────────────────────────────────────────────────────────

SUPPORT = {"LIVSOPPHOLD_KOMMUNALT": "1", "LIVSOPPHOLD_MOTTAKERE": "10", "LIVSOPPHOLD_BELOP": "250000"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"OKRAD_ARSVERK": "0"}, {"201": "feil"}),
        ({"OKRAD_SAKER": "0"}, {"202": "advarsel"}),
        ({"OKRAD_SAKER": "0", "OKRAD_ARSVERK": "0"}, {}),
        ({"OKRAD_SAKER": "300"}, {}),
        ({"OKRAD_SAKER": "301"}, {"203": "advarsel"}),
        (SUPPORT, {}),
        (SUPPORT | {"LIVSOPPHOLD_MOTTAKERE": ""}, {"204": "feil"}),
        (SUPPORT | {"LIVSOPPHOLD_BELOP": "0"}, {"204": "feil"}),
        (SUPPORT | {"LIVSOPPHOLD_KOMMUNALT": "2"}, {"205": "feil"}),
        ({"LIVSOPPHOLD_BELOP": "0"}, {"205": "feil"}),
        (SUPPORT | {"LIVSOPPHOLD_BELOP": "10000"}, {}),
        (SUPPORT | {"LIVSOPPHOLD_BELOP": "9999"}, {"206": "advarsel"}),
        (SUPPORT | {"LIVSOPPHOLD_BELOP": "6000000"}, {}),
        (SUPPORT | {"LIVSOPPHOLD_BELOP": "6000001"}, {"206": "advarsel"}),
        ({"ARSVERK_NAV": "12,25"}, {"207": "advarsel"}),
        ({"ARSVERK_NAV": "12.5"}, {}),
        ({"ARSVERK_RUS": "3000"}, {}),
        ({"ARSVERK_RUS": "3000,1"}, {"208": "advarsel"}),
        ({"ARSVERK_RUS": "tolv"}, {"002": "feil"}),
    ],
)
def test_personnel(change: dict[str, str], expected: dict[str, str]) -> None:
    assert found("7", 2025, change) == expected


# ── 7B: crisis centres ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"PLAN_UTLOPER": "31122025"}, {}),
        ({"PLAN_UTLOPER": "30122025"}, {"301": "feil"}),
        ({"PLAN_UTLOPER": ""}, {"302": "advarsel"}),
        ({"PLAN": "2"}, {"303": "feil"}),
        ({"PLAN": "2", "PLAN_UTLOPER": "", "PLAN_INTERKOMMUNAL": "2"}, {"303": "feil"}),
        ({"PLAN": "2", "PLAN_UTLOPER": ""}, {}),
        ({"KOSTNAD": "0"}, {"304": "advarsel"}),
        ({"SAM_NAV": "2"}, {"306": "feil"}),
        ({"SAMARBEID": "2"}, {"307": "feil"}),
        ({"SAMARBEID": "3", "SAM_NAV": "2"}, {}),
        ({"KOSTNAD": "4999"}, {"308": "advarsel"}),
        ({"KOSTNAD": "5000"}, {}),
    ],
)
def test_crisis_centres(change: dict[str, str], expected: dict[str, str]) -> None:
    assert found("7B", 2025, change) == expected


@pytest.mark.parametrize(
    ("cost", "expected"),
    [("99999", {"305": "advarsel"}), ("100000", {}), ("4300000", {}), ("4300001", {"305": "advarsel"})],
)
def test_cost_for_each_inhabitant(cost: str, expected: dict[str, str]) -> None:
    assert found("7B", 2025, {"KOSTNAD": cost}, innbyggere=10000) == expected


def test_cost_for_each_inhabitant_needs_the_number_of_inhabitants() -> None:
    assert list(not_run("7B", 2025)) == ["305"]
    assert "--innbyggere" in not_run("7B", 2025)["305"]

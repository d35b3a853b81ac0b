"""What the packs for form 11C say of single records: limits and exceptions by year, and the controls kostra adds."""

from __future__ import annotations

import pytest
from tests.acceptance.ssb_model import base_record, write_record

from kostra.api import Report, check
from kostra.api.errors import ArgumentError
from kostra.readers.input import Input

YEARS = (2022, 2023, 2024, 2025, 2026)
OSLO = "0301"
MONTHS = [f"STMND_{month}" for month in range(1, 13)]


def municipality(year: int) -> str:
    """Give Senja's number in the year."""
    return "5421" if year < 2024 else "5530"


def report(year: int, *changes: dict[str, str], region: str | None = None, participants: int | None = None) -> Report:
    """Check a file with one record for each of `changes`, each made to a faultless record."""
    own = region or municipality(year)
    records = [write_record("11C", year, base_record("11C", year, own) | change) for change in changes]
    text = "".join(record + "\n" for record in records)
    asked = {} if participants is None else {"antall_deltakere": participants}
    return check([Input.of_bytes("11C.dat", text.encode())], skjema="11C", argang=year, kommune=own, parametre=asked)


def found(year: int, change: dict[str, str], *, region: str | None = None) -> dict[str, str]:
    """Give the severity of each control that finds something in one changed record."""
    return {f.control: f.severity.value for f in report(year, change, region=region).findings}


def date_of(year: int, day: str, of_year: int) -> str:
    """Write a date («0101») as the year's layout wants it."""
    return f"{day}{of_year}" if year >= 2025 else f"{day}{of_year % 100:02}"


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("region", [None, OSLO])
def test_faultless_record_has_no_findings(year: int, region: str | None) -> None:
    result = report(year, {}, region=region)
    assert [finding.message for finding in result.findings] == []
    assert result.may_submit


def test_ssb_and_everybody_else_name_the_form_differently() -> None:
    line = write_record("11C", 2024, base_record("11C", 2024, "5530")) + "\n"
    for name in ("11C", "11CF", "11cf"):
        assert check([Input.of_bytes("f.dat", line.encode())], skjema=name, argang=2024, kommune="5530").form == "11C"


# ── Dates of application, decision and start ─────────────────────────────────────────────────────────────────────────

DATES = [("014", "REG_DATO"), ("015", "VEDTAK_DATO"), ("016", "BEGYNT_DATO")]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("control", "field"), DATES)
def test_date_may_lie_four_calendar_years_back(year: int, control: str, field: str) -> None:
    assert found(year, {field: date_of(year, "0101", year - 4)}) == {}
    assert found(year, {field: date_of(year, "3112", year - 5)}) == {control: "feil"}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("control", "field"), DATES)
def test_date_that_does_not_exist(year: int, control: str, field: str) -> None:
    assert found(year, {field: date_of(year, "3102", year)}).get(control) == "feil"


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("control", "field"), DATES)
def test_oslo_may_leave_the_date_blank(year: int, control: str, field: str) -> None:
    # The file description has the field as mandatory all the same; in 2022 SSB's program demands it by 002.
    assert found(year, {field: ""}, region=OSLO) == {"002": "feil" if year == 2022 else "advarsel"}


@pytest.mark.parametrize(("control", "field"), DATES)
def test_two_digit_year_is_of_this_century(control: str, field: str) -> None:
    old = "010198"
    late = {"016": "feil"} if control == "016" else {}
    assert found(2023, {field: old}) == {}
    assert found(2024, {field: old}) == late
    assert found(2025, {field: "01011998"}) == {control: "feil"}


@pytest.mark.parametrize(
    ("year", "expected"), [(2022, {}), (2023, {}), (2024, {"016": "feil"}), (2026, {"016": "feil"})]
)
def test_start_after_the_reporting_year(year: int, expected: dict[str, str]) -> None:
    assert found(year, {"BEGYNT_DATO": date_of(year, "3112", year)}) == {}
    assert found(year, {"BEGYNT_DATO": date_of(year, "0101", year + 1)}) == expected


def test_application_is_held_against_the_year_that_the_record_states() -> None:
    # 014 and 015 look at VERSION, and so did 016 until 2023; from 2024 it looks at the reporting year.
    change = {"VERSION": "28", "REG_DATO": "010223", "VEDTAK_DATO": "010223", "BEGYNT_DATO": "010223"}
    assert found(2023, change) == {"004": "feil", "014": "feil", "015": "feil", "016": "feil"}
    assert found(2024, {**change, "VERSION": "29"}) == {"004": "feil", "014": "feil", "015": "feil"}


# ── The same person or journal number twice ──────────────────────────────────────────────────────────────────────────


def controls_of_two(year: int, first: dict[str, str], second: dict[str, str], region: str | None = None) -> set[str]:
    """Give what two records with their own journal numbers have findings of."""
    journals = ({"PERSON_JOURNALNR": "A1"} | first, {"PERSON_JOURNALNR": "A2"} | second)
    return {finding.control for finding in report(year, *journals, region=region).findings}


@pytest.mark.parametrize("year", YEARS)
def test_person_may_stand_once_for_each_status(year: int) -> None:
    assert controls_of_two(year, {}, {}) == {"005A"}
    assert controls_of_two(year, {}, {"STATUS": "2"}) == set()


@pytest.mark.parametrize("year", YEARS)
def test_oslo_may_have_a_person_and_a_journal_number_twice(year: int) -> None:
    assert report(year, {}, {}, region=OSLO).findings == ()


def test_oslo_is_the_municipality_of_the_run_in_2022_and_of_the_record_later() -> None:
    oslo = {"KOMMUNE_NR": OSLO, "BYDELSNR": "01"}
    assert "005A" in controls_of_two(2022, oslo, oslo)
    assert "005A" not in controls_of_two(2023, oslo, oslo)


def test_incomplete_numbers_count_as_persons_from_2023() -> None:
    unborn = {"PERSON_FODSELSNR": "15018000100"}
    assert controls_of_two(2022, unborn, unborn) == {"005"}
    assert controls_of_two(2023, unborn, unborn) == {"005A"}


# ── Support, months, amounts ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2022, {"002": "feil", "027": "feil"}), (2023, {"002": "advarsel"}), (2026, {"002": "advarsel"})],
)
def test_wrong_support_code_beside_a_no(year: int, expected: dict[str, str]) -> None:
    assert found(year, {"KVP_MED_ASTONAD": "2", "KVP_MED_KOMMBOS": "9"}) == expected


def test_zero_beside_a_no_is_no_support() -> None:
    assert found(2022, {"KVP_MED_ASTONAD": "2", "KVP_MED_KOMMBOS": "0"}) == {"002": "feil"}


@pytest.mark.parametrize(
    ("status", "amount", "first_year", "later"),
    [
        ("1", "", {"029", "030"}, {"029", "030"}),
        ("1", "0", set(), {"029"}),
        ("2", "", {"029", "030"}, set()),
    ],
)
def test_amount_is_missing(status: str, amount: str, first_year: set[str], later: set[str]) -> None:
    change = {"STATUS": status, "KVP_STONAD": amount}
    assert set(found(2022, change)) == first_year
    for year in (2023, 2024, 2025, 2026):
        assert set(found(year, change)) == later


def test_amount_without_months() -> None:
    change = {"STATUS": "4"} | dict.fromkeys(MONTHS, "")
    assert set(found(2022, change | {"AVSL_DATO": "010622"})) == {"028", "031"}
    assert set(found(2023, change | {"AVSL_DATO": "010623"})) == {"028"}


@pytest.mark.parametrize("year", YEARS)
def test_high_amount(year: int) -> None:
    assert found(year, {"KVP_STONAD": "600000"}) == {}
    assert found(year, {"KVP_STONAD": "600001"}) == {"032": "advarsel"}


# ── Status and end ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_status_7_came_in_2023() -> None:
    assert found(2022, {"STATUS": "7"}) == {"002": "feil", "036": "feil"}
    assert found(2023, {"STATUS": "7", "AVSL_DATO": "010623"}) == {"038": "feil"}
    assert found(2023, {"STATUS": "7", "AVSL_DATO": "010623", "AVSL_UKJENT": "17"}) == {}


@pytest.mark.parametrize("date", ["010622", "000000"])
def test_only_2022_wants_no_end_date_of_those_who_have_not_ended(date: str) -> None:
    assert found(2022, {"STATUS": "1", "AVSL_DATO": date})["037"] == "feil"
    assert "037" not in found(2023, {"STATUS": "1", "AVSL_DATO": date})


@pytest.mark.parametrize("year", YEARS)
def test_end_lies_in_the_reporting_year_from_2024(year: int) -> None:
    assert found(year, {"STATUS": "4", "AVSL_DATO": date_of(year, "3112", year)}) == {}
    expected = {"037": "feil"} if year >= 2024 else {}
    assert found(year, {"STATUS": "4", "AVSL_DATO": date_of(year, "3112", year - 1)}) == expected


# ── Age, other municipality ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("year", "number", "expected"),
    [
        (2024, "15815730078", {}),
        (2024, "15815630057", {"007": "advarsel"}),
        (2025, "15815730078", {}),
        (2026, "15815730078", {"007": "advarsel"}),
    ],
)
def test_high_age_moved_by_a_year_in_2025(year: int, number: str, expected: dict[str, str]) -> None:
    born = f"150119{number[4:6]}"
    change = {"PERSON_FODSELSNR": number} | ({"FODSELSDATO": born} if year >= 2025 else {})
    assert found(year, change) == expected


@pytest.mark.parametrize("year", YEARS)
def test_unstated_municipality_is_accepted_from_2025(year: int) -> None:
    change = {"KVP_KOMM": "1", "KOMMNR_KVP_KOMM": "9999"}
    expected = {} if year >= 2025 else {"020": "feil"} | ({"002": "feil"} if year == 2022 else {})
    assert found(year, change) == expected


def test_only_oslo_in_2022_is_asked_about_another_bydel() -> None:
    assert found(2022, {"KVP_OSLO": ""}, region=OSLO) == {"020A": "advarsel"}
    assert found(2022, {"KVP_OSLO": ""}) == {}


# ── Controls that kostra adds ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("year", YEARS)
def test_number_of_participants(year: int) -> None:
    wrong = report(year, {}, participants=2)
    assert [(f.control, f.severity.value, f.lines) for f in wrong.findings] == [("900", "feil", ())]
    assert report(year, {}, participants=1).findings == ()


@pytest.mark.parametrize("year", YEARS)
def test_number_of_participants_is_not_compared_unless_given(year: int) -> None:
    outcomes = {control.id: control.outcome.value for control in report(year, {}).controls}
    assert outcomes["900"] == "ikke kjørt"


@pytest.mark.parametrize("year", YEARS)
def test_comes_from_its_own_municipality(year: int) -> None:
    change = {"KVP_KOMM": "1", "KOMMNR_KVP_KOMM": municipality(year)}
    assert found(year, change) == {"907": "advarsel"}


# ── Statistics ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_age_class_of_50_to_66_begins_at_50() -> None:
    tables = {table.title: dict(table.rows) for table in report(2022, {"PERSON_FODSELSNR": "15817500185"}).statistics}
    ages = tables["Kvalifiseringsdeltakere"]
    assert (ages["40–49"], ages["50–66"]) == (1, 0)


def test_a_count_below_zero_is_a_slip_of_the_keyboard() -> None:
    with pytest.raises(ArgumentError, match=r"--antall-deltakere: -1 er for lite\. Det minste er 0\."):
        check([Input.of_bytes("11C.dat", b"")], skjema="11C", argang=2026, parametre={"antall_deltakere": -1})

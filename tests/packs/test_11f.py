"""What the packs for form 11F say of single records: limits by year, and the controls that kostra itself adds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from tests.acceptance.ssb_model import base_record, write_record

from kostra.api import Report, check
from kostra.identity import make_synthetic
from kostra.readers.input import Input

YEARS = (2022, 2023, 2024, 2025, 2026)


def municipality(year: int) -> str:
    """Give Senja's number in the year."""
    return "5421" if year < 2024 else "5530"


def identity_numbers(year: int) -> Iterator[str]:
    """Give synthetic numbers of people born on the birth date of the faultless record."""
    numbers = (make_synthetic(date(year - 40, 1, 15), individual) for individual in range(500))
    return (number for number in numbers if number is not None)


def report(year: int, *changes: dict[str, str], region: str | None = None) -> Report:
    """Check a file with one record for each of `changes`, each made to a faultless record of another person."""
    own = region or municipality(year)
    lines = []
    for number, (change, identity) in enumerate(zip(changes, identity_numbers(year), strict=False), 1):
        person = {"PERSON_JOURNALNR": f"J{number:07}", "PERSON_FODSELSNR": identity}
        lines.append(write_record("11F", year, base_record("11F", year, own) | person | change) + "\n")
    assert len(lines) == len(changes)
    return check([Input.of_bytes("11F.dat", "".join(lines).encode())], skjema="11F", argang=year, kommune=own)


def found(year: int, *changes: dict[str, str]) -> list[dict[str, str]]:
    """Give, for each record, the severity of each control that finds something in it."""
    answers: list[dict[str, str]] = [{} for _ in changes]
    for finding in report(year, *changes).findings:
        for line in finding.lines:
            answers[line - 1][finding.control] = finding.severity.value
    return answers


def date_of(year: int, day: str, of_year: int) -> str:
    """Write a date («0101») as the year's layout wants it."""
    return f"{day}{of_year}" if year >= 2025 else f"{day}{of_year % 100:02}"


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("region", ["own", "0301"])
def test_faultless_record_has_no_findings(year: int, region: str) -> None:
    result = report(year, {}, region=municipality(year) if region == "own" else region)
    assert [f.message for f in result.findings] == []
    assert result.may_submit


@pytest.mark.parametrize(
    ("year", "highest_accepted"), [(2022, 600_000), (2023, 599_999), (2024, 599_999), (2025, 10**6), (2026, 10**6)]
)
def test_amount_that_ssb_asks_about(year: int, highest_accepted: int) -> None:
    amounts = [
        {"BIDRAG": str(amount), "BIDRAG_JAN": str(amount)} for amount in (highest_accepted, highest_accepted + 1)
    ]
    assert found(year, *amounts) == [{}, {"030": "advarsel"}]


@pytest.mark.parametrize(("year", "too_many", "severity"), [(2022, 10, "advarsel"), (2023, 14, "feil")])
def test_many_children(year: int, too_many: int, severity: str) -> None:
    families = [{"BU18": "1", "ANTBU18": str(children)} for children in (too_many - 1, too_many)]
    assert found(year, *families) == [{}, {"013": severity}]


@pytest.mark.parametrize(("year", "expected"), [(2022, {}), (2023, {"021": "advarsel"}), (2026, {})])
def test_student_living_on_social_assistance(year: int, expected: dict[str, str]) -> None:
    assert found(year, {"VKLO": "5", "ARBSIT": "03"}) == [expected]


@pytest.mark.parametrize(
    ("year", "expected"), [(2023, {}), (2024, {"020A": "advarsel"}), (2025, {"020A": "advarsel"}), (2026, {})]
)
def test_benefit_named_but_not_lived_on(year: int, expected: dict[str, str]) -> None:
    assert found(year, {"VKLO": "5", "TRYGDESIT": "01"}) == [expected]


# ── 002 in years when SSB does not look at single fields (D8) ────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("year", "severity"), [(2022, "feil"), (2023, "advarsel"), (2024, "advarsel"), (2025, "advarsel"), (2026, "feil")]
)
def test_code_that_no_other_control_looks_at(year: int, severity: str) -> None:
    assert found(year, {"SANKSJONRED": "07"}) == [{"002": severity}]


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_wrong_code_is_said_once(year: int) -> None:
    assert found(year, {"KJONN": "3"}) == [{"008": "feil"}]


@pytest.mark.parametrize(("year", "expected"), [(2024, {}), (2025, {"002": "advarsel"}), (2026, {"002": "feil"})])
def test_amount_that_is_not_filled_in(year: int, expected: dict[str, str]) -> None:
    assert found(year, {"LAAN": ""}) == [expected]


# ── Controls that kostra adds ────────────────────────────────────────────────────────────────────────────────────────


def test_zeros_for_something_missing() -> None:
    zeros = [{"UTBETDATO": "000000"}, {"PERSON_JOURNALNR": "00000000"}, {"PERSON_DUF": "000000000000"}]
    assert found(2022, *zeros, {"BIDRAG_FEB": "0000000"}) == [{"901": "advarsel"}] * 3 + [{}]


@pytest.mark.parametrize(("year", "expected"), [(2022, {"902": "advarsel"}), (2025, {"902": "advarsel"})])
def test_journal_number_is_missed(year: int, expected: dict[str, str]) -> None:
    assert found(year, {"PERSON_JOURNALNR": ""}) == [expected]


def test_journal_number_is_mandatory_from_2026() -> None:
    assert found(2026, {"PERSON_JOURNALNR": ""}) == [{"002": "feil"}]


def test_municipality_of_an_earlier_year_is_told_its_successor() -> None:
    [finding] = report(2024, {}, region="5421").findings
    assert finding.control == "903"
    assert "5530" in finding.message


@pytest.mark.parametrize("year", YEARS)
def test_dates_of_the_decision(year: int) -> None:
    backwards = {"UTBETDATO": date_of(year, "0203", year), "UTBETTOMDATO": date_of(year, "0103", year)}
    from_years = [{"UTBETDATO": date_of(year, "3006", of_year)} for of_year in (year, year - 1, year - 2, year + 1)]
    warned = {"904": "advarsel"}
    assert found(year, backwards, *from_years) == [warned, {}, {}, warned, warned]


@pytest.mark.parametrize("year", [2025, 2026])
def test_birth_date_that_the_identity_number_does_not_have(year: int) -> None:
    assert found(year, {"FODSELSDATO": f"1601{year - 40}"}) == [{"905": "advarsel"}]


@pytest.mark.parametrize("year", YEARS)
def test_each_month_that_does_not_fit_its_amount_is_a_finding(year: int) -> None:
    months = {"STMND_2": "02", "STMND_3": "03", "BIDRAG": "1500", "BIDRAG_DES": "500"}
    result = report(year, months)
    assert [f.control for f in result.findings] == ["906", "906", "906"]
    assert {field.name for f in result.findings for field in f.fields} >= {"BIDRAG_FEB", "BIDRAG_MARS", "STMND_12"}


# ── Statistics ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("year", YEARS)
def test_statistics_bear_the_titles_of_the_year(year: int) -> None:
    months_without_own_code = {"STMND_2": "03", "STMND_3": "03", "BIDRAG": "9999999"}
    tables = {table.title: dict(table.rows) for table in report(year, *[months_without_own_code] * 300).statistics}
    months = tables["Stønadstid" if year == 2022 else "Stønadsvarighet / Deltakere"]
    assert (months["1 måned"], months["2–3"], months["4–6"]) == (0, 300, 0)
    total = tables["Sum"]["Stønad"] if year == 2022 else tables["Stønad / Sum"]["I alt"]
    assert total == 300 * 9_999_999  # more than 32 bits hold

"""Random files of every form and year, in Oslo and elsewhere: `kostra` says what the model of SSB's program says."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from tests.acceptance.comparison import officially_found, report_of
from tests.acceptance.ssb_model import extra_002, findings, random_broken_file, random_file

FORMS = ("11F", "11C")
YEARS = range(2022, 2027)


def regions(year: int) -> tuple[str, str]:
    """Return Oslo, and a municipality that exists in the year."""
    return "0301", "5421" if year < 2024 else "5530"


CASES = [(form, year, region) for form in FORMS for year in YEARS for region in regions(year)]


def runs_002(form: str, year: int) -> bool:
    """Return whether SSB's program of the season runs control 002."""
    return year == 2022 or (form == "11F" and year == 2026)


@pytest.mark.parametrize(("form", "year", "region"), CASES)
def test_random_records(form: str, year: int, region: str) -> None:
    rng = random.Random(f"{form} {year} {region}")
    text = random_file(form, year, rng, 200, region=region, error_rate=0.2)
    report = report_of(form, year, text.encode(), region)
    ours = officially_found(report)
    expected = Counter(
        (e.control, e.severity, e.line) for e in findings(form, year, text, region=region, deviations=True)
    )
    if not runs_002(form, year):
        ours = Counter({key: count for key, count in ours.items() if key[0] != "002"})
    assert ours == expected


@pytest.mark.parametrize(("form", "year", "region"), [case for case in CASES if not runs_002(case[0], case[1])])
def test_002_warns_where_no_other_control_speaks_of_the_field(form: str, year: int, region: str) -> None:
    rng = random.Random(f"002 {form} {year} {region}")
    text = random_file(form, year, rng, 200, region=region, error_rate=0.3)
    report = report_of(form, year, text.encode(), region)
    spoken_of = {
        (finding.lines[0], field.name)
        for finding in report.findings
        if finding.control != "002" and finding.lines
        for field in finding.fields
    }
    faulty = {
        (candidate.line, candidate.field)
        for candidate in extra_002(form, year, text, region=region)
        if candidate.reason != "nulldato"
    }
    warned = {
        (finding.lines[0], field.name)
        for finding in report.findings
        if finding.control == "002"
        for field in finding.fields
    }
    assert faulty - spoken_of <= warned
    assert not warned & spoken_of


@pytest.mark.parametrize(("form", "year", "region"), CASES)
def test_files_that_are_not_records(form: str, year: int, region: str) -> None:
    for seed in range(12):
        rng = random.Random(f"{form} {year} {region} {seed}")
        text = random_broken_file(form, year, rng, 10, region=region)
        expected = Counter(
            (e.control, e.severity, e.line) for e in findings(form, year, text, region=region, deviations=True)
        )
        ours = officially_found(report_of(form, year, text.encode(), region))
        if not runs_002(form, year):
            ours = Counter({key: count for key, count in ours.items() if key[0] != "002"})
        assert ours == expected, text[:200]

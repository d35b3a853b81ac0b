"""The oracle itself: does the naive model say what SSB's program says, and do its random files serve their purpose?"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.acceptance.ssb_model import (
    Candidate,
    Expected,
    ProgramCrashed,
    base_record,
    extra_002,
    findings,
    random_broken_file,
    random_file,
    write_record,
)
from tests.acceptance.ssb_model.files import CONTROLS
from tests.acceptance.ssb_model.identity import check_digits_fit
from tests.acceptance.ssb_model.layout import load_layout
from tests.acceptance.ssb_model.synthetic import synthetic_of_age, wrong_check_digits_of_age

DATA = Path(__file__).parent / "data"
CASES = sorted(path.stem for path in DATA.glob("*.jsonl"))
FORMS_AND_YEARS = [(form, year) for form in ("11F", "11C") for year in range(2022, 2027)]


def field_of(form: str, year: int, line: str, name: str) -> str:
    field = load_layout(form, year).by_name[name]
    return line[field.start - 1 : field.end]


# --- SSB's own findings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_model_says_what_ssbs_program_of_the_season_said(case: str) -> None:
    form, year_text, region = case.split("_")
    year = int(year_text)
    text = (DATA / f"{case}.dat").read_bytes().decode("utf-8")
    said = [json.loads(line) for line in (DATA / f"{case}.jsonl").read_text(encoding="utf-8").splitlines()]
    # Where the season's program gave no line, its journal number has to do.
    without_line = {(row["kontroll"], row["alvor"]) for row in said if row["linje"] is None}

    def key(control: str, severity: str, line: int, journal: str) -> tuple[str, str, int | str]:
        return control, severity, journal.strip() if (control, severity) in without_line else line

    lines = text.split("\n")
    ours = Counter(
        key(found.control, found.severity, found.line, field_of(form, year, lines[found.line - 1], "PERSON_JOURNALNR"))
        for found in findings(form, year, text, region=region)
        if found.line is not None
    )
    assert ours == Counter(key(row["kontroll"], row["alvor"], row["linje"], row["journalnummer"]) for row in said)


# --- one record, one control -----------------------------------------------------------------------------------------

MAKERS = {
    "synthetic": lambda age, year: synthetic_of_age(age, year),
    "wrong": lambda age, year: wrong_check_digits_of_age(age, year),
    "wrong_d": lambda age, year: wrong_check_digits_of_age(age, year, d_number=True),
}
CHANGE = re.compile(r"(?P<name>[A-Z0-9_]+)=(?:'(?P<raw>[^']*)'|(?P<maker>[a-z_]+)\((?P<age>\d+)\))\s*")


def single_records() -> Iterator[object]:
    path = DATA / "single_records.txt"
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not row or row.startswith("#"):
            continue
        form_and_region, years, changes, control, ssb, kostra = (cell.strip() for cell in row.split("|"))
        form, region = form_and_region.split()
        first, last = int(years[:4]), int(years[-4:])
        for year in range(first, last + 1):
            expected = ssb, ssb if kostra == "=" else kostra
            yield pytest.param(
                form, region, year, changes, control, expected, id=f"line {number}: {form} {year} {control}"
            )


def verdict(form: str, year: int, text: str, region: str, control: str, *, deviations: bool) -> str:
    try:
        found = findings(form, year, text, region=region, deviations=deviations)
    except ProgramCrashed:
        return "krasj"
    severities = [finding.severity for finding in found if finding.control == control]
    if len(severities) > 1:
        assert len(set(severities)) == 1
        return f"{len(severities)} {severities[0]}"
    return severities[0] if severities else "-"


@pytest.mark.parametrize(("form", "region", "year", "changes", "control", "expected"), list(single_records()))
def test_one_record(form: str, region: str, year: int, changes: str, control: str, expected: tuple[str, str]) -> None:
    values = base_record(form, year, region)
    position = 0
    while position < len(changes):
        change = CHANGE.match(changes, position)
        assert change is not None, f"cannot read {changes[position:]!r}"
        maker = change["maker"]
        values[change["name"]] = change["raw"] if maker is None else MAKERS[maker](int(change["age"]), year)
        position = change.end()
    assert set(values) - set(load_layout(form, year).by_name) <= {"FODSELSDATO", "KVP_OSLO"}
    text = write_record(form, year, values) + "\n"
    said = tuple(verdict(form, year, text, region, control, deviations=deviations) for deviations in (False, True))
    assert said == expected


@pytest.mark.parametrize(("form", "year"), FORMS_AND_YEARS)
@pytest.mark.parametrize("region", ["5530", "0301"])
def test_base_record_is_faultless(form: str, year: int, region: str) -> None:
    text = write_record(form, year, base_record(form, year, region))
    assert findings(form, year, text, region=region, deviations=True) == []


# --- several records -------------------------------------------------------------------------------------------------


def lines_with(
    form: str, year: int, control: str, rows: list[dict[str, str]], region: str
) -> tuple[list[int], list[int]]:
    base = base_record(form, year, region)
    text = "\n".join(write_record(form, year, base | row) for row in rows)
    both = [findings(form, year, text, region=region, deviations=deviations) for deviations in (False, True)]
    ssb, kostra = ([found.line for found in voice if found.control == control] for voice in both)
    return [line for line in ssb if line is not None], [line for line in kostra if line is not None]


@pytest.mark.parametrize("year", range(2022, 2027))
def test_same_person_twice_in_11f_is_005a_on_every_record(year: int) -> None:
    rows = [{"PERSON_JOURNALNR": journal} for journal in ("A", "B", "C")]
    rows[1]["PERSON_FODSELSNR"] = synthetic_of_age(50, year)
    assert lines_with("11F", year, "005A", rows, "0301") == ([1, 3], [1, 3])
    for row in rows:
        row["PERSON_FODSELSNR"] = "15019000100"
    assert lines_with("11F", year, "005A", rows, "5530") == ([], [])


@pytest.mark.parametrize("year", range(2022, 2027))
def test_same_person_twice_in_11c_needs_the_same_status(year: int) -> None:
    rows = [{"PERSON_JOURNALNR": journal, "STATUS": status} for journal, status in (("A", "1"), ("B", "2"), ("C", "1"))]
    assert lines_with("11C", year, "005A", rows, "5530") == ([1, 3], [1, 3])
    assert lines_with("11C", year, "005A", rows, "0301") == ([], [])


@pytest.mark.parametrize("year", range(2022, 2027))
def test_incomplete_numbers_are_the_same_person_in_11c_from_2023(year: int) -> None:
    rows = [{"PERSON_JOURNALNR": journal, "PERSON_FODSELSNR": "15019000100"} for journal in ("A", "B")]
    both = [1, 2] if year >= 2023 else []
    assert lines_with("11C", year, "005A", rows, "5530") == (both, both)


@pytest.mark.parametrize("year", range(2022, 2027))
def test_oslo_is_let_off_005b_by_region_in_2022_and_by_record_later(year: int) -> None:
    rows = [{"PERSON_JOURNALNR": "A", "KOMMUNE_NR": "0301"}, {"PERSON_JOURNALNR": "A", "KOMMUNE_NR": "0301"}]
    both = [1, 2] if year == 2022 else []
    assert lines_with("11C", year, "005B", rows, "5530") == (both, both)
    assert lines_with("11F", year, "005B", rows, "5530") == ([1, 2], [1, 2])


@pytest.mark.parametrize(("form", "year"), FORMS_AND_YEARS)
def test_journal_numbers_are_raw_to_ssb_and_trimmed_to_kostra(form: str, year: int) -> None:
    rows = [{"PERSON_JOURNALNR": journal} for journal in ("JX", " JX", "jx", "", "")]
    assert lines_with(form, year, "005B", rows, "5530") == ([4, 5], [1, 2, 4, 5])


# --- whole files -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "year", "text", "attachment", "ssb", "kostra"),
    [
        ("11F", 2022, "", True, [], ["000 feil"]),
        ("11F", 2022, " \n\x1a", True, [], ["000 feil"]),
        ("11F", 2022, "x", False, ["001 feil"], ["000 feil"]),
        ("11C", 2022, "", True, ["000 feil"], ["000 feil"]),
        ("11C", 2022, "", False, [], []),
        ("11C", 2022, "x", False, ["000 feil"], ["000 feil"]),
        ("11C", 2023, "", True, [], ["000 fatal"]),
        ("11F", 2024, "\n\n", True, [], ["000 fatal"]),
        ("11F", 2025, "\n", True, ["000 fatal"], ["000 fatal"]),
        ("11F", 2026, " ", True, ["000 fatal"], ["000 fatal"]),
        ("11F", 2026, "x", True, ["000 fatal"], ["000 fatal"]),
        ("11C", 2026, " \n", True, ["001 fatal"], ["001 fatal"]),
        ("11C", 2026, " ", False, [], []),
        ("11C", 2026, "xx", False, ["000 fatal"], ["000 fatal"]),
    ],
)
def test_file_without_records(
    form: str, year: int, text: str, attachment: bool, ssb: list[str], kostra: list[str]
) -> None:
    for deviations, expected in ((False, ssb), (True, kostra)):
        found = findings(form, year, text, region="5530", has_attachment=attachment, deviations=deviations)
        assert [f"{finding.control} {finding.severity}" for finding in found] == expected


@pytest.mark.parametrize(("form", "year"), FORMS_AND_YEARS)
def test_line_ends_and_lines_of_blanks(form: str, year: int) -> None:
    good = write_record(form, year, base_record(form, year, "5530"))
    other = write_record(form, year, base_record(form, year, "5530") | {"KJONN": "9", "PERSON_JOURNALNR": "B"})

    def lines(text: str, control: str) -> list[int | None]:
        found = findings(form, year, text, region="5530", deviations=True)
        return [finding.line for finding in found if finding.control == control]

    assert lines(f"\n\n{good}\r\n\r\n{other}", "008") == [5]
    old = year == 2022
    assert lines(f"{good}\r{other}\n", "008") == ([2] if old else [])
    assert lines(f"{good}\r{other}\n", "001") == ([] if old else [1])
    assert lines(f"{good}\n   \n\x1a\n", "001") == ([] if old else [2, 3])
    assert lines(f"\ufeff{good}\n{good[:-1]}\n{good[:-1]}\t\n", "001") == [1, 2, 3]


def test_001_of_2022_is_one_finding_and_passes_tabs_in_ssbs_program() -> None:
    good = write_record("11F", 2022, base_record("11F", 2022, "5421"))
    short = findings("11F", 2022, f"{good[:-1]}\n{good}\n{good} ", region="5421")
    assert short == [Expected("001", "feil", None)]
    tab = f"{good[:-1]}\t"
    assert not any(found.control == "001" for found in findings("11F", 2022, tab, region="5421"))
    assert findings("11F", 2022, tab, region="5421", deviations=True) == [Expected("001", "feil", 1)]


def test_lines_are_counted_without_empty_ones_by_ssb() -> None:
    good = write_record("11C", 2025, base_record("11C", 2025, "5530") | {"KJONN": ""})
    ssb, kostra = (
        findings("11C", 2025, f"\n\n{good}", region="5530", deviations=deviations) for deviations in (False, True)
    )
    assert (ssb, kostra) == ([Expected("008", "feil", 1)], [Expected("008", "feil", 3)])


def test_ssbs_age_of_2023_depends_on_the_day_of_the_run() -> None:
    born_1926 = base_record("11C", 2023, "5421") | {"PERSON_FODSELSNR": wrong_check_digits_of_age(97, 2023)}
    text = write_record("11C", 2023, born_1926)

    def controls(run_day: date) -> set[str]:
        return {found.control for found in findings("11C", 2023, text, region="5421", run_day=run_day)}

    assert "007" in controls(date(2024, 1, 10))
    assert "006" in controls(date(2026, 11, 22))


def test_extra_002_names_field_and_reason() -> None:
    values = base_record("11C", 2025, "5530") | {
        "EKTSTAT": "",
        "KVP_STONAD": "abc",
        "AVSL_DATO": "00000000",
        "VEDTAK_DATO": "31022025",
        "AVSL_ANNET": "11",
    }
    text = "\n" + write_record("11C", 2025, values)
    assert sorted(extra_002("11C", 2025, text, region="5530")) == [
        Candidate(2, "AVSL_ANNET", "kode"),
        Candidate(2, "AVSL_DATO", "nulldato"),
        Candidate(2, "EKTSTAT", "obligatorisk"),
        Candidate(2, "KVP_STONAD", "heltall"),
        Candidate(2, "VEDTAK_DATO", "dato"),
    ]
    assert extra_002("11C", 2025, text + "x", region="5530") == []


# --- random files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "year"), FORMS_AND_YEARS)
@pytest.mark.parametrize("region", ["5530", "0301"])
def test_random_file_without_faults_has_no_findings(form: str, year: int, region: str) -> None:
    text = random_file(form, year, random.Random(year), 100, region=region, error_rate=0)
    assert findings(form, year, text, region=region, deviations=True) == []
    assert extra_002(form, year, text, region=region) == []


@pytest.mark.parametrize(("form", "year"), FORMS_AND_YEARS)
def test_random_files_reach_every_control_of_the_year(form: str, year: int) -> None:
    reached: set[str] = set()
    for seed in range(12):
        region = ("5530", "0301")[seed % 2]
        text = random_file(form, year, random.Random(seed), 150, region=region, error_rate=0.8)
        reached |= {found.control for found in findings(form, year, text, region=region, deviations=True)}
    of_the_year = {control.number for control in CONTROLS[form] if year in control.severity}
    assert of_the_year | {"005A", "005B"} <= reached
    assert not reached & {"000", "001"}


@pytest.mark.parametrize(("form", "year"), FORMS_AND_YEARS)
def test_broken_files_reach_the_file_controls(form: str, year: int) -> None:
    reached: set[str] = set()
    for seed in range(40):
        text = random_broken_file(form, year, random.Random(seed), 5, region="5530")
        reached |= {found.control for found in findings(form, year, text, region="5530", deviations=True)}
    assert {"000", "001"} <= reached


@pytest.mark.parametrize(("form", "year"), FORMS_AND_YEARS)
def test_no_random_number_can_be_a_persons(form: str, year: int) -> None:
    text = random_file(form, year, random.Random(7), 300, region="5530", error_rate=1)
    for line in re.split(r"[\r\n]+", text):
        number = field_of(form, year, line, "PERSON_FODSELSNR")
        if check_digits_fit(number):
            day, month = int(number[:2]) % 40, int(number[2:4])
            assert not (1 <= day <= 31 and 1 <= month <= 12)

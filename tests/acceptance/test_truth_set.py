"""Ten files with SSB's own findings: `kostra` says the same, and every difference is one that is decided and named."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from tests.acceptance.comparison import Key, of_file, officially_found

DATA = Path(__file__).parent / "data"
FILES = sorted(DATA.glob("11*_*_*.dat"))


def ssb_findings(path: Path, journal_lines: dict[str, list[int]], ours: Counter[Key]) -> Counter[Key]:
    """Return SSB's findings; those without a line are matched by journal number with lines that we report."""
    found: Counter[Key] = Counter()
    without_line: list[dict[str, str]] = []
    for row in map(json.loads, path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()):
        if row["linje"] is None:
            without_line.append(row)
        else:
            found[(row["kontroll"], row["alvor"], row["linje"])] += 1
    for row in without_line:
        keys = [(row["kontroll"], row["alvor"], line) for line in journal_lines[row["journalnummer"].strip()]]
        found[next((key for key in keys if ours[key] > found[key]), keys[0])] += 1
    return found


def decided_differences(name: str) -> dict[str, Counter[Key]]:
    """Return the differences that the table of deviations names for a file, by who finds them."""
    decided: dict[str, Counter[Key]] = {"SSB": Counter(), "kostra": Counter()}
    with (DATA / "avvik.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter=";"):
            assert row["avvik"].startswith("D")
            if row["fil"] != name:
                continue
            for part in row["linjer"].split():
                first, _, last = part.partition("-")
                for line in range(int(first), int(last or first) + 1):
                    decided[row["funnet_av"]][(row["kontroll"], row["alvor"], line)] += 1
    return decided


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_kostra_says_what_ssb_says(path: Path) -> None:
    form, year, region = path.stem.split("_")
    report = of_file(path, form, int(year), region)
    assert [control.reason for control in report.controls if control.outcome.value == "krasjet"] == []
    ours = officially_found(report)
    journal_lines: dict[str, list[int]] = {}
    start = {"2022": 10, "2023": 10, "2024": 8}.get(year, 16)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        journal_lines.setdefault(line[start : start + 8].strip(), []).append(number)
    ssbs = ssb_findings(path, journal_lines, ours)
    assert {"SSB": ssbs - ours, "kostra": ours - ssbs} == decided_differences(path.stem)

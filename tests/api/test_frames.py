"""Findings as tables: the same rows, columns and types whatever the library."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import Any

import pytest
from tests.reports import samples

from kostra.api import Report
from kostra.api.errors import KostraError
from kostra.api.formats import RenderOptions
from kostra.api.frames import COLUMNS, MissingLibraryError
from kostra.api.report import Progress
from kostra.reports import json_report

NAMES = [column.name for column in COLUMNS]
# Of these JSON has one list of objects, or a list where a table has a single value.
OTHERWISE_IN_JSON = {"skjema", "argang", "kommune", "linje", "fra", "til", "verdi", "etikett"}

REPORTS = pytest.mark.parametrize("report", [samples.with_errors(), samples.healthy()], ids=["funn", "uten funn"])
FRAMES = pytest.mark.parametrize(
    ("library", "method"), [("pandas", "to_pandas"), ("polars", "to_polars"), ("pyarrow", "to_arrow")]
)


def installed(name: str) -> Any:
    return pytest.importorskip(name, reason=f"{name} er ikke installert (kostra[notatbok])")


def plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def test_a_row_says_everything_about_a_finding() -> None:
    row = next(row for row in samples.with_errors().to_dicts() if row["kontroll"] == "016")
    assert list(row) == NAMES
    assert (row["skjema"], row["argang"], row["kommune"]) == ("9Z", 2040, "5421")
    assert (row["alvor"], row["fil"], row["linje"]) == ("feil", "uttrekk.dat", 12)
    assert (row["felt"], row["fra"], row["til"], row["verdi"]) == (("ARBEID",), (50,), (51,), ("01",))
    assert row["etikett"] == ("Arbeidssituasjon",)
    assert (row["journalnummer"], row["saksbehandler"]) == ("771", "Åse Berg")
    assert row["husregel"] is False


def test_a_finding_of_the_whole_file_has_no_line() -> None:
    row = samples.with_errors().to_dicts()[0]
    assert (row["kontroll"], row["linje"], row["felt"]) == ("902", None, ())


def test_a_run_that_was_compared_says_what_is_new() -> None:
    report = samples.with_errors()
    first, second, *rest = report.findings
    compared = (replace(first, progress=Progress.NEW), replace(second, progress=Progress.UNCHANGED), *rest)
    rows = replace(report, findings=compared).to_dicts()
    assert [row["siden_sist"] for row in rows[:3]] == ["ny", "uendret", None]


def test_columns_are_named_as_in_json() -> None:
    (finding, *_) = json.loads("".join(json_report.render(samples.with_errors(), RenderOptions())))["funn"]
    assert set(NAMES) - OTHERWISE_IN_JSON <= set(finding)
    assert all(name.isascii() and name.islower() for name in NAMES)


@FRAMES
@REPORTS
def test_every_library_has_the_same_rows(report: Report, library: str, method: str) -> None:
    module = installed(library)
    frame = getattr(report, method)()
    if module.__name__ == "pandas":
        frame = frame.astype(object)
        rows = frame.where(frame.notna(), None).to_dict("records")
    else:
        rows = frame.to_dicts() if module.__name__ == "polars" else frame.to_pylist()
    assert [{name: plain(value) for name, value in row.items()} for row in rows] == report.to_dicts()


@FRAMES
def test_an_empty_report_keeps_columns_and_types(library: str, method: str) -> None:
    installed(library)
    empty = getattr(samples.healthy(), method)()
    full = getattr(samples.with_errors(), method)()
    assert len(empty) == 0
    if library == "pyarrow":
        assert empty.schema == full.schema
        assert empty.column_names == NAMES
    else:
        assert list(empty.columns) == NAMES
        assert list(empty.dtypes) == list(full.dtypes)


def test_pandas_compares_severities_and_unfolds_fields() -> None:
    installed("pandas")
    twelve = tuple(replace(samples.WORK, name=f"MND_{number}", start=number, end=number) for number in range(1, 13))
    report = replace(samples.healthy(), findings=(samples.MANY_KIDS, replace(samples.WRONG_WORK, fields=twelve)))
    table = report.to_pandas()
    assert table[table.alvor >= "feil"].kontroll.tolist() == ["016"]
    assert str(table.linje.dtype) == "Int64"
    unfolded = table.explode(["felt", "fra", "til", "verdi", "etikett"])
    assert unfolded.felt.tolist() == ["BARN", *(f"MND_{number}" for number in range(1, 13))]
    assert unfolded.fra.tolist() == [42, *range(1, 13)]


def test_polars_has_types_that_say_what_a_column_holds() -> None:
    polars = installed("polars")
    table = samples.with_errors().to_polars()
    assert table.schema["linje"] == polars.Int64
    assert table.schema["fra"] == polars.List(polars.Int64)
    assert table.filter(polars.col("alvor") >= "feil")["kontroll"].to_list() == ["016", "005B", "005B", "senja/001"]


def test_arrow_says_which_columns_always_have_a_value() -> None:
    arrow = installed("pyarrow")
    table = samples.with_errors().to_arrow()
    table.validate(full=True)
    assert not table.schema.field("kontroll").nullable
    assert table.schema.field("linje").nullable
    assert table.schema.field("alvor").type == arrow.dictionary(arrow.int8(), arrow.string(), ordered=True)


@FRAMES
def test_a_library_that_is_not_installed(library: str, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingLibraryError, match=f"pip install {library}") as error:
        getattr(samples.healthy(), method)()
    assert isinstance(error.value, KostraError)

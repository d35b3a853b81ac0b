"""Findings as tables: plain rows, pandas, Polars and Arrow; what is not installed is not needed.

One row a finding, in the order of the report. The columns are named as in the report for other programs
(`--format json`); `COLUMNS` lists them. Where a finding points at several fields, `felt`, `fra`, `til`, `verdi` and
`etikett` have one part for each, in the same order, so that they can be unfolded together:

    report.to_pandas().explode(["felt", "fra", "til", "verdi", "etikett"])

The form, the year and the municipality stand on every row: tables of many reports can be put under each other. An empty
report gives a table without rows, with the same columns of the same types.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from kostra.api.errors import KostraError
from kostra.api.report import Finding, Report, Severity

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

Kind = Literal["tekst", "heltall", "sannhet", "alvor", "tekstliste", "heltallsliste"]
"""What a column holds: text, whole number, truth, severity, or one text or number for each field."""

SEVERITIES: Final = tuple(severity.value for severity in reversed(Severity))
"""The severities from the mildest to the gravest: the order in which tables compare them."""


class Column(NamedTuple):
    """A column: its name, what it holds, whether a cell can be missing, and how its value is read."""

    name: str
    kind: Kind
    nullable: bool
    value: Callable[[Report, Finding], object]


class MissingLibraryError(KostraError):
    """A library for tables is not installed; the message says how to install it."""


COLUMNS: Final = (
    Column("skjema", "tekst", False, lambda report, _: report.form),
    Column("argang", "heltall", False, lambda report, _: report.year),
    Column("kommune", "tekst", True, lambda report, _: report.municipality),
    Column("kontroll", "tekst", False, lambda _, finding: finding.control),
    Column("tittel", "tekst", False, lambda _, finding: finding.title),
    Column("alvor", "alvor", False, lambda _, finding: finding.severity.value),
    Column("fil", "tekst", True, lambda _, finding: finding.file),
    Column("linje", "heltall", True, lambda _, finding: finding.lines[0] if finding.lines else None),
    Column("felt", "tekstliste", False, lambda _, finding: tuple(field.name for field in finding.fields)),
    Column("fra", "heltallsliste", False, lambda _, finding: tuple(field.start for field in finding.fields)),
    Column("til", "heltallsliste", False, lambda _, finding: tuple(field.end for field in finding.fields)),
    Column("verdi", "tekstliste", False, lambda _, finding: tuple(field.value for field in finding.fields)),
    Column("etikett", "tekstliste", False, lambda _, finding: tuple(field.label for field in finding.fields)),
    Column("journalnummer", "tekst", False, lambda _, finding: finding.journal_number),
    Column("saksbehandler", "tekst", False, lambda _, finding: finding.caseworker),
    Column("melding", "tekst", False, lambda _, finding: finding.message),
    Column("rettelse", "tekst", False, lambda _, finding: finding.fix),
    Column("fordi", "tekst", False, lambda _, finding: finding.why),
    Column("opphav", "tekst", False, lambda _, finding: finding.origin),
    Column("husregel", "sannhet", False, lambda _, finding: finding.house_rule),
    Column("gruppe", "tekst", True, lambda _, finding: finding.group),
    Column("kvittert", "sannhet", False, lambda _, finding: finding.acknowledged is not None),
    Column("siden_sist", "tekst", True, lambda _, finding: finding.progress and finding.progress.value),
)
"""The columns of every table, in order. `linje` is the first line of a finding, missing for one of the whole file."""


def to_dicts(report: Report) -> list[dict[str, Any]]:
    """Return the findings as rows, a dict each; needs no other library."""
    return [{column.name: column.value(report, finding) for column in COLUMNS} for finding in report.findings]


def to_pandas(report: Report) -> pandas.DataFrame:
    """Return the findings as a pandas table.

    Columns have types that know missing values (`string`, `Int64`); `alvor` is an ordered category, so that
    `table[table.alvor >= "feil"]` is what blocks submission; the parts of several fields are tuples. Raises
    MissingLibraryError when pandas is not installed.
    """
    pandas = _library("pandas", "pandas")
    types: dict[Kind, Any] = {
        "tekst": "string",
        "heltall": "Int64",
        "sannhet": "bool",
        "alvor": pandas.CategoricalDtype(SEVERITIES, ordered=True),
        "tekstliste": object,
        "heltallsliste": object,
    }
    values = _by_column(report)
    return pandas.DataFrame({c.name: pandas.Series(values[c.name], dtype=types[c.kind]) for c in COLUMNS})


def to_polars(report: Report) -> polars.DataFrame:
    """Return the findings as a Polars table.

    `alvor` is an `Enum` in order of gravity, the parts of several fields are lists. Raises MissingLibraryError when
    Polars is not installed.
    """
    polars = _library("polars", "Polars")
    types: dict[Kind, Any] = {
        "tekst": polars.String,
        "heltall": polars.Int64,
        "sannhet": polars.Boolean,
        "alvor": polars.Enum(SEVERITIES),
        "tekstliste": polars.List(polars.String),
        "heltallsliste": polars.List(polars.Int64),
    }
    values = _by_column(report)
    return polars.DataFrame([polars.Series(c.name, values[c.name], dtype=types[c.kind]) for c in COLUMNS])


def to_arrow(report: Report) -> pyarrow.Table:
    """Return the findings as an Arrow table.

    `alvor` is an ordered dictionary, the parts of several fields are lists; columns that always have a value are
    declared so. Raises MissingLibraryError when pyarrow is not installed.
    """
    arrow = _library("pyarrow", "Arrow")
    types: dict[Kind, Any] = {
        "tekst": arrow.string(),
        "heltall": arrow.int64(),
        "sannhet": arrow.bool_(),
        "alvor": arrow.dictionary(arrow.int8(), arrow.string(), ordered=True),
        "tekstliste": arrow.list_(arrow.string()),
        "heltallsliste": arrow.list_(arrow.int64()),
    }
    values = _by_column(report)
    schema = arrow.schema([arrow.field(c.name, types[c.kind], nullable=c.nullable) for c in COLUMNS])
    arrays = [
        arrow.DictionaryArray.from_arrays(
            arrow.array(map(SEVERITIES.index, values[c.name]), arrow.int8()), arrow.array(SEVERITIES), ordered=True
        )
        if c.kind == "alvor"
        else arrow.array(values[c.name], types[c.kind])
        for c in COLUMNS
    ]
    return arrow.Table.from_arrays(arrays, schema=schema)


def _by_column(report: Report) -> dict[str, list[Any]]:
    return {column.name: [column.value(report, finding) for finding in report.findings] for column in COLUMNS}


def _library(module: str, name: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        if error.name is not None and error.name.partition(".")[0] != module:
            raise  # it is installed, and something that it needs is not
        raise MissingLibraryError(
            f"{name} er ikke installert. Installer med: pip install {module} "
            '(eller alle tabellbibliotekene: pip install "kostra[notatbok]")'
        ) from None

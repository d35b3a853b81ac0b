"""The summary for spreadsheets: a row a delivery, and the statistics tables, a row a figure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from kostra.api.report import Severity
from kostra.batch.summary import Summary, verdict
from kostra.reports.csv_report import neutralised

_COLUMNS = (
    "kommune",
    "skjema",
    "argang",
    "svar",
    "poster",
    *Severity,
    "husregler_ok",
    "begynn_her",
    "filer",
    "rapport",
)
_BYTE_ORDER_MARK = "\ufeff"
_STATISTICS = ("kommune", "skjema", "argang", "tabell", "rad", "verdi")


def overview(summary: Summary) -> str:
    """Return a row for each delivery, and one for each that could not be checked, in the way of the reports' CSV."""
    rows = [
        (
            *(entry["kommune"] or "", entry["skjema"], entry["argang"], verdict(entry), entry["poster"]),
            *(entry["oppsummering"][severity] for severity in Severity),
            *("" if entry["husregler_ok"] is None else "ja" if entry["husregler_ok"] else "nei",),
            *(entry["begynn_her"] or "", " | ".join(file["navn"] for file in entry["filer"])),
            *(" | ".join(entry["rapporter"]),),
        )
        for entry in summary["leveranser"]
    ]
    rows += [
        (
            "",
            "",
            "",
            "ikke kontrollert",
            "",
            *("" for _ in Severity),
            "",
            " ".join(one["grunn"].split()),
            " | ".join(one["filer"]),
            "",
        )
        for one in summary["ikke_kontrollert"]
    ]
    return _csv(_COLUMNS, rows)


def statistics(summary: Summary) -> str:
    """Return a row for each figure of each delivery's statistics."""
    return _csv(
        _STATISTICS,
        (
            (entry["kommune"] or "", entry["skjema"], entry["argang"], table["tittel"], label, value)
            for entry in summary["leveranser"]
            for table in entry["statistikk"]
            for label, value in table["rader"]
        ),
    )


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    writer.writerows([neutralised(str(cell)) for cell in row] for row in rows)
    return _BYTE_ORDER_MARK + stream.getvalue()

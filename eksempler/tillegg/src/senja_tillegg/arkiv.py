"""What happens after a check: a line about it is added to an archive."""

from __future__ import annotations

import os
from pathlib import Path

from kostra.api import Report, hookimpl

ARCHIVE = "SENJA_ARKIV"
"""The environment variable that names the file; without it nothing is kept."""


@hookimpl
def kostra_etter_kontroll(report: Report) -> None:
    """Add a line: form, year, whether it may be sent in, and the number of findings."""
    place = os.environ.get(ARCHIVE)
    if place:
        verdict = "klar" if report.may_submit else "ikke klar"
        with Path(place).open("a", encoding="utf-8") as archive:
            archive.write(f"{report.form} {report.year}: {verdict}, {len(report.findings)} funn\n")

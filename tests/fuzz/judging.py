"""What must hold of whatever a check ends in."""

from __future__ import annotations

import json
import re
from typing import Any

from kostra.api.errors import KostraError
from kostra.api.formats import RenderOptions, ReportFormat
from kostra.api.report import Outcome, Report
from kostra.reports import builtin_formats

_IDENTITY = re.compile(r"\d{11}")
_WRITTEN_OUT = re.compile(r"\\(x[0-9a-f]{2}|u[0-9a-f]{4})")
"""A control character in the text report; its own digits belong to no number."""
_SHOWN: dict[str, ReportFormat] = {one.name: one for one in builtin_formats()}


def refusal_is_clear(error: KostraError) -> None:
    """Fail for a refusal without words, or with the words of a fault of the program itself."""
    message = str(error)
    assert message.strip(), "a refusal says nothing"
    for word in ("Traceback", "Error:", "object at 0x", "NoneType"):
        assert word not in message, f"a refusal speaks of the program's inside: {message}"


def report_is_whole(report: Report) -> None:
    """Fail for a report in which a control crashed or does not count its findings, or that cannot be written."""
    found: dict[str, int] = {}
    for finding in report.findings:
        found[finding.control] = found.get(finding.control, 0) + 1
        assert finding.message.strip()
    for control in report.controls:
        assert control.outcome is not Outcome.CRASHED, f"{control.id} crashed: {control.reason}"
        assert control.count == found.get(control.id, 0), f"{control.id} counts wrongly"
        assert (control.outcome is Outcome.FOUND) == bool(control.count)
        assert control.outcome is not Outcome.NOT_RUN or control.reason
    _no_identity_number(json.loads(shown(report, "json")))
    text = _WRITTEN_OUT.sub(" ", shown(report, "text").decode())
    assert not _IDENTITY.search(text), "an identity number is shown"


def _no_identity_number(content: Any) -> None:
    """Fail for eleven digits in a row anywhere but in a hash."""
    if isinstance(content, dict):
        for key, value in content.items():
            if key not in ("sha256", "regelsett"):
                _no_identity_number(value)
    elif isinstance(content, list):
        for value in content:
            _no_identity_number(value)
    elif isinstance(content, str):
        assert not _IDENTITY.search(content), "an identity number is in the JSON"


def shown(report: Report, format_: str) -> bytes:
    """Return a report as it is written to a file."""
    rendered = _SHOWN[format_].render(report, RenderOptions())
    if isinstance(rendered, bytes):
        return rendered
    text = rendered if isinstance(rendered, str) else "".join(rendered)
    return text.encode("utf-8", "backslashreplace")

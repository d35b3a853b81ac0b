"""A comparison as data for programs; keys are ASCII, values are for people unless they are names or numbers."""

from __future__ import annotations

import json
from typing import Any

from kostra.documentation.changes import PARTS, Change, Comparison, Point
from kostra.documentation.diff_text import NOT_COMPARED, sentence
from kostra.documentation.edition import Edition


def as_json(comparison: Comparison, program: str) -> str:
    """Return a comparison as JSON; keys may be added, never changed.

    `program` is the name and version of what made it.
    """
    compared = comparison.old.registered and comparison.new.registered
    content = {
        "skjemaversjon": 1,
        "program": program,
        "fra": _edition(comparison.old),
        "til": _edition(comparison.new),
        "merknader": [] if compared else [NOT_COMPARED],
        "endringer": [_change(change) for part in PARTS for change in comparison.of(part)],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _edition(edition: Edition) -> dict[str, Any]:
    program = edition.compiled.program
    return {
        "skjema": program.form,
        "argang": program.year,
        "husregler": program.namespace or None,
        "kilde": edition.origin,
        "regelsett": program.fingerprint,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "del": change.part,
        "type": change.kind,
        "navn": list(change.names),
        "tittel": change.title or None,
        "tekst": sentence(change),
        "punkter": [_point(point) for point in change.points],
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "hva": point.what,
        "tekst": point.text,
        "for": point.before or None,
        "etter": point.after or None,
        "verdier": list(point.items),
    }

"""The explanation of a control as JSON with ASCII keys."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from kostra.layout.model import Field
from kostra.masking import mask_text
from kostra.workbench.explanation import Explanation


def as_json(one: Explanation, *, sensitive: bool) -> str:
    """Return everything that is known of a control; identity numbers are hidden unless `sensitive`."""
    from importlib.metadata import version

    shown: Callable[[str], str] = (lambda text: text) if sensitive else mask_text
    content = {
        "skjemaversjon": 1,
        "program": f"kostra {version('kostra-core')}",
        "kontroll": one.id,
        "skjema": one.form,
        "argang": one.year,
        "tittel": shown(one.title),
        "alvor": [severity.value for severity in one.severities],
        "hindrer_innsending": one.blocks,
        "husregel": not one.official,
        "ikke_kjort": one.not_run or None,
        "med_ord": [shown(sentence) for sentence in one.words],
        "regel": [shown(line) for line in one.rule],
        "navn": [{"navn": m.name, "betyr": shown(m.text), "satt_for_skjemaet": m.given} for m in one.meanings],
        "trenger": [{"parameter": name, "valg": option} for name, option in one.needs],
        "fordi": shown(one.why) or None,
        "rad": shown(one.fix) or None,
        "kilde": shown(one.source) or None,
        "avvik": [part.strip() for part in one.deviation.replace(";", ",").split(",") if part.strip()],
        "felt": [_field(field) for field in one.fields],
        "eksempler": [
            {"slag": "godta" if e.accepts else "avvis", "tekst": shown(e.text), "linje": e.line} for e in one.examples
        ],
        "arganger": {
            "undersokt": list(one.history.years),
            "finnes": list(one.history.exists),
            "endret": list(one.history.changed),
            "historikk": str(one.history),
            "fingeravtrykk": {str(year): mark for year, mark in sorted(one.history.fingerprints.items())},
            "andre_nummer": {str(year): number for year, number in sorted(one.elsewhere.items())},
        },
        "gjelder": [{"skjema": form, "argang": year} for form, year in one.also_for],
        "fil": one.file,
        "linje": one.line,
        "modul": one.module or None,
        "nummer_i_filen": one.written_as,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _field(field: Field) -> dict[str, Any]:
    return {
        "navn": field.name,
        "fra": field.start,
        "til": field.end,
        "type": field.type,
        "datoformat": field.date_pattern,
        "etikett": field.label,
        "sensitiv": field.sensitive,
        "obligatorisk": field.mandatory,
        "koder": None if field.codes is None else dict(field.codes.codes),
    }

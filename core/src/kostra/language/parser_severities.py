"""Severities that are none: seen by the parser, since no checker can guess what «alvorlig» was meant to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kostra.diagnostics import Diagnostic, did_you_mean
from kostra.language.parser_place import Place, diagnostic
from kostra.language.syntax import Control, FileControl, Item, ModuleParameter

_SEVERITIES = ("fatal", "feil", "advarsel", "info")
_MEANT = {
    "alvorlig": "feil",
    "kritisk": "feil",
    "error": "feil",
    "varsel": "advarsel",
    "warning": "advarsel",
    "merknad": "info",
    "informasjon": "info",
    "melding": "info",
    "stopp": "fatal",
}


def unknown_severities(items: Sequence[Item], place: Place) -> Iterator[tuple[str, Diagnostic]]:
    """Yield control id and diagnostic for severities that are neither the language's nor a parameter of the module."""
    known = {*_SEVERITIES, *(item.name for item in items if isinstance(item, ModuleParameter))}
    allowed: Sequence[str]
    for item in items:
        if isinstance(item, FileControl):
            written, allowed = [item.severity], _SEVERITIES
        elif isinstance(item, Control):
            written, allowed = [sentence.severity for sentence in item.sentences], _SEVERITIES[1:]
        else:
            continue
        for severity in written:
            if severity.name not in known:
                meant = _MEANT.get(severity.name.lower())
                yield (
                    item.id,
                    diagnostic(
                        place,
                        severity.span,
                        "ukjent-alvor",
                        f"«{severity.name}» er ikke et alvor.",
                        expected=f"{', '.join(allowed[:-1])} eller {allowed[-1]}",
                        hint=f"mente du {meant}?" if meant else did_you_mean(severity.name, allowed),
                    ),
                )

"""What the lint found, for people, for programs, and for GitHub."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from kostra.masking import mask_text
from kostra.reports import github
from kostra.reports.page import harmless
from kostra.reports.wording import counted, joined
from kostra.workbench.findings import Collected, Fault

_MOST_NAMED = 6
_COMMANDS = {"feil": "error", "advarsel": "warning"}


def text(collected: Collected) -> str:
    """Return the faults as a compiler prints them, an empty line between, and the sum last."""
    parts = [rendered(fault) for fault in collected.faults]
    return "\n".join([*(f"{part}\n" for part in parts), f"{verdict(collected)}\n"])


def as_json(collected: Collected) -> str:
    """Return the faults as JSON with ASCII keys."""
    from importlib.metadata import version

    content = {
        "skjemaversjon": 1,
        "program": f"kostra {version('kostra-core')}",
        "undersokt": collected.looked_into,
        "ikke_undersokt": [mask_text(trouble) for trouble in collected.troubles],
        "feil": collected.count("feil"),
        "advarsler": collected.count("advarsel"),
        "funn": [entry(fault) for fault in collected.faults],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_github(collected: Collected) -> str:
    """Return the faults as workflow commands, and the sum last."""
    lines = [github_line(fault) for fault in collected.faults]
    return "".join([*lines, f"{verdict(collected)}\n"])


FORMATS: Mapping[str, Callable[[Collected], str]] = {"text": text, "json": as_json, "github": as_github}


def verdict(collected: Collected) -> str:
    """Return what was looked into and how many faults there are, in a sentence."""
    names = collected.looked_into
    number = len(collected.rule_sets) + len(collected.others)
    what = joined(names) if len(names) <= _MOST_NAMED else counted(number, "regelfil", "regelfiler")
    errors, warnings = collected.count("feil"), collected.count("advarsel")
    if not names:
        return "Ingenting ble undersøkt."
    if not errors and not warnings:
        return f"Ingen feil i {what}."
    found = [counted(errors, "feil", "feil")] if errors or not warnings else []
    found += [counted(warnings, "advarsel", "advarsler")] if warnings else []
    return f"{joined(found)} i {what}."


def rendered(fault: Fault) -> str:
    """Return a fault as a compiler prints it, with the rule sets it showed in, without a final line end."""
    # Tabs stand in the same places of the source line and of the line below it, so the caret stays where it was.
    lines = fault.diagnostic.render().expandtabs(4).split("\n")
    if fault.rule_sets:
        lines.append(f"  gjelder: {fault.where}")
    return "\n".join(harmless(mask_text(line)) for line in lines)


def entry(fault: Fault) -> dict[str, Any]:
    """Return a fault as an object of the JSON formats."""
    diagnostic = fault.diagnostic
    span = diagnostic.span
    return {
        "kode": diagnostic.code,
        "niva": diagnostic.level,
        "fil": span.file,
        "linje": span.line,
        "kolonne": span.column,
        "til_linje": span.end_line,
        "til_kolonne": span.end_column,
        "kontroll": diagnostic.control or None,
        "melding": mask_text(diagnostic.message),
        "ventet": mask_text(diagnostic.expected) or None,
        "rad": mask_text(diagnostic.hint) or None,
        "linjetekst": mask_text(diagnostic.source_line),
        "regelsett": [{"skjema": form, "argang": year} for form, year in fault.rule_sets],
    }


def github_line(fault: Fault) -> str:
    """Return a fault as one workflow command."""
    diagnostic = fault.diagnostic
    span = diagnostic.span
    properties: list[tuple[str, str | int | None]] = [
        ("file", span.file),
        ("line", span.line),
        ("endLine", span.end_line),
        ("col", span.column),
        ("title", diagnostic.code),
    ]
    if span.end_line == span.line and span.end_column > span.column:
        properties.insert(4, ("endColumn", span.end_column - 1))
    parts = [diagnostic.message]
    parts += [f"Ventet: {diagnostic.expected}."] if diagnostic.expected else []
    parts += [f"Råd: {diagnostic.hint}"] if diagnostic.hint else []
    parts += [f"Gjelder {fault.where}."] if fault.rule_sets else []
    return github.workflow_command(_COMMANDS[diagnostic.level], properties, [mask_text(part) for part in parts])

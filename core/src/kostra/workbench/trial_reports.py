"""What came of the examples, for people, for programs, and for GitHub."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kostra.masking import mask_text
from kostra.reports import github
from kostra.reports.page import harmless
from kostra.reports.wording import counted, joined
from kostra.workbench import lint_reports
from kostra.workbench.findings import in_words
from kostra.workbench.trials import Trial, Trials


def text(trials: Trials) -> str:
    """Return what is wrong, then a line for each rule set, then the sum."""
    parts = [f"{lint_reports.rendered(fault)}\n" for fault in trials.wrong.faults]
    parts += [f"{section}\n" for section in (_without(trials), _silent(trials), _file_problems(trials)) if section]
    if trials.trials:
        parts.append("\n".join(_table(trials.trials)) + "\n")
    return "\n".join([*parts, f"{verdict(trials)}\n"])


def verdict(trials: Trials) -> str:
    """Return how many examples there are, how many are wrong, and whether every control has both kinds."""
    if not trials.trials:
        return "Ingen eksempler ble prøvd."
    examples = sum(trial.examples for trial in trials.trials)
    wrong = sum(trial.wrong for trial in trials.trials)
    files = sum(trial.example_files for trial in trials.trials)
    problems = [trial for trial in trials.trials if trial.file_problems]
    parts = [f"{counted(examples, 'eksempel', 'eksempler')}, {wrong} feil"]
    without = {(control.file, control.line, control.id) for trial in trials.trials for control in trial.without}
    if without:
        parts.append(f"{counted(len(without), 'kontroll', 'kontroller')} mangler eksempler")
    elif examples:
        parts.append("alle kontroller har godta og avvis")
    if files:
        state = f"feil i {in_words([(t.form, t.year) for t in problems])}" if problems else "i orden"
        parts.append(f"{counted(files, 'eksempelfil', 'eksempelfiler')} {state}")
    return "; ".join(parts) + "."


def as_json(trials: Trials) -> str:
    """Return the results as JSON with ASCII keys."""
    from importlib.metadata import version

    content = {
        "skjemaversjon": 1,
        "program": f"kostra {version('kostra-core')}",
        "i_orden": not trials.wrong.troubles and all(trial.in_order for trial in trials.trials),
        "ikke_provd": [mask_text(trouble) for trouble in trials.wrong.troubles],
        "eksempler": sum(trial.examples for trial in trials.trials),
        "feil": [lint_reports.entry(fault) for fault in trials.wrong.faults],
        "regelsett": [_entry(trial) for trial in trials.trials],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_github(trials: Trials) -> str:
    """Return what is wrong as workflow commands, and the sum last."""
    lines = [lint_reports.github_line(fault) for fault in trials.wrong.faults]
    seen: set[tuple[str, int]] = set()
    for trial in trials.trials:
        for control in trial.without:
            if (control.file, control.line) not in seen:
                seen.add((control.file, control.line))
                place: list[tuple[str, str | int | None]] = [("file", control.file), ("line", control.line)]
                message = f"Kontroll {control.id} mangler eksempel etter {_lacking(control.lacks)}."
                level = "error" if trial.official else "notice"
                lines.append(github.workflow_command(level, [*place, ("title", "mangler-eksempel")], [message]))
        for problem in trial.file_problems:
            message = f"{_name(trial)}: {problem}"
            lines.append(github.workflow_command("error", [("title", "eksempelfil")], [mask_text(message)]))
    return "".join([*lines, f"{verdict(trials)}\n"])


FORMATS: Mapping[str, Callable[[Trials], str]] = {"text": text, "json": as_json, "github": as_github}


def _table(trials: Sequence[Trial]) -> Iterable[str]:
    rows = [(_name(trial), counted(trial.examples, "eksempel", "eksempler"), _state(trial)) for trial in trials]
    names, counts = (max(len(row[column]) for row in rows) for column in (0, 1))
    return [harmless(f"{name:<{names}}  {count:>{counts}}  {state}") for name, count, state in rows]


def _name(trial: Trial) -> str:
    whole = f"{trial.form} {trial.year}"
    return f"{trial.part}, {whole}" if trial.part else whole


def _state(trial: Trial) -> str:
    parts = [f"{trial.wrong} feil"] if trial.wrong else []
    parts += [f"{counted(len(trial.without), 'kontroll', 'kontroller')} mangler eksempler"] if trial.without else []
    parts += ["feil i eksempelfiler"] if trial.file_problems else []
    state = joined(parts) or "i orden"
    if trial.not_run:
        state += f" ({counted(len(trial.not_run), 'kontroll', 'kontroller')} kan ikke kjøres denne årgangen)"
    return state


def _without(trials: Trials) -> str:
    """Return the controls without examples, each once with the rule sets in which it is so."""
    where: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
    for trial in trials.trials:
        for control in trial.without:
            key = control.id, control.title, _lacking(control.lacks)
            where.setdefault(key, []).append((trial.form, trial.year))
    lines = (f"{id_} {title}: ingen {lacking} ({in_words(years)})" for (id_, title, lacking), years in where.items())
    return _section("Kontroller som mangler eksempler", lines)


def _silent(trials: Trials) -> str:
    """Return the controls that have examples of what they reject, of which none makes them fire."""
    where: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for trial in trials.trials:
        for control in trial.silent:
            if control.rejects:
                where.setdefault((control.id, control.title), []).append((trial.form, trial.year))
    return _section(
        "Kontroller som ikke slår til på noe eksempel",
        (f"{id_} {title} ({in_words(rule_sets)})" for (id_, title), rule_sets in where.items()),
    )


def _file_problems(trials: Trials) -> str:
    return _section(
        "Eksempelfiler",
        (f"{_name(trial)}: {problem}" for trial in trials.trials for problem in trial.file_problems),
    )


def _section(heading: str, lines: Iterable[str]) -> str:
    listed = [f"  {harmless(mask_text(line))}" for line in lines]
    return "\n".join([heading, *listed]) if listed else ""


def _lacking(words: Sequence[str]) -> str:
    return " og ".join(f"«{word}»" for word in words)


def _entry(trial: Trial) -> dict[str, Any]:
    return {
        "skjema": trial.form,
        "argang": trial.year,
        "fil": trial.part or None,
        "i_orden": trial.in_order,
        "eksempler": trial.examples,
        "feil": trial.wrong,
        "eksempelfiler": trial.example_files,
        "feil_i_eksempelfiler": [mask_text(problem) for problem in trial.file_problems],
        "ikke_kjort": list(trial.not_run),
        "kontroller": [
            {
                "id": control.id,
                "tittel": control.title,
                "fil": control.file,
                "linje": control.line,
                "godta": control.accepts,
                "avvis": control.rejects,
                "slar_til": control.fired,
            }
            for control in trial.controls
        ],
    }

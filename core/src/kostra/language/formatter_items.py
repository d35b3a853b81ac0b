"""Headers, declarations, controls and statistics as lines of atoms."""

from __future__ import annotations

from collections.abc import Sequence

from kostra.diagnostics import NOWHERE
from kostra.language import syntax
from kostra.language.formatter_expressions import SUM, attribute, expression, group, quoted, ranges, value
from kostra.language.formatter_layout import (
    INDENT,
    WIDTH,
    Atom,
    Atoms,
    Line,
    enclosed,
    glue,
    listed,
    prefixed,
    suffixed,
)
from kostra.language.formatter_texts import strings


def header_lines(header: syntax.Header) -> list[Line]:
    """Return the lines of a header."""
    match header:
        case syntax.RuleSetHeader():
            text = f"regelsett {header.form} {header.year:04} {quoted(header.title)}"
        case syntax.ModuleHeader():
            text = f"modul {header.name}" + (f" {quoted(header.title)}" if header.title else "")
        case syntax.HouseHeader():
            targets = listed((Atom(_target(target), target.span),) for target in header.targets)
            start = f"husregler {header.name} {quoted(header.title)} for "
            return [Line(0, prefixed(start, targets, header.span))]
    return [Line(0, (Atom(text, header.span),))]


def _target(target: syntax.Target) -> str:
    if target.first is None:
        return target.form
    if target.first == target.last or target.last is None:
        return f"{target.form} {target.first}"
    return f"{target.form} {target.first} til {target.last}"


def item_lines(item: syntax.Item) -> list[Line]:
    """Return the lines of an item."""
    match item:
        case syntax.Control():
            return _control(item)
        case syntax.FileControl():
            return _file_control(item)
        case syntax.Statistic():
            return _statistic(item)
        case syntax.Use():
            return _use(item)
        case syntax.FieldGroup():
            return [Line(0, prefixed(f"feltgruppe {item.name} = ", ranges(item.members), item.span))]
        case syntax.Constant():
            return [Line(0, prefixed(f"konstant {item.name} = ", value(item.value), item.span))]
        case syntax.ModuleParameter():
            return [Line(0, (Atom(f"parameter {item.name}: {item.kind}", item.span),))]
        case syntax.Table():
            return [Line(0, _table(item))]
        case syntax.CodeListFile():
            columns = f"kolonne {item.columns[0]}, {item.columns[1]}" if item.columns else ""
            start = Atom(f"kodeliste {item.name} fra {quoted(item.file)}", item.span)
            return [Line(0, (start, Atom(columns)) if columns else (start,))]


# ── Declarations ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _use(use: syntax.Use) -> list[Line]:
    taken = listed((Atom(_taken(item), item.span),) for item in use.taken)
    lines = [Line(0, suffixed(prefixed(f"bruk {use.module} (", taken, use.span), ")"))]
    if use.arguments:
        given = listed(prefixed(f"{item.name} = ", value(item.value), item.span) for item in use.arguments)
        lines.append(Line(INDENT, prefixed("med ", given)))
    return lines


def _taken(item: syntax.TakenControl | syntax.TakenStatistic) -> str:
    if isinstance(item, syntax.TakenStatistic):
        return f"statistikk {quoted(item.title)}"
    return item.id if item.new_id is None else f"{item.id} som {item.new_id}"


def _table(table: syntax.Table) -> Atoms:
    title = f" {quoted(table.title)}" if table.title else ""
    parts = [f"tabell {table.name}{title}", f"fra {quoted(table.file)}"]
    if table.key is not None:
        parts.append(f"nøkkel {table.key}")
    if table.valid_from is not None and table.valid_to is not None:
        parts.append(f"gyldig {table.valid_from} til {table.valid_to}")
    return tuple(Atom(part, NOWHERE if number else table.span) for number, part in enumerate(parts))


def _statistic(statistic: syntax.Statistic) -> list[Line]:
    lines = [Line(0, (Atom(f"statistikk {quoted(statistic.title)}", statistic.span),))]
    body = statistic.body
    if isinstance(body, syntax.Distribution):
        counted: Atoms = (Atom("for hver rad"),)
        if body.where is not None:
            counted = (*counted, *prefixed("der ", expression(body.where)))
        counted = (*counted, *prefixed("klasser ", expression(body.value)))
        classes = listed((Atom(_class(item), item.span),) for item in body.classes)
        return [*lines, Line(INDENT, counted), Line(2 * INDENT, classes, hanging=0)]
    figures = (
        prefixed(f"{quoted(figure.label)} ", expression(figure.value, listing=True), figure.span) for figure in body
    )
    return [*lines, Line(INDENT, listed(figures), hanging=0)]


def _class(item: syntax.StatisticClass) -> str:
    label = quoted(item.label)
    if item.low is not None:
        return f"{item.low} og over {label}" if item.high is None else f"{item.low} til {item.high} {label}"
    return f"ellers {label}" if item.high is None else f"under {item.high + 1} {label}"


# ── Controls ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _file_control(control: syntax.FileControl) -> list[Line]:
    start = f"filkontroll {control.id} {control.severity.name} {quoted(control.title)}"
    lines = [Line(0, (Atom(start, control.span),))]
    lines += [Line(INDENT, strings(f"{word} ", text, INDENT)) for word, text in control.texts]
    return lines + _metadata(control.metadata)


def _control(control: syntax.Control) -> list[Line]:
    start = f"{'erstatt ' if control.replaces else ''}kontroll {control.id} {quoted(control.title)}"
    lines = [Line(0, (Atom(start, control.span),))]
    scope = _scope(control.scope)
    if scope:
        lines.append(Line(INDENT, scope))
    if isinstance(control.scope, syntax.EachGroup) and control.scope.where is not None:
        lines.append(Line(2 * INDENT, prefixed("der ", expression(control.scope.where))))
    for sentence in control.sentences:
        lines += _sentence(sentence)
    return lines + _metadata(control.metadata)


def _scope(scope: syntax.Scope) -> Atoms:
    """Return the scope without its condition; nothing for «for hver rad», which goes without saying."""
    match scope:
        case syntax.EachRow():
            return ()
        case syntax.EachField():
            if scope.group is None:
                return (Atom("for hvert felt", scope.span),)
            return prefixed("for hvert felt i ", group(scope.group), scope.span)
        case syntax.EachSet():
            names = listed((Atom(name.name, name.span),) for name in scope.names)
            sources = listed(_source(source) for source in scope.sources)
            return (*prefixed("for hvert sett ", names, scope.span), *prefixed("i ", sources))
        case syntax.EachGroup():
            keys = listed((Atom(key.name, key.span),) for key in scope.keys)
            return prefixed("for hver gruppe ", keys, scope.span)
        case syntax.WholeFile():
            return (Atom("for filen", scope.span),)
        case syntax.EachCode():
            return prefixed("for filen og hver kode i ", ranges(scope.members), scope.span)


def _source(source: syntax.SetSource) -> Atoms:
    if isinstance(source.items, syntax.Name):
        atoms: Atoms = (Atom(source.items.name, source.span),)
    else:
        items = (
            (Atom(item.name, item.span) if isinstance(item, syntax.Name) else attribute(item),) for item in source.items
        )
        atoms = enclosed("(", listed(items), ")", source.span)
    if source.at is None:
        return atoms
    return glue(atoms, " per ", expression(source.at, SUM))


def _sentence(sentence: syntax.Sentence) -> list[Line]:
    lines = []
    if sentence.when is not None:
        lines.append(Line(INDENT, prefixed("når ", expression(sentence.when), sentence.span)))
    if sentence.requirement is not None:
        span = sentence.span if sentence.when is None else NOWHERE
        lines.append(Line(INDENT, prefixed("skal ", expression(sentence.requirement), span)))
    word = "gir" if sentence.requirement is None else "ellers"
    start = f"{word} {sentence.severity.name} "
    lines.append(Line(INDENT, strings(start, sentence.message.text, INDENT, sentence.severity.span)))
    return lines


# ── Metadata ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _metadata(metadata: Sequence[syntax.Metadata]) -> list[Line]:
    lines: list[Line] = []
    previous = ""
    for part in metadata:
        atoms = _about(part)
        kind = part.kind if isinstance(part, syntax.Note) else ""
        # «kilde … avvik …» is one piece of information: which rule of SSB's this is, and how it differs.
        if kind == "avvik" and previous == "kilde" and _room(lines[-1].atoms, atoms):
            lines[-1] = Line(INDENT, (*lines[-1].atoms, *atoms))
        else:
            lines.append(Line(INDENT, atoms))
        previous = kind
    return lines


def _room(line: Atoms, more: Atoms) -> bool:
    return len(line) == 1 == len(more) and INDENT + len(line[0].text) + 1 + len(more[0].text) <= WIDTH


def _about(part: syntax.Metadata) -> Atoms:
    match part:
        case syntax.Note():
            return strings(f"{part.kind} ", part.text, INDENT, part.span)
        case syntax.PointsAt():
            return prefixed("felt ", listed((Atom(name.name, name.span),) for name in part.names), part.span)
        case syntax.Yields():
            return (Atom("viker", part.span),)
        case syntax.Example():
            return _example(part)


def _example(example: syntax.Example) -> Atoms:
    word = "godta " if example.accepts else "avvis "
    if example.last_year is None:
        return prefixed(word, _example_rows(example.rows, closed=False), example.span)
    # Both years in parentheses, so that nobody takes the fields of one for those of the other.
    now = prefixed(word, _example_rows(example.rows, closed=True), example.span)
    return (*now, *prefixed("i fjor ", _example_rows(example.last_year, closed=True)))


def _example_rows(rows: Sequence[syntax.ExampleRow], *, closed: bool) -> Atoms:
    if len(rows) == 1 and rows[0].assignments and not closed:
        return listed(_assignment(assignment) for assignment in rows[0].assignments)
    enclosed_rows = [
        enclosed("(", listed(_assignment(assignment) for assignment in row.assignments) or (Atom("", row.span),), ")")
        for row in rows
    ]
    return tuple(atom for row in enclosed_rows for atom in row)


def _assignment(assignment: syntax.Assignment) -> Atoms:
    target = assignment.target
    name = target.name if isinstance(target, syntax.Name) else f"${target.name}"
    given = assignment.value
    if isinstance(given, syntax.DateLiteral):
        date = Atom(f"dato({given.year}, {given.month}, {given.day})", given.span)
        return glue((Atom(name, assignment.span),), " = ", (date,))
    return glue((Atom(name, assignment.span),), " = ", value(given))

"""What is different about the controls: new, gone, under another number, changed, or only worded otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kostra.documentation.basis_changes import basis_points
from kostra.documentation.changes import Change, Point, joined
from kostra.documentation.deviations import numbers_in
from kostra.documentation.edition import Edition
from kostra.documentation.matching import match
from kostra.documentation.sentence_changes import rule_points, severity_point
from kostra.documentation.written import WrittenControl, written_controls
from kostra.language import syntax
from kostra.language.fingerprint import canonical
from kostra.language.program import Control, FileControl
from kostra.language.written.text import condition_text, message_text

_TEXTS = (
    ("title", "tittel", "tittel"),
    ("why", "fordi", "fordi"),
    ("fix", "rad", "råd"),
    ("source", "kilde", "kilde"),
    ("empty_text", "tom", "meldingen om tom fil"),
    ("unexpected_text", "uventet", "meldingen om uventet innhold"),
)
"""What a control says to people: its name in the program, for programs, and in words."""


def control_changes(old: Edition, new: Edition) -> Iterator[Change]:
    """Yield the differences between the controls of two years, by their numbers."""
    yield from sorted(_changes(old, new), key=lambda change: change.names[-1])


def _changes(old: Edition, new: Edition) -> Iterator[Change]:
    yield from _file_controls(old, new)
    matched = match(written_controls(old), written_controls(new))
    for gone in matched.gone:
        control = gone.control
        yield Change("kontroller", "borte", (control.id,), f"{control.id} er borte: {control.title} ({_levels(gone)})")
    pairs = {after.control.id: (before, after) for before, after in matched.both}
    for name, written in written_controls(new).items():
        if name in pairs:
            yield from _pair(old, new, *pairs[name])
        else:
            yield _new(written)


def _new(written: WrittenControl) -> Change:
    control = written.control
    rule = condition_text(written.tree, written.meanings)
    points = (Point("regel", "", after=rule, quoted=True),)
    text = f"{control.id} er ny: {control.title} ({_levels(written)})"
    return Change("kontroller", "ny", (control.id,), text, points)


def _levels(written: WrittenControl) -> str:
    levels = dict.fromkeys(written.meanings.severity(sentence.severity) for sentence in written.tree.sentences)
    return joined(list(levels), "eller")


def _pair(old: Edition, new: Edition, before: WrittenControl, after: WrittenControl) -> Iterator[Change]:
    was, now = before.control, after.control
    names = (was.id,) if was.id == now.id else (was.id, now.id)
    points: list[Point] = []
    # A control that cannot be run here has no meaning in the program, only its words.
    if _meaning(was) != _meaning(now) or was.not_run or now.not_run:
        points += rule_points(before, after)
        if not (points or isinstance(after.tree.scope, syntax.EachField)):
            points += _pointing(was, now)
    if was.yields != now.yields:
        text = "viker nå for andre kontroller" if now.yields else "viker ikke lenger for andre kontroller"
        points.append(Point("viker", text, _said(was.yields), _said(now.yields)))
    changed = bool(points)
    if was.fingerprint != now.fingerprint:
        basis = basis_points(old, new, now, after.tree.scope)
        points += basis.points
        if not (points or basis.any or same_conditions(was, now)):
            points.append(Point("annet", "betydningen er endret", was.fingerprint, now.fingerprint))
    deviations = _deviations(was.deviation, now.deviation)
    texts = [*_messages(before, after, filled=not points), *_texts(was, now)]
    if len(names) == 2:
        kind, text = "nytt nummer", f"{was.id} er nå {now.id}"
    elif changed or deviations:
        kind, text = "endret", now.id
    else:
        kind, text = ("felt" if points else "tekst"), now.id
    points += [*deviations, *texts]
    if points or len(names) == 2:
        yield Change("kontroller", kind, names, text, tuple(points), title=now.title)


def _meaning(control: Control) -> object:
    """Return when the control fires and with which severity, fields by name only."""
    return control.scope, tuple(
        tuple((sentence.fires, sentence.severity, sentence.points_at) for sentence in instance.sentences)
        for instance in control.instances
    )


def same_conditions(was: Control, now: Control) -> bool:
    """Tell whether two controls are the same but for the order in which an «og» or an «eller» names its parts."""
    before, after = _unordered(canonical(_meaning(was))), _unordered(canonical(_meaning(now)))
    return bool(before == after)


def _unordered(node: Any) -> Any:
    if not isinstance(node, list):
        return node
    if node[:1] in (["And"], ["Or"]):
        return node[0], frozenset(map(_unordered, node[1]))
    return tuple(map(_unordered, node))


def _pointing(was: Control, now: Control) -> tuple[Point, ...]:
    """Return that findings point at other fields, for a control that else does the same."""
    old, new = _pointed(was), _pointed(now)
    return (Point("peker-pa", f"funnene peker på {joined(new)}", joined(old), joined(new)),) if old != new else ()


def _pointed(control: Control) -> list[str]:
    return list(
        dict.fromkeys(name for instance in control.instances for s in instance.sentences for name in s.points_at)
    )


def _deviations(was: str, now: str) -> list[Point]:
    old, new = numbers_in(was), numbers_in(now)
    points = []
    come = [number for number in new if number not in old]
    gone = [number for number in old if number not in new]
    if come:
        points.append(Point("avvik-inn", f"nytt avvik: {joined(come)}", items=tuple(come)))
    if gone:
        points.append(Point("avvik-ut", f"avviket er borte: {joined(gone)}", items=tuple(gone)))
    return points


def _texts(was: Control | FileControl, now: Control | FileControl) -> list[Point]:
    points = []
    for attribute, what, word in _TEXTS:
        before, after = getattr(was, attribute, ""), getattr(now, attribute, "")
        if before != after:
            points.append(Point(what, word, before, after, wording=True))
    return points


def _messages(before: WrittenControl, after: WrittenControl, *, filled: bool) -> list[Point]:
    """Return that the messages are others; with `filled` also when only a constant in them is.

    A limit that is different is told as such; that the message names the limit goes without saying.
    """
    old = [sentence.message.text for sentence in before.tree.sentences]
    new = [sentence.message.text for sentence in after.tree.sentences]
    if filled and old == new:
        old = [message_text(sentence.message, before.meanings) for sentence in before.tree.sentences]
        new = [message_text(sentence.message, after.meanings) for sentence in after.tree.sentences]
    return [] if old == new else [Point("melding", "melding", "\n".join(old), "\n".join(new), wording=True)]


def _file_controls(old: Edition, new: Edition) -> Iterator[Change]:
    before = {control.id: control for control in old.compiled.program.file_controls}
    after = {control.id: control for control in new.compiled.program.file_controls}
    for name, was in before.items():
        if name not in after:
            yield Change("kontroller", "borte", (name,), f"{name} er borte: {was.title} ({was.severity})")
    for name, now in after.items():
        if name not in before:
            yield Change("kontroller", "ny", (name,), f"{name} er ny: {now.title} ({now.severity})")
            continue
        was = before[name]
        levels = [severity_point(was.severity, now.severity)] if was.severity != now.severity else []
        points = (*levels, *_deviations(was.deviation, now.deviation), *_texts(was, now))
        if points:
            yield Change("kontroller", "endret" if levels else "tekst", (name,), name, points, title=now.title)


def _said(yes: bool) -> str:
    return "ja" if yes else "nei"

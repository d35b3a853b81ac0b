"""What is different around the rules: statistics, deadlines, and the parameters that a run can be given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kostra.api.skjema import Deadlines, Skjema
from kostra.documentation.changes import Change, Part, Point, became, joined
from kostra.documentation.edition import Edition
from kostra.documentation.written import WrittenStatistic, written_statistics
from kostra.language import syntax
from kostra.language.written.meanings import expanded
from kostra.language.written.text import expression_text

DATES = (
    ("opens", "åpner", "apner"),
    ("due", "frist", "frist"),
    ("last_correction", "siste retting", "siste_retting"),
    ("preliminary_figures", "foreløpige tall", "forelopige_tall"),
    ("final_figures", "endelige tall", "endelige_tall"),
)
"""The dates of a season: their name in `Deadlines`, for people, and in JSON."""


def day(value: date | None) -> str:
    """Return a date as people write it; «ikke kjent» for one that nobody has told."""
    return value.strftime("%d.%m.%Y") if value else "ikke kjent"


def deadline_changes(old: Deadlines, new: Deadlines) -> Iterator[Change]:
    """Yield the dates that are different from what they were, or not known any more."""
    if replace(new, source="") == Deadlines() != replace(old, source=""):
        points = tuple(Point("dato", words, day(getattr(old, at)), day(None)) for at, words, _ in DATES)
        yield Change("frister", "ukjent", (), "Fristene for den nye årgangen er ikke kjent", points)
        return
    for attribute, words, name in DATES:
        before, after = getattr(old, attribute), getattr(new, attribute)
        if before != after:
            point = Point("dato", f"{day(after)} (var {day(before)})", day(before), day(after))
            text = f"{words[0].upper()}{words[1:]}: {point.text}"
            yield Change("frister", "endret", (name,), text, (point,))


def parameter_changes(old: Skjema, new: Skjema) -> Iterator[Change]:
    """Yield the options of the form that came, went, or mean something else."""
    before = {parameter.name: parameter for parameter in old.parameters}
    after = {parameter.name: parameter for parameter in new.parameters}
    part: Part = "parametre"
    for name, was in before.items():
        if name not in after:
            yield Change(part, "borte", (name,), f"{was.option} er borte: {was.help}")
    for name, now in after.items():
        if name not in before:
            yield Change(part, "ny", (name,), f"{now.option} er ny ({now.type}): {now.help}")
        elif before[name] != now:
            was = before[name]
            points = []
            if was.type != now.type:
                points.append(Point("type", became("typen", was.type, now.type), was.type, now.type))
            if was.help != now.help:
                points.append(Point("hjelp", "hjelpeteksten er endret", was.help, now.help))
            text = f"{now.option}: {'; '.join(point.text for point in points)}"
            yield Change(part, "endret", (name,), text, tuple(points))


def statistic_changes(old: Edition, new: Edition) -> Iterator[Change]:
    """Yield the differences between the statistics; one that counts the same under another title is told so."""
    before, after = written_statistics(old), written_statistics(new)
    pairs = {title: title for title in after if title in before}
    for title, now in after.items():
        if title not in pairs:
            left = [name for name in before if name not in after and name not in pairs.values()]
            same = next((name for name in left if _counts_the_same(before[name], now)), None)
            if same is not None:
                pairs[title] = same
    for title in before:
        if title not in pairs.values():
            yield Change("statistikk", "borte", (title,), f"«{title}» er borte")
    for title, now in after.items():
        if title not in pairs:
            yield Change("statistikk", "ny", (title,), f"«{title}» er ny")
            continue
        was = pairs[title]
        points = tuple(_points(before[was], now))
        names = (was,) if was == title else (was, title)
        text = f"«{was}» heter nå «{title}»" if was != title else f"«{title}»"
        if points:
            text += f"{'; ' if was != title else ': '}{'; '.join(point.text for point in points)}"
        if points or was != title:
            yield Change("statistikk", "endret" if was == title else "nytt navn", names, text, points)


def _counts_the_same(before: WrittenStatistic, after: WrittenStatistic) -> bool:
    old, new = before.tree.body, after.tree.body
    if isinstance(old, syntax.Distribution) and isinstance(new, syntax.Distribution):
        return expanded(old.value, before.meanings) == expanded(new.value, after.meanings)
    if isinstance(old, syntax.Distribution) or isinstance(new, syntax.Distribution):
        return False
    mine = [expanded(figure.value, before.meanings) for figure in old]
    return any(expanded(figure.value, after.meanings) in mine for figure in new)


def _points(before: WrittenStatistic, after: WrittenStatistic) -> Iterator[Point]:
    old, new = before.tree.body, after.tree.body
    if isinstance(old, syntax.Distribution) != isinstance(new, syntax.Distribution):
        yield Point("form", "er satt opp på en annen måte")
        return
    if isinstance(old, syntax.Distribution) and isinstance(new, syntax.Distribution):
        for what, words, was, now in (
            ("verdi", "det som telles", old.value, new.value),
            ("utvalg", "radene som telles", old.where, new.where),
        ):
            if expanded(was, before.meanings) != expanded(now, after.meanings):
                old_text = "" if was is None else expression_text(was, before.meanings)
                new_text = "" if now is None else expression_text(now, after.meanings)
                yield Point(what, f"{words}, er endret", old_text, new_text, quoted=True)
    was_labels, now_labels = _labels(old), _labels(new)
    if was_labels != now_labels:
        come = [label for label in now_labels if label not in was_labels]
        gone = [label for label in was_labels if label not in now_labels]
        if come:
            yield Point("inn", f"nytt: {joined([f'«{label}»' for label in come])}", items=tuple(come))
        if gone:
            yield Point("ut", f"borte: {joined([f'«{label}»' for label in gone])}", items=tuple(gone))
        if not (come or gone):
            yield Point("rekkefolge", "rekkefølgen er en annen")
    elif _bounds(old) != _bounds(new):
        yield Point("klasser", "grensene mellom klassene er endret")


def _labels(body: syntax.Distribution | tuple[syntax.Figure, ...]) -> list[str]:
    return [part.label for part in (body.classes if isinstance(body, syntax.Distribution) else body)]


def _bounds(body: syntax.Distribution | tuple[syntax.Figure, ...]) -> list[object]:
    if isinstance(body, syntax.Distribution):
        return [(part.low, part.high) for part in body.classes]
    return [figure.value for figure in body]

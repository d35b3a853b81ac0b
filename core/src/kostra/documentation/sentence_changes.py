"""What is different about the sentences and the scope of a control."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from kostra.documentation.changes import Point
from kostra.documentation.expression_changes import Pair, Points
from kostra.documentation.written import WrittenControl
from kostra.language import syntax
from kostra.language.written.meanings import expanded
from kostra.language.written.text import expression_text, scope_text, sentence_text


def rule_points(old: WrittenControl, new: WrittenControl) -> Points:
    """Return what is different about when a control makes a finding, and of which severity."""
    pair = Pair(old.meanings, new.meanings)
    return (*_scope(pair, old.tree.scope, new.tree.scope), *_sentences(pair, old.tree.sentences, new.tree.sentences))


def _scope(pair: Pair, before: syntax.Scope, after: syntax.Scope) -> Points:
    if expanded(before, pair.old) == expanded(after, pair.new):
        return ()
    if isinstance(before, syntax.EachGroup) and isinstance(after, syntax.EachGroup) and before.keys == after.keys:
        found = _condition(pair, before.where, after.where, "rader der")
        if found is not None:
            return found
    if isinstance(before, syntax.EachCode) and isinstance(after, syntax.EachCode):
        return pair.fields(pair.old.members_of(before.members), pair.new.members_of(after.members))
    old, new = scope_text(before, pair.old), scope_text(after, pair.new)
    return (Point("omfang", "hvilke rader og felt den gjelder, er endret", old, new, quoted=True),)


def _sentences(pair: Pair, before: Sequence[syntax.Sentence], after: Sequence[syntax.Sentence]) -> Points:
    """Compare sentence by sentence, those that say the same set aside first."""
    gone = [one for one in before if not any(_same(pair, one, other) for other in after)]
    come = [one for one in after if not any(_same(pair, other, one) for other in before)]
    if not (gone or come):
        in_order = len(before) == len(after) and all(_same(pair, *both) for both in zip(before, after, strict=True))
        return () if in_order else (Point("rekkefolge", "setningene prøves i en annen rekkefølge"),)
    points: dict[Point, None] = {}
    for old, new in zip_longest(gone, come):
        points.update(dict.fromkeys(_sentence(pair, old, new)))
    return tuple(points)


def _same(pair: Pair, before: syntax.Sentence, after: syntax.Sentence) -> bool:
    same = pair.old.severity(before.severity) == pair.new.severity(after.severity)
    return same and _rule(pair, before, after) == ()


def _rule(pair: Pair, before: syntax.Sentence, after: syntax.Sentence) -> Points | None:
    """Return what is different about when a sentence fires; None when it cannot be said shortly."""
    if (before.requirement is None) != (after.requirement is None):
        return None
    when = _condition(pair, before.when, after.when, "når")
    requirement: Points | None = ()
    if before.requirement is not None and after.requirement is not None:
        requirement = pair.differences(before.requirement, after.requirement)
    return None if when is None or requirement is None else (*when, *requirement)


def _condition(
    pair: Pair, before: syntax.Expression | None, after: syntax.Expression | None, word: str
) -> Points | None:
    """Compare conditions of which either may be missing: a new one narrows what is controlled."""
    if before is not None and after is not None:
        return pair.differences(before, after)
    if after is not None:
        text = expression_text(after, pair.new)
        return (Point("vilkar-inn", f"gjelder nå bare {word} «{text}»", after=text),)
    if before is not None:
        text = expression_text(before, pair.old)
        return (Point("vilkar-ut", f"gjelder ikke lenger bare {word} «{text}»", before=text),)
    return ()


def _sentence(pair: Pair, before: syntax.Sentence | None, after: syntax.Sentence | None) -> Points:
    if before is None and after is not None:
        text = sentence_text(after, pair.new)
        return (Point("setning-inn", "en setning er kommet til", after=text, quoted=True),)
    if after is None and before is not None:
        text = sentence_text(before, pair.old)
        return (Point("setning-ut", "en setning er falt bort", before=text, quoted=True),)
    assert before is not None
    assert after is not None
    points = list(_severity(pair, before, after))
    rule = _rule(pair, before, after)
    if rule is None:
        old, new = sentence_text(before, pair.old), sentence_text(after, pair.new)
        rule = (Point("setning", "regelen er endret", old, new, quoted=True),)
    return (*rule, *points)


def _severity(pair: Pair, before: syntax.Sentence, after: syntax.Sentence) -> Points:
    old, new = pair.old.severity(before.severity), pair.new.severity(after.severity)
    return () if old == new else (severity_point(old, new),)


def severity_point(old: str, new: str) -> Point:
    """Return «advarsel ble feil»."""
    return Point("alvor", f"{old} ble {new}", old, new)

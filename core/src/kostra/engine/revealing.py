"""What a value in a message could give away, told from its expression alone."""

from __future__ import annotations

from collections.abc import Iterable

from kostra.engine.trees import aggregates, parts
from kostra.language import program as p
from kostra.language.traversal import walk
from kostra.layout.model import Layout

_SAYS_LITTLE = frozenset({"alder", "fødselsdato", "lengde", "antall_utfylt", "antall_desimaler"})
"""Functions whose result may be shown whatever the field holds: an age, a birth date, a number of characters."""

_ADDS_UP = frozenset({"antall", "sum", "unike"})
_COUNTS = frozenset({"antall", "unike", "linjer"})


def reveals_sensitive(value: p.Value, layout: Layout) -> bool:
    """Return whether a value can show characters of a sensitive field."""
    if value.type == "sannhet":
        return False
    match value:
        case p.FieldValue(name, _) | p.Raw(name, _) | p.CodeText(name, _):
            return layout.by_name[name].sensitive
        case p.Function(name, _, _) if name in _SAYS_LITTLE:
            return False
        case p.Aggregate(name, _, _, _) if name in _COUNTS:
            return False
        case p.Aggregate(_, inner, _, _):
            return inner is not None and reveals_sensitive(inner, layout)
        case p.CountTrue() | p.LookupValue():
            return False
        case _:
            return any(reveals_sensitive(part, layout) for part in parts(value))


def shows_text_field(value: p.Value, layout: Layout) -> bool:
    """Return whether a text comes from what somebody wrote in a text field, rather than from a list or a parameter."""
    match value:
        case p.CodeText() | p.LookupValue():
            return False
        case p.FieldValue() | p.Raw():
            return True
        case _:
            return any(shows_text_field(part, layout) for part in parts(value))


def quoted(values: Iterable[p.Value]) -> list[p.Aggregate]:
    """Return the aggregates in some values that bring in a text from another row."""
    nodes = [node for value in values for node in aggregates(value)]
    return [node for node in nodes if node.name == "første" and node.type == "tekst"]


def adds_up(value: p.Value) -> bool:
    """Return whether a number is a total or a count over rows, so that many digits are to be expected."""
    return any(isinstance(node, p.Aggregate) and node.name in _ADDS_UP for node in walk(value))

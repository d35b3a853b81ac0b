"""Which control of one year is which of another, though it may have another number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kostra.documentation.written import WrittenControl

Controls = Mapping[str, WrittenControl]
Key = Callable[[WrittenControl], object]


@dataclass(frozen=True)
class Matched:
    """Controls of both years, in the order of the new one, then those that are in only one of them."""

    both: tuple[tuple[WrittenControl, WrittenControl], ...]
    gone: tuple[WrittenControl, ...]
    come: tuple[WrittenControl, ...]


def match(old: Controls, new: Controls) -> Matched:
    """Pair the controls of two years.

    A number can be given to another control, so an equal number alone comes last: after equal meaning or origin or
    title under the same number, equal meaning under another one, the same origin in a module, the same title.
    """
    pairs: dict[str, str] = {}
    for key, same_number in _KEYS:
        left: dict[object, list[str]] = {}
        for control in old.values():
            if control.control.id not in pairs.values():
                left.setdefault(key(control), []).append(control.control.id)
        for control in new.values():
            name = control.control.id
            candidates = left.get(key(control), []) if name not in pairs and key(control) is not None else []
            if same_number:
                candidates = [candidate for candidate in candidates if candidate == name]
            if candidates:
                pairs[name] = candidates[0]
                left[key(control)].remove(candidates[0])
    return Matched(
        tuple((old[pairs[name]], control) for name, control in new.items() if name in pairs),
        tuple(control for name, control in old.items() if name not in pairs.values()),
        tuple(control for name, control in new.items() if name not in pairs),
    )


def _meaning(control: WrittenControl) -> object:
    return control.control.fingerprint or None


def _origin(control: WrittenControl) -> object:
    return (control.module, control.tree.id) if control.module else None


def _title(control: WrittenControl) -> object:
    return control.control.title or None


def _number(control: WrittenControl) -> object:
    return control.control.id


_KEYS: tuple[tuple[Key, bool], ...] = (
    (_meaning, True),
    (_origin, True),
    (_title, True),
    (_meaning, False),
    (_origin, False),
    (_title, False),
    (_number, True),
)

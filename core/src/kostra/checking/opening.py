"""Opening the files of a delivery with the format that fits each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from kostra.api.errors import UnreadableError
from kostra.api.formats import ReadOptions
from kostra.layout.model import Layout
from kostra.readers.builtin import format_for
from kostra.readers.input import Input
from kostra.readers.opening import rereadable
from kostra.readers.records import RecordSource

if TYPE_CHECKING:
    from kostra.plugins.manager import Registry

_T = TypeVar("_T")
_R = TypeVar("_R")


def open_input(registry: Registry, input_: Input, layout: Layout, sheet: str | None) -> RecordSource:
    """Scan a file and return its records; UnreadableError when it cannot be read at all."""
    source = rereadable(input_)
    chosen = format_for(registry.readers(), source, layout)
    if chosen is None:
        raise UnreadableError(f"Det er ingen leser for {input_.name}.")
    return chosen.open(source, layout, ReadOptions(sheet=sheet))


def told_apart(inputs: Sequence[Input]) -> tuple[Input, ...]:
    """Return the files of a delivery under names that differ: those of one name get that of their folder in front.

    A finding must say which file it is in; everywhere else the name alone does.
    """
    found = tuple(inputs)
    for longer in (lambda path: f"{path.resolve().parent.name}/{path.name}", str):
        names = Counter(one.name for one in found)
        found = tuple(replace(one, name=longer(one.path)) if one.path and names[one.name] > 1 else one for one in found)
    return found


def for_each(action: Callable[[_T], _R], files: Iterable[_T]) -> list[_R]:
    """Do something with each file; those that cannot be read are told together, in one UnreadableError."""
    done: list[_R] = []
    unreadable: list[UnreadableError] = []
    for file in files:
        try:
            done.append(action(file))
        except UnreadableError as error:
            unreadable.append(error)
    if len(unreadable) > 1:
        raise UnreadableError("\n".join([f"{len(unreadable)} filer kan ikke leses:", *(f"  {e}" for e in unreadable)]))
    if unreadable:
        raise unreadable[0]
    return done

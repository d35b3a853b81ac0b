"""What an acknowledgement holds."""

from __future__ import annotations

from dataclasses import dataclass

from kostra.api.report import Acknowledgement


@dataclass(frozen=True, slots=True)
class Mark:
    """What a finding is recognised by: the control, keyed hashes of the record and of the values that it points at.

    `fields` are the names of the fields, for people; they are part of the hash of the values as well.
    """

    control: str
    record: str
    values: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An acknowledgement in the file: of which delivery, of which finding, made with which key, and what was said.

    `line` is where it stands in the file (0: not yet).
    """

    form: str
    year: int
    municipality: str | None
    mark: Mark
    key: str
    said: Acknowledgement
    line: int = 0

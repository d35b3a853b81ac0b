"""What a rule file is, told from its first line without parsing the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kostra.diagnostics import Source

Kind = Literal["regelsett", "modul", "husregler", ""]

_KIND = re.compile(r"(regelsett|modul|husregler)\b\s*(\S*)\s*([0-9]{4}\b)?")


@dataclass(frozen=True, slots=True)
class Opening:
    """The kind of a rule file (empty: the first line does not say) and the name behind it; the year of a rule set."""

    kind: Kind
    name: str = ""
    year: int | None = None


def opening_of(source: Source) -> Opening:
    """Return what the first line that is no comment says."""
    for line in source.text.split("\n"):
        if line.strip() and not line.lstrip().startswith("#"):
            match = _KIND.match(line.strip())
            if match is None:
                break
            kind: Kind = match[1]  # type: ignore[assignment]  # the pattern has the same three words
            return Opening(kind, match[2], int(match[3]) if match[3] else None)
    return Opening("")

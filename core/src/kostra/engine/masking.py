"""What must not be read in anything that leaves the program: identity numbers, and what sensitive fields hold.

Masking happens after formatting. A number of eleven digits keeps its first six (the date), the rest becomes `*`. In a
row whose identity number does not hold, everything may stand in the wrong place, so that longer runs of digits in its
text fields are hidden as well.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kostra import identity
from kostra.engine.columns import Columns
from kostra.layout.model import Layout
from kostra.masking import mask_long_runs, mask_sensitive, mask_text
from kostra.readers.records import Bools

_SHORTEST_SENSITIVE = 5
_SHORTEST_IDENTITY = 11


class RowMasks:
    """How to mask the texts of some rows; each knows what its own sensitive fields hold."""

    def __init__(self, sensitive: Sequence[tuple[str, ...]], misplaced: Sequence[bool], *, off: bool = False) -> None:
        self._sensitive = sensitive
        self._misplaced = misplaced
        self.off = off

    def text(self, row: int, text: str) -> str:
        """Mask a text about a row: the values of its sensitive fields, and every identity number."""
        if self.off or len(text) < _SHORTEST_SENSITIVE:
            return text
        for value in self._sensitive[row]:
            if value in text:
                text = text.replace(value, mask_sensitive(value))
        return mask_text(text) if len(text) >= _SHORTEST_IDENTITY else text

    def field_text(self, row: int, value: str) -> str:
        """Mask what a text field of a row holds; of a row that may be shifted, longer runs of digits as well."""
        if self.off:
            return value
        # Identity numbers first: of one that is written in two parts, only the first part is a long run.
        masked = self.text(row, value)
        return mask_long_runs(masked) if self._misplaced[row] else masked

    def at(self, rows: Sequence[int]) -> RowMasks:
        """Return the masks of some of the rows."""
        if self.off:
            return self
        return RowMasks([self._sensitive[row] for row in rows], [self._misplaced[row] for row in rows])

    def merged(self) -> RowMasks:
        """Return the masks of a single row that hide whatever those of any row hide."""
        if self.off:
            return self
        values = tuple({value: None for row in self._sensitive for value in row})
        return RowMasks([values], [any(self._misplaced)])

    def together_with(self, others: Sequence[Sequence[int]]) -> RowMasks:
        """Return masks that hide in each row also what those of some other rows hide, given for each row."""
        if self.off:
            return self
        circles = [self.at((row, *more)).merged() for row, more in enumerate(others)]
        return RowMasks([one._sensitive[0] for one in circles], [one._misplaced[0] for one in circles])

    def sensitive(self, value: str) -> str:
        """Mask the value of a sensitive field, or what was made of one."""
        return value if self.off else mask_sensitive(value)


def fields_needed(layout: Layout) -> tuple[str, ...]:
    """Return the fields that masking a row has to look at."""
    identity_field = layout.with_role("fødselsnummer")
    names = [field.name for field in layout.fields if field.sensitive]
    if identity_field is not None and identity_field.name not in names:
        names.append(identity_field.name)
    return tuple(names)


def masks_for(layout: Layout, columns: Columns, year: int, *, off: bool) -> RowMasks:
    """Return the masks of all rows of some columns."""
    if off:
        return RowMasks((), (), off=True)
    values = [columns.texts(field.name).strings() for field in layout.fields if field.sensitive]
    sensitive: Sequence[tuple[str, ...]] = [()] * columns.n
    if values:
        rows = zip(*values, strict=True)
        # Longest first: what one value leaves of another must not be looked for.
        sensitive = [tuple(sorted((v for v in row if len(v) >= _SHORTEST_SENSITIVE), key=len)[::-1]) for row in rows]
    return RowMasks(sensitive, _misplaced(layout, columns, year).tolist())


def _misplaced(layout: Layout, columns: Columns, year: int) -> Bools:
    """Tell which rows hold no identity number where one should stand, so that they may be shifted."""
    field = layout.with_role("fødselsnummer")
    if field is None:
        return np.zeros(columns.n, dtype=np.bool_)
    chars = columns.texts(field.name).chars
    return ~(identity.is_valid(chars) | identity.is_incomplete(chars, year))

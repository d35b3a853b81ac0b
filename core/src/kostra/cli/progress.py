"""A progress bar on stderr, for files that take long enough to wonder."""

from __future__ import annotations

import sys

_WIDTH = 30
_WORTH_IT = 20_000


class Bar:
    """Draws how far the check has come; call it with what is done and what there is in all."""

    def __init__(self) -> None:
        self._shown = -1

    def __call__(self, done: int, total: int) -> None:
        """Draw the bar anew when another percent is done; small amounts are not worth one."""
        percent = 100 if total <= 0 else min(100, 100 * done // total)
        if total >= _WORTH_IT and percent != self._shown:
            self._shown = percent
            filled = _WIDTH * percent // 100
            self._draw(f"Kontrollerer [{'#' * filled}{'.' * (_WIDTH - filled)}] {percent:3} %")

    def clear(self) -> None:
        """Take the bar away again."""
        if self._shown >= 0:
            self._draw(" " * (_WIDTH + 25))
            self._draw("")
            self._shown = -1

    def _draw(self, text: str) -> None:
        sys.stderr.write(f"\r{text}")
        sys.stderr.flush()

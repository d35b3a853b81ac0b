"""What a control is to the model: a number, the severity by year, and one function that says whether a record fires."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.acceptance.ssb_model.record import Record

FATAL = "fatal"
FEIL = "feil"
ADVARSEL = "advarsel"


@dataclass(frozen=True, slots=True)
class Control:
    """A record control: `fires` is asked in the years that `severity` has an entry for."""

    number: str
    severity: Mapping[int, str]
    fires: Callable[[Record], bool]


def years(first: int, last: int, severity: str) -> dict[int, str]:
    """Give the same severity to each of the years from first to last."""
    return dict.fromkeys(range(first, last + 1), severity)


ALWAYS_FEIL = years(2022, 2026, FEIL)
ALWAYS_ADVARSEL = years(2022, 2026, ADVARSEL)

"""For the tests of plugins: synthetic data for any layout, realistic faults, and checks of a pack's own examples.

Public and stable. `kostra.testing.packs` checks a pack's examples, `kostra.testing.pytest_plugin` makes each of them a
test of its own, and `python -m kostra.testing.demo` shows the program on a made-up file; everything else is imported
from here:

    rng = random.Random(1)
    rows = read_rows(layout, example.read_bytes())
    records = vary(rows, layout, rng, 500)
    broken = break_record(layout, records[7], rng, "unknown_code")
    data = write_rows(layout, [*records, broken.record])

The same seed gives the same bytes. Identity numbers are synthetic (month + 80), names are invented.

Nothing is loaded before it is used: pytest imports this package at every start, for whatever project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kostra.testing.faults import KINDS as KINDS
    from kostra.testing.faults import Broken as Broken
    from kostra.testing.faults import FaultKind as FaultKind
    from kostra.testing.faults import break_record as break_record
    from kostra.testing.files import read_rows as read_rows
    from kostra.testing.files import write_csv as write_csv
    from kostra.testing.files import write_fixed as write_fixed
    from kostra.testing.files import write_rows as write_rows
    from kostra.testing.generate import CASEWORKERS as CASEWORKERS
    from kostra.testing.generate import random_record as random_record
    from kostra.testing.generate import vary as vary
    from kostra.testing.generator import Generator as Generator
    from kostra.testing.identities import random_birth as random_birth
    from kostra.testing.identities import random_duf as random_duf
    from kostra.testing.identities import random_identity as random_identity

_HOMES = {
    "CASEWORKERS": "kostra.testing.generate",
    "KINDS": "kostra.testing.faults",
    "Broken": "kostra.testing.faults",
    "FaultKind": "kostra.testing.faults",
    "Generator": "kostra.testing.generator",
    "break_record": "kostra.testing.faults",
    "random_birth": "kostra.testing.identities",
    "random_duf": "kostra.testing.identities",
    "random_identity": "kostra.testing.identities",
    "random_record": "kostra.testing.generate",
    "read_rows": "kostra.testing.files",
    "vary": "kostra.testing.generate",
    "write_csv": "kostra.testing.files",
    "write_fixed": "kostra.testing.files",
    "write_rows": "kostra.testing.files",
}

__all__ = [*_HOMES]  # noqa: PLE0604


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)

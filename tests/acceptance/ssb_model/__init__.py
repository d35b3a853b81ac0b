"""An independent model of what SSB's own control program says about files of form 11F and 11C, 2022–2026.

The model is deliberately naive: it reads a file record by record, field by field, with plain Python, and shares no
line of code and no design with the product that it judges. It is the oracle of the differential tests: a file goes
through both, and the findings are compared as a multiset of (control, severity, line).

It speaks with two voices. With `deviations=False` it repeats SSB's program of each season, faults included. With
`deviations=True` it says what `kostra` promises instead: the same, apart from the published deviations D1–D16. The
900-series (`kostra`'s own controls) and the statistics are not part of it.

How to audit it: one function a control, in `shared_controls`, `controls_11f` and `controls_11c`, each with the
control's number and years in its docstring; the tables at the end of the last two say which control runs in which
year, under which number and with which severity.
"""

from __future__ import annotations

from tests.acceptance.ssb_model.file_description import Candidate
from tests.acceptance.ssb_model.files import Expected, ProgramCrashed, extra_002, findings
from tests.acceptance.ssb_model.generate import random_broken_file, random_file
from tests.acceptance.ssb_model.record import base_record, write_record

__all__ = [
    "Candidate",
    "Expected",
    "ProgramCrashed",
    "base_record",
    "extra_002",
    "findings",
    "random_broken_file",
    "random_file",
    "write_record",
]

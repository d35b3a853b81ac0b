"""The controls that compare records with each other: 005A and 005B."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from tests.acceptance.ssb_model.identity import check_digits_fit
from tests.acceptance.ssb_model.record import OSLO, Record
from tests.acceptance.ssb_model.shared_controls import accepted_number


def records_005a(records: Sequence[Record]) -> list[Record]:
    """005A, 2022–2026, `feil`: every record whose identity number stands in more than one.

    11F: among numbers with fitting check digits. 11C: the same number with the same STATUS; in 2022 among numbers
    with fitting check digits and not at all for Oslo, in 2023–2026 among the numbers that 005 accepts (incomplete ones
    too) in records that are not Oslo's.
    """
    keys: list[Hashable | None] = []
    for record in records:
        number = record.raw("PERSON_FODSELSNR")
        if record.run.form == "11F":
            keys.append(number if check_digits_fit(number) else None)
        elif _oslo_is_let_off(record):
            keys.append(None)
        else:
            keys.append((number, record.raw("STATUS")) if accepted_number(record) else None)
    return _more_than_once(records, keys)


def records_005b(records: Sequence[Record]) -> list[Record]:
    """005B, 2022–2026, `feil`: every record whose PERSON_JOURNALNR stands in more than one, blank ones too.

    11F: all records. 11C: not for Oslo, told as in 005A. SSB compares raw characters; for `kostra` the blanks around
    the number do not count (D15).
    """
    keys: list[Hashable | None] = []
    for record in records:
        journal = record.raw("PERSON_JOURNALNR")
        if record.run.form == "11C" and _oslo_is_let_off(record):
            keys.append(None)
        else:
            keys.append(journal.strip(" ") if record.run.deviations else journal)
    return _more_than_once(records, keys)


def _oslo_is_let_off(record: Record) -> bool:
    """11C: Oslo is told by the run's municipality in 2022 and by the record's own from 2023."""
    municipality = record.run.region if record.year == 2022 else record.raw("KOMMUNE_NR")
    return municipality == OSLO


def _more_than_once(records: Sequence[Record], keys: Sequence[Hashable | None]) -> list[Record]:
    """List the records whose key another record has too; None is no key."""
    times = Counter(key for key in keys if key is not None)
    return [record for record, key in zip(records, keys, strict=True) if key is not None and times[key] > 1]

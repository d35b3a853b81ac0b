"""A file that somebody writes to, or takes away, while it is checked: there is no report, and the reason is told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.toy import Toy, row
from tests.toy import toy as toy  # a fixture

from kostra.api import check
from kostra.api.errors import UnreadableError
from kostra.api.formats import ReadOptions
from kostra.checking.rulebook import load_layout_of
from kostra.plugins.manager import Registry
from kostra.readers.fixed_width import open_fixed_width
from kostra.readers.input import Input

ROWS = [row(journal=str(number)) for number in range(6)]


def longer(path: Path) -> None:
    with path.open("ab") as stream:
        stream.write(f"{ROWS[0]}\n".encode())


def shorter(path: Path) -> None:
    os.truncate(path, 3 * (len(ROWS[0].encode()) + 1))


def other_values(path: Path) -> None:
    with path.open("r+b") as stream:  # as many bytes, another municipality
        stream.write(b"1103")


def another_file(path: Path) -> None:
    new = path.with_name("ny.dat")
    new.write_bytes(path.read_bytes())
    os.utime(new, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    new.replace(path)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def broken_letters(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"5530", b"\xff\xfe\xfd\xfc"))


def gone(path: Path) -> None:
    path.unlink()


CHANGES = [longer, shorter, other_values, another_file, emptied, broken_letters, gone]


def written(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    os.utime(path, ns=(0, 0))  # long ago: whatever happens from now on has another time
    return path


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_changes_while_the_controls_run(toy: Toy, change: Callable[[Path], None]) -> None:
    file = written(toy.folder / "fil.dat", "".join(f"{one}\n" for one in ROWS))
    changes: Iterator[Callable[[Path], None]] = iter([change])

    def progress(done: int, total: int) -> None:
        for once in changes:
            once(file)

    with pytest.raises(UnreadableError, match=r"fil\.dat (ble endret mens den ble lest|finnes ikke)"):
        check(file, skjema="9Z", argang=2040, registry=Registry(), lager=False, progress=progress)
    assert next(changes, None) is None, "the file was changed during the check"


@pytest.mark.parametrize("change", CHANGES)
def test_last_years_file_that_changes(toy: Toy, change: Callable[[Path], None]) -> None:
    file = toy.file(*(row(year=2041) for _ in range(3)))
    earlier = written(toy.folder / "i fjor.dat", "".join(f"{one}\n" for one in ROWS))
    changes = iter([change])

    def progress(done: int, total: int) -> None:
        for once in changes:
            once(earlier)

    with pytest.raises(UnreadableError, match=r"i fjor\.dat (ble endret mens den ble lest|finnes ikke)"):
        check(file, fjor=earlier, skjema="9Z", argang=2041, registry=Registry(), lager=False, progress=progress)


@pytest.mark.parametrize("change", [longer, shorter, emptied, broken_letters])
def test_records_read_again_are_those_that_were_counted(toy: Toy, change: Callable[[Path], None]) -> None:
    """Whoever reads with the reader alone is told as well."""
    file = written(toy.folder / "fil.dat", "".join(f"{one}\n" for one in [*ROWS, row(note="Åse")]))
    layout = load_layout_of(Registry().load("9Z", 2040).skjema)
    source = open_fixed_width(Input.of_path(file), layout, ReadOptions())
    change(file)
    with pytest.raises(UnreadableError, match=r"fil\.dat ble endret mens den ble lest"):
        list(source.batches(file=0, first=0, size=2))


def test_a_file_that_is_only_looked_at_is_no_other_file(toy: Toy) -> None:
    file = written(toy.folder / "fil.dat", f"{ROWS[0]}\n")
    reads: list[bytes] = []
    report = check(
        file,
        skjema="9Z",
        argang=2040,
        registry=Registry(),
        lager=False,
        progress=lambda done, total: reads.append(file.read_bytes()),
    )
    assert reads
    assert report.may_submit

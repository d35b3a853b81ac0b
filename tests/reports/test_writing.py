"""Files are written whole or not at all, and read by those who may."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kostra.reports.writing import refusal, write_file


def failing() -> Iterator[str]:
    yield "halve "
    raise OSError(errno.ENOSPC, "No space left on device")


def test_what_cannot_be_written_whole_leaves_what_was_there(tmp_path: Path) -> None:
    old = tmp_path / "rapport.txt"
    old.write_text("den gamle")
    with pytest.raises(OSError, match="No space") as error:
        write_file(old, failing())
    assert refusal(error.value) == "disken er full"
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("rapport.txt", "den gamle")]


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_report_is_for_its_user_alone_and_other_files_are_not(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_file(tmp_path / "rapport.txt", "om folk")
        write_file(tmp_path / "regler.regler", "om regler", private=False)
        (tmp_path / "felles.txt").write_text("fra før")
        (tmp_path / "felles.txt").chmod(0o660)
        write_file(tmp_path / "felles.txt", "om folk")
    finally:
        os.umask(before)
    modes = {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in tmp_path.iterdir()}
    assert modes == {"rapport.txt": "0o600", "regler.regler": "0o644", "felles.txt": "0o660"}

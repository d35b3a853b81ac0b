from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kostra.reports.sheet_names import SheetNames

# A file name can hold half a character (a lone surrogate), a value whatever a table may contain.
STRANGE = "\ud800\udfff\ufffe\uffff\x00\x1b\u202e\ufeff]]>&<\"'"


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Åse Berg", "Åse Berg"),
        ("Ås/Vik: [1]*?\\", "Ås-Vik- -1----"),
        ("'Ola'", "Ola"),
        (" O'Hara ", "O'Hara"),
        ("History", "History (2)"),
        ("''", "Ark"),
        ("", "Ark"),
        ("a" * 40, "a" * 31),
        ("😀" * 20, "😀" * 15),
        ("\u202eOla\t", "-u202eOla-x09"),
    ],
)
def test_names_are_the_nearest_that_excel_takes(wanted: str, name: str) -> None:
    assert SheetNames().new(wanted) == name


def test_a_name_is_given_once_whatever_its_capitals() -> None:
    names = SheetNames()
    assert [names.new(n) for n in ("Ola", "OLA", "ola", "Kari")] == ["Ola", "OLA (2)", "ola (3)", "Kari"]
    assert [names.new("b" * 31), names.new("b" * 32)] == ["b" * 31, "b" * 27 + " (2)"]


@settings(deadline=None)
@given(st.lists(st.text() | st.text("aA'/ 😀", min_size=25, max_size=40), max_size=20))
@example([STRANGE, STRANGE])
def test_every_name_is_valid_and_different(wanted: list[str]) -> None:
    names = SheetNames()
    given_ = [names.new(name) for name in wanted]
    assert len({name.casefold() for name in given_}) == len(given_)
    for name in given_:
        assert 1 <= len(name.encode("utf-16-le")) <= 2 * 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip(" '") == name
        assert name.casefold() != "history"

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kostra.acknowledgements.key import Key, settings_folder


@pytest.mark.parametrize(
    ("environment", "platform", "folder"),
    [
        ({"APPDATA": "C:/Users/å/AppData/Roaming", "HOME": "/h"}, "win32", "C:/Users/å/AppData/Roaming/kostra"),
        ({"HOME": "/h"}, "win32", None),
        ({"HOME": "/h"}, "linux", "/h/.config/kostra"),
        ({"HOME": "/h", "XDG_CONFIG_HOME": "/x"}, "linux", "/x/kostra"),
        ({"HOME": "/h"}, "darwin", "/h/.config/kostra"),
        ({}, "linux", None),
    ],
)
def test_the_key_is_in_the_users_own_folder(environment: dict[str, str], platform: str, folder: str | None) -> None:
    assert settings_folder(environment, platform) == (None if folder is None else Path(folder))


PARTS = st.lists(st.one_of(st.text(), st.integers(), st.none(), st.lists(st.text())), min_size=1)


@given(PARTS, PARTS)
def test_different_parts_have_different_hashes(one: list[object], other: list[object]) -> None:
    key = Key(bytes(32))
    assert (key.digest(*one) == key.digest(*other)) == (one == other)


def test_a_hash_depends_on_the_key_and_does_not_hold_it() -> None:
    one, other = Key(b"a" * 32), Key(b"b" * 32)
    assert one.digest("x") != other.digest("x")
    assert one.name != other.name
    assert one.name not in one.digest("x")

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kostra.workbench.history import History

YEARS = (2022, 2023, 2024, 2025, 2026)


def said(marks: str) -> str:
    """Return the history of a control whose meaning in each year is a letter, `-` where it is missing."""
    years = YEARS[: len(marks)]
    return str(History(years, {year: mark for year, mark in zip(years, marks, strict=True) if mark != "-"}))


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ("a", "2022"),
        ("aaaaa", "2022; lik siden"),
        ("abbbb", "2022; endret i 2023; lik siden"),
        ("abcdd", "2022; endret i 2023, 2024 og 2025; lik siden"),
        ("aabbb", "2022; lik til og med 2023; endret i 2024; lik siden"),
        ("aaaab", "2022; lik til og med 2025; endret i 2026"),
        ("--aaa", "ny i 2024; lik siden"),
        ("a----", "2022; falt bort i 2023"),
        ("ab--b", "2022; endret i 2023; falt bort i 2024; tilbake i 2026"),
        ("aa-ac", "2022; lik til og med 2023; falt bort i 2024; tilbake i 2025; endret i 2026"),
    ],
)
def test_in_words(marks: str, words: str) -> None:
    assert said(marks) == words


@given(st.dictionaries(st.sampled_from(YEARS), st.sampled_from("ab"), min_size=1))
def test_every_year_of_a_change_is_named_and_no_other(marks: Mapping[int, str]) -> None:
    history = History(YEARS, marks)
    changes = next((part for part in str(history).split("; ") if part.startswith("endret")), "")
    assert history.exists == tuple(sorted(marks))
    for year in history.changed:
        assert marks[year] != marks[year - 1]
        assert str(year) in str(history)
    assert bool(changes) == bool(history.changed)

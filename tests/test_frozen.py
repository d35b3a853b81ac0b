"""Values that cannot be changed: to everybody else they are dataclasses."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import dataclass, field

import pytest

from kostra.frozen import field_names, frozen


@frozen
class Place:
    """A place."""

    name: str
    line: int = 1
    tags: list[str] = field(default_factory=list, compare=False)


@frozen
class Other:
    """A class with the same fields."""

    name: str
    line: int = 1
    tags: list[str] = field(default_factory=list, compare=False)


@frozen
class Nothing:
    """A class without fields."""


@frozen
class Shown:
    """A class that says itself how it is shown."""

    secret: str
    hidden: str = field(default="x", repr=False)

    def __repr__(self) -> str:
        return "Shown(…)"


@dataclass(frozen=True, slots=True)
class Ordinary:
    """What the standard library makes."""

    name: str
    line: int = 1
    tags: list[str] = field(default_factory=list, compare=False)


def test_values_are_given_by_position_name_and_default() -> None:
    assert (Place("a").name, Place("a").line, Place("a").tags) == ("a", 1, [])
    assert Place("a", 2, ["x"]) == Place(tags=["y"], line=2, name="a")
    assert Place("a").tags is not Place("a").tags


@pytest.mark.parametrize(
    ("args", "named"), [((), {}), (("a", 1, [], 4), {}), (("a",), {"name": "b"}), (("a",), {"colour": "red"})]
)
def test_arguments_that_do_not_fit_are_refused(args: tuple[object, ...], named: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="Place"):
        Place(*args, **named)  # type: ignore[arg-type]


def test_values_are_equal_where_the_compared_fields_are_and_the_class_is() -> None:
    assert Place("a", tags=["x"]) == Place("a", tags=["y"])
    assert hash(Place("a", tags=["x"])) == hash(Place("a", tags=["y"]))
    assert Place("a") != Place("b")
    other: object = Other("a")
    assert Place("a") != other
    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing(), Place("a"), Place("a")}) == 2


def test_nothing_can_be_changed_added_or_removed() -> None:
    place = Place("a")
    for name in ("name", "colour"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(place, name, "b")
        with pytest.raises(dataclasses.FrozenInstanceError):
            delattr(place, name)
    assert place == Place("a")


def test_it_shows_as_a_dataclass_does() -> None:
    assert repr(Place("a", 2)) == repr(Ordinary("a", 2)).replace("Ordinary", "Place")
    assert repr(Shown("hemmelig")) == "Shown(…)"


def test_the_standard_library_takes_it_for_a_dataclass() -> None:
    place = Place("a", 2, ["x"])
    assert dataclasses.is_dataclass(place)
    assert dataclasses.replace(place, line=3) == Place("a", 3)
    assert dataclasses.asdict(place) == {"name": "a", "line": 2, "tags": ["x"]}
    assert field_names(Place) == ("name", "line", "tags")
    match place:
        case Place(name, line):
            assert (name, line) == ("a", 2)
        case _:
            pytest.fail("the pattern does not match")


def test_copies_are_equal() -> None:
    place = Place("a", 2, ["x"])
    for other in (copy.copy(place), copy.deepcopy(place), pickle.loads(pickle.dumps(place))):  # noqa: S301
        assert (other.name, other.line, other.tags) == ("a", 2, ["x"])

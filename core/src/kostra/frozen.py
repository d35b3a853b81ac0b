"""`frozen`: values that cannot be changed, like frozen dataclasses with slots, only quicker to define.

`dataclass(frozen=True)` writes and compiles six functions for every class, which for all the classes of a run takes as
long as importing numpy's core does. Here the same functions serve every class; what differs is a tuple of fields. To
everything else (`dataclasses.fields`, `replace`, `match`, type checkers) the classes are dataclasses.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def frozen(cls: type[_T]) -> type[_T]:
    """Make a class of annotated fields one of unchangeable values, equal where all compared fields are.

    What the class defines itself (`__repr__`, `__hash__`) stays. Not supported, for nobody needs it: inheriting fields,
    `InitVar`, and fields that are no arguments.
    """
    own = set(vars(cls))
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    fields = dataclasses.fields(made)
    made._arguments = tuple(fields)
    made._defaults = _plain_defaults(fields)
    made._setters = tuple([getattr(made, field.name).__set__ for field in fields])
    made._compared = staticmethod(_getter([field.name for field in fields if field.compare]))
    made._all = staticmethod(_getter([field.name for field in fields]))
    for name, function in _METHODS.items():
        if name not in own:
            setattr(made, name, function)
    return made  # type: ignore[no-any-return]


def field_names(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a class of values, in order."""
    names = _NAMES.get(kind)
    if names is None:
        names = _NAMES[kind] = tuple([field.name for field in dataclasses.fields(kind)])
    return names


_NAMES: dict[type, tuple[str, ...]] = {}


def _plain_defaults(fields: Sequence[dataclasses.Field[Any]]) -> tuple[Any, ...]:
    """Return the defaults of the last fields, as far as they need not be made anew for every value."""
    defaults: list[Any] = []
    for field in reversed(fields):
        if field.default is dataclasses.MISSING:
            break
        defaults.insert(0, field.default)
    return tuple(defaults)


def _getter(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple([getattr(value, name) for name in names])


def _init(self: Any, *args: Any, **kwargs: Any) -> None:
    setters = self._setters
    lacking = len(setters) - len(args)
    if kwargs or lacking:
        if not kwargs and 0 < lacking <= len(self._defaults):
            args += self._defaults[-lacking:]
        else:
            args = _completed(self, args, kwargs)
    for set_, value in zip(setters, args, strict=True):
        set_(self, value)


def _completed(self: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
    """Return a value for every field: those by position, then by name, then the defaults."""
    fields = self._arguments
    if len(args) > len(fields):
        raise TypeError(f"{type(self).__name__}() takes {len(fields)} arguments but {len(args)} were given")
    values = list(args)
    missing: list[str] = []
    for field in fields[len(args) :]:
        if field.name in kwargs:
            values.append(kwargs.pop(field.name))
        elif field.default is not dataclasses.MISSING:
            values.append(field.default)
        elif field.default_factory is not dataclasses.MISSING:
            values.append(field.default_factory())
        else:
            missing.append(field.name)
    if missing:
        raise TypeError(f"{type(self).__name__}() lacks arguments: {', '.join(missing)}")
    if kwargs:
        known = any(field.name in kwargs for field in fields)
        problem = "got several values for" if known else "has no field"
        raise TypeError(f"{type(self).__name__}() {problem} {', '.join(kwargs)}")
    return tuple(values)


def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in self._arguments if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _eq(self: Any, other: Any) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    return self._compared(self) == self._compared(other)


def _hash(self: Any) -> int:
    return hash(self._compared(self))


def _refuse_setting(self: Any, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _reduce(self: Any) -> tuple[type, tuple[Any, ...]]:
    return type(self), self._all(self)


_METHODS: dict[str, Callable[..., Any]] = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _refuse_setting,
    "__delattr__": _refuse_deleting,
    "__reduce__": _reduce,
}

"""Plain Python functions over columns: called once for each distinct combination of arguments.

A plugin's function and a table lookup know one value at a time. Rows repeat themselves, so the distinct combinations
are found first and remembered from batch to batch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from kostra.engine.values import Numbers, Texts, Vector, common_rows, objects_of
from kostra.readers.records import Bools, Ints

Call = Callable[[tuple[Any, ...]], Any]


def distinct_codes(vector: Vector) -> Ints:
    """Number the distinct values of a vector from 0, the same number for equal values."""
    if isinstance(vector, Texts):
        items = vector.key if vector.key is not None else vector.words
    elif isinstance(vector, Numbers):
        items = vector.values
    else:
        items = vector
    if items.dtype == np.object_:
        numbers: dict[Any, int] = {}
        return np.array([numbers.setdefault(value, len(numbers)) for value in items.tolist()], dtype=np.int64)
    return np.unique(items, return_inverse=True)[1].astype(np.int64).reshape(-1)


def python_values(vector: Vector, rows: Ints) -> list[Any]:
    """Return the values of some rows as Python values: str without outer blanks, int or Fraction, bool."""
    if isinstance(vector, Texts):
        return vector.take(rows).strings()
    values = vector.values if isinstance(vector, Numbers) else vector
    taken: list[Any] = (values if values.shape[0] == 1 else values[rows]).tolist()
    return taken


def lift(arguments: Sequence[Vector], call: Call, cache: dict[tuple[Any, ...], Any]) -> list[Any]:
    """Return the function's result for each row (one result when all arguments are constants).

    `call` gets the values of a row as a tuple. A missing argument gives None without a call.
    """
    n = _rows(arguments)
    present = np.ones(n, dtype=np.bool_)
    codes = np.zeros(n, dtype=np.int64)
    for argument in arguments:
        missing = None if isinstance(argument, np.ndarray) else argument.missing
        if missing is not None:
            present &= ~missing
        mine = distinct_codes(argument)
        if mine.size:
            # The codes are renumbered at every step, so their product stays below the number of rows squared.
            codes = np.unique(codes * (int(mine.max()) + 1) + mine, return_inverse=True)[1].reshape(-1)
    return _results(arguments, call, cache, codes, present)


def _rows(arguments: Sequence[Vector]) -> int:
    sizes = [argument.n if isinstance(argument, Texts) else _size(argument) for argument in arguments]
    return common_rows(*sizes)


def _size(vector: Numbers | Bools) -> int:
    values = vector.values if isinstance(vector, Numbers) else vector
    return int(values.shape[0])


def _results(
    arguments: Sequence[Vector], call: Call, cache: dict[tuple[Any, ...], Any], codes: Ints, present: Bools
) -> list[Any]:
    rows = np.flatnonzero(present)
    results: list[Any] = [None] * present.size
    if rows.size == 0:
        return results
    _, first, places = np.unique(codes[rows], return_index=True, return_inverse=True)
    firsts = rows[first]
    columns = [python_values(argument, firsts) for argument in arguments]
    combinations = zip(*(c * firsts.size if len(c) == 1 else c for c in columns), strict=True)
    answers: list[Any] = []
    for combination in combinations if arguments else [()]:
        if combination not in cache:
            cache[combination] = call(combination)
        answers.append(cache[combination])
    spread = objects_of(results)
    spread[rows] = objects_of(answers)[places.reshape(-1)]
    return list(spread)

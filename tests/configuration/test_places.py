from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from kostra.configuration.places import Path, places
from kostra.diagnostics import Source

TEXT = '''\
# [ikke = her]
skjema = "11F" # x = 1
  "å.b".c = """
[heller = ikke]
\\""" [nei]
"""
liste = [ "]", # ]
  1, [2],
]
[ utdata ]
format = 'x'
[husregler . senja]
G = {a = 1}
[[kvittering]]
a = 1
[[kvittering]]
a = 2
[kvittering.sub]
z = 1
'''


def test_every_key_is_where_it_stands() -> None:
    spans = places(Source.of("x.toml", TEXT)).spans
    assert {path: (span.line, span.column, span.end_column) for path, span in spans.items()} == {
        ("skjema",): (2, 1, 7),
        ("å.b",): (3, 3, 10),
        ("å.b", "c"): (3, 3, 10),
        ("liste",): (7, 1, 6),
        ("utdata",): (10, 3, 9),
        ("utdata", "format"): (11, 1, 7),
        ("husregler", "senja"): (12, 2, 19),
        ("husregler", "senja", "G"): (13, 1, 2),
        ("kvittering",): (14, 3, 13),
        ("kvittering", 0): (14, 3, 13),
        ("kvittering", 0, "a"): (15, 1, 2),
        ("kvittering", 1): (16, 3, 13),
        ("kvittering", 1, "a"): (17, 1, 2),
        ("kvittering", 1, "sub"): (18, 2, 16),
        ("kvittering", 1, "sub", "z"): (19, 1, 2),
    }


def test_what_stands_inside_a_value_is_where_its_key_is() -> None:
    found = places(Source.of("x.toml", TEXT))
    assert found.of(("husregler", "senja", "G", "a")).line == 13
    assert found.of(("finnes", "ikke")).line == 1


VALUES = st.sampled_from(
    ["1", '"a\\"# = ]"', "'['", '"""\n[x]\ny = 1\n"""', "[1, # ]\n 2]", "{ a = [1] }", "2026-01-31"]
)
KEYS = st.sampled_from(["a", "b-c", '"d e"', "'f'", "g.h", "i . 'j'"])


@given(st.lists(st.tuples(st.sampled_from(["[t1]", "[[t2]]", "[t3.u]", ""]), st.lists(st.tuples(KEYS, VALUES)))))
def test_of_any_file_every_key_has_a_line_that_begins_with_it(tables: list[tuple[str, list[tuple[str, str]]]]) -> None:
    lines = [part for header, pairs in tables for part in (header, *(f"{key} = {value} # = [" for key, value in pairs))]
    text = "\n".join(lines)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # the same key twice
        return
    source = Source.of("x.toml", text)
    spans = places(source).spans
    for path in _leaves(content):
        span = spans[path]
        written = source.line(span.line)[span.column - 1 : span.end_column - 1]
        assert str(path[-1]) in written


def _leaves(content: dict[str, object], path: Path = ()) -> list[Path]:
    found: list[Path] = []
    for key, value in content.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            found += [leaf for n, table in enumerate(value) for leaf in _leaves(table, (*path, key, n))]
        elif isinstance(value, dict) and value != {"a": [1]}:
            found += _leaves(value, (*path, key))
        else:
            found.append((*path, key))
    return found

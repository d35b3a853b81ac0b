"""Printing a syntax tree and parsing it again gives the same tree; no text whatever makes the parser fail."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kostra.diagnostics import Diagnostic, Source
from kostra.language import syntax
from kostra.language.formatter import format_rule_file
from kostra.language.formatter_expressions import expression as printed
from kostra.language.parser import parse_recovering, parse_rule_file
from kostra.language.parser_grammar import keywords

TERMINALS = re.compile(r"__\w+|\b(?:LPAR|RPAR|INT|STRING|NAME|COMMA|NAAR|RAAD|NOEKKEL|I_WORD|\w+_EQUAL|CONTROL_ID)\b")

characters = st.characters(exclude_characters="\n", exclude_categories=["Cs"])
texts = st.text(characters, max_size=30)
long_texts = st.lists(st.text(st.sampled_from('abc.{}\\"æ '), max_size=30), max_size=12).map(" ".join)
upper_names = st.from_regex(r"[A-ZÆØÅ_][A-ZÆØÅ0-9_]{0,6}", fullmatch=True)
names = upper_names | st.sampled_from(["dato", "år", "feltet", "minste", "bidrag_2"])
columns = names | st.sampled_from(["fra", "til", "kilde", "kolonne"])
control_ids = st.from_regex(r"[0-9]{3}[A-ZÆØÅ0-9]{0,2}", fullmatch=True)
forms = st.from_regex(r"[0-9]{1,2}[A-Z]{0,2}|[A-Z]{1,5}", fullmatch=True)
years = st.integers(1900, 2999)
whole = st.integers(0, 10**18 - 1)
decimals = st.from_regex(r"[0-9]{1,9}\.[0-9]{1,8}", fullmatch=True).map(Decimal)

name = st.builds(syntax.Name, names)
text_literal = st.builds(syntax.TextLiteral, texts)
positive = st.builds(syntax.NumberLiteral, whole | decimals)
parameter = st.builds(syntax.ParameterRef, columns)
attribute = st.builds(syntax.Attribute, name, columns)
code_name = st.from_regex(r"[0-9]{1,3}", fullmatch=True) | texts
chosen_codes = st.builds(
    syntax.ChosenCodes,
    name,
    columns,
    st.lists(st.builds(syntax.TextLiteral, code_name) | name, min_size=1, max_size=4).map(tuple),
)
signed = st.builds(syntax.NumberLiteral, st.integers(1 - 10**18, 10**18 - 1) | decimals | decimals.map(lambda d: -d))
literal = text_literal | signed


def some(items: SearchStrategy[object], most: int = 4) -> SearchStrategy[tuple[object, ...]]:
    return st.lists(items, min_size=1, max_size=most).map(tuple)


group_range = st.builds(syntax.GroupRange, name, st.none() | name)
group = name | st.builds(syntax.GroupList, some(group_range))


def compound(inner: SearchStrategy[syntax.Expression]) -> SearchStrategy[syntax.Expression]:
    predicate = st.one_of(
        st.builds(syntax.Comparison, st.sampled_from(["=", "≠", "<", "<=", ">", ">="]), inner),
        st.builds(syntax.Among, some(text_literal | signed | name | parameter)),
        st.builds(syntax.Between, inner, inner),
        st.builds(
            syntax.Is,
            st.sampled_from(["utfylt", "blank", "gyldig", "bare nuller", "obligatorisk", "oppgitt", "mangler"]),
        ),
        st.builds(syntax.TextTest, st.sampled_from(["starter med", "slutter med", "inneholder", "har form"]), inner),
    )
    return st.one_of(
        st.builds(syntax.Binary, st.sampled_from(["eller", "og", "+", "-", "*", "/"]), inner, inner),
        st.builds(syntax.Not, inner),
        st.builds(syntax.Negate, inner),
        st.builds(
            syntax.LastYear, name | attribute | st.builds(syntax.Call, names, st.lists(inner, max_size=2).map(tuple))
        ),
        st.builds(syntax.Test, inner, predicate),
        st.builds(syntax.Lookup, name, columns, inner, st.none() | inner),
        st.builds(syntax.Lookup, name, columns, st.none(), inner),
        st.builds(syntax.Call, names | st.just("antall"), st.lists(inner, max_size=3).map(tuple), st.none() | inner),
        st.builds(syntax.Quantified, st.sampled_from(["noen", "alle", "ingen", "antall"]), st.none(), group, predicate),
        st.builds(syntax.Quantified, st.just("minst"), whole, group, predicate),
    )


expressions: SearchStrategy[syntax.Expression] = st.recursive(
    st.one_of(text_literal, positive, name, parameter, attribute, chosen_codes), compound, max_leaves=8
)


@st.composite
def messages(draw: st.DrawFn) -> syntax.Message:
    template = ""
    parts: list[str | syntax.Placeholder] = []
    for part in draw(st.lists(expressions | texts | long_texts, max_size=4)):
        if not isinstance(part, str):
            template += "{" + " ".join(atom.text for atom in printed(part)) + "}"
            parts.append(syntax.Placeholder(part))
        elif part:
            template += part.replace("{", "{{").replace("}", "}}")
            if parts and isinstance(parts[-1], str):
                parts[-1] += part
            else:
                parts.append(part)
    return syntax.Message(template, tuple(parts))


severity = st.builds(syntax.SeverityRef, st.sampled_from(["fatal", "feil", "advarsel", "info"]))
note = st.builds(syntax.Note, st.sampled_from(["fordi", "råd", "kilde", "avvik"]), texts | long_texts)
date = st.builds(syntax.DateLiteral, st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
assignment = st.builds(syntax.Assignment, name | parameter, literal | date)
row = st.builds(syntax.ExampleRow, st.lists(assignment, max_size=3).map(tuple))
metadata = st.one_of(
    note,
    st.builds(syntax.PointsAt, some(name)),
    st.builds(syntax.Yields),
    st.builds(syntax.Example, st.booleans(), some(row), last_year=st.none() | some(row)),
)
set_source = st.builds(syntax.SetSource, name | some(name | attribute), st.none() | expressions)
scope = st.one_of(
    st.builds(syntax.EachRow),
    st.builds(syntax.EachField, st.none() | group),
    st.builds(syntax.EachSet, some(name), some(set_source)),
    st.builds(syntax.EachGroup, some(name), st.none() | expressions),
    st.builds(syntax.WholeFile),
    st.builds(syntax.EachCode, some(group_range)),
)
sentence = st.builds(syntax.Sentence, st.none() | expressions, expressions, severity, messages()) | st.builds(
    syntax.Sentence, expressions, st.none(), severity, messages()
)
list_value = st.builds(syntax.ListValue, some(literal))
statistic_class = st.one_of(
    st.builds(syntax.StatisticClass, whole, whole, texts),
    st.builds(syntax.StatisticClass, st.none(), whole.map(lambda bound: bound - 1), texts),
    st.builds(syntax.StatisticClass, whole, st.none(), texts),
    st.builds(syntax.StatisticClass, st.none(), st.none(), texts, st.just(True)),
)
items: SearchStrategy[syntax.Item] = st.one_of(
    st.builds(
        syntax.Control, control_ids, texts, st.booleans(), scope, some(sentence, 2), st.lists(metadata).map(tuple)
    ),
    st.builds(
        syntax.FileControl,
        control_ids,
        severity,
        texts,
        st.dictionaries(st.sampled_from(["tom", "uventet"]), texts).map(lambda given: tuple(given.items())),
        st.lists(note, max_size=2).map(tuple),
    ),
    st.builds(
        syntax.Use,
        names,
        some(
            st.builds(syntax.TakenControl, control_ids, st.none() | control_ids)
            | st.builds(syntax.TakenStatistic, texts)
        ),
        st.lists(st.builds(syntax.Argument, names, literal | list_value | name), max_size=3).map(tuple),
    ),
    st.builds(syntax.FieldGroup, names, some(group_range, 20)),
    st.builds(syntax.Constant, names, literal | list_value),
    st.builds(
        syntax.ModuleParameter,
        names,
        st.sampled_from(["heltall", "desimal", "tekst", "liste", "feltgruppe", "alvor", "kodeliste"]),
    ),
    st.builds(syntax.Table, names, texts, texts, st.none() | columns, columns, columns),
    st.builds(syntax.Table, names, texts, texts, st.none() | columns, st.none(), st.none()),
    st.builds(syntax.CodeListFile, names, texts, st.none() | st.tuples(columns, columns)),
    st.builds(
        syntax.Statistic,
        texts,
        st.builds(syntax.Distribution, st.none() | expressions, expressions, some(statistic_class))
        | some(st.builds(syntax.Figure, texts, expressions)),
    ),
)
targets = st.builds(syntax.Target, forms, st.none(), st.none()) | st.tuples(forms, years, st.integers(0, 9)).map(
    lambda drawn: syntax.Target(drawn[0], drawn[1], drawn[1] + drawn[2])
)
headers: SearchStrategy[syntax.Header] = st.one_of(
    st.builds(syntax.RuleSetHeader, forms, years, texts),
    st.builds(syntax.ModuleHeader, names, texts),
    st.builds(syntax.HouseHeader, names, texts, some(targets)),
)
files = st.builds(syntax.RuleFile, headers, st.lists(items, max_size=4).map(tuple))

SAMPLE = (Path(__file__).parents[1] / "language" / "fixtures" / "syntax" / "gyldige" / "sosialhjelp.regler").read_text(
    encoding="utf-8"
)
PIECES = [
    *keywords().values(),
    *("=", "≠", "<", ">", "+", "-", "*", "/", "(", ")", ",", ":", "..", ".", "{", "}", '"', "#", "$", "\\", "\n", "=="),
    "A",
    "016",
    "0.5",
    '"x"',
]


def reported(text: str) -> tuple[syntax.RuleFile | None, tuple[Diagnostic, ...]]:
    """Parse, and see that every fault is told in words and points into the text."""
    source = Source("f", text)
    tree, faults = parse_recovering(source)
    lines = text.split("\n")
    for fault in faults:
        assert all(name in text for name in TERMINALS.findall(fault.message + fault.expected + fault.hint))
        assert 1 <= fault.span.line <= len(lines)
        assert 1 <= fault.span.column <= len(lines[fault.span.line - 1]) + 1
        assert fault.render()
    assert faults or tree is not None
    return tree, faults


@settings(max_examples=150, deadline=None)
@given(files)
def test_printed_tree_is_read_as_the_same_tree(tree: syntax.RuleFile) -> None:
    text = format_rule_file(tree)
    again = parse_rule_file(Source("f", text))
    assert again == tree
    assert format_rule_file(again) == text


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_any_text_is_read_or_explained(text: str) -> None:
    reported(text)
    reported(f"modul m\n{text}")
    reported(f'modul m\nkontroll 001 "x"\n  når {text}')


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, len(SAMPLE)),
    st.integers(0, 40),
    st.lists(st.sampled_from(PIECES) | st.text(st.sampled_from(' ab#"{}()\n'), max_size=3), max_size=3).map(" ".join),
)
def test_damaged_file_is_read_or_explained(start: int, removed: int, added: str) -> None:
    tree, faults = reported(SAMPLE[:start] + added + SAMPLE[start + removed :])
    if tree is not None and not faults:
        text = format_rule_file(tree)
        again = parse_rule_file(Source("f", text))
        assert again == tree
        assert [comment.text for comment in again.comments] == [comment.text for comment in tree.comments]
        assert format_rule_file(again) == text

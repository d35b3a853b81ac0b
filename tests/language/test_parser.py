"""Rule files as people write them: what they become, and what a user reads when one cannot be understood.

Each malformed file in fixtures/syntax has the expected diagnostics beside it (*.txt). They are part of the language:
read them as someone who has never programmed. `KOSTRA_SKRIV_FASIT=1 pytest …` writes them anew, to be read again.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import kostra_grammars
from kostra.diagnostics import Diagnostic, DiagnosticError, Source
from kostra.language import syntax
from kostra.language.parser import parse_expression, parse_recovering, parse_rule_file
from kostra.language.syntax import (
    Among,
    Attribute,
    Binary,
    Call,
    Comparison,
    Control,
    Is,
    Lookup,
    Name,
    Negate,
    Not,
    NumberLiteral,
    ParameterRef,
    Placeholder,
    Quantified,
    TextLiteral,
)

FIXTURES = Path(__file__).parent / "fixtures" / "syntax"
HEADER = 'regelsett 11F 2022 "Prøve"\n'


def expression(text: str) -> syntax.Expression:
    return parse_expression(text, Source("prøve", text))


def controls(text: str) -> list[Control]:
    tree = parse_rule_file(Source.of("prøve.regler", HEADER + text))
    return [item for item in tree.items if isinstance(item, Control)]


def faults(text: str) -> tuple[Diagnostic, ...]:
    return parse_recovering(Source.of("prøve.regler", HEADER + text))[1]


# ── What is wrong, in words ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.regler")), ids=lambda path: path.stem)
def test_malformed_file_is_explained(path: Path) -> None:
    with pytest.raises(DiagnosticError) as caught:
        parse_rule_file(Source.of(path.name, path.read_text(encoding="utf-8")))
    found = "\n\n".join(diagnostic.render() for diagnostic in caught.value.diagnostics) + "\n"
    expected = path.with_suffix(".txt")
    if os.environ.get("KOSTRA_SKRIV_FASIT"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_one_broken_control_hides_nothing_in_the_others() -> None:
    source = Source.of(
        "prøve.regler",
        HEADER
        + 'kontroll 001 "En"\n    skal A == 1\n    ellers feil "Nei."\n'
        + 'kontroll 002 "To"\n    skal A = 1\n    ellers feil "Nei."\n'
        + 'konstant B = 5\nkontroll 003 "Tre"\n    skal A = 1\n',
    )
    tree, found = parse_recovering(source)
    assert tree is not None
    assert [getattr(item, "id", None) or getattr(item, "name", None) for item in tree.items] == ["002", "B"]
    assert [(fault.control, fault.code) for fault in found] == [("001", "ukjent-tegn"), ("003", "mangler-ellers")]


def test_several_faults_in_one_message_are_all_reported() -> None:
    found = faults('kontroll 001 "En"\n    når A = 1\n    gir feil "{A = } {} {B C}"\n')
    assert [(fault.span.column, fault.code) for fault in found] == [
        (19, "mangler-noe"),
        (22, "tom-utfylling"),
        (28, "uventet"),
    ]


def test_faults_beyond_a_hundred_are_counted() -> None:
    tree, found = parse_recovering(Source.of("prøve.regler", HEADER + "konstant A == 1\n" * 250))
    assert tree is None
    assert [fault.code for fault in found[:100]] == ["ukjent-tegn"] * 100
    assert [fault.message for fault in found[100:]] == ["… og 150 feil til."]


@pytest.mark.parametrize(
    "deep",
    ["(" * 5000 + "A" + ")" * 5000 + " = 1", "ikke " * 5000 + "A = 1", "A = 1" + " og A = 1" * 5000, "-" * 5000 + "A"],
    ids=["parenteser", "ikke", "og", "minus"],
)
def test_nesting_has_a_limit(deep: str) -> None:
    assert [fault.code for fault in faults(f'kontroll 001 "En"\n    når {deep}\n    gir feil "Nei."\n')] == ["for-dypt"]
    with pytest.raises(DiagnosticError):
        expression(deep)


def test_column_counts_in_the_file_also_behind_escapes() -> None:
    (fault,) = faults('kontroll 001 "En"\n    når A = 1\n    gir feil "\\"\\\\ {A} og {A == \\"x\\"}."\n')
    assert (fault.span.line, fault.span.column, fault.span.end_column) == (4, 30, 32)


def test_expression_elsewhere_in_a_file_knows_its_place() -> None:
    source = Source("felt.layout", "X\nBYDEL 1-2 obligatorisk når A == 3")
    with pytest.raises(DiagnosticError) as caught:
        parse_expression("A == 3", source, line=2, column=28)
    (fault,) = caught.value.diagnostics
    assert (fault.span.file, fault.span.line, fault.span.column) == ("felt.layout", 2, 30)
    assert fault.source_line == "BYDEL 1-2 obligatorisk når A == 3"


# ── What is read ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", sorted((FIXTURES / "gyldige").glob("*.regler")), ids=lambda path: path.stem)
def test_example_rule_sets_are_read(path: Path) -> None:
    tree = parse_rule_file(Source.of(path.name, path.read_text(encoding="utf-8")))
    written = [
        line.split()[1] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("kontroll ")
    ]
    assert [item.id for item in tree.items if isinstance(item, Control)] == written


def test_what_binds_tightest() -> None:
    a, b, c = (syntax.Test(Name(name), Comparison("=", NumberLiteral(1))) for name in "ABC")
    assert expression("A = 1 eller B = 1 og ikke C = 1") == Binary("eller", a, Binary("og", b, Not(c)))
    assert expression("(A = 1 eller B = 1) og C = 1") == Binary("og", Binary("eller", a, b), c)
    assert expression("X + 2 * -Y - 0.5") == Binary(
        "-",
        Binary("+", Name("X"), Binary("*", NumberLiteral(2), Negate(Name("Y")))),
        NumberLiteral(Decimal("0.5")),
    )


def test_blant_takes_every_comma_unless_it_has_parentheses() -> None:
    assert expression('A blant "1", -2, KODER, $valgt') == syntax.Test(
        Name("A"), Among((TextLiteral("1"), NumberLiteral(-2), Name("KODER"), ParameterRef("valgt")))
    )
    assert expression('sum(A blant ("1", "2"), B)') == Call(
        "sum", (syntax.Test(Name("A"), Among((TextLiteral("1"), TextLiteral("2")))), Name("B"))
    )
    assert expression('antall(der A blant "1", "2")') == Call(
        "antall", (), syntax.Test(Name("A"), Among((TextLiteral("1"), TextLiteral("2"))))
    )


def test_keywords_are_ordinary_words_behind_a_dot_and_as_columns() -> None:
    assert expression("feltet.fra") == Attribute(Name("feltet"), "fra")
    assert expression("T.til for K per dato($felt, 1, 2)") == Lookup(
        Name("T"), "til", Name("K"), Call("dato", (ParameterRef("felt"), NumberLiteral(1), NumberLiteral(2)))
    )
    tree = parse_rule_file(Source.of("m", 'modul m\ntabell T fra "t.csv" nøkkel kilde gyldig fra til til\n'))
    assert tree.items == (syntax.Table("T", "", "t.csv", "kilde", "fra", "til"),)


def test_antall_is_a_quantifier_and_a_function() -> None:
    assert expression("(antall av MND er gyldig) > antall()") == syntax.Test(
        Quantified("antall", None, Name("MND"), Is("gyldig")), Comparison(">", Call("antall", ()))
    )


def test_words_are_whole_words() -> None:
    with pytest.raises(DiagnosticError):
        expression("A = 1 ogB = 2")
    assert expression("ogB = 2") == syntax.Test(Name("ogB"), Comparison("=", NumberLiteral(2)))


def test_message_is_text_and_expressions_in_turn() -> None:
    (control,) = controls('kontroll 001 "En"\n    når A = 1\n    gir feil "{{A}} er {A}" ", ikke {sum(A, B)}."\n')
    message = control.sentences[0].message
    assert message.text == "{{A}} er {A}, ikke {sum(A, B)}."
    assert message.parts == (
        "{A} er ",
        Placeholder(Name("A")),
        ", ikke ",
        Placeholder(Call("sum", (Name("A"), Name("B")))),
        ".",
    )


def test_under_is_an_inclusive_bound_like_the_others() -> None:
    tree = parse_rule_file(Source.of("m", 'modul m\nstatistikk "S"\n    for hver rad klasser A under 18 "Barn"\n'))
    (statistic,) = tree.items
    assert isinstance(statistic, syntax.Statistic)
    assert isinstance(statistic.body, syntax.Distribution)
    assert statistic.body.classes == (syntax.StatisticClass(None, 17, "Barn"),)


def test_spans_are_those_of_the_file() -> None:
    text = HEADER + '\n# merknad\nkontroll 001 "En"  # bak\n    når  A\n      = 1\n    gir feil "{B}"\n'
    tree = parse_rule_file(Source.of("f", text))
    (control,) = tree.items
    assert isinstance(control, Control)
    assert (control.span.line, control.span.column, control.span.end_line, control.span.end_column) == (4, 1, 7, 19)
    assert (control.id_span.column, control.id_span.end_column) == (10, 13)
    (sentence,) = control.sentences
    assert sentence.when is not None
    assert (sentence.when.span.line, sentence.when.span.column, sentence.when.span.end_line) == (5, 10, 6)
    placeholder = sentence.message.parts[0]
    assert isinstance(placeholder, Placeholder)
    assert (placeholder.span.column, placeholder.expression.span.column) == (15, 16)
    assert [(c.text, c.own_line, c.span.line, c.span.column) for c in tree.comments] == [
        ("merknad", True, 3, 1),
        ("bak", False, 4, 20),
    ]


def test_line_ends_of_any_system_and_a_byte_order_mark() -> None:
    unix = HEADER + 'kontroll 001 "En"\n    når A = 1\n    gir feil "Nei."\n'
    windows = "\ufeff" + unix.replace("\n", "\r\n")
    assert parse_rule_file(Source.of("f", windows)) == parse_rule_file(Source.of("f", unix))


# ── The grammar ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_lark_is_imported_only_when_something_is_parsed() -> None:
    code = (
        "import sys; import kostra.language.syntax, kostra.language.parser, kostra.language.formatter; "
        "sys.exit('lark' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_greedy_list_is_the_only_conflict_of_the_grammar(caplog: pytest.LogCaptureFixture) -> None:
    from lark import Lark, logger

    level = logger.level
    logger.setLevel(logging.DEBUG)
    try:
        with caplog.at_level(logging.DEBUG, logger=logger.name):
            logger.addHandler(caplog.handler)
            Lark(kostra_grammars.text("rules"), parser="lalr", start=["rule_file", "items", "expression"], debug=True)
    finally:
        logger.removeHandler(caplog.handler)
        logger.setLevel(level)
    conflicts = {record.getMessage() for record in caplog.records if "conflict" in record.getMessage()}
    assert conflicts == {"Shift/Reduce conflict for terminal COMMA: (resolving as shift)"}


@pytest.mark.parametrize("grammar", ["rules", "message"])
def test_every_terminal_has_a_name(grammar: str) -> None:
    from lark import Lark

    start = {"rules": ["rule_file"], "message": ["template"]}[grammar]
    terminals = Lark(kostra_grammars.text(grammar), parser="lalr", start=start).terminals
    assert not [terminal.name for terminal in terminals if terminal.name.startswith("__")]

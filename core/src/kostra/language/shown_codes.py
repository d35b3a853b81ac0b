"""Codes in messages: the codes that a rule names, and the one that stands in the field, each with its text."""

from __future__ import annotations

from collections.abc import Sequence

from kostra.diagnostics import Span, did_you_mean
from kostra.language import syntax, typing_rules
from kostra.language.code_words import in_words
from kostra.language.environment import Environment
from kostra.language.program import CodeWithText, Const, FieldLastYear, FieldValue, Value
from kostra.layout.model import CodeList, Field

CODES = "koder"
"""`{FIELD.koder}` shows all the codes of a field, `{FIELD.koder(01, 02)}` some of them."""


def chosen_codes(
    env: Environment, node: syntax.ChosenCodes, choices: Sequence[tuple[Value | str | None, Span]]
) -> Const | None:
    """Return the codes that a rule names, in words; `choices` are lowered. None after an error."""
    field = env.field(node.base.name)
    if field is None:
        env.unknown_field(node.base.name, node.base.span)
        return None
    if node.name != CODES:
        env.problems.error(
            "egenskap-med-parentes",
            f"«{node.name}» kan ikke ha noe i parentes.",
            node.span,
            expected=f"{field.name}.{CODES}(…) med kodene som skal vises",
            hint=did_you_mean(node.name, (CODES,)) or f"Skriv {field.name}.{node.name} uten parentesen.",
        )
        return None
    if field.codes is None:
        _report_no_list(env, field, node.span)
        return None
    found = [_chosen(env, field, field.codes, value, span) for value, span in choices]
    known = [code for code in found if code is not None]
    return Const("tekst", in_words(field.codes, known)) if len(known) == len(found) else None


def with_text(env: Environment, value: Value, span: Span) -> CodeWithText | None:
    """Return a field as its code with the text, for a message; None after an error."""
    assert isinstance(value, FieldValue | FieldLastYear)
    field = env.names.layout.by_name[value.field]
    if field.codes is None:
        _report_no_list(env, field, span)
        return None
    return CodeWithText(value)


def _report_no_list(env: Environment, field: Field, span: Span) -> None:
    env.problems.error(
        "uten-kodeliste",
        f"{field.name} har ingen kodeliste, og kodene ingen tekst.",
        span,
        expected="et felt med kodeliste",
        hint=f"Skriv {{{field.name}}}.",
    )


def _chosen(env: Environment, field: Field, codes: CodeList, value: Value | str | None, span: Span) -> str | None:
    """Return a code of the list as the list writes it; None after an error."""
    if value is None:
        return None
    if not isinstance(value, Const):
        name = value if isinstance(value, str) else typing_rules.describe(value)
        env.problems.error(
            "kode-ikke-kjent",
            f"{name} er ikke én kode som er kjent før filen leses.",
            span,
            expected="koder fra kodelisten, en konstant eller en liste",
            hint=f"Skriv {{{field.name}.{CODES}}} for alle kodene." if isinstance(value, str) else "",
        )
        return None
    if isinstance(value.value, str):  # as the list writes it, also where the field is a number
        meant = did_you_mean(value.value, codes.codes)
        return value.value if typing_rules.check_constant(env, field, value, span, meant) else None
    if typing_rules.comparison(env, "=", FieldValue(field.name, field.type), value, span) is None:
        return None
    return next(code for code in codes.codes if code.isascii() and code.isdigit() and int(code) == value.value)

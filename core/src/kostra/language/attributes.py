"""`X.name`: what is known of a field or a code before any row is read."""

from __future__ import annotations

from kostra.diagnostics import did_you_mean
from kostra.language import syntax
from kostra.language.code_words import all_codes
from kostra.language.environment import Environment
from kostra.language.names import THE_CODE, Code
from kostra.language.program import Const
from kostra.layout.model import Field

FIELD_ATTRIBUTES = ("navn", "etikett", "fra", "til", "posisjoner", "krav", "koder", "enhet", "type")
"""What can stand after the dot behind a field: text or numbers known from the layout."""

FORMATTED, WITH_TEXT = "verdi", "kode"

MESSAGE_ATTRIBUTES = (WITH_TEXT, FORMATTED)
"""What can stand there in messages only: what the row holds, as its code with the text, or as it is read.

`{FIELD.verdi}` is 11 150 or 01.07.2030 where `{FIELD}` shows the characters as they stand.
"""

CODE_ATTRIBUTES = ("etikett",)
"""What can stand after the dot behind `koden`: its text."""


def of_field(env: Environment, field: Field, node: syntax.Attribute) -> Const | None:
    """Return what the layout says of a field; None after an error."""
    known: dict[str, str | int | None] = {
        "navn": field.name,
        "etikett": field.label,
        "fra": field.start,
        "til": field.end,
        "posisjoner": field.positions,
        "krav": demand(field),
        "koder": all_codes(field) if field.codes else None,
        "enhet": field.unit,
        "type": field.type,
    }
    if node.name in MESSAGE_ATTRIBUTES:
        env.problems.error(
            "feil-sted",
            f"«.{node.name}» kan bare stå for seg selv i en melding: {{{field.name}.{node.name}}}.",
            node.span,
            hint=f"Skriv {field.name}.",
        )
        return None
    if node.name not in known:
        env.problems.error(
            "ukjent-egenskap",
            f"Et felt har ingen egenskap «{node.name}».",
            node.span,
            expected=f"{', '.join(FIELD_ATTRIBUTES)}, og i en melding {' og '.join(MESSAGE_ATTRIBUTES)}",
            hint=did_you_mean(node.name, (*FIELD_ATTRIBUTES, *MESSAGE_ATTRIBUTES)),
        )
        return None
    value = known[node.name]
    return Const("heltall" if node.name in ("fra", "til") else "tekst", value)


def of_code(env: Environment, code: Code, node: syntax.Attribute) -> Const | None:
    """Return the text of a code; None after an error."""
    if node.name in CODE_ATTRIBUTES:
        return Const("tekst", code.label)
    env.problems.error(
        "ukjent-egenskap",
        f"En kode har ingen egenskap «{node.name}».",
        node.span,
        expected=f"{THE_CODE}, eller {THE_CODE}.etikett (teksten til koden)",
        hint=did_you_mean(node.name, CODE_ATTRIBUTES),
    )
    return None


def demand(field: Field) -> str:
    """Return in words what a field must hold: its codes, a number, a date with its pattern."""
    if field.codes is not None:
        return all_codes(field)
    match field.type:
        case "heltall":
            return "et heltall"
        case "desimal":
            decimals = "" if field.decimals is None else f" med høyst {field.decimals} desimal"
            return f"et tall{decimals}{'er' if field.decimals not in (None, 1) else ''}"
        case "dato":
            return f"en dato som finnes ({field.date_pattern})"
        case _:
            return "utfylt"

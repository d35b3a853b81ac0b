"""What can be compared, calculated and tested with what; faults become diagnostics that say what to write instead.

Every function takes operands that are already lowered (None: there was an error in them, already reported) and returns
the node of the program, or None after reporting.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from kostra.diagnostics import Span
from kostra.language.code_words import all_codes
from kostra.language.environment import Environment
from kostra.language.folding import disjunction, negation
from kostra.language.program import (
    AllZeros,
    Arithmetic,
    Between,
    Compare,
    Const,
    Default,
    FieldLastYear,
    FieldValue,
    Filled,
    In,
    InCodes,
    Missing,
    Param,
    Raw,
    TextTest,
    Valid,
    Value,
    ValueType,
)
from kostra.language.syntax import BinaryOperator, ComparisonOperator, State, TextOperator
from kostra.layout.model import Field

TYPE_WORDS = {
    "tekst": "tekst",
    "heltall": "et heltall",
    "desimal": "et desimaltall",
    "dato": "en dato",
    "sannhet": "sant eller usant",
    "liste": "en liste",
}
NUMBERS = ("heltall", "desimal")
_FLIPPED: dict[ComparisonOperator, ComparisonOperator] = {
    "=": "=",
    "≠": "≠",
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
}


def describe(value: Value) -> str:
    """Return a value as its author wrote it, as far as a short phrase can."""
    match value:
        case Const(_, str(text)):
            return f'"{text}"'
        case Const(_, None):
            return "en ukjent verdi"
        case Const(_, constant):
            return str(constant)
        case FieldValue(name, _):
            return name
        case Raw(name, _):
            return f"rå({name})"
        case Param(name, _):
            return f"${name}"
        case FieldLastYear(name, _):
            return f"{name} i fjor"
        case _:
            return "uttrykket"


def comparable(left: Value, right: Value) -> bool:
    """Return whether two values can be compared: both numbers, or of one type."""
    return left.type == right.type or (left.type in NUMBERS and right.type in NUMBERS)


def check_constant(env: Environment, field: Field | None, constant: Value, span: Span, hint: str | None = None) -> bool:
    """Report a constant that can never stand in the field: too wide for it, or outside its code list.

    `hint` is what to do about a code outside the list, where it is not to compare without the list.
    """
    if field is None or not isinstance(constant, Const) or constant.value in (None, ""):
        return True
    text = str(constant.value)
    digits = text if constant.type == "tekst" else text.lstrip("-").partition(".")[0]
    if field.width is not None and field.type != "desimal" and len(digits) > field.width and constant.type != "dato":
        what = "tegn" if constant.type == "tekst" else "sifre"
        env.problems.error(
            "får-ikke-plass",
            f"{describe(constant)} har {len(digits)} {what}, men {field.name} har bare plass til {field.width}.",
            span,
            expected=f"høyst {field.width} {what}",
        )
        return False
    if field.codes is None or constant.type == "dato":
        return True
    known = text in field.codes if constant.type == "tekst" else int(cast(int, constant.value)) in _numeric_codes(field)
    if not known:
        env.problems.error(
            "ukjent-kode",
            f"{describe(constant)} finnes ikke i kodelisten til {field.name}.",
            span,
            expected=all_codes(field),
            hint=f"rå({field.name}) sammenligner uten kodelisten." if hint is None else hint,
        )
    return known


def _numeric_codes(field: Field) -> set[int]:
    assert field.codes is not None
    return {int(code) for code in field.codes.codes if code.isascii() and code.isdigit()}


def comparison(
    env: Environment, operator: ComparisonOperator, left: Value | None, right: Value | None, span: Span
) -> Value | None:
    """Return `left operator right`; a constant on the left changes sides."""
    if left is None or right is None:
        return None
    if isinstance(left, Const) and not isinstance(right, Const):
        return comparison(env, _FLIPPED[operator], right, left, span)
    if not _same_kind(env, left, right, span):
        return None
    if left.type in ("tekst", "sannhet") and operator not in ("=", "≠"):
        env.problems.error(
            "rekkefølge-på-tekst",
            f"«{operator}» kan ikke brukes på {TYPE_WORDS[left.type]}.",
            span,
            expected="= eller ≠",
            hint="som_tall(…) gjør tekst til et tall." if left.type == "tekst" else "",
        )
        return None
    if isinstance(left, Const) and isinstance(right, Const) and operator in ("=", "≠"):
        return Const("sannhet", (left.value == right.value) == (operator == "="))
    if not check_constant(env, env.field_of(left), right, span):
        return None
    return Compare(operator, left, right)


def _same_kind(env: Environment, left: Value, right: Value, span: Span) -> bool:
    if "liste" in (left.type, right.type):
        env.problems.error("feil-type", "En liste kan bare vises i en melding, ikke sammenlignes.", span)
        return False
    if comparable(left, right):
        return True
    env.problems.error(
        "feil-type",
        f"{describe(left)} er {TYPE_WORDS[left.type]}; {describe(right)} er {TYPE_WORDS[right.type]}.",
        span,
        expected=TYPE_WORDS[left.type],
        hint=_rewrite(env, left, right),
    )
    return False


def _rewrite(env: Environment, left: Value, right: Value) -> str:
    """Return how the constant should have been written, when that can be told."""
    if left.type == "dato":
        return "Skriv datoen som dato(år, måned, dag)."
    if not isinstance(right, Const):
        return ""
    if left.type == "tekst" and isinstance(right.value, int | Decimal):
        field = env.field_of(left)
        plain = str(right.value)
        padded = plain.zfill(field.width) if field is not None and field.width else plain
        fits = field is not None and field.codes is not None and padded in field.codes
        return f'Skriv "{padded if fits else plain}"'
    if left.type in NUMBERS and isinstance(right.value, str) and right.value.strip().lstrip("+-").isdigit():
        return f"Skriv {int(right.value)}"
    return ""


def among(env: Environment, subject: Value | None, choices: Sequence[tuple[Value | str, Span]]) -> Value | None:
    """Return `subject blant choices`; a choice is a value, or the name of a code list (str), which stands alone."""
    if subject is None:
        return None
    if any(isinstance(choice, str) for choice, _ in choices):
        return _among_codes(env, subject, choices)
    ok = True
    values = cast("Sequence[tuple[Value, Span]]", choices)
    for value, span in values:
        ok = _same_kind(env, subject, value, span) and check_constant(env, env.field_of(subject), value, span) and ok
    if not ok:
        return None
    if isinstance(subject, Const) and all(isinstance(value, Const) for value, _ in values):
        return Const("sannhet", subject in [value for value, _ in values])
    return In(subject, tuple(dict.fromkeys(value for value, _ in values)))


def _among_codes(env: Environment, subject: Value, choices: Sequence[tuple[Value | str, Span]]) -> Value | None:
    name, span = choices[0]
    if len(choices) > 1 or not isinstance(name, str):
        env.problems.error("kodeliste-alene", "En kodeliste etter «blant» må stå alene.", span)
        return None
    if subject.type != "tekst":
        env.problems.error(
            "feil-type",
            f"{describe(subject)} er {TYPE_WORDS[subject.type]}; kodene i {name} er tekst.",
            span,
            expected="tekst",
            hint=f"Skriv rå({describe(subject)}) blant {name}." if isinstance(subject, FieldValue) else "",
        )
        return None
    env.used.code_lists.add(name)
    return InCodes(subject, name)


def between(env: Environment, subject: Value | None, low: Value | None, high: Value | None, span: Span) -> Value | None:
    """Return `subject mellom low og high`."""
    if subject is None or low is None or high is None:
        return None
    if not (_same_kind(env, subject, low, span) and _same_kind(env, subject, high, span)):
        return None
    if subject.type not in (*NUMBERS, "dato"):
        env.problems.error(
            "rekkefølge-på-tekst",
            f"«mellom» kan ikke brukes på {TYPE_WORDS[subject.type]}.",
            span,
            expected="et tall eller en dato",
            hint='Skriv opp kodene: blant "01", "02", "03".',
        )
        return None
    if isinstance(low, Const) and isinstance(high, Const) and low.value is not None and high.value is not None:
        if cast(int, low.value) > cast(int, high.value):
            env.problems.error(
                "tomt-intervall",
                f"Ingen verdi ligger mellom {low.value} og {high.value}.",
                span,
                expected="den minste verdien først",
                hint=f"Skriv mellom {high.value} og {low.value}.",
            )
            return None
        field = env.field_of(subject)
        if not (check_constant(env, field, low, span) and check_constant(env, field, high, span)):
            return None
    return Between(subject, low, high)


def arithmetic(
    env: Environment, operator: BinaryOperator, left: Value | None, right: Value | None, span: Span
) -> Value | None:
    """Return a sum, difference, product or quotient of two numbers."""
    if left is None or right is None:
        return None
    for operand in (left, right):
        if operand.type not in NUMBERS:
            hint = "dager(a, b) gir antall dager fra a til b." if operand.type == "dato" else ""
            if operand.type == "tekst":
                hint = "som_tall(…) gjør tekst til et tall."
            env.problems.error(
                "feil-type",
                f"«{operator}» regner med tall; {describe(operand)} er {TYPE_WORDS[operand.type]}.",
                span,
                expected="et tall på hver side",
                hint=hint,
            )
            return None
    whole = operator != "/" and left.type == right.type == "heltall"
    kind: ValueType = "heltall" if whole else "desimal"
    assert operator in ("+", "-", "*", "/")
    return Arithmetic(operator, left, right, kind)


def either(env: Environment, left: Value | None, right: Value | None, span: Span) -> Value | None:
    """Return `left eller right`: «or» of two truths, or the default value of something that can be missing."""
    if left is None or right is None:
        return None
    if left.type == right.type == "sannhet":
        return disjunction((left, right))
    if "sannhet" in (left.type, right.type):
        env.problems.error(
            "feil-type",
            f"«eller» står mellom {TYPE_WORDS[left.type]} og {TYPE_WORDS[right.type]}.",
            span,
            expected="to vilkår, eller en verdi og det den skal være når den mangler",
            hint="Sett parentes om verdien og dens reserve: (BELØP eller 0) > 5",
        )
        return None
    if not _same_kind(env, left, right, span):
        return None
    kind: ValueType = left.type if left.type == right.type else "desimal"
    return Default(left, right, kind)


def state(env: Environment, subject: Value | None, what: State, span: Span) -> Value | None:
    """Return `subject er …` for every state but «obligatorisk» and «oppgitt», which are not about a value."""
    if subject is None:
        return None
    if subject.type in ("sannhet", "liste"):
        env.problems.error("feil-type", f"«{what}» kan ikke sies om {TYPE_WORDS[subject.type]}.", span)
        return None
    match what:
        case "utfylt" | "blank" | "bare nuller":
            if not isinstance(subject, FieldValue) and subject.type != "tekst":
                env.problems.error(
                    "feil-type",
                    f"«er {what}» ser på tegnene i et felt eller en tekst; dette er {TYPE_WORDS[subject.type]}.",
                    span,
                    hint="Skriv «mangler».",
                )
                return None
            if what == "bare nuller":
                return AllZeros(subject)
            return Filled(subject) if what == "utfylt" else negation(Filled(subject))
        case "gyldig":
            field = env.field_of(subject)
            if field is not None:
                plain = field.type == "tekst" and field.codes is None
                return Filled(subject) if plain else Valid(field.name)
            return Filled(subject) if subject.type == "tekst" else negation(Missing(subject))
        case _:
            if isinstance(subject, FieldValue | Raw) and subject.type == "tekst":
                env.problems.error(
                    "mangler-aldri",
                    f"{subject.field} er tekst, og en tekst mangler aldri: blank er den kjente verdien «».",
                    span,
                    hint=f"Skriv {subject.field} er blank.",
                )
                return None
            return Missing(subject)


def text_test(
    env: Environment, operator: TextOperator, subject: Value | None, pattern: Value | None, span: Span
) -> Value | None:
    """Return `subject starter med pattern` and its like."""
    if subject is None or pattern is None:
        return None
    for operand in (subject, pattern):
        if operand.type != "tekst":
            env.problems.error(
                "feil-type",
                f"«{operator}» trenger tekst; {describe(operand)} er {TYPE_WORDS[operand.type]}.",
                span,
                expected="tekst",
                hint=f"Skriv rå({operand.field})." if isinstance(operand, FieldValue) else "",
            )
            return None
    if operator == "har form" and not isinstance(pattern, Const):
        env.problems.error("form-er-konstant", "Formen etter «har form» skrives som en tekst i anførselstegn.", span)
        return None
    if isinstance(pattern, Const) and pattern.value == "":
        env.problems.error("tom-tekst", f"«{operator}» trenger minst ett tegn.", span, hint="Skriv «er blank».")
        return None
    field = env.field_of(subject)
    if isinstance(pattern, Const) and field is not None and field.width is not None:
        characters = len(str(pattern.value))
        if characters > field.width:
            env.problems.error(
                "får-ikke-plass",
                f"{describe(pattern)} har {characters} tegn, men {field.name} har bare plass til {field.width}.",
                span,
                expected=f"høyst {field.width} tegn",
            )
            return None
    return TextTest(operator, subject, pattern)

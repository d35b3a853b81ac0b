"""From messages as written to templates: what is known beforehand is put in, the rest is filled in for each finding."""

from __future__ import annotations

from dataclasses import replace

from kostra.language import shown_codes, syntax
from kostra.language.attributes import FORMATTED, WITH_TEXT
from kostra.language.environment import Environment
from kostra.language.expressions import lower
from kostra.language.names import Code
from kostra.language.program import Const, ShowField, ShowValue, Template
from kostra.layout.model import Field


def template(env: Environment, message: syntax.Message) -> Template | None:
    """Return the template of a message; None after an error in one of its placeholders."""
    parts: list[str | ShowField | ShowValue] = []
    ok = True
    for part in message.parts:
        shown = part if isinstance(part, str) else _shown(env, part.expression)
        if shown is None:
            ok = False
        elif isinstance(shown, str) and parts and isinstance(parts[-1], str):
            parts[-1] += shown
        else:
            parts.append(shown)
    return tuple(parts) if ok else None


def _shown(env: Environment, expression: syntax.Expression) -> str | ShowField | ShowValue | None:
    if isinstance(expression, syntax.Name):
        values = env.names.constants.get(expression.name)
        if isinstance(values, tuple):
            return listed([str(value.value) for value in values])
        bound = env.bindings.get(expression.name)
        if isinstance(bound, Code):
            return bound.code
        is_field = isinstance(bound, Field) or (bound is None and expression.name in env.names.layout.by_name)
        if is_field and env.context in ("rad", "gruppemelding"):
            field = env.field(expression.name)
            assert field is not None
            return ShowField(field.name)
    if isinstance(expression, syntax.Attribute) and expression.name == FORMATTED:
        expression = expression.base
    code = _field_asked_for_its_code(env, expression)
    value = lower(env, expression if code is None else code)
    if value is not None and code is not None:
        value = shown_codes.with_text(env, value, expression.span)
    if value is None:
        return None
    if isinstance(value, Const) and isinstance(value.value, str):
        return value.value
    return ShowValue(value)


def _field_asked_for_its_code(env: Environment, node: syntax.Expression) -> syntax.Name | syntax.LastYear | None:
    """Return `X` of `X.kode`, and `X i fjor` of `X.kode i fjor`, where X is a field; None of everything else."""
    match node:
        case syntax.Attribute(base, name) if name == WITH_TEXT and env.field(base.name) is not None:
            return base
        case syntax.LastYear(syntax.Attribute(base, name)) if name == WITH_TEXT and env.field(base.name) is not None:
            return replace(node, operand=base)
        case _:
            return None


def listed(values: list[str], joiner: str = "eller") -> str:
    """Return «a, b eller c»."""
    return values[0] if len(values) == 1 else f"{', '.join(values[:-1])} {joiner} {values[-1]}"

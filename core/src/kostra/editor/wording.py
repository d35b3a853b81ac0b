"""What the editor shows about fields, codes, functions, controls and names, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kostra.api.functions import PluginFunction
from kostra.editor.declarations import Declared
from kostra.language.functions import AGGREGATES, BUILTINS, SPECIAL, Builtin
from kostra.layout.model import CodeList, Condition, Field

MOST_CODES = 30
_SPECIAL_CHARACTERS = re.compile(r"([\\`*_{}\[\]<>|#!&])")
_FENCE = "```"


def plain(text: str) -> str:
    """Return a text of the user's so that Markdown shows it as it is."""
    return _SPECIAL_CHARACTERS.sub(r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """Return lines of the rule language as a block."""
    fence = _FENCE
    while fence in text:
        fence += "`"
    return f"{fence}regler\n{text}\n{fence}"


def field(one: Field, where: str) -> str:
    """Return what a field is: label, positions, type and codes; `where` is form and year."""
    parts = [f"**{plain(one.name)}**: {plain(one.label)}", _traits(one, where)]
    if one.codes is not None:
        parts.append(codes(one.codes))
    if one.note:
        parts.append(plain(one.note))
    return "\n\n".join(parts)


def traits(one: Field) -> str:
    """Return positions, type and the like in one line."""
    parts = [f"posisjon {one.positions}"] if one.positions else []
    parts += [f"dato {one.date_pattern}" if one.type == "dato" else one.type]
    parts += [f"enhet {one.unit}"] if one.unit else []
    parts += [f"rolle {one.role}"] if one.role else []
    parts += ["sensitiv"] if one.sensitive else []
    parts += [_mandatory(one)] if one.mandatory else []
    return ", ".join(parts)


def codes(one: CodeList) -> str:
    """Return the codes of a list with their texts; of a long list the first ones."""
    shown = list(one.codes.items())[:MOST_CODES]
    lines = [f"Kodeliste {plain(one.name)}:", ""]
    lines += [f"- `{value}` {plain(label)}" for value, label in shown]
    if len(one.codes) > len(shown):
        lines += ["", f"… og {len(one.codes) - len(shown)} til"]
    return "\n".join(lines)


def function(name: str, plugins: Mapping[str, PluginFunction]) -> str | None:
    """Return what a function does; None when there is none of that name."""
    parts: list[str] = []
    if name in BUILTINS:
        parts.append(f"`{signature(BUILTINS[name])}`\n\n{plain(BUILTINS[name].help)}")
    if name in AGGREGATES:
        parts.append(f"`{name}(… der …)` i en gruppe eller for hele filen\n\n{plain(AGGREGATES[name])}")
    if name in SPECIAL:
        parts.append(f"`{name}(felt)`\n\n{plain(SPECIAL[name])}")
    if not parts and name in plugins:
        one = plugins[name]
        parts.append(f"`{name}({', '.join(one.arguments)})` → {one.result}")
        parts += [plain(one.help)] if one.help else []
        parts.append("Funksjonen kommer fra et tillegg.")
    return "\n\n".join(parts) or None


def signature(one: Builtin) -> str:
    """Return how a function is called, and what it gives."""
    parameters = ", ".join(one.parameters) + (", …" if one.variadic else "")
    return f"{one.name}({parameters}) → {one.result or 'det samme'}"


def control(one: Declared, file: str) -> str:
    """Return a control as it is written, and the file it stands in."""
    return f"{code(one.text)}\n\n{plain(file)}"


def _traits(one: Field, where: str) -> str:
    return plain(f"{where}: {traits(one)}")


def _mandatory(one: Field) -> str:
    return "obligatorisk" + (f" når {_condition(one.mandatory_when)}" if one.mandatory_when is not None else "")


def _condition(one: Condition) -> str:
    values = ", ".join(f'"{value}"' for value in one.values)
    if len(one.values) == 1:
        return f"{one.field} {'≠' if one.negated else '='} {values}"
    return f"{one.field} {'ikke ' if one.negated else ''}blant {values}"

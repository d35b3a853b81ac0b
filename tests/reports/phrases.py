"""Every phrase that the program may say in a report, collected from the code, the templates and the scripts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import kostra

ROOT = Path(kostra.__file__).parent
_IN_TEMPLATES = re.compile(r"""\bsay(?:\.counted)?\((?:[^()"]*,)?\s*"([^"]+)"(?:,\s*"([^"]+)")?""")


def asked_for() -> set[str]:
    """Return the phrases in bokmål, as the catalogue of a language must have them."""
    found: set[str] = set()
    for file in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found.update(phrase for node in ast.walk(tree) if isinstance(node, ast.Call) for phrase in _phrases(node))
    templates = ROOT / "reports" / "templates"
    for file in sorted([*templates.rglob("*.j2"), *templates.rglob("*.js")]):
        for match in _IN_TEMPLATES.finditer(file.read_text(encoding="utf-8")):
            found.update(filter(None, match.groups()))
    return found


def names_in(phrase: str) -> set[str]:
    """Return the names of the values in a phrase."""
    return set(re.findall(r"\{([^}]*)\}", phrase))


def _phrases(call: ast.Call) -> Iterator[str]:
    """Yield the phrases in a call of `say("…")`, `say.counted(number, "…", "…")` or `Phrase("…")`."""
    match call.func:
        case ast.Name("say" | "Phrase"):
            arguments = call.args[:1]
        case ast.Attribute(ast.Name("say"), "counted"):
            arguments = call.args[1:]
        case _:
            return
    yield from (a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str))

"""The rule language in Norwegian words: values, calculations and functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kostra.documentation.changes import joined
from kostra.language import syntax
from kostra.language.functions import AGGREGATES, BUILTINS
from kostra.language.written.meanings import Meanings
from kostra.language.written.text import expression_text
from kostra.layout.model import Field

FUNCTIONS: Mapping[str, str] = {
    "sum": "summen av {all}",
    "minste": "det minste av {all}",
    "største": "det største av {all}",
    "antall_utfylt": "antall utfylte felt blant {all}",
    "alder": "alderen etter {0}",
    "fødselsdato": "fødselsdatoen i {0}",
    "dager": "antall dager fra {0} til {1}",
    "år": "året i {0}",
    "måned": "måneden i {0}",
    "dag": "dagen i {0}",
    "dato": "datoen med år {0}, måned {1} og dag {2}",
    "årstall": "årstallet etter {0}",
    "lengde": "antall tegn i {0}",
    "del": "tegnene {1} til {2} i {0}",
    "som_tall": "{0} lest som et tall",
    "som_dato": "{0} lest som en dato ({1})",
    "antall_desimaler": "antall desimaler i {0}",
    "rå": "tegnene i {0}",
    "tekst_for": "teksten til koden i {0}",
}
"""Functions that give a value, with their arguments by number or all together."""

TRUTHS: Mapping[str, tuple[str, str]] = {
    "gyldig_fødselsnummer": ("er", "et gyldig fødselsnummer eller D-nummer"),
    "kontrollsiffer_stemmer": ("har", "elleve sifre der kontrollsifrene stemmer"),
    "ufullstendig_fødselsnummer": ("er", "et ufullstendig fødselsnummer"),
    "gyldig_dufnummer": ("er", "et gyldig DUF-nummer"),
    "gyldig_orgnr": ("er", "et gyldig organisasjonsnummer"),
    "gyldig_epost": ("er", "en e-postadresse"),
    "gyldig_telefon": ("er", "et telefonnummer"),
}
"""Functions that are true or false of their argument: the verb, and what it is or has."""

_AGGREGATES: Mapping[str, str] = {
    "antall": "antall linjer",
    "sum": "summen av {0} over linjene",
    "minste": "den minste verdien av {0}",
    "største": "den største verdien av {0}",
    "unike": "antall ulike verdier av {0}",
    "første": "den første verdien av {0}",
    "liste": "verdiene av {0}",
    "andre": "verdiene av {0} på de andre linjene",
    "linjer": "linjenumrene",
}

_PARAMETERS = {
    "årgang": "rapporteringsåret",
    "kommunenummer": "kommunen som kontrolleres",
    "bydelsnummer": "bydelen som kontrolleres",
}
_ATTRIBUTES = {"type": "typen", "etikett": "spørsmålet", "koder": "kodene", "krav": "kravet", "enhet": "enheten"}


@dataclass(frozen=True)
class Reader:
    """Reads values aloud. `grouped`: the rule looks at several rows together, so functions may be over rows."""

    meanings: Meanings
    grouped: bool = False

    def field(self, node: syntax.Expression) -> Field | None:
        """Return the field that an expression simply is."""
        return self.meanings.layout.by_name.get(node.name) if isinstance(node, syntax.Name) else None

    def is_date(self, node: syntax.Expression) -> bool:
        """Tell whether an expression is a date, so that it is before or after another."""
        field = self.field(node)
        if isinstance(node, syntax.Call) and node.function in BUILTINS:
            return BUILTINS[node.function].result == "dato"
        return field is not None and field.type == "dato"

    def literal(self, node: syntax.LiteralValue, subject: syntax.Expression | None = None) -> str:
        """Return a constant; one that is compared with a field that has codes is told with the text of the code."""
        if isinstance(node, syntax.NumberLiteral):
            return spoken(node.value)
        if not node.value:
            return "blank"
        field = None if subject is None else self.field(subject)
        label = field.codes.label(node.value) if field is not None and field.codes is not None else None
        return f"{node.value} ({label})" if label else f"«{node.value}»" if not node.value.isalnum() else node.value

    def term(self, node: syntax.Expression, subject: syntax.Expression | None = None) -> str:
        """Return a value in words; `subject` is what it is compared with."""
        match node:
            case syntax.TextLiteral() | syntax.NumberLiteral():
                return self.literal(node, subject)
            case syntax.Name(name):
                value = self.meanings.constants.get(name)
                if value is None or isinstance(value, syntax.ListValue):
                    return name
                return self.literal(value, subject)
            case syntax.ParameterRef(name):
                return _PARAMETERS.get(name) or f"det som er oppgitt med --{name.replace('_', '-')}"
            case syntax.Attribute(base, name):
                if base.name in self.meanings.layout.by_name or name in _ATTRIBUTES:
                    return f"{_ATTRIBUTES.get(name, name)} til {base.name}"
                return f"{name} i tabellen {base.name}"
            case syntax.Lookup():
                key = f" for {self.term(node.key)}" if node.key is not None else ""
                at = f" per {self.term(node.at)}" if node.at is not None else ""
                return f"{node.column} i tabellen {node.table.name}{key}{at}"
            case syntax.Call():
                return self._call(node)
            case syntax.LastYear(operand):
                return f"{self.term(operand)} i fjor"
            case syntax.Negate(operand):
                return f"−{self._inner(operand)}"
            case syntax.Binary("eller", left, right):
                return f"{self.term(left)} ({self.term(right)} når det mangler)"
            case syntax.Binary(operator, left, right):
                sign = {"*": "·", "-": "−"}.get(operator, operator)
                return f"{self._inner(left)} {sign} {self._inner(right)}"
            case _:
                return expression_text(node, self.meanings)

    def group(self, node: syntax.Name | syntax.GroupList) -> str:
        """Return what a group of fields is called, or its fields."""
        if isinstance(node, syntax.Name):
            return node.name
        return joined(self.meanings.fields_of(node))

    def _inner(self, node: syntax.Expression) -> str:
        text = self.term(node)
        return f"({text})" if isinstance(node, syntax.Binary) or _limits_rows(node) else text

    def _call(self, node: syntax.Call) -> str:
        match node:
            case syntax.Call("dato", (year, syntax.NumberLiteral(month), syntax.NumberLiteral(day))):
                return f"{day:02}.{month:02}. i {self._inner(year)}"
        arguments = [self.term(argument) for argument in node.arguments]
        over_rows = self.grouped and node.function in AGGREGATES and len(arguments) < 2
        pattern = (_AGGREGATES if over_rows else FUNCTIONS).get(node.function)
        if pattern is None:
            return expression_text(node, self.meanings)
        text = pattern.format(*arguments, all=joined(arguments))
        # What limits the rows is told by the caller of this module, which knows conditions.
        return text if node.where is None else f"{text} der {expression_text(node.where, self.meanings)}"


def _limits_rows(node: syntax.Expression) -> bool:
    """Tell whether a value ends in a condition, so that a sign behind it would seem to belong to that."""
    call = node.operand if isinstance(node, syntax.LastYear) else node
    return isinstance(call, syntax.Call) and call.where is not None


def spoken(value: int | Decimal) -> str:
    """Return a number as people write it: blanks between thousands, a decimal comma."""
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    return f"{value:,}".replace(",", " ") if abs(value) >= 10_000 else str(value)

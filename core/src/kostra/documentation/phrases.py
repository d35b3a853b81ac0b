"""The rule language in Norwegian words: conditions, sentences and scopes, as far as the language reads itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from kostra.api.report import Severity
from kostra.documentation.changes import joined
from kostra.documentation.terms import TRUTHS, Reader
from kostra.language import syntax
from kostra.language.attributes import demand
from kostra.language.written.meanings import Meanings

Mood = Literal["er", "være", "skal være"]
"""How a condition is said: as a fact («er»), after «skal» («være»), or as a demand of its own («skal være»)."""

_INFINITIVES = {
    "er": "være",
    "har": "ha",
    "mangler": "mangle",
    "starter": "starte",
    "slutter": "slutte",
    "inneholder": "inneholde",
}
_ORDER = {"<": "mindre enn", "<=": "høyst", ">": "mer enn", ">=": "minst"}
_DATE_ORDER = {"<": "før", "<=": "senest", ">": "etter", ">=": "tidligst"}
_STATES = {"utfylt": "fylt ut", "blank": "blank", "bare nuller": "bare nuller", "oppgitt": "oppgitt"}
_OVER_ROWS = (syntax.EachGroup, syntax.WholeFile, syntax.EachCode)
_MOST_CODES = 6
"""So many codes are told one by one; of a longer list only the name."""
_GIVEN: Mapping[str, str] = {
    Severity.FATAL: "en fatal feil",
    Severity.FEIL: "en feil",
    Severity.ADVARSEL: "en advarsel",
    Severity.INFO: "en opplysning",
}


def control_in_words(control: syntax.Control, meanings: Meanings) -> tuple[str, ...]:
    """Return what a control does, a sentence each; the first that fires makes the finding."""
    reader = Reader(meanings, grouped=isinstance(control.scope, _OVER_ROWS))
    scope = _scope(control.scope, reader)
    return (*scope, *(_sentence(sentence, reader) for sentence in control.sentences))


def statistic_in_words(statistic: syntax.Statistic, meanings: Meanings) -> str:
    """Return what a distribution counts; empty for figures, which have a line each."""
    if not isinstance(statistic.body, syntax.Distribution):
        return ""
    reader = Reader(meanings)
    text = f"Linjene fordelt på {_value(statistic.body.value, reader)}"
    return text + (f", bare linjer der {_said(statistic.body.where, reader, 'er')}" if statistic.body.where else "")


def _scope(scope: syntax.Scope, reader: Reader) -> tuple[str, ...]:
    match scope:
        case syntax.EachField(None):
            return ("Gjelder hvert felt for seg.",)
        case syntax.EachField(group) if group is not None:
            return (f"Gjelder hvert av feltene {_in(group)}{reader.group(group)} for seg.",)
        case syntax.EachSet(names, sources):
            rows = [reader.group(s.items) if isinstance(s.items, syntax.Name) else _items(s) for s in sources]
            pairs = [f"{name.name} fra {row}" for name, row in zip(names, rows, strict=True)]
            return (f"Gjelder hvert sett for seg: {joined(pairs)}.",)
        case syntax.EachGroup(keys, where):
            only = f", bare linjer der {_said(where, reader, 'er')}" if where is not None else ""
            return (f"Linjer med samme {joined([key.name for key in keys])} ses under ett{only}.",)
        case syntax.WholeFile():
            return ("Gjelder hele leveransen under ett.",)
        case syntax.EachCode(members):
            fields = joined(reader.meanings.members_of(members))
            return (f"Gjelder hele leveransen under ett, og spør om hver kode i kodelisten til {fields}.",)
        case _:
            return ()


def _items(source: syntax.SetSource) -> str:
    assert not isinstance(source.items, syntax.Name)
    return joined([f"{i.base.name}.{i.name}" if isinstance(i, syntax.Attribute) else i.name for i in source.items])


def _sentence(sentence: syntax.Sentence, reader: Reader) -> str:
    severity = reader.meanings.severity(sentence.severity)
    given = _GIVEN.get(severity, f"et funn av alvoret {severity}")
    when = "" if sentence.when is None else _said(sentence.when, reader, "er")
    if sentence.requirement is None:
        return f"Når {when}, gis det {given}."
    if when:
        return f"Når {when}, skal {_said(sentence.requirement, reader, 'være')}; ellers gis det {given}."
    demand_ = _said(sentence.requirement, reader, "skal være")
    return f"{demand_[:1].upper()}{demand_[1:]}; ellers gis det {given}."


def _said(node: syntax.Expression, reader: Reader, mood: Mood, negated: bool = False) -> str:
    """Return a condition in words."""
    match node:
        case syntax.Test(subject, predicate):
            return f"{_value(subject, reader)} {_predicate(predicate, subject, reader, mood, negated)}"
        case syntax.Not(operand):
            return _said(operand, reader, mood, not negated)
        case _ if negated and isinstance(node, syntax.Binary | syntax.Quantified):
            return f"det {_verb('er', mood, True)} slik at {_said(node, reader, 'er')}"
        case syntax.Binary(operator) if operator in ("og", "eller"):
            return f" {operator} ".join(_part(part, operator, reader, mood) for part in _flat(node, operator))
        case syntax.Quantified():
            many = {"noen": "minst ett av feltene", "alle": "alle feltene", "ingen": "ingen av feltene"}
            which = many.get(node.quantifier, f"minst {node.count} av feltene")
            said = _predicate(node.predicate, None, reader, mood, False)
            return f"{which} {_in(node.group)}{reader.group(node.group)} {said}"
        case syntax.Call(function, arguments) if function in TRUTHS:
            verb, what = TRUTHS[function]
            return f"{_value(arguments[0], reader)} {_verb(verb, mood, negated)} {what}"
        case _:
            return f"{reader.term(node)} {_verb('er', mood, negated)} sant"


def _in(group: syntax.Name | syntax.GroupList) -> str:
    return "i " if isinstance(group, syntax.Name) else ""


def _part(node: syntax.Expression, around: str, reader: Reader, mood: Mood) -> str:
    text = _said(node, reader, mood)
    return f"({text})" if isinstance(node, syntax.Binary) and node.operator != around else text


def _flat(node: syntax.Expression, operator: str) -> list[syntax.Expression]:
    if isinstance(node, syntax.Binary) and node.operator == operator:
        return [*_flat(node.left, operator), *_flat(node.right, operator)]
    return [node]


def _value(node: syntax.Expression, reader: Reader, subject: syntax.Expression | None = None) -> str:
    if isinstance(node, syntax.Quantified):
        which = f"antall av feltene {_in(node.group)}{reader.group(node.group)}"
        return f"{which} som {_predicate(node.predicate, None, reader, 'er', False)}"
    return reader.term(node, subject)


def _predicate(
    node: syntax.Predicate, subject: syntax.Expression | None, reader: Reader, mood: Mood, negated: bool
) -> str:
    match node:
        case syntax.Comparison(operator, value):
            return _comparison(operator, value, subject, reader, mood, negated)
        case syntax.Among(choices):
            return f"{_verb('er', mood, negated)} {_choices(choices, subject, reader)}"
        case syntax.Between(low, high):
            return f"{_verb('er', mood, negated)} fra {_value(low, reader)} til og med {_value(high, reader)}"
        case syntax.Is("mangler"):
            return _verb("mangler", mood, negated)
        case syntax.Is("gyldig"):
            return f"{_verb('er', mood, negated)} {_valid(subject, reader)}"
        case syntax.Is(state):
            return f"{_verb('er', mood, negated)} {_STATES.get(state, state)}"
        case syntax.TextTest(operator, value):
            verb, _, rest = operator.partition(" ")
            return " ".join(filter(None, [_verb(verb, mood, negated), rest, _value(value, reader)]))


def _comparison(
    operator: str,
    value: syntax.Expression,
    subject: syntax.Expression | None,
    reader: Reader,
    mood: Mood,
    negated: bool,
) -> str:
    text = _value(value, reader, subject)
    blank = isinstance(value, syntax.TextLiteral) and not value.value
    if operator == "≠":
        return f"{_verb('er', mood, negated)} {'fylt ut' if blank else f'noe annet enn {text}'}"
    if operator == "=":
        return f"{_verb('er', mood, negated)} {text}"
    dates = subject is not None and (reader.is_date(subject) or reader.is_date(value))
    return f"{_verb('er', mood, negated)} {(_DATE_ORDER if dates else _ORDER)[operator]} {text}"


def _choices(
    choices: tuple[syntax.TextLiteral | syntax.NumberLiteral | syntax.Name | syntax.ParameterRef, ...],
    subject: syntax.Expression | None,
    reader: Reader,
) -> str:
    texts: list[str] = []
    for choice in choices:
        value = reader.meanings.constants.get(choice.name) if isinstance(choice, syntax.Name) else None
        if isinstance(value, syntax.ListValue):
            texts += [reader.literal(item, subject) for item in value.values]
        elif isinstance(choice, syntax.Name) and value is None:
            texts.append(f"en kode i listen {reader.meanings.lists.get(choice.name, choice.name)}")
        else:
            texts.append(reader.term(choice, subject))
    return joined(texts, "eller")


def _valid(subject: syntax.Expression | None, reader: Reader) -> str:
    field = None if subject is None else reader.field(subject)
    if field is None:
        return "gyldig"
    if field.codes is not None and len(field.codes.codes) > _MOST_CODES:
        return f"en kode i listen {field.codes.name}"
    wanted = demand(field)
    return "fylt ut" if wanted == "utfylt" else wanted


def _verb(present: str, mood: Mood, negated: bool) -> str:
    infinitive = _INFINITIVES.get(present, present)
    match mood:
        case "er":
            # A fact stands behind «når», «der» or «som», where the Norwegian «ikke» comes before the verb.
            return f"ikke {present}" if negated else present
        case "være":
            return f"ikke {infinitive}" if negated else infinitive
        case "skal være":
            return f"skal ikke {infinitive}" if negated else f"skal {infinitive}"

"""From expressions as written to values of the program: names resolved, groups expanded, types checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from kostra.diagnostics import Span, did_you_mean
from kostra.language import attributes, calls, last_year, shown_codes, syntax, typing_rules
from kostra.language.environment import Environment
from kostra.language.field_groups import group_fields
from kostra.language.folding import conjunction, disjunction, negation
from kostra.language.functions import AGGREGATES, SPECIAL
from kostra.language.missing import comparison_with_missing
from kostra.language.names import THE_CODE, THE_FIELD, Code
from kostra.language.program import Const, CountTrue, FieldValue, Given, In, Value
from kostra.layout.model import Field


def constant(literal: syntax.TextLiteral | syntax.NumberLiteral) -> Const:
    """Return the constant that a literal stands for."""
    if isinstance(literal, syntax.TextLiteral):
        return Const("tekst", literal.value)
    return Const("desimal" if isinstance(literal.value, Decimal) else "heltall", literal.value)


def truth(env: Environment, expression: syntax.Expression) -> Value | None:
    """Lower an expression that must be a condition."""
    value = lower(env, expression)
    if value is not None and value.type != "sannhet":
        env.problems.error(
            "ikke-vilkår",
            f"Her ventes et vilkår, men {typing_rules.describe(value)} er {typing_rules.TYPE_WORDS[value.type]}.",
            expression.span,
            expected='noe som er sant eller usant, for eksempel X = "1" eller X er utfylt',
        )
        return None
    return value


def lower(env: Environment, expression: syntax.Expression) -> Value | None:
    """Lower an expression; None after an error, which is then reported."""
    match expression:
        case syntax.TextLiteral() | syntax.NumberLiteral():
            return constant(expression)
        case syntax.Name():
            return _name(env, expression)
        case syntax.ParameterRef(name, span):
            return calls.parameter(env, name, span)
        case syntax.Attribute():
            return attribute(env, expression)
        case syntax.ChosenCodes(_, _, choices):
            return shown_codes.chosen_codes(env, expression, list(_choices(env, choices)))
        case syntax.Lookup(table, column, key, at, span):
            return lookup(env, table, column, key, at, span)
        case syntax.Call():
            return _call(env, expression)
        case syntax.LastYear(asked, span):
            value = lower(env, asked)
            if value is None:
                return None
            of_field = isinstance(asked, syntax.Name)
            return (last_year.field_last_year if of_field else last_year.aggregate_last_year)(env, value, span)
        case syntax.Not(operand, span):
            value = truth(env, operand)
            if value is None:
                return None
            _warn_of_missing(env, "ikke", value, span)
            return negation(value)
        case syntax.Negate(operand, span):
            return typing_rules.arithmetic(env, "-", Const("heltall", 0), lower(env, operand), span)
        case syntax.Binary("og", left, right):
            both = truth(env, left), truth(env, right)
            return None if both[0] is None or both[1] is None else conjunction((both[0], both[1]))
        case syntax.Binary("eller", left, right, span):
            return typing_rules.either(env, lower(env, left), lower(env, right), span)
        case syntax.Binary(operator, left, right, span):
            return typing_rules.arithmetic(env, operator, lower(env, left), lower(env, right), span)
        case syntax.Test(subject, predicate, span):
            return _test(env, subject, predicate, span)
        case syntax.Quantified():
            return _quantified(env, expression)


def _warn_of_missing(env: Environment, word: str, value: Value, span: Span) -> None:
    missing = comparison_with_missing(value)
    if missing is not None:
        env.problems.warning(
            "ikke-over-manglende",
            f"«{word}» står over en sammenligning der {typing_rules.describe(missing)} kan mangle, og er da sant.",
            span,
            hint="Snu sammenligningen (A <= 5 for ikke A > 5), eller si fra at det er meningen: # ok: grunn",
        )


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def field_value(field: Field) -> FieldValue:
    """Return the value of a field, of the field's type."""
    return FieldValue(field.name, field.type)


def _name(env: Environment, node: syntax.Name) -> Value | None:
    bound = env.bindings.get(node.name)
    if isinstance(bound, Code):
        return bound.value
    if bound is not None and not isinstance(bound, Field):
        return bound
    field = env.field(node.name)
    if field is not None:
        return _field_here(env, field, node.span)
    value = env.names.constants.get(node.name)
    if isinstance(value, Const) or node.name in env.names.broken:
        env.impossible_group(node.name)
        return value if isinstance(value, Const) else None
    if node.name in env.names.wanted:
        env.without_value(node.name, node.span)
        return None
    kind = "en liste" if isinstance(value, tuple) else env.names.kind_of(node.name)
    if kind is None:
        if node.name == THE_FIELD:
            env.problems.error(
                "feil-sted",
                "«feltet» finnes bare i «for hvert felt» og «for filen og hver kode i …».",
                node.span,
                expected="navnet på et felt",
                hint="Skal kontrollen gjelde hvert felt, så skriv «for hvert felt» under tittelen.",
            )
        elif node.name == THE_CODE:
            _no_code_here(env, node.span)
        else:
            env.unknown_field(node.name, node.span)
        return None
    hints = {
        "en feltgruppe": f"Skriv sum({node.name}) eller noen av {node.name} …",
        "en kodeliste": f"Skriv … blant {node.name}.",
        "en liste": f"Skriv … blant {node.name}.",
        "en tabell": f"Skriv {node.name}.kolonne …",
    }
    env.problems.error("ikke-verdi", f"{node.name} er {kind}, ikke en verdi.", node.span, hint=hints.get(kind, ""))
    return None


def _no_code_here(env: Environment, span: Span) -> None:
    env.problems.error(
        "feil-sted",
        "«koden» finnes bare i «for filen og hver kode i …».",
        span,
        hint="Skal kontrollen gjelde hver kode, så skriv «for filen og hver kode i FELT» under tittelen.",
    )


def _field_here(env: Environment, field: Field, span: Span) -> Value | None:
    if env.context in ("rad", "gruppemelding") or (env.context == "gruppe" and field.name in env.keys):
        return field_value(field)
    where = "en gruppe" if env.context == "gruppe" else "hele filen"
    env.problems.error(
        "felt-uten-rad",
        f"{field.name} står i hver rad; vilkåret gjelder {where}.",
        span,
        expected="en nøkkel i gruppen, eller noe over radene" if env.context == "gruppe" else "noe over radene",
        hint=f"Skriv for eksempel første({field.name}), unike({field.name}) eller antall(der {field.name} …).",
    )
    return None


def attribute(env: Environment, node: syntax.Attribute) -> Value | None:
    """Lower `X.name`: what the layout knows of a field or code, or a column of a table without key and date."""
    code = env.bindings.get(node.base.name)
    if isinstance(code, Code):
        return attributes.of_code(env, code, node)
    field = env.field(node.base.name)
    if field is None and (node.base.name in env.names.tables or node.base.name in env.names.broken):
        return lookup(env, node.base, node.name, None, None, node.span)
    if field is None and node.base.name == THE_CODE:
        _no_code_here(env, node.base.span)
        return None
    if field is None:
        env.unknown_field(node.base.name, node.base.span)
        return None
    return attributes.of_field(env, field, node)


# ── Calls and lookups ────────────────────────────────────────────────────────────────────────────────────────────────


def lookup(
    env: Environment,
    table: syntax.Name,
    column: str,
    key: syntax.Expression | None,
    at: syntax.Expression | None,
    span: Span,
) -> Value | None:
    """Lower a lookup; `table` must name a table."""
    known = env.names.tables.get(table.name)
    if table.name in env.names.broken:
        return None
    if known is None:
        env.problems.error(
            "ukjent-tabell",
            f"Tabellen «{table.name}» finnes ikke.",
            table.span,
            hint=did_you_mean(table.name, env.names.tables),
        )
        return None
    pairs: list[calls.Argument | None] = []
    for expression in (key, at):
        value = None if expression is None else lower(env, expression)
        if expression is not None and value is None:
            return None
        pairs.append((value, expression.span) if value is not None and expression is not None else None)
    return calls.lookup(env, known, column, pairs[0], pairs[1], span)


def _call(env: Environment, node: syntax.Call) -> Value | None:
    if node.function in AGGREGATES and env.context != "rad":
        row = env.as_row()
        arguments = _arguments(row, node)
        where = truth(row, node.where) if node.where is not None else None
        if arguments is None or (node.where is not None and where is None):
            return None
        if len(arguments) > 1 and node.function in ("sum", "minste", "største"):
            value = calls.function(row, node.function, arguments, node.span)
            if value is None:
                return None
            arguments = [(value, node.span)]
        return calls.aggregate(env, node.function, arguments, where, node.span)
    if node.where is not None or (node.function in AGGREGATES and node.function not in ("sum", "minste", "største")):
        env.problems.error(
            "feil-sted",
            f"«{node.function}(…)» over radene finnes bare i «for hver gruppe» og «for filen».",
            node.span,
            hint="antall av GRUPPE er gyldig teller felt i raden." if node.function == "antall" else "",
        )
        return None
    if node.function in SPECIAL:
        if len(node.arguments) != 1:
            env.problems.error("antall-argumenter", f"«{node.function}» tar ett felt.", node.span)
            return None
        argument = lower(env, node.arguments[0])
        return calls.field_function(env, node.function, argument, node.arguments[0].span)
    arguments = _arguments(env, node)
    return None if arguments is None else calls.function(env, node.function, arguments, node.span)


def _arguments(env: Environment, node: syntax.Call) -> list[calls.Argument] | None:
    """Lower the arguments; a group stands for all its fields."""
    arguments: list[calls.Argument] = []
    ok = True
    for expression in node.arguments:
        if isinstance(expression, syntax.Name) and expression.name in env.names.groups:
            arguments.extend((field_value(field), expression.span) for field in env.names.groups[expression.name])
            continue
        value = lower(env, expression)
        ok = ok and value is not None
        if value is not None:
            arguments.append((value, expression.span))
    return arguments if ok else None


# ── Predicates ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _test(env: Environment, subject: syntax.Expression, predicate: syntax.Predicate, span: Span) -> Value | None:
    if isinstance(predicate, syntax.Is) and predicate.state == "oppgitt":
        if not isinstance(subject, syntax.ParameterRef):
            env.problems.error("feil-type", "«er oppgitt» kan bare sies om en parameter ($…).", span)
            return None
        used_before = subject.name in env.used.parameters
        known = calls.parameter(env, subject.name, subject.span)
        if not used_before:
            env.used.parameters.discard(subject.name)
        return Given(subject.name) if known is not None else None
    if isinstance(predicate, syntax.Is) and predicate.state == "obligatorisk":
        field = env.field(subject.name) if isinstance(subject, syntax.Name) else None
        if field is None:
            env.problems.error("feil-type", "«er obligatorisk» kan bare sies om et felt.", span)
            return None
        return mandatory(field)
    check = _predicate(env, predicate)
    return check(lower(env, subject))


def mandatory(field: Field) -> Value:
    """Return whether the layout demands the field: known, or a condition on another field."""
    condition = field.mandatory_when
    if condition is None:
        return Const("sannhet", field.mandatory)
    choices = tuple(Const("tekst", value) for value in condition.values)
    holds: Value = In(FieldValue(condition.field, "tekst"), choices)
    return negation(holds) if condition.negated else holds


def _predicate(env: Environment, predicate: syntax.Predicate) -> Callable[[Value | None], Value | None]:
    """Return the test that a predicate makes of a subject; its own operands are lowered once."""
    match predicate:
        case syntax.Comparison(operator, value, span):
            right = lower(env, value)
            return lambda subject: typing_rules.comparison(env, operator, subject, right, span)
        case syntax.Among(choices):
            lowered = list(_choices(env, choices))
            if any(value is None for value, _ in lowered):
                return lambda subject: None
            known = [(value, span) for value, span in lowered if value is not None]
            return lambda subject: typing_rules.among(env, subject, known)
        case syntax.Between(low, high, span):
            bounds = lower(env, low), lower(env, high)
            return lambda subject: typing_rules.between(env, subject, *bounds, span)
        case syntax.Is(what, span):
            return lambda subject: typing_rules.state(env, subject, what, span)
        case syntax.TextTest(test, value, span):
            pattern = lower(env, value)
            return lambda subject: typing_rules.text_test(env, test, subject, pattern, span)


def _choices(
    env: Environment, choices: Sequence[syntax.TextLiteral | syntax.NumberLiteral | syntax.Name | syntax.ParameterRef]
) -> Iterator[tuple[Value | str | None, Span]]:
    for choice in choices:
        if isinstance(choice, syntax.Name) and choice.name not in env.bindings:
            value = env.names.constants.get(choice.name)
            if isinstance(value, tuple):
                yield from ((item, choice.span) for item in value)
                continue
            codes = env.names.code_list(choice.name) if value is None else None
            if codes is not None:
                yield codes.name, choice.span
                continue
        yield lower(env, choice), choice.span


# ── Quantifiers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _quantified(env: Environment, node: syntax.Quantified) -> Value | None:
    fields = group_fields(env, node.group)
    check = _predicate(env, node.predicate)
    if fields is None:
        return None
    tests: list[Value] = []
    for field in fields:
        test = check(_field_here(env, field, node.group.span))
        if test is None:
            return None
        tests.append(test)
    match node.quantifier:
        case "noen":
            return disjunction(tests)
        case "alle":
            return conjunction(tests)
        case "ingen":
            _warn_of_missing(env, "ingen av", disjunction(tests), node.span)
            return negation(disjunction(tests))
        case "antall":
            return CountTrue(tuple(tests))
        case "minst":
            wanted = node.count or 0
            if wanted > len(tests):
                env.problems.error(
                    "for-få-felt", f"Gruppen har {len(tests)} felt, og kan ikke ha minst {wanted}.", node.span
                )
                return None
            return typing_rules.comparison(env, ">=", CountTrue(tuple(tests)), Const("heltall", wanted), node.span)

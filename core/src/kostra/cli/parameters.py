"""Options that packs declare: the core's parser sets them aside, and the pack says what they mean.

Every such option takes one value. So the command line can be read before it is known which pack it is for.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kostra.api.errors import ArgumentError, BrokenPackError
from kostra.cli.norwegian import composed, unknown_option

if TYPE_CHECKING:
    from kostra.api.skjema import Parameter, ParameterType
    from kostra.plugins.manager import Registry

Extra = tuple[str, str | None]
"""An option that the core does not know, and the value after it; None when the line ended or went on with an option."""

_EXPECTED: dict[ParameterType, str] = {"heltall": "et heltall", "desimal": "et tall"}
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}([.,][0-9]{1,18})?")


def set_aside(args: Sequence[str], known: Mapping[str, bool]) -> tuple[list[str], list[Extra]]:
    """Separate what is unknown from a command line.

    `known` tells of each option of the core whether a value follows it. Everything after `--` is a file.
    """
    rest: list[str] = []
    extra: list[Extra] = []
    queue = deque(args)
    while queue:
        argument = queue.popleft()
        if argument == "--":
            rest += [argument, *queue]
            break
        if not argument.startswith("--"):
            rest.append(argument)
            continue
        option, equals, value = composed(argument).partition("=")
        if option in known:
            rest.append(option + equals + value)
            if known[option] and not equals and queue:
                rest.append(queue.popleft())
        elif equals:
            extra.append((option, value))
        else:
            extra.append((option, queue.popleft() if queue and not queue[0].startswith("--") else None))
    return rest, extra


def declared(registry: Registry, form: str | None, year: int | None) -> tuple[Parameter, ...]:
    """Return the parameters that a form declares in a year, or, when the year is not known yet, in any year.

    No form declares none. Raises NoSuchFormError and BrokenPackError as `Registry.load` does; without a year, packs
    that cannot be used are passed over, for they may not be the one that is asked for.
    """
    if form is None:
        return ()
    if year is not None:
        return tuple(registry.load(form, year).skjema.parameters)
    parameters: dict[str, Parameter] = {}
    for installed in reversed(registry.years(form)):
        try:
            pack = registry.load(form, installed)
        except BrokenPackError:
            continue
        for parameter in pack.skjema.parameters:
            parameters.setdefault(parameter.name, parameter)
    return tuple(parameters.values())


def values(
    extra: Sequence[Extra], parameters: Sequence[Parameter], *, form: str | None, known: Sequence[str]
) -> dict[str, str | int | Decimal]:
    """Return the values of the parameters by name.

    `parameters` are those of the form, `known` the core's own options, to suggest one. Raises ArgumentError for an
    unknown option, and for a missing or a wrong value.
    """
    by_option = {parameter.option: parameter for parameter in parameters}
    found: dict[str, str | int | Decimal] = {}
    for option, text in extra:
        parameter = by_option.get(option)
        if parameter is None:
            hint = "" if form else " Valg som hører til et skjema, kan bare brukes sammen med --skjema."
            raise ArgumentError(unknown_option(option, [*known, *by_option]) + hint)
        if text is None:
            raise ArgumentError(f"{option} mangler en verdi.")
        if parameter.name in found:
            raise ArgumentError(f"{option} er oppgitt mer enn én gang.")
        found[parameter.name] = _value(parameter, text)
    return found


def _value(parameter: Parameter, text: str) -> str | int | Decimal:
    stripped = text.strip()
    if parameter.type == "tekst":
        return text
    if parameter.type == "heltall" and _INTEGER.fullmatch(stripped):
        return int(stripped)
    if parameter.type == "desimal" and _DECIMAL.fullmatch(stripped):
        return Decimal(stripped.replace(",", "."))
    raise ArgumentError(f"{parameter.option}: «{text}» er ikke {_EXPECTED[parameter.type]}.")

"""Help pages and usage errors in Norwegian: typer's own texts are English and cannot be translated from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

_TYPES = {
    "int": "et heltall",
    "int range": "et heltall innenfor grensene",
    "float": "et tall",
    "float range": "et tall innenfor grensene",
    "boolean": "ja eller nei",
    "path": "en fil eller mappe som finnes",
    "filename": "en fil som kan åpnes",
    "uuid": "en UUID",
    "datetime": "et tidspunkt",
}
_TOO_MUCH = "Got unexpected extra argument(s) ("


class Command(TyperCommand):
    """A command whose help is Norwegian."""

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """Return the parts of the usage line."""
        return ["[VALG]" if piece == "[OPTIONS]" else piece for piece in super().collect_usage_pieces(ctx)]

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Parse the arguments; an error knows which command it is about."""
        end = args.index("--") if "--" in args else len(args)
        try:
            return super().parse_args(ctx, [*map(composed, args[:end]), *args[end:]])
        except typer.TyperException as error:
            if getattr(error, "ctx", ctx) is None:
                error.ctx = ctx  # type: ignore[attr-defined]
            raise

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Bruk: ")

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write arguments and options."""
        _write_parameters(self, ctx, formatter)

    def get_help_option(self, ctx: Context) -> Any:
        """Return the option that shows the help."""
        return _norwegian_help(super().get_help_option(ctx))


class Group(TyperGroup):
    """A group of commands whose help is Norwegian."""

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """Return the parts of the usage line."""
        return ["[VALG]", "KOMMANDO", "…"]

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Bruk: ")

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write options and commands."""
        self.format_commands(ctx, formatter)
        _write_parameters(self, ctx, formatter)

    def get_help_option(self, ctx: Context) -> Any:
        """Return the option that shows the help."""
        return _norwegian_help(super().get_help_option(ctx))


def composed(argument: str) -> str:
    """Return an argument with the name of its option, if it has one, in NFC: a Mac may send «å» as two characters."""
    if argument.isascii() or not argument.startswith("--"):
        return argument
    from unicodedata import normalize

    option, equals, value = argument.partition("=")
    return normalize("NFC", option) + equals + value


def usage_error(error: typer.TyperException) -> str:
    """Return what typer says of a wrong command line, in Norwegian, with where to find help."""
    context = getattr(error, "ctx", None)
    where = context.command_path if context is not None else "kostra"
    return f"{_sentence(error)}\nSe «{where} --help»."


def _sentence(error: typer.TyperException) -> str:
    kind = type(error).__name__
    option = str(getattr(error, "option_name", ""))
    message = error.message
    if kind == "NoSuchOption":
        return unknown_option(option, _options_of(error))
    if kind == "BadOptionUsage":
        return f"{option} tar ingen verdi." if "does not take a value" in message else f"{option} mangler en verdi."
    parameter = getattr(error, "param", None)
    names = "/".join(getattr(parameter, "opts", ())) if getattr(parameter, "param_type_name", "") == "option" else ""
    name = names or getattr(parameter, "human_readable_name", "")
    if kind == "MissingParameter":
        return f"{name} mangler." if name else "Et argument mangler."
    if kind == "BadParameter":
        type_name = getattr(getattr(parameter, "type", None), "name", "")
        expected = f": ventet {_TYPES[type_name]}" if type_name in _TYPES else f": {message}" if message else ""
        return f"{name or 'Argumentet'} har en verdi som ikke kan brukes{expected}."
    if message.startswith(_TOO_MUCH) and message.endswith(")"):
        return f"Uventet argument: {message[len(_TOO_MUCH) : -1]}."
    return message


def unknown_option(option: str, known: list[str]) -> str:
    """Return the sentence on an option that does not exist, with the one that was probably meant."""
    from kostra.diagnostics import closest

    suggestion = closest(option, known)
    return f"Ukjent valg {option}." + (f" Mente du {suggestion}?" if suggestion else "")


def _options_of(error: typer.TyperException) -> list[str]:
    context = getattr(error, "ctx", None)
    if context is None:
        return []
    return [option for parameter in context.command.get_params(context) for option in parameter.opts]


def _norwegian_help(option: Any) -> Any:
    if option is not None:
        option.help = "Vis denne hjelpen og avslutt."
    return option


def _write_parameters(command: TyperCommand | TyperGroup, ctx: Context, formatter: HelpFormatter) -> None:
    rows: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
    for parameter in command.get_params(ctx):
        row = parameter.get_help_record(ctx)
        if row is not None:
            name, text = row
            rows[parameter.param_type_name].append((name, text.replace("[required]", "[må oppgis]")))
    for kind, heading in (("argument", "Argumenter"), ("option", "Valg")):
        if rows[kind]:
            with formatter.section(heading):
                formatter.write_dl(rows[kind])

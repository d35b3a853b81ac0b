"""The command line as a whole: the core's commands, those of plugins by name, and what is common to all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand
from typer.main import get_command, get_command_from_info, get_command_name

from kostra.api.errors import ArgumentError, BrokenPackError
from kostra.cli import norwegian
from kostra.plugins.manager import Registry

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter
    from typer.models import CommandInfo

PROGRAM = "kostra"


class KostraGroup(norwegian.Group):
    """The program's commands; one is imported only when it is the one that was asked for."""

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Return a command of the core, or else the plugin's of that name."""
        return _command(registry_of(ctx), cmd_name)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Return the command that the arguments begin with; ArgumentError when there is none of that name."""
        command = self.get_command(ctx, args[0])
        if command is None:
            from kostra.diagnostics import closest

            registry = registry_of(ctx)
            known = [*registry.own_commands, *_of_plugins(registry)]
            suggestion = closest(args[0], known)
            hint = f" Mente du {suggestion}?" if suggestion else f" Kommandoene er {', '.join(known)}."
            raise ArgumentError(f"Ukjent kommando «{args[0]}».{hint}")
        return args[0], command, args[1:]

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """List the commands; of those that plugins bring, only the names are known."""
        registry = registry_of(ctx)
        app = _empty_app()
        for name in registry.own_commands:
            registry.add_command(app, name)
        rows = [(_name(info), _first_line(info)) for info in app.registered_commands]
        rows += [(name, "(fra et tillegg)") for name in _of_plugins(registry)]
        with formatter.section("Kommandoer"):
            formatter.write_dl(rows)


def command_line() -> Command:
    """Return the command line; the registry of the run goes with its context."""
    return get_command(_empty_app())


def registry_of(ctx: Context) -> Registry:
    """Return the registry of the run, which the outermost context carries."""
    obj = ctx.find_root().obj
    assert isinstance(obj, Registry)
    return obj


def _empty_app() -> typer.Typer:
    app = typer.Typer(
        name=PROGRAM,
        cls=KostraGroup,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback(invoke_without_command=True)(_main)
    return app


def _built(info: CommandInfo) -> Command:
    if info.cls is TyperCommand:
        info.cls = norwegian.Command
    return get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=None)


def _name(info: CommandInfo) -> str:
    return info.name or get_command_name(getattr(info.callback, "__name__", ""))


def _first_line(info: CommandInfo) -> str:
    return (info.help or getattr(info.callback, "__doc__", None) or "").strip().partition("\n")[0]


def _main(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Vis programmets versjon og avslutt.", show_default=False)
    ] = False,
) -> None:
    """Kontrollerer KOSTRA-rapporter før de sendes inn.

    Ingenting sendes noe sted, og fødselsnumre vises ikke.
    """
    if version:
        typer.echo(program())
    elif ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help(), err=True)
        raise typer.Exit(2)


def program() -> str:
    """Return the program's name and version, «kostra 0.1.0»."""
    import kostra

    return f"{PROGRAM} {kostra.__version__}"


def _of_plugins(registry: Registry) -> list[str]:
    own = registry.own_commands
    return [ref.name for ref in registry.refs if ref.kind == "kommando" and ref.name not in own]


def _command(registry: Registry, name: str) -> Command | None:
    app = _empty_app()
    if not registry.add_command(app, name):
        return None
    for info in app.registered_commands:
        if _name(info) == name:
            return _built(info)
    # What is left may be a group of commands of its own.
    app.registered_commands = []
    group = get_command(app)
    assert isinstance(group, KostraGroup)
    if name in group.commands:
        return group.commands[name]
    raise BrokenPackError(f"Tillegget kommando-{name} la ikke til noen kommando som heter {name}.")

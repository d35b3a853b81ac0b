"""The registry: what is installed, and what a run needs of it, loaded only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from kostra.api.errors import BrokenPackError
from kostra.frozen import frozen
from kostra.plugins.discovery import BrokenPlugin, PluginRef, installed
from kostra.plugins.loading import LoadedPlugin, PluginFailure, Plugins, failure

if TYPE_CHECKING:
    import typer

    from kostra.api.formats import ReaderFormat, ReportFormat
    from kostra.api.functions import PluginFunction
    from kostra.api.report import Report
    from kostra.api.skjema import RuleSource
    from kostra.layout.model import CodeList
    from kostra.plugins.packs import LoadedPack, PackRef

_T = TypeVar("_T")


@frozen
class HouseRules:
    """House rules that a plugin brings: the name behind `husregler-` in its entry point, and the distribution."""

    name: str
    source: RuleSource
    distribution: str
    version: str


class Registry:
    """The installed plugins.

    A plugin that cannot be used never stops the rest; it is remembered in `problems`. Only the pack, report format or
    command that was asked for by name is worth an error.
    """

    def __init__(self) -> None:
        self._plugins = Plugins()
        self._problems: dict[str, BrokenPlugin] = {}

    @property
    def problems(self) -> tuple[BrokenPlugin, ...]:
        """Return the plugins that were found to be broken so far, in the order they were met."""
        return tuple(self._problems.values())

    @cached_property
    def refs(self) -> tuple[PluginRef, ...]:
        """Return every installed plugin, by the names of the entry points."""
        refs, broken = installed()
        self._remember(*broken)
        return refs

    # ── Packs ────────────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _packs(self) -> tuple[PackRef, ...]:
        from kostra.plugins.packs import packs_of

        packs, broken = packs_of(self.refs)
        self._remember(*broken)
        return packs

    def packs(self) -> tuple[PackRef, ...]:
        """Return the installed packs, forms in natural order and years ascending; none is imported."""
        return self._packs

    def packs_for(self, form: str) -> tuple[PackRef, ...]:
        """Return the packs of a form, years ascending; NoSuchFormError when there are none.

        Entry points are asked first. Only when none of them has the name, the packs are imported and asked for further
        names of theirs (`Skjema.aliases`).
        """
        from kostra.plugins.packs import named, no_such_form

        found = named(self._packs, form)
        if not found:
            found = tuple(pack for pack, loaded in self.every_pack() if _has_alias(loaded, form))
        if not found:
            raise no_such_form(form, self._packs)
        return found

    def years(self, form: str) -> tuple[int, ...]:
        """Return the years in which a form is installed, ascending; NoSuchFormError when there are none."""
        return tuple(sorted({pack.year for pack in self.packs_for(form)}))

    def load(self, form: str, year: int) -> LoadedPack:
        """Import the pack for a form in a year.

        Raises NoSuchFormError when it is not installed, and BrokenPackError when it cannot be used or when several
        distributions offer it.
        """
        from kostra.plugins.packs import load_pack, no_such_year, only_one

        packs = self.packs_for(form)
        of_year = [pack for pack in packs if pack.year == year]
        if not of_year:
            raise no_such_year(form, year, packs)
        try:
            return load_pack(self._plugins, only_one(of_year, form))
        except PluginFailure as broken:
            raise BrokenPackError(f"Pakken kan ikke brukes: {broken}") from None

    def every_pack(self) -> Iterator[tuple[PackRef, LoadedPack | BrokenPlugin]]:
        """Import every pack, one by one, and yield what it registers, or why it cannot be used."""
        from kostra.plugins.packs import load_pack, only_one

        for pack in self._packs:
            rivals = [p for p in self._packs if p.year == pack.year and p.is_called(pack.form)]
            try:
                only_one(rivals, pack.form)
                yield pack, load_pack(self._plugins, pack)
            except PluginFailure as broken:
                yield pack, broken.broken
            except BrokenPackError as conflict:
                yield pack, failure(pack.plugin, str(conflict)).broken

    # ── Everything else that plugins bring ───────────────────────────────────────────────────────────────────────────

    def readers(self) -> tuple[ReaderFormat, ...]:
        """Return the file formats that can be read, the built-in ones first."""
        from kostra.api.formats import ReaderFormat

        found = self._collect("leser", "kostra_lesere", ReaderFormat)
        return self._without_repeats(found, lambda reader: reader.name)

    def report_formats(self, wanted: str | None = None) -> tuple[ReportFormat, ...]:
        """Return the report formats, the built-in ones first.

        When `wanted` is the name of one, only as much is imported as it takes to find it; BrokenPackError when it comes
        from a plugin that cannot be used.
        """
        from kostra.api.formats import ReportFormat, named

        builtin = self._collect("rapport", "kostra_rapporter", ReportFormat, refs=())
        own = [report for _, report in builtin]
        if wanted and named(own, wanted):
            return tuple(own)
        refs = [r for r in self.refs if r.kind == "rapport" and (wanted is None or r.name == wanted)]
        found = self._collect("rapport", "kostra_rapporter", ReportFormat, refs=refs)
        broken = [p for p in self.problems if wanted is not None and p.name == f"rapport-{wanted}"]
        if broken:
            raise BrokenPackError(f"Rapportformatet {wanted} kan ikke brukes: tillegget {broken[0]}")
        if wanted and refs and not named([report for _, report in found], wanted):
            raise BrokenPackError(f"Tillegget rapport-{wanted} har ikke noe format som heter {wanted}.")
        return self._without_repeats(found, lambda report: report.name)

    def functions(self) -> tuple[PluginFunction, ...]:
        """Return the functions that plugins add to the rule language."""
        from kostra.api.functions import PluginFunction

        found = self._collect("funksjoner", "kostra_funksjoner", PluginFunction)
        return self._without_repeats(found, lambda function: function.name)

    def code_lists(self) -> tuple[CodeList, ...]:
        """Return the code lists that plugins offer to rule files."""
        from kostra.layout.model import CodeList

        found = self._collect("kodelister", "kostra_kodelister", CodeList)
        return self._without_repeats(found, lambda codes: codes.name)

    def house_rules(self, form: str, year: int) -> tuple[HouseRules, ...]:
        """Return the house rules that plugins bring for a form in a year."""
        from kostra.api.skjema import RuleSource

        found = self._collect("husregler", "kostra_husregler", RuleSource, skjema=form, argang=year)
        return tuple(HouseRules(ref.name, source, ref.distribution, ref.version) for ref, source in found if ref)

    def after_check(self, report: Report) -> None:
        """Hand the finished report to every plugin that does something with it."""
        for ref in self._of_kind("etter"):
            try:
                self._plugins.call(self._plugins.load(ref), "kostra_etter_kontroll", report=report)
            except PluginFailure as broken:
                self._remember(broken.broken)

    @property
    def own_commands(self) -> tuple[str, ...]:
        """Return the names of the core's commands, in the order in which the help lists them."""
        from kostra.plugins.builtin import COMMANDS

        return tuple(command.name for command in COMMANDS)

    def add_command(self, app: typer.Typer, name: str) -> bool:
        """Add the command of a name to the command line: the core's, or else a plugin's; False when there is none.

        Raises BrokenPackError when the plugin cannot be used.
        """
        own = self._plugins.builtin_command(name)
        if own is not None:
            self._plugins.call(own, "kostra_kommandoer", app=app)
            return True
        refs = [ref for ref in self._of_kind("kommando") if ref.name == name]
        try:
            for ref in refs:
                self._plugins.call(self._plugins.load(ref), "kostra_kommandoer", app=app)
        except PluginFailure as broken:
            raise BrokenPackError(f"Kommandoen {name} kan ikke brukes: tillegget {broken}") from None
        return bool(refs)

    def load_everything_else(self) -> None:
        """Import every plugin that is no pack, only to find out which are broken."""
        for ref in self.refs:
            if ref.kind != "skjema":
                try:
                    self._plugins.load(ref)
                except PluginFailure as broken:
                    self._remember(broken.broken)

    # ── How ──────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _of_kind(self, kind: str) -> list[PluginRef]:
        return [ref for ref in self.refs if ref.kind == kind]

    def _remember(self, *broken: BrokenPlugin) -> None:
        for plugin in broken:
            self._problems.setdefault(f"{plugin.name}={plugin.module}", plugin)

    def _collect(
        self, kind: str, hook: str, item: type[_T], refs: Sequence[PluginRef] | None = None, **arguments: Any
    ) -> list[tuple[PluginRef | None, _T]]:
        """Call a hook of the core's own plugin and of every plugin of a kind; return the answers with their origin."""
        found: list[tuple[PluginRef | None, _T]] = []
        loaders: list[Callable[[], LoadedPlugin]] = [self._plugins.builtin]
        loaders += [partial(self._plugins.load, ref) for ref in (self._of_kind(kind) if refs is None else refs)]
        for load in loaders:
            try:
                plugin = load()
                answers = self._plugins.call(plugin, hook, **arguments)
                found += [(plugin.ref, answer) for answer in _flat(plugin, hook, item, answers)]
            except PluginFailure as broken:
                self._remember(broken.broken)
        return found

    def _without_repeats(
        self, found: Sequence[tuple[PluginRef | None, _T]], name_of: Callable[[_T], str]
    ) -> tuple[_T, ...]:
        """Return the items without those whose name was taken already; their plugins are remembered as broken."""
        kept: dict[str, _T] = {}
        for ref, item in found:
            name = name_of(item)
            if name not in kept:
                kept[name] = item
            elif ref is not None:
                self._remember(failure(ref, f"navnet {name} er brukt fra før; tillegget må velge et annet").broken)
        return tuple(kept.values())


def _flat(plugin: LoadedPlugin, hook: str, item: type[_T], answers: Sequence[Any]) -> list[_T]:
    """Return a hook's answers, each one item or a sequence of them, as one list; PluginFailure for anything else."""
    flat: list[_T] = []
    for answer in answers:
        several = [answer] if isinstance(answer, item) else answer
        if not isinstance(several, (list, tuple)) or not all(isinstance(each, item) for each in several):
            message = f"kroken {hook} ga noe annet enn {item.__name__}"
            if plugin.ref is None:
                raise TypeError(message)
            raise failure(plugin.ref, message)
        flat += several
    return flat


def _has_alias(loaded: LoadedPack | BrokenPlugin, form: str) -> bool:
    if isinstance(loaded, BrokenPlugin):
        return False
    names = (loaded.skjema.skjema, *loaded.skjema.aliases)
    return form.strip().casefold() in (str(name).casefold() for name in names)

"""Importing and calling plugins, each isolated: whatever one of them does becomes a `PluginFailure` that names it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pluggy

from kostra.api.markers import PROJECT
from kostra.aside import printing_aside
from kostra.frozen import frozen
from kostra.plugins import hookspecs
from kostra.plugins.discovery import BrokenPlugin, PluginRef

_LONGEST_REASON = 300


class PluginFailure(Exception):
    """A plugin cannot be used; `broken` says which and why."""

    def __init__(self, broken: BrokenPlugin) -> None:
        self.broken = broken
        super().__init__(str(broken))


@frozen
class LoadedPlugin:
    """A plugin that is imported and whose hooks are known to be well formed. `ref` is None for the built-in one."""

    plugin: object
    ref: PluginRef | None = None


class Plugins:
    """The plugins that are loaded in this run."""

    def __init__(self) -> None:
        self._manager = pluggy.PluginManager(PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._loaded: dict[str, LoadedPlugin | PluginFailure] = {}

    def builtin(self) -> LoadedPlugin:
        """Return the plugin that the core itself is."""
        from kostra.plugins import builtin

        return self._own(builtin, PROJECT)

    def builtin_command(self, name: str) -> LoadedPlugin | None:
        """Return the plugin that a command of the core is; None when the core has none of that name."""
        from kostra.plugins.builtin import COMMANDS

        return next((self._own(one, f"{PROJECT}-{name}") for one in COMMANDS if one.name == name), None)

    def _own(self, plugin: object, name: str) -> LoadedPlugin:
        if not self._manager.is_registered(plugin):
            self._manager.register(plugin, name=name)
        return LoadedPlugin(plugin)

    def load(self, ref: PluginRef) -> LoadedPlugin:
        """Import a plugin and check its hooks; a second call gives the same plugin, or raises the same failure."""
        key = ref.entry_point.name, ref.entry_point.value
        known = self._loaded.get("=".join(key))
        if known is None:
            try:
                known = LoadedPlugin(self._import(ref), ref)
            except PluginFailure as failure:
                known = failure
            self._loaded["=".join(key)] = known
        if isinstance(known, PluginFailure):
            raise known
        return known

    def call(self, loaded: LoadedPlugin, hook: str, **arguments: Any) -> list[Any]:
        """Call one hook of one plugin; the list is empty when it does not implement the hook, or returned None."""
        others = [p for p in self._manager.get_plugins() if p is not loaded.plugin]
        caller = self._manager.subset_hook_caller(hook, others)
        if loaded.ref is None:
            return list(caller(**arguments))
        with isolated(loaded.ref):
            return list(caller(**arguments))

    def _import(self, ref: PluginRef) -> object:
        with isolated(ref):
            plugin: object = ref.entry_point.load()
            hash(plugin)  # pluggy keeps plugins in sets; one that cannot be there would fail the calls of all others
        if self._manager.is_registered(plugin):  # one module under two names
            return plugin
        try:
            self._manager.register(plugin, name=f"{ref.entry_point.name}={ref.module}")
            self._manager.check_pending()
        except Exception as error:
            if self._manager.is_registered(plugin):
                self._manager.unregister(plugin)
            raise failure(ref, f"krokene er ikke slik kostra venter dem ({explain(error)})") from None
        return plugin


@contextmanager
def isolated(ref: PluginRef) -> Iterator[None]:
    """Run a plugin's code: what it raises becomes a `PluginFailure`, what it prints goes to stderr, masked.

    Even SystemExit is caught; only the user's own interruption gets through.
    """
    try:
        with printing_aside():
            yield
    except (KeyboardInterrupt, PluginFailure):
        raise
    except BaseException as error:
        raise failure(ref, explain(error)) from None


def failure(ref: PluginRef, reason: str) -> PluginFailure:
    """Return the failure of a plugin for a reason."""
    return PluginFailure(BrokenPlugin(ref.entry_point.name, ref.distribution, ref.module, reason))


def explain(error: BaseException) -> str:
    """Return an exception as one short line: its type and, masked, what it says."""
    from kostra.masking import mask_text

    text = mask_text(" ".join(str(error).split()))
    if len(text) > _LONGEST_REASON:
        text = text[:_LONGEST_REASON] + " …"
    return f"{type(error).__name__}: {text}" if text else type(error).__name__

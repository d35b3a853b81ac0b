"""The pack in a folder, installed or not: its module is imported from where it stands."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from types import ModuleType

from kostra.api.errors import BrokenPackError
from kostra.api.skjema import Skjema
from kostra.plugins.loading import explain
from kostra.workbench.places import shown_path

_HOOK = "kostra_skjema"


def pack_in(folder: Path) -> Skjema | None:
    """Return the form that the package in a folder registers; None when the folder holds no package that is a pack.

    The package is imported under its own name, and forgotten again unless it was imported already. Raises
    BrokenPackError when it cannot be imported or its hook gives no form.
    """
    start = folder / "__init__.py"
    if not start.is_file():
        return None
    with redirect_stdout(sys.stderr), _imported(folder.resolve()) as module:
        hook = getattr(module, _HOOK, None)
        if hook is None:
            return None
        try:
            answer = hook()
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise BrokenPackError(f"Pakken i {shown_path(folder)} virker ikke: {explain(error)}") from None
    if not isinstance(answer, Skjema):
        kind = type(answer).__name__
        raise BrokenPackError(f"Pakken i {shown_path(folder)} virker ikke: {_HOOK} ga {kind}, ikke et Skjema.")
    return answer


@contextmanager
def _imported(folder: Path) -> Iterator[ModuleType]:
    name = folder.name
    known = sys.modules.get(name)
    if known is not None and str(folder) in map(_resolved, getattr(known, "__path__", ())):
        yield known
        return
    start = folder / "__init__.py"
    spec = importlib.util.spec_from_file_location(name, start, submodule_search_locations=[str(folder)])
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # A package of the same name, installed elsewhere, is put aside while this one is asked.
    aside = {key: sys.modules.pop(key) for key in _names_under(name)}
    sys.modules[name] = module
    try:
        try:
            spec.loader.exec_module(module)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise BrokenPackError(f"Pakken i {shown_path(folder)} kan ikke importeres: {explain(error)}") from None
        yield module
    finally:
        for key in _names_under(name):
            del sys.modules[key]
        sys.modules.update(aside)


def _names_under(name: str) -> list[str]:
    return [key for key in sys.modules if key == name or key.startswith(f"{name}.")]


def _resolved(path: str) -> str:
    return str(Path(path).resolve())

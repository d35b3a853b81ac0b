"""The installed packs that can be used, and what they lend to rules that are in no pack."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources.abc import Traversable

from kostra.api.errors import BrokenPackError, NoSuchFormError
from kostra.api.skjema import Skjema
from kostra.plugins.manager import Registry
from kostra.plugins.packs import LoadedPack


class Installed:
    """The installed packs that can be used, imported when somebody first asks."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._forms: tuple[Skjema, ...] | None = None

    @property
    def forms(self) -> tuple[Skjema, ...]:
        """Return every form and year."""
        if self._forms is None:
            loaded = (pack for _, pack in self._registry.every_pack())
            self._forms = tuple(pack.skjema for pack in loaded if isinstance(pack, LoadedPack))
        return self._forms

    def nearest(self, form: str, year: int) -> Skjema | None:
        """Return the form in that year, or else in the year closest to it."""
        try:
            years = self._registry.years(form)
            return self._registry.load(form, min(years, key=lambda y: (abs(y - year), -y))).skjema
        except (NoSuchFormError, BrokenPackError):
            return None

    def shelves(self, first: Skjema | None = None) -> tuple[Traversable, ...]:
        """Return the folders that packs take modules and lists from, those of one pack first."""
        return each_once(folder for skjema in (first, *self.forms) if skjema for folder in skjema.modules)


def each_once(folders: Iterable[Traversable]) -> tuple[Traversable, ...]:
    """Return the folders without repeats."""
    return tuple({str(folder): folder for folder in folders}.values())

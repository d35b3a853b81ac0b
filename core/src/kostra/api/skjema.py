"""What a plugin hands to the core: a form in a year, and rules for somebody else's form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kostra.frozen import frozen

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ParameterType = Literal["heltall", "desimal", "tekst"]

LAYOUT_FILE, RULES_FILE = "filbeskrivelse.layout", "kontroller.regler"
"""What the two files of a package are usually called."""


@frozen
class Parameter:
    """A parameter of the run that the pack declares.

    `antall_deltakere` becomes `--antall-deltakere` on the command line and `$antall_deltakere` in the rules. `help` is
    shown to the user, in Norwegian. `least` is the smallest number that makes sense, 0 for what is counted.
    """

    name: str
    type: ParameterType
    help: str
    least: int | None = None

    @property
    def option(self) -> str:
        """Return the command-line option."""
        return "--" + self.name.replace("_", "-")


@frozen
class Deadlines:
    """The dates of a reporting season; None where a date is not known («ikke kjent»)."""

    opens: date | None = None
    due: date | None = None
    last_correction: date | None = None
    preliminary_figures: date | None = None
    final_figures: date | None = None
    source: str = ""


@frozen
class Skjema:
    """A form in a year (årgang), as a pack registers it.

    `layout` and `rules` are the files of the record layout and the rule set; `modules` the folders in which modules,
    code lists and tables are looked for, in order, after the folder of the rule set itself. `aliases` are other names
    that people use for the form. `examples` is a folder of example files, `lock` the lock of a closed year. Nothing is
    read or parsed before it is needed.
    """

    skjema: str
    argang: int
    title: str
    layout: Traversable
    rules: Traversable
    modules: Sequence[Traversable] = ()
    aliases: Sequence[str] = ()
    parameters: Sequence[Parameter] = ()
    deadlines: Deadlines = Deadlines()
    examples: Traversable | None = None
    lock: Traversable | None = None

    @classmethod
    def of_package(
        cls,
        package: str,
        *,
        skjema: str,
        argang: int,
        title: str,
        modules: Sequence[str] = (),
        aliases: Sequence[str] = (),
        parameters: Sequence[Parameter] = (),
        deadlines: Deadlines | None = None,
    ) -> Skjema:
        """Return the form of a package that holds its files under their usual names.

        These are `filbeskrivelse.layout`, `kontroller.regler` and, if there are any, `eksempler/` and
        `kontroller.lock`. `modules` are the names of the packages that shared modules and lists are taken from.
        """
        here = _folder(package)
        examples = here / "eksempler"
        return cls(
            skjema=skjema,
            argang=argang,
            title=title,
            layout=here / LAYOUT_FILE,
            rules=here / RULES_FILE,
            modules=tuple(_folder(module) for module in modules),
            aliases=aliases,
            parameters=parameters,
            deadlines=deadlines or Deadlines(),
            examples=examples if examples.is_dir() else None,
            lock=here / "kontroller.lock",
        )

    @property
    def key(self) -> tuple[str, int]:
        """Return form and year, the form in capitals."""
        return self.skjema.upper(), self.argang


@frozen
class RuleSource:
    """Rules for somebody else's form: a rule file (`husregler …`) and the folders its modules and lists stand in."""

    rules: Traversable
    modules: Sequence[Traversable] = ()


def _folder(package: str) -> Traversable:
    """Return the folder that a package's files stand in; where it is no plain folder, whatever stands for one."""
    places = list(getattr(import_module(package), "__path__", ()))
    if len(places) == 1 and (folder := Path(places[0])).is_dir():
        return folder
    from importlib.resources import files  # brings archives and temporary files along

    return files(package)

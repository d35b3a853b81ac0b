"""A new form: a small pack that is whole, to be filled with the form's own fields and controls."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from kostra.api.errors import ArgumentError, BrokenPackError
from kostra.plugins.manager import Registry
from kostra.plugins.packs import named, ranges
from kostra.scaffold.names import names_of
from kostra.scaffold.new_year import NewPack
from kostra.scaffold.placing import beside, must_be_free, write_files
from kostra.scaffold.project import Project, newest_core, pyproject, rendered
from kostra.scaffold.revisit import Revisit

Format = Literal["fast", "tabell"]

_EXAMPLE_ROWS = (("9999", "1001", "Kari", "1", "3"), ("9999", "1002", "Ola", "2", ""))
_FAULTY_ROWS = (("9999", "1001", "Kari", "1", "0"), ("9999", "1002", "Ola", "1", "250"))
_FAULTS = "002 feil {first}\n003 advarsel {second}\n"


def make_new_form(registry: Registry, form: str, year: int, title: str, kind: Format, to: Path | None) -> NewPack:
    """Make the pack of a new form, with fields and controls that show how they are written.

    Without `to` it is made in the folder `plugins` of the current folder when there is one, else in the current folder.
    Raises ArgumentError when the form is installed already or something is in the way.
    """
    taken = named(registry.packs(), form)
    if taken:
        raise ArgumentError(
            f"Skjema {taken[0].form} finnes fra før for {ranges(ref.year for ref in taken)}. "
            f"En ny årgang av det lages med «kostra new argang {taken[0].form} {year}»."
        )
    names = names_of(form, year)
    plugins = Path("plugins")
    folder = to or (plugins / names.folder if plugins.is_dir() else Path(names.distribution))
    must_be_free(folder)
    values = {
        "form": form,
        "year": year,
        "title": title.replace("\\", "\\\\").replace('"', '\\"'),
        "source": f"Forslag til skjema {form} for {year}",
        "distribution": names.distribution,
    }
    inside = f"src/{names.package}"
    suffix = "dat" if kind == "fast" else "csv"
    first = 1 if kind == "fast" else 2
    project = Project(
        names, f"Skjema {form} {year}: {title}", (f"skjema-{form}-{year}",), dependencies=(newest_core(),)
    )
    module = rendered("skjema.py.j2", **values, python_title=values["title"])
    texts = {
        "pyproject.toml": pyproject(project),
        "README.md": rendered("README.skjema.md.j2", **{**values, "title": title}),
        f"{inside}/__init__.py": module,
        f"{inside}/py.typed": "",
        f"{inside}/filbeskrivelse.layout": rendered(f"{kind}.layout.j2", **values),
        f"{inside}/kontroller.regler": rendered("skjema.regler.j2", **values),
        f"{inside}/eksempler/gyldig.{suffix}": _rows(kind, year, _EXAMPLE_ROWS),
        f"{inside}/eksempler/feil.{suffix}": _rows(kind, year, _FAULTY_ROWS),
        f"{inside}/eksempler/feil.funn": _FAULTS.format(first=first, second=first + 1),
    }
    with beside(folder) as building:
        write_files(building, {name: text.encode("utf-8") for name, text in texts.items()})
        _try_out(building / inside)
    revisit = (
        Revisit(f"{inside}/filbeskrivelse.layout", (), "bytt ut feltene med skjemaets egne"),
        Revisit(
            f"{inside}/kontroller.regler", (), "bytt ut kontrollene 002 og 003 med skjemaets egne, og rett kildene"
        ),
        Revisit(f"{inside}/eksempler/gyldig.{suffix}", (), "lag en fil uten feil med de nye feltene"),
        Revisit(f"{inside}/eksempler/feil.{suffix}", (), "lag en fil med feil; feil.funn sier hvilke"),
    )
    return NewPack(folder, names, form, year, year, tuple(sorted(texts)), revisit)


def _rows(kind: Format, year: int, rows: tuple[tuple[str, str, str, str, str], ...]) -> str:
    if kind == "fast":
        return "".join(
            f"{place}{year % 100:02}{journal:<8}{who:<10}{answer}{count:>3}{'':4}\n"
            for place, journal, who, answer, count in rows
        )
    head = "KOMMUNE;AARGANG;ANSVARLIG;SVAR;ANTALL\n"
    return head + "".join(f"{place};{year};{who};{answer};{count}\n" for place, _, who, answer, count in rows)


def _try_out(package: Path) -> None:
    """Raise BrokenPackError when the new pack is not in order, as it would be for a title that no file can hold."""
    from kostra.testing.packs import check_examples
    from kostra.workbench.pack_folders import pack_in

    skjema = pack_in(package)
    problems = [] if skjema is None else check_examples(skjema)
    if problems:
        raise BrokenPackError("Den nye pakken ble ikke i orden: " + " ".join(problems))

"""New house rules: a rule file with two controls on fields of the forms they are for, or a distribution around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kostra.api.errors import ArgumentError
from kostra.checking.rulebook import load_layout_of
from kostra.layout.model import Field, Layout
from kostra.plugins.manager import Registry
from kostra.reports.writing import refusal, write_file
from kostra.scaffold.names import PackNames
from kostra.scaffold.placing import beside, must_be_free, write_files
from kostra.scaffold.project import Project, newest_core, pyproject, rendered

_FOLDER = "husregler"


@dataclass(frozen=True, slots=True)
class NewHouseRules:
    """House rules that were made: their rule file, all files, and what they are for.

    `folder` is the project's folder, None for a rule file alone.
    """

    name: str
    forms: tuple[str, ...]
    rules: Path
    folder: Path | None
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Example:
    """A field of an example control, with what the template says of it."""

    name: str
    label: str
    value: str = ""
    condition: str = ""
    accepted: str = ""
    rejected: str = ""


def make_house_rules(
    registry: Registry, name: str, forms: Sequence[str], title: str, to: Path | None, *, package: bool
) -> NewHouseRules:
    """Make house rules for installed forms; `package`: as a distribution that can be installed.

    A rule file goes to `husregler/` below the current folder, or below `to`. Raises NoSuchFormError for a form that is
    not installed and ArgumentError when something is in the way.
    """
    layouts: list[Layout] = []
    for form in forms:
        layout = load_layout_of(registry.load(form, registry.years(form)[-1]).skjema)
        if layout.form not in (known.form for known in layouts):
            layouts.append(layout)
    required, watched = _examples(layouts)
    written = tuple(layout.form for layout in layouts)
    text = rendered(
        "husregler.regler.j2",
        name=name,
        title=title.replace("\\", "\\\\").replace('"', '\\"'),
        forms=", ".join(written),
        first_form=written[0],
        year=layouts[0].year,
        required=required,
        watched=watched,
    )
    return _distribution(name, written, text, to) if package else _file(name, written, text, to)


def _file(name: str, forms: tuple[str, ...], text: str, to: Path | None) -> NewHouseRules:
    folder = (to or Path()) / _FOLDER
    path = folder / f"{name}.regler"
    if path.exists():
        raise ArgumentError(f"{path} finnes fra før, og skrives ikke over. Velg et annet navn på husreglene.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_file(path, text, private=False)
    except OSError as error:
        raise ArgumentError(f"{path} kan ikke lages: {refusal(error)}.") from error
    return NewHouseRules(name, forms, path, None, (path.name,))


def _distribution(name: str, forms: tuple[str, ...], text: str, to: Path | None) -> NewHouseRules:
    distribution = f"kostra-husregler-{name.replace('_', '-')}"
    names = PackNames(distribution, f"kostra_husregler_{name}", distribution)
    folder = to or Path(distribution)
    must_be_free(folder)
    listed = ", ".join(forms)
    inside = f"src/{names.package}"
    values = {"name": name, "forms": listed, "distribution": distribution, "package": names.package}
    project = Project(names, f"Husregler: {name}, for skjema {listed}", (f"husregler-{name}",), (newest_core(),))
    texts = {
        "pyproject.toml": pyproject(project),
        "README.md": rendered("README.husregler.md.j2", **values),
        f"{inside}/__init__.py": rendered("husregler.py.j2", **values),
        f"{inside}/py.typed": "",
        f"{inside}/{name}.regler": text,
    }
    with beside(folder) as building:
        write_files(building, {file: content.encode("utf-8") for file, content in texts.items()})
    return NewHouseRules(name, forms, folder / inside / f"{name}.regler", folder, tuple(sorted(texts)))


def _examples(layouts: Sequence[Layout]) -> tuple[_Example, _Example]:
    """Return the fields that the two example controls look at; every form has both."""
    first, *others = layouts
    common = [
        field
        for field in first.fields
        if not field.sensitive and all(_is_like(field, layout.by_name.get(field.name)) for layout in others)
    ]
    optional = [field for field in common if field.type == "tekst" and field.codes is None and not field.mandatory]
    texts = [*optional, *(field for field in common if field.type == "tekst")]
    if not texts:
        forms = ", ".join(layout.form for layout in layouts)
        raise ArgumentError(f"Skjemaene {forms} har ingen tekstfelt felles. Lag husregler for hvert av dem.")
    required = next((field for field in texts if field.role in ("saksbehandler", "journalnummer")), texts[0])
    watched = next((field for field in common if field.type == "heltall" and field.codes is None), None)
    return _Example(required.name, _label(required), value=_value(required)), _watched(watched or required)


def _watched(field: Field) -> _Example:
    if field.type == "heltall":
        limit = 10 ** max(min(field.width or 4, 6) - 1, 0)
        return _Example(
            field.name,
            _label(field),
            condition=f"{field.name} > {limit - 1}",
            accepted=f"{limit - 1}",
            rejected=f"{limit}",
        )
    value = _value(field)
    return _Example(
        field.name, _label(field), condition=f'{field.name} = "{value}"', accepted='""', rejected=f'"{value}"'
    )


def _value(field: Field) -> str:
    if field.codes is not None:
        return next(iter(field.codes.codes), "1")
    return "1" * min(field.width or 1, 4)


def _label(field: Field) -> str:
    """Return a title for a control on the field: its label cut to a line, in what a text and a message can hold."""
    label = field.label.replace("\\", "").replace('"', "").replace("{", "").replace("}", "").rstrip(" .?:")
    return label if len(label) <= _LONGEST else field.name


_LONGEST = 60


def _is_like(field: Field, other: Field | None) -> bool:
    return other is not None and (field.type, field.codes) == (other.type, other.codes)

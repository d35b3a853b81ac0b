"""A new year of a form, made from the pack of an older one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kostra.api.errors import BrokenPackError, KostraError
from kostra.api.skjema import Skjema
from kostra.checking.resources import read_source, resolver
from kostra.checking.rulebook import load_layout_of
from kostra.plugins.manager import Registry
from kostra.scaffold.example_files import example_for_year
from kostra.scaffold.layout_year import layout_for_year
from kostra.scaffold.module_year import module_for_year
from kostra.scaffold.names import PackNames, moved
from kostra.scaffold.origin import Origin, find_origin
from kostra.scaffold.placing import beside, must_be_free, write_files
from kostra.scaffold.project import VERSION, Project, dependencies_of, pyproject, pyproject_for_year, rendered
from kostra.scaffold.revisit import Revisit, Rewritten, revisits
from kostra.scaffold.rows import Move
from kostra.scaffold.rules_year import rules_for_year

_REACHES = (5, 0, None)
"""How far dates are moved along, the best first: what an example says is usually about the last few years."""

_LEFT_OUT = ("__pycache__", ".pyc")
_EXAMPLES = "eksempler"


@dataclass(frozen=True, slots=True)
class NewPack:
    """A pack that was made: its project's folder and files, and what to look at before it is released."""

    folder: Path
    names: PackNames
    form: str
    year: int
    old_year: int
    files: tuple[str, ...]
    revisit: tuple[Revisit, ...]
    version: str = VERSION


@dataclass
class _Draft:
    """The new pack while it is made: its files by name, and the remarks on them."""

    files: dict[str, bytes] = field(default_factory=dict)
    remarks: list[Revisit] = field(default_factory=list)

    def put(self, name: str, new: Rewritten) -> None:
        self.remarks = [each for each in self.remarks if each.file != name]
        self.files[name] = new.text.encode("utf-8")
        self.remarks += revisits(name, new.remarks)

    def note(self, name: str, text: str) -> None:
        remark = Revisit(name, (), text)
        if remark not in self.remarks:
            self.remarks.append(remark)


def make_new_year(registry: Registry, form: str, year: int, old: int | None, to: Path | None) -> NewPack:
    """Make the pack of a form's new year from that of `old` (None: the nearest one) in the folder `to`.

    Without `to` it is made beside the older pack's project, or else in the current folder. Raises ArgumentError when
    something is in the way, NoSuchFormError and BrokenPackError when the older pack is missing or cannot be used.
    """
    origin = find_origin(registry, form, year, old)
    names = _names(origin, year)
    folder = to or (origin.project.parent if origin.project else Path.cwd()) / names.folder
    must_be_free(folder)
    return _Maker(origin, names, year, folder).make()


def _names(origin: Origin, year: int) -> PackNames:
    old = origin.ref.year
    distribution = moved(origin.ref.distribution, old, year, "-")
    folder = moved(origin.project.name, old, year, "-") if origin.project else distribution
    return PackNames(distribution, moved(origin.package.name, old, year, "_"), folder)


class _Maker:
    def __init__(self, origin: Origin, names: PackNames, year: int, folder: Path) -> None:
        self.origin = origin
        self.names = names
        self.year = year
        self.old = origin.ref.year
        self.folder = folder
        self.layout = load_layout_of(origin.skjema)
        self.inside = f"src/{names.package}"
        self.draft = _Draft()
        self._find = resolver([origin.package, *origin.skjema.modules])

    def make(self) -> NewPack:
        self._project()
        self._package()
        with beside(self.folder) as building:
            write_files(building, self.draft.files)
            skjema = _installed_from(building / self.inside)
            self._settle_rules(building, skjema)
            self._settle_examples(building, skjema)
            write_files(building, self.draft.files)
        files = tuple(sorted(self.draft.files))
        form = self.origin.skjema.skjema
        return NewPack(self.folder, self.names, form, self.year, self.old, files, tuple(self.draft.remarks))

    # ── The files as they are first written ──────────────────────────────────────────────────────────────────────────

    def _project(self) -> None:
        ref, skjema, names = self.origin.ref, self.origin.skjema, self.names
        project = Project(
            names,
            f"Skjema {skjema.skjema} {self.year}: {skjema.title}",
            tuple(f"skjema-{name}-{self.year}" for name in (ref.form, *ref.aliases)),
            dependencies_of(ref),
        )
        text = pyproject(project)
        if self.origin.project is not None:
            old = PackNames(ref.distribution, self.origin.package.name, self.origin.project.name)
            source = (self.origin.project / "pyproject.toml").read_text(encoding="utf-8")
            text = pyproject_for_year(source, project, old, self.old, self.year)
            for licence in sorted(self.origin.project.glob("LICENSE*")):
                if licence.is_file():
                    self.draft.files[licence.name] = licence.read_bytes()
        self.draft.files["pyproject.toml"] = text.encode("utf-8")
        title = skjema.title[:1].lower() + skjema.title[1:]
        readme = rendered(
            "README.argang.md.j2",
            distribution=names.distribution,
            form=skjema.skjema,
            title=title,
            year=self.year,
            old=self.old,
        )
        self.draft.files["README.md"] = readme.encode("utf-8")
        self.draft.note("README.md", f"er ny; det som ble sagt om {self.old} bare der, er ikke med")

    def _package(self) -> None:
        package, skjema = self.origin.package, self.origin.skjema
        for path in sorted(package.rglob("*")):
            inner = path.relative_to(package)
            if not path.is_file() or any(part.endswith(_LEFT_OUT) for part in inner.parts) or path == skjema.lock:
                continue
            name = f"{self.inside}/{inner.as_posix()}"
            if path == skjema.layout:
                text = read_source(skjema.layout).text
                self.draft.put(name, layout_for_year(text, self.layout, self.year, self._exists))
            elif path == skjema.rules:
                self.draft.put(name, self._rules(_REACHES[0]))
            elif inner.as_posix() == "__init__.py":
                self.draft.put(name, self._module(path))
            elif inner.parts[0] == _EXAMPLES:
                self.draft.files[name] = self._example(path, _REACHES[0], name)
            else:
                self.draft.files[name] = path.read_bytes()

    def _module(self, path: Path) -> Rewritten:
        try:
            text = path.read_text(encoding="utf-8")
            return module_for_year(text, self.old, self.year, self.origin.package.name, self.names.package)
        except (UnicodeDecodeError, SyntaxError):
            raise BrokenPackError(f"{path} er ikke Python i UTF-8.") from None

    def _rules(self, reach: int | None) -> Rewritten:
        text = read_source(self.origin.skjema.rules).text
        return rules_for_year(text, self.layout, Move(self.old, self.year, reach), self._exists)

    def _example(self, path: Path, reach: int | None, name: str) -> bytes:
        data = path.read_bytes()
        if path.suffix == ".funn":
            return data
        moved_data = example_for_year(path.name, data, self.layout, Move(self.old, self.year, reach))
        if moved_data is None:
            self.draft.note(name, f"er kopiert som den er, med {self.old} i seg")
            return data
        return moved_data

    def _exists(self, name: str) -> bool:
        return self._find(name) is not None

    # ── Do the examples still say what they said? ────────────────────────────────────────────────────────────────────

    def _settle_rules(self, building: Path, skjema: Skjema) -> None:
        """Take the rewriting of the rules' examples after which most of them hold, and remark on the others."""
        from kostra.testing.packs import rule_example_problems

        name = f"{self.inside}/{_name_of(self.origin.skjema.rules)}"
        tried: list[tuple[int, Rewritten, list[str]]] = []
        for reach in _REACHES:
            rules = self._rules(reach)
            self.draft.put(name, rules)
            write_files(building, {name: self.draft.files[name]})
            problems = rule_example_problems(skjema)
            tried.append((len(problems), rules, problems))
            if not problems:
                break
        _, best, problems = min(tried, key=lambda each: each[0])
        self.draft.put(name, best)
        write_files(building, {name: self.draft.files[name]})
        for problem in problems:
            self.draft.note(name, problem)

    def _settle_examples(self, building: Path, skjema: Skjema) -> None:
        """Take the first rewriting of each example file after which it gives the findings that it gave."""
        from kostra.testing.packs import example_files, file_problems

        for file in example_files(skjema):
            name = f"{self.inside}/{_EXAMPLES}/{file.name}"
            original = self.origin.package / _EXAMPLES / file.name
            problems: list[str] = []
            for reach in _REACHES:
                data = self._example(original, reach, name) if reach != _REACHES[0] else self.draft.files[name]
                write_files(building, {name: data})
                found = file_problems(skjema, file)
                problems = problems or found
                if not found:
                    self.draft.files[name] = data
                    break
            else:
                write_files(building, {name: self.draft.files[name]})
                expected = f"{name.rpartition('.')[0]}.funn"
                if expected in self.draft.files:
                    self.draft.files[expected] = _expected(skjema, file.name, self.draft.files[expected])
                    self.draft.note(expected, f"er skrevet på nytt, for funnene er andre enn i {self.old}")
                for problem in problems:
                    self.draft.note(name, problem)


def _expected(skjema: Skjema, name: str, before: bytes) -> bytes:
    from kostra.testing.packs import expected_text

    try:
        return expected_text(skjema, name).encode("utf-8")
    except KostraError:
        return before


def _installed_from(package: Path) -> Skjema:
    from kostra.workbench.pack_folders import pack_in

    skjema = pack_in(package)
    if skjema is None:
        raise BrokenPackError(f"Den nye pakken {package.name} har ingen krok kostra_skjema.")
    return skjema


def _name_of(file: object) -> str:
    assert isinstance(file, Path)
    return file.name

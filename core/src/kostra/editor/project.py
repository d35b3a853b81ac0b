"""What a document is seen against: its form and year, the rule sets that use it, where its modules stand.

No code is imported from the folders that are open in the editor: whoever opens a file does not run it. Installed packs
are asked for their files; for a rule set that is in none of them, the file description beside it counts, and the rest
is taken from the pack that is nearest in year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from kostra.api.errors import BrokenPackError
from kostra.api.skjema import Skjema
from kostra.checking.rulebook import Extensions, folder_of
from kostra.editor.documents import Document, Documents, same_path
from kostra.editor.files import Files
from kostra.editor.settings import Layouts, Setting
from kostra.editor.workspace import Workspace
from kostra.language import syntax
from kostra.language.parser import parse_recovering
from kostra.plugins.manager import Registry
from kostra.workbench.installed import Installed
from kostra.workbench.kinds import opening_of
from kostra.workbench.targets import LAYOUT, RULES

_DESCRIPTION = re.compile(r"filbeskrivelse\s+(\S+)\s+([0-9]{4})")


class Project:
    """The open documents and folders, and the installed packs."""

    def __init__(self, documents: Documents, registry: Registry, workspace: Workspace | None = None) -> None:
        self.documents = documents
        self.workspace = workspace or Workspace(documents)
        self.extensions = Extensions.of(registry)
        self.layouts = Layouts(documents)
        self._installed = Installed(registry)

    def forget(self) -> None:
        """Look at the disk again."""
        self.layouts.forget()
        self.workspace.forget()

    @property
    def forms(self) -> tuple[Skjema, ...]:
        """Return every installed form and year that can be used."""
        return self._installed.forms

    def settings(self, document: Document) -> tuple[Setting, ...]:
        """Return what a rule file is seen against, the newest year first; nothing when that cannot be told.

        A rule set has one setting; house rules have one for each installed form and year that they are for, a module
        one for each rule set that uses it, installed or in an open folder.
        """
        opening = opening_of(document.source)
        match opening.kind:
            case "regelsett" if opening.year is not None:
                return (self._of_rule_set(document.path, opening.name, opening.year),)
            case "modul":
                return self._of_module(document)
            case "husregler":
                return self._of_house_rules(document)
            case _:
                return ()

    def files(self, document: Document) -> Files:
        """Return where the files that a document names are looked for, whatever it is seen against."""
        pack = self._pack_of(document.path)
        return self._files(document.path, *(self._installed.shelves() if pack is None else pack.modules))

    # ── Settings ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _of_rule_set(self, path: Path | None, form: str, year: int) -> Setting:
        pack = self._pack_of(path)
        if pack is not None and pack.key == (form.upper(), year):
            return self._of_pack(pack)
        near = self._installed.nearest(form, year)
        layout: Traversable | None = self._layout_beside(path, form, year)
        modules: tuple[Traversable, ...] = (*self.workspace.shelves(), *self._installed.shelves(near))
        if layout is None and near is not None and near.argang == year:
            layout = near.layout
        made_up = Skjema(
            skjema=form,
            argang=year,
            title="",
            layout=layout or Path(f"filbeskrivelse{LAYOUT}"),
            rules=path or Path(f"kontroller{RULES}"),
            modules=modules,
            aliases=near.aliases if near is not None else (),
            parameters=near.parameters if near is not None else (),
        )
        files = self._files(path, *modules)
        layout_files = files if layout is None else self._files(layout, *modules)
        return Setting(made_up, files, layout, layout_files, self.layouts)

    def _of_pack(self, pack: Skjema, rules: Traversable | None = None) -> Setting:
        """Return the setting of an installed pack, for its own rules or for house rules in another file."""
        files = self._files(pack.rules if rules is None else rules, *pack.modules)
        return Setting(pack, files, pack.layout, self._files(pack.layout, *pack.modules), self.layouts)

    def _of_module(self, document: Document) -> tuple[Setting, ...]:
        if document.path is None:
            return ()
        name = document.path.stem
        use = re.compile(rf"^[ \t]*bruk[ \t]+{re.escape(name)}\b", re.MULTILINE)
        found: dict[tuple[str, str], Setting] = {}
        for rules, setting in self._rule_sets():
            module = setting.files.find(f"{name}{RULES}")
            if isinstance(module, Path) and same_path(module) == document.path and use.search(self._text(rules)):
                found.setdefault((str(rules), setting.name), setting)
        return _newest_first(found.values())

    def _rule_sets(self) -> Iterator[tuple[Traversable, Setting]]:
        for pack in self.forms:
            yield pack.rules, self._of_pack(pack)
        installed = {same_path(pack.rules) for pack in self.forms if isinstance(pack.rules, Path)}
        for file in self.workspace.rule_files:
            opening = file.opening
            if opening.kind == "regelsett" and opening.year is not None and same_path(file.path) not in installed:
                yield file.path, self._of_rule_set(file.path, opening.name, opening.year)

    def _of_house_rules(self, document: Document) -> tuple[Setting, ...]:
        tree, _ = parse_recovering(document.source)
        if tree is None or not isinstance(tree.header, syntax.HouseHeader):
            return ()
        targets = tree.header.targets
        rules = document.path or Path(document.source.name)
        packs = [pack for pack in self.forms if any(_is_for(target, pack) for target in targets)]
        return _newest_first(self._of_pack(pack, rules) for pack in packs)

    # ── Where things are ─────────────────────────────────────────────────────────────────────────────────────────────

    def _pack_of(self, path: Path | None) -> Skjema | None:
        """Return the installed pack that has the file as its rule set or its file description."""
        if path is None:
            return None
        own = (pack for pack in self.forms if _is(pack.rules, path) or _is(pack.layout, path))
        return next(own, None)

    def _files(self, file: Traversable | None, *folders: Traversable) -> Files:
        own = folder_of(file) if file is not None else None
        return Files(self.documents, [*([] if own is None else [own]), *folders])

    def _layout_beside(self, path: Path | None, form: str, year: int) -> Path | None:
        """Return the only file description beside a rule set, or of several the one for the form and year."""
        beside = sorted(path.parent.glob(f"*{LAYOUT}")) if path is not None else []
        opened = [d.path for d in self.documents if d.path is not None and d.path.suffix == LAYOUT]
        beside += [file for file in opened if path is not None and file.parent == path.parent and file not in beside]
        for file in beside:
            stated = _DESCRIPTION.search(self._text(file))
            if stated and (stated[1].upper(), int(stated[2])) == (form.upper(), year):
                return file
        return beside[0] if len(beside) == 1 else None

    def _text(self, file: Traversable) -> str:
        try:
            return self.documents.text(file).source.text
        except BrokenPackError:
            return ""


def _is(file: Traversable, path: Path) -> bool:
    return isinstance(file, Path) and file.name == path.name and same_path(file) == path


def _is_for(target: syntax.Target, pack: Skjema) -> bool:
    names = {name.upper() for name in (pack.skjema, *pack.aliases)}
    return (
        target.form.upper() in names
        and (target.first is None or target.first <= pack.argang)
        and (target.last is None or pack.argang <= target.last)
    )


def _newest_first(settings: Iterable[Setting]) -> tuple[Setting, ...]:
    return tuple(sorted(settings, key=lambda each: (-each.skjema.argang, each.skjema.skjema)))

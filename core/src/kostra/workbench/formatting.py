"""Rule files in their canonical form: what would change, file by file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from kostra.api.errors import KostraError
from kostra.checking.resources import read_source
from kostra.diagnostics import Diagnostic, Source
from kostra.language.formatter import format_rule_file
from kostra.language.parser import parse_recovering
from kostra.language.syntax import RuleFile
from kostra.workbench.places import shown_path
from kostra.workbench.targets import LAYOUT, RULES, InstalledPack, Target, files_below


@dataclass(frozen=True, slots=True)
class Formatted:
    """A rule file and its canonical form; `after` is None where `faults` keep it from having one."""

    file: Path
    before: bytes
    after: str | None
    faults: tuple[Diagnostic, ...] = ()

    @property
    def changes(self) -> bool:
        """Return whether the canonical form is another text than the file has, line ends and encoding included."""
        return self.after is not None and self.after.encode() != self.before

    def diff(self) -> Iterator[str]:
        """Yield the lines of a unified diff from the file to its canonical form."""
        name = shown_path(self.file)
        before = self.before.decode("utf-8", "replace").splitlines(keepends=True)
        after = (self.after or "").splitlines(keepends=True)
        yield from difflib.unified_diff(before, after, name, name)


def rule_files(targets: Iterable[Target]) -> tuple[list[Path], list[Path]]:
    """Return the rule files behind the targets, each once, and the file descriptions that were pointed at one by one.

    Of a pack these are the files beside its rule set. Raises KostraError for a folder without rule files, and for a
    pack that is not in a folder.
    """
    rules: dict[Path, Path] = {}
    layouts: list[Path] = []
    for target in targets:
        if isinstance(target, Path) and target.suffix == LAYOUT and target.is_file():
            layouts.append(target)
            continue
        found = [target] if isinstance(target, Path) and target.is_file() else _in_folder(target)
        rules |= {path.resolve(): path for path in found}
    return list(rules.values()), layouts


def formatted(file: Path) -> Formatted:
    """Return a rule file with its canonical form; BrokenPackError when it cannot be read or is not UTF-8."""
    source = Source(shown_path(file), read_source(file).text)
    before = file.read_bytes()
    tree, faults = parse_recovering(source)
    if tree is None or faults:
        return Formatted(file, before, None, faults)
    after = format_rule_file(tree)
    if not _says_the_same(tree, after):
        raise KostraError(f"{shown_path(file)} er ikke rørt: formateringen ville endret innholdet. Meld fra om det.")
    return Formatted(file, before, after)


def _says_the_same(tree: RuleFile, text: str) -> bool:
    """Return whether a text is the same rules with the same comments: no file is changed on trust alone."""
    again, faults = parse_recovering(Source("", text))
    return not faults and again == tree and _comments(again) == _comments(tree)


def _comments(tree: RuleFile | None) -> Sequence[str]:
    return [] if tree is None else sorted(comment.text for comment in tree.comments)


def _in_folder(target: Target) -> list[Path]:
    folder = target if isinstance(target, Path) else _folder_of(target)
    files = files_below(folder, (RULES,))
    if not files:
        raise KostraError(f"Det er ingen regelfiler i {folder}.")
    return files


def _folder_of(pack: InstalledPack) -> Path:
    rules: Traversable = pack.skjema.rules
    if not isinstance(rules, Path):
        raise KostraError(f"Pakken for {pack.skjema.skjema} {pack.skjema.argang} ligger ikke i en mappe.")
    return rules.parent

"""Reading what is installed: the same as `importlib.metadata` says, without importing it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from kostra.plugins.distributions import distributions, version_of


def installed(folder: Path, name: str, entry_points: str, version: str = "1.2") -> None:
    """Install a distribution without modules."""
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    info.joinpath("METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\nName: nei\n")
    info.joinpath("entry_points.txt").write_text(entry_points, encoding="utf-8")


def points(*path: Path) -> list[tuple[str, str, str, str]]:
    return [
        (point.name, point.value, point.distribution.name, point.distribution.version)
        for distribution in distributions([str(place) for place in path])
        for point in distribution.entry_points("kostra")
    ]


def test_it_finds_what_the_standard_library_finds() -> None:
    expected = {(e.name, e.value, e.dist.name) for e in metadata.entry_points(group="kostra") if e.dist}
    found = {(e.name, e.value, d.name) for d in distributions() for e in d.entry_points("kostra")}
    assert found == expected
    assert version_of("kostra_core") == metadata.version("kostra-core")


def test_comments_other_groups_and_blank_lines_are_no_entry_points(tmp_path: Path) -> None:
    text = "[console_scripts]\na = b:c\n\n[kostra]\n# nei\n x-y  =  pakke:objekt [tillegg]\n\n[annet]\nd = e\n"
    installed(tmp_path, "kostra-skjema-9z-2040", text)
    assert points(tmp_path) == [("x-y", "pakke:objekt [tillegg]", "kostra-skjema-9z-2040", "1.2")]


def test_the_first_on_the_path_counts(tmp_path: Path) -> None:
    installed(tmp_path / "b", "min-pakke", "[kostra]\nx-b = b\n")
    installed(tmp_path / "a", "Min.Pakke", "[kostra]\nx-a = a\n", "2.0")
    assert [name for name, *_ in points(tmp_path / "b", tmp_path / "mangler", tmp_path / "a")] == ["x-b"]


def test_an_archive_on_the_path_is_looked_into(tmp_path: Path) -> None:
    installed(tmp_path / "inni", "zippet", "[kostra]\nskjema-9Z-2040 = pakke\n")
    archive = tmp_path / "alt.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in (tmp_path / "inni").rglob("*"):
            file.write(path, path.relative_to(tmp_path / "inni"))
    assert points(archive) == [("skjema-9Z-2040", "pakke", "zippet", "1.2")]


def test_bytes_that_are_no_text_hide_nothing(tmp_path: Path) -> None:
    installed(tmp_path, "rar", "[kostra]\nskjema-9Z-2040 = pakke\n")
    file = tmp_path / "rar-1.2.dist-info" / "entry_points.txt"
    file.write_bytes(b"# \xff\xfe\n" + file.read_bytes())
    assert [name for name, *_ in points(tmp_path)] == ["skjema-9Z-2040"]


def test_an_entry_point_imports_the_object_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, "med-kode", "[kostra]\na = kode_for_prove\nb = kode_for_prove:Ting.navn [mer]\n")
    (tmp_path / "kode_for_prove.py").write_text("class Ting:\n    navn = 'inni'\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    (one,) = distributions([str(tmp_path)])
    module, value = (point.load() for point in one.entry_points("kostra"))
    assert (getattr(module, "__name__", None), value) == ("kode_for_prove", "inni")
    monkeypatch.delitem(sys.modules, "kode_for_prove")


def test_a_missing_distribution_is_said_to_be_missing() -> None:
    with pytest.raises(metadata.PackageNotFoundError):
        version_of("kostra-som-ikke-finnes")


@pytest.mark.parametrize("module", ["numpy", "lark", "importlib.metadata", "kostra.reports", "kostra_11f_2026"])
def test_help_is_shown_without(module: str) -> None:
    code = f"import sys; from kostra.cli.run import run; run(['--help']); sys.exit({module!r} in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (ended.returncode, b"check" in ended.stdout) == (0, True)

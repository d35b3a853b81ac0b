from __future__ import annotations

from pathlib import Path

import pytest

from kostra.api.errors import BrokenPackError
from kostra.editor.documents import Documents, path_of
from kostra.editor.files import Files


def test_a_uri_is_the_file_it_names_however_it_is_written(tmp_path: Path) -> None:
    file = (tmp_path / "mine regler på øya.regler").resolve()
    assert path_of(file.as_uri()) == file
    assert path_of(file.as_uri().replace("file://", "file://localhost")) == file
    assert path_of((tmp_path / "x" / ".." / file.name).as_uri()) == file


@pytest.mark.parametrize(
    "uri", ["untitled:Uten%20navn-1", "vscode-notebook-cell:/a#b", "file:///a%00b", "", "http://[x"]
)
def test_what_is_no_file_has_no_path(uri: str) -> None:
    assert path_of(uri) is None


def test_an_open_document_counts_until_it_is_closed(tmp_path: Path) -> None:
    file = tmp_path / "a.regler"
    file.write_text("på disk", "utf-8")
    documents = Documents()
    documents.put(file.as_uri(), "åpen")
    assert documents.text(file).source.text == "åpen"
    documents.close(file.as_uri())
    assert documents.text(file).source.text == "på disk"


def test_a_file_that_cannot_be_read_is_told_apart_from_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "a.regler").write_bytes(b"modul bl\xe5\n")
    documents = Documents()
    with pytest.raises(BrokenPackError, match="UTF-8"):
        documents.text(tmp_path / "a.regler")
    with pytest.raises(BrokenPackError, match="mangler"):
        documents.text(tmp_path / "b.regler")


@pytest.mark.parametrize("name", ["../hemmelig.csv", "/etc/passwd", "mappe/a.csv", "..\\a.csv", "", ".", "a\x00.csv"])
def test_a_rule_file_cannot_reach_outside_of_its_folders(tmp_path: Path, name: str) -> None:
    (tmp_path / "inne" / "mappe").mkdir(parents=True)
    (tmp_path / "hemmelig.csv").write_text("x")
    (tmp_path / "inne" / "mappe" / "a.csv").write_text("x")
    assert Files(Documents(), [tmp_path / "inne"]).find(name) is None


def test_files_come_from_the_first_folder_that_has_them_also_when_only_written_in_the_editor(tmp_path: Path) -> None:
    first, second = tmp_path / "en", tmp_path / "to"
    first.mkdir()
    second.mkdir()
    (second / "m.regler").write_text("to", "utf-8")
    documents = Documents()
    files = Files(documents, [first, second])
    assert files("m.regler") == "to"
    documents.put((first / "m.regler").as_uri(), "en")
    assert files("m.regler") == "en"


def test_a_name_that_no_file_can_have_is_no_file(tmp_path: Path) -> None:
    assert not Documents().exists(tmp_path / ("x" * 300))

"""The store of compiled rule sets: never a stale or damaged one, never in the way, and no report differs."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.checking.conftest import RULES, Kostra, add_form
from tests.plugins.distributions import Site

from kostra.checking.store import user_cache_folder
from kostra.plugins.manager import Registry

LAYOUT = """filbeskrivelse 9Z 2040 "Prøve"
format fast bredde 6

KOM    1-4    tekst    rolle kommune    "Kommune"
AAR    5-6    tekst    rolle årgang     "År"
"""
CODED = """filbeskrivelse 9Z 2040 "Prøve"
format fast bredde 7

KOM    1-4    tekst    rolle kommune    "Kommune"
AAR    5-6    tekst    rolle årgang     "År"
BY     7      tekst    kodeliste BYER   "By"

kodeliste BYER fra "byer.csv"
"""
VALID = """regelsett 9Z 2040 "Prøve"

kontroll 004 "By"
    skal BY er gyldig
    ellers feil "Byen {BY} er ukjent."
    kilde "prøve"
"""
TAKEN = """regelsett 9Z 2040 "Prøve"

bruk delt (004)
"""
MODULE = """modul delt

kontroll 004 "År"
    skal AAR = "%s"
    ellers feil "Året er {AAR}."
    kilde "prøve"
"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder; the value is where the program keeps its entries."""
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "lager"))
    folder = user_cache_folder()
    assert folder is not None
    assert not folder.exists()
    return folder


@pytest.fixture
def checked(kostra: Kostra, site: Site) -> Callable[..., str]:
    """Check a file of one line with the form of the test, and return the report."""

    def check(line: str = "012340", *options: str) -> str:
        Path("fil.dat").write_text(f"{line}\n", encoding="utf-8")
        ended = kostra("check", "--skjema", "9Z", "--argang", "2040", "--format", "json", *options, "fil.dat")
        assert ended.err == ""
        return ended.out

    return check


def findings(report: str) -> list[str]:
    return [finding["melding"] for finding in json.loads(report)["funn"]]


def faulty(form: str) -> bytes:
    """Return the example file with errors of a form of 2026."""
    examples = Registry().load(form, 2026).skjema.examples
    assert examples is not None
    (file,) = (file for file in examples.iterdir() if file.name in ("feil.dat", "feil.csv"))
    return file.read_bytes()


def pack_folder(site: Site) -> Path:
    return site.folder / "pakke_9z_2040"


def test_the_second_report_is_the_first_to_the_byte(site: Site, store: Path, checked: Callable[..., str]) -> None:
    add_form(site, "9Z", 2040, LAYOUT)
    first = checked("0123  ")
    assert findings(first) == ["Året mangler."]
    (entry,) = store.iterdir()
    assert checked("0123  ") == first
    assert list(store.iterdir()) == [entry]


@pytest.mark.parametrize("form", ["11F", "11C", "12"])
def test_official_rule_sets_are_the_same_from_the_store(form: str, store: Path, kostra: Kostra) -> None:
    name = "fil.csv" if form == "12" else "fil.dat"
    Path(name).write_bytes(faulty(form))
    reports = [
        kostra("check", "--skjema", form, "--argang", "2026", "--format", "json", *options, name).out
        for options in (("--uten-lager",), (), ())
    ]
    assert len(list(store.iterdir())) == 1
    assert len(set(reports)) == 1


def test_without_the_store_nothing_is_kept(site: Site, store: Path, checked: Callable[..., str]) -> None:
    add_form(site, "9Z", 2040, LAYOUT)
    checked("012340", "--uten-lager")
    assert not store.exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: b"\xff\xfe\x00",
        lambda data: b"[]\n[]",
        lambda data: b"{}\n{}",
        lambda data: data[:-1],
        lambda data: data.replace(b"mangler", b"mangled"),
        lambda data: data.partition(b"\n")[0] + b'\n[[["values.Const","vv"]],[[0,"x","tekst"]],0]',
        lambda data: b"[" * 100_000,
    ],
    ids=["empty", "no text", "no object", "nothing in it", "cut off", "changed", "foreign", "nested"],
)
def test_a_damaged_entry_is_made_anew(
    damage: Callable[[bytes], bytes], site: Site, store: Path, checked: Callable[..., str]
) -> None:
    add_form(site, "9Z", 2040, LAYOUT)
    report = checked("0123  ")
    (entry,) = store.iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(damage(whole))
    assert checked("0123  ") == report
    assert entry.read_bytes() == whole


def test_the_entry_of_another_form_is_no_use(site: Site, store: Path, checked: Callable[..., str]) -> None:
    add_form(site, "8Z", 2040, LAYOUT.replace("9Z", "8Z"))
    add_form(site, "9Z", 2040, LAYOUT)
    report = checked("0123  ")
    (entry,) = store.iterdir()
    own = entry.read_bytes()
    entry.write_bytes(own.replace(b'"9Z"', b'"8Z"'))
    assert checked("0123  ") == report


def test_a_changed_rule_file_counts_at_once(site: Site, store: Path, checked: Callable[..., str]) -> None:
    add_form(site, "9Z", 2040, LAYOUT)
    assert findings(checked("0123  ")) == ["Året mangler."]
    rules = pack_folder(site) / "kontroller.regler"
    rules.write_text(RULES.format(form="9Z", year=2040).replace("mangler.", "er borte."), encoding="utf-8")
    assert findings(checked("0123  ")) == ["Året er borte."]


def test_a_changed_layout_counts_at_once(site: Site, store: Path, checked: Callable[..., str]) -> None:
    add_form(site, "9Z", 2040, LAYOUT)
    assert findings(checked("0123  ")) == ["Året mangler."]
    layout = pack_folder(site) / "filbeskrivelse.layout"
    swapped = LAYOUT.replace("KOM    1-4", "KOM    3-6").replace("AAR    5-6", "AAR    1-2")
    layout.write_text("\n".join([*swapped.split("\n")[:3], *swapped.split("\n")[4:2:-1], ""]), encoding="utf-8")
    assert findings(checked("0123  ")) == []
    assert findings(checked("  2340")) == ["Året mangler."]


def test_a_changed_code_list_counts_at_once(site: Site, store: Path, checked: Callable[..., str]) -> None:
    add_form(site, "9Z", 2040, CODED, VALID)
    codes = pack_folder(site) / "byer.csv"
    codes.write_text("kode;tekst\n1;Oslo\n", encoding="utf-8")
    assert findings(checked("0123401")) == []
    codes.write_text("kode;tekst\n2;Oslo\n", encoding="utf-8")
    assert findings(checked("0123401")) == ["Byen 1 er ukjent."]


def test_a_changed_module_counts_at_once(site: Site, store: Path, checked: Callable[..., str]) -> None:
    add_form(site, "9Z", 2040, LAYOUT, TAKEN)
    module = pack_folder(site) / "delt.regler"
    module.write_text(MODULE % "40", encoding="utf-8")
    assert findings(checked()) == []
    module.write_text(MODULE % "41", encoding="utf-8")
    assert findings(checked()) == ["Året er 40."]


def test_a_faulty_rule_file_is_never_kept(site: Site, store: Path, kostra: Kostra) -> None:
    add_form(site, "9Z", 2040, LAYOUT, 'regelsett 9Z 2040 "Prøve"\nkontroll 004 "År"\n    skal FINNES_IKKE = "1"\n')
    Path("fil.dat").write_text("012340\n", encoding="utf-8")
    ended = [kostra("check", "--skjema", "9Z", "--argang", "2040", "fil.dat") for _ in range(2)]
    assert [one.code for one in ended] == [2, 2]
    assert ended[0].err == ended[1].err
    assert not store.exists() or not list(store.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_only_the_user_can_read_the_entries(site: Site, store: Path, checked: Callable[..., str]) -> None:
    add_form(site, "9Z", 2040, LAYOUT)
    checked()
    for place in (store, *store.iterdir()):
        assert stat.S_IMODE(place.stat().st_mode) & 0o077 == 0


def test_no_record_is_in_an_entry(site: Site, store: Path, checked: Callable[..., str]) -> None:
    add_form(site, "9Z", 2040, LAYOUT)
    checked("771340")
    (entry,) = store.iterdir()
    assert b"7713" not in entry.read_bytes()


def test_a_place_that_cannot_be_written_to_is_no_hindrance(
    site: Site, store: Path, checked: Callable[..., str]
) -> None:
    add_form(site, "9Z", 2040, LAYOUT)
    store.parent.parent.mkdir(parents=True, exist_ok=True)
    store.parent.write_text("en fil der mappen skulle stått", encoding="utf-8")
    assert findings(checked("0123  ")) == ["Året mangler."]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_folder_is_no_hindrance(site: Site, store: Path, checked: Callable[..., str]) -> None:
    add_form(site, "9Z", 2040, LAYOUT)
    store.mkdir(parents=True)
    store.chmod(0o500)
    assert findings(checked("0123  ")) == ["Året mangler."]
    assert list(store.iterdir()) == []


def run(store: Path, *code: str) -> subprocess.CompletedProcess[bytes]:
    """Run Python in a process of its own with the store of the test."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(store.parent), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, *code], env=environment, capture_output=True, check=False)


def test_several_processes_at_once_all_get_it_right(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "fil.csv"
    file.write_bytes(faulty("12"))
    asked = ("-m", "kostra", "check", "--skjema", "12", "--argang", "2026", "--format", "json", str(file))
    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(lambda _: run(store, *asked), range(4)))
    assert len({one.stdout for one in ended}) == 1
    assert json.loads(ended[0].stdout)["skjema"] == "12"
    if os.name == "posix":
        assert [one.name.endswith(".json") for one in store.iterdir()] == [True]


LOADED = """
import sys
from kostra.api import check
check(sys.argv[1], skjema="12", argang=2026)
print(*(name for name in ("lark", "kostra.language.syntax", "kostra.language.parser") if name in sys.modules))
"""


@pytest.mark.skipif(os.name != "posix", reason="the cache folder is told by XDG_CACHE_HOME")
def test_what_is_in_the_store_needs_no_parser(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "fil.csv"
    file.write_bytes(faulty("12"))
    first, second = (run(store, "-c", LOADED, str(file)).stdout.split() for _ in range(2))
    assert b"lark" in first
    assert second == []

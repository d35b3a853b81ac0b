from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Ended
from tests.documentation.editions import LAYOUT, RULES

from kostra.cli.run import run

Program = Callable[..., Ended]


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Run the program with the packs that are installed, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def start(*args: str) -> Ended:
        code = run(args)
        written = capsys.readouterr()
        return Ended(code, written.out, written.err)

    return start


def form(folder: Path, before: str = "", after: str = "") -> Path:
    folder.mkdir()
    (folder / "filbeskrivelse.layout").write_text(LAYOUT, encoding="utf-8")
    (folder / "kontroller.regler").write_text(RULES.replace(before, after) if before else RULES, encoding="utf-8")
    return folder


def test_two_years_in_words(program: Program) -> None:
    ended = program("diff", "11f", "2024", "2025")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("11F: fra 2024 til 2025\nkostra-skjema-11f-2024 0.1.0 → kostra-skjema-11f-2025 0.1.0\n")
    assert "\n  PERSON_JOURNALNR … UTBETDATO er flyttet 8 posisjoner (+8)\n" in ended.out
    assert "\n    007: grensen endret fra 68 til 96 (Høy alder)\n" in ended.out
    assert "\x1b" not in ended.out


def test_the_form_can_be_called_what_people_call_it(program: Program) -> None:
    assert program("diff", "11CF", "2023", "2024").out == program("diff", "11C", "2023", "2024").out


def test_as_markdown(program: Program) -> None:
    text = program("diff", "11F", "2022", "2023", "--format", "markdown").out
    assert text.startswith("# 11F: fra 2022 til 2023\n")
    assert "\n## Kontroller\n\n### Nye\n\n- 006 er ny: Under 18 år (advarsel)\n\n  ```text\n  når alder(" in text
    assert "\n- 013: grensen endret fra 10 til 14; advarsel ble feil;" in text


def test_as_json_with_ascii_keys(program: Program) -> None:
    text = program("diff", "11F", "2022", "2023", "--format", "json").out
    told = json.loads(text)
    assert (told["fra"]["argang"], told["til"]["argang"]) == (2022, 2023)
    (change,) = [c for c in told["endringer"] if c["del"] == "kontroller" and c["navn"] == ["013"]]
    assert change["type"] == "endret"
    points = {point["hva"]: (point["for"], point["etter"]) for point in change["punkter"]}
    assert points["grense"] == ("10", "14")
    assert points["alvor"] == ("advarsel", "feil")

    def keys(node: object) -> set[str]:
        if isinstance(node, dict):
            return set(node) | set().union(*map(keys, node.values()))
        return set().union(*map(keys, node)) if isinstance(node, list) else set()

    assert all(key.isascii() for key in keys(told))
    stable = {c["type"] for c in told["endringer"]} | {p["hva"] for c in told["endringer"] for p in c["punkter"]}
    assert all(name.isascii() for name in stable)


def test_json_has_every_code_that_the_text_only_counts(program: Program) -> None:
    told = json.loads(program("diff", "11C", "2023", "2024", "--format", "json").out)
    (change,) = [c for c in told["endringer"] if c["navn"] == ["KOMMNR_KVP_KOMM"] and c["del"] == "kodelister"]
    come = next(point for point in change["punkter"] if point["hva"] == "koder-inn")
    assert "5501 Tromsø" in " ".join(come["verdier"])
    assert len(come["verdier"]) > come["tekst"].count(",") + 1


def test_two_rule_files_and_two_folders(program: Program, tmp_path: Path) -> None:
    form(tmp_path / "gammel")
    form(tmp_path / "ny", "MANGE = 10", "MANGE = 12")
    for words in (("gammel", "ny"), ("gammel/kontroller.regler", "ny/kontroller.regler")):
        ended = program("diff", *words)
        assert ended.code == 0
        assert "    001: grensen endret fra 10 til 12 (Mange)\n" in ended.out
        assert "Frister og parametre er ikke sammenlignet" in ended.out


def test_two_folders_with_a_pack_of_the_same_name_each(program: Program, tmp_path: Path) -> None:
    source = Path(__file__).parents[1] / "plugins" / "skjema-sykkel-2024"
    for name in ("gammel", "ny"):
        shutil.copytree(source, tmp_path / name)
    module = tmp_path / "ny" / "src" / "torg_sykkel_2024" / "__init__.py"
    text = module.read_text(encoding="utf-8")
    module.write_text(text.replace("Antall holdeplasser etter ruteplanen", "Antall stopp"), encoding="utf-8")
    ended = program("diff", "gammel", "ny")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.endswith("Parametre\n  --antall-holdeplasser: hjelpeteksten er endret\n")


def test_house_rules_in_two_versions(program: Program, tmp_path: Path) -> None:
    text = (
        'husregler senja "Senja" for 11F\n\nkontroll 001 "Barn"\n    når ANTBU18 > {}\n    gir advarsel "Mange barn."\n'
    )
    for name, limit in (("a.regler", 5), ("b.regler", 6)):
        (tmp_path / name).write_text(text.format(limit), encoding="utf-8")
    ended = program("diff", "a.regler", "b.regler")
    assert ended.code == 0
    assert "001: grensen endret fra 5 til 6 (Barn)" in ended.out


def test_house_rules_whose_parameters_nobody_has_set(program: Program, tmp_path: Path) -> None:
    text = (
        'husregler senja "Senja" for 11F\n\nparameter GRENSE: heltall\nparameter NIVÅ: alvor\n\n'
        'kontroll 001 "Barn"\n    når ANTBU18 {} GRENSE\n    gir NIVÅ "Mange barn."\n'
    )
    (tmp_path / "a.regler").write_text(text.format(">"), encoding="utf-8")
    (tmp_path / "b.regler").write_text(text.format("≠"), encoding="utf-8")
    ended = program("diff", "a.regler", "b.regler")
    assert ended.code == 0
    assert "        nå: når ANTBU18 ≠ GRENSE gir NIVÅ\n" in ended.out


def test_into_a_file_whose_ending_gives_the_format(program: Program, tmp_path: Path) -> None:
    ended = program("diff", "11F", "2025", "2026", "--ut", "endringer.md")
    assert (ended.code, ended.out) == (0, "")
    assert (tmp_path / "endringer.md").read_text(encoding="utf-8").startswith("# 11F: fra 2025 til 2026\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Oppgi skjema og to årganger"),
        (("11F", "2025"), "Verken 11F eller 2025 finnes som fil eller mappe"),
        (("11F", "2025", "2099"), "11F finnes for"),
        (("11F", "25", "26"), "«25» er ikke fire sifre"),
        (("99", "2024", "2025"), "Skjema 99 er ikke installert"),
        (("tom", "tom"), "tom er ikke en skjemapakke"),
        (("gammel", "mangler"), "mangler finnes ikke"),
        (("gammel", "brev.txt"), "brev.txt er ikke en regelfil"),
        (("gammel", "modul.regler"), "modul.regler er modulen «felles»"),
        (("gammel", "feil.regler"), "feil.regler"),
        (("11F", "2024", "2025", "--format", "pdf"), "Ukjent format «pdf». Formatene er text, markdown, json."),
        (("11F", "2024", "2025", "--ut", "borte/x.md"), "finnes ikke"),
    ],
)
def test_what_cannot_be_compared_ends_in_2_with_a_reason(
    program: Program, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    form(tmp_path / "gammel")
    (tmp_path / "tom").mkdir()
    (tmp_path / "brev.txt").write_text("Hei\n", encoding="utf-8")
    (tmp_path / "modul.regler").write_text("modul felles\n", encoding="utf-8")
    (tmp_path / "feil.regler").write_text('regelsett 9Z 2040 "X"\n\nkontroll\n', encoding="utf-8")
    ended = program("diff", *words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert "Traceback" not in ended.err

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.batch.conftest import Batch, Crew, of_municipality, with_fault
from tests.checking.conftest import example

from kostra.api.errors import ArgumentError, NoSuchFormError
from kostra.api.formats import RenderOptions
from kostra.batch.answering import Work
from kostra.batch.kept import STATE
from kostra.batch.order import Order
from kostra.batch.run import run
from kostra.batch.summary import exit_code
from kostra.batch.summary_text import text
from kostra.plugins.manager import Registry

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "oppsummering-skjema.json").read_text(encoding="utf-8"))
IDENTITY = "04838010070"


def verdicts(summary: dict[str, Any]) -> list[tuple[str, str, bool]]:
    return [(one["kommune"], one["skjema"], one["kan_sendes_inn"]) for one in summary["leveranser"]]


def unchecked(summary: dict[str, Any]) -> dict[str, str]:
    return {name: one["grunn"] for one in summary["ikke_kontrollert"] for name in one["filer"]}


def shown(summary: dict[str, Any]) -> str:
    return text(summary, RenderOptions())


def test_a_tree_of_good_faulty_and_hopeless_files(batch: Batch) -> None:
    batch.add("0301/uttrekk.dat", with_fault(of_municipality(example("11F", 2026), b"5530", b"1103")))
    batch.add("0301/ødelagt.xlsx", b"PK\x03\x04 ikke en arbeidsbok")
    batch.add("tom.dat", b"")
    batch.add("notat.txt", b"dette er et notat\n")
    batch.add("README.md", b"# om mappen")
    outcome = batch.run()
    summary = batch.summary
    assert verdicts(summary) == [("1103", "11F", False), ("5530", "11F", True), ("5530", "12", True)]
    reasons = unchecked(summary)
    assert set(reasons) == {"0301/ødelagt.xlsx", "notat.txt", "tom.dat"}
    assert "trolig skadet" in reasons["0301/ødelagt.xlsx"]
    assert "kostra check --skjema NAVN" in reasons["notat.txt"]
    assert "--ingen-deltakere" in reasons["tom.dat"]
    assert summary["forbigatt"] == [{"filer": ["README.md"], "grunn": "ikke data"}]
    assert exit_code(outcome.summary) == 2
    page = shown(summary)
    assert page.startswith("3 leveranser fra 2 kommuner: 2 kan sendes inn og 1 kan ikke. 3 filer kunne ikke")
    assert "1103 11F 2026: 1 fatal feil" in page
    assert "README.md: ikke data" in page


def test_each_delivery_has_its_report_and_the_summary_says_which(batch: Batch) -> None:
    batch.add("5530/uttrekk.dat", with_fault(example("11F", 2026)))
    outcome = batch.run(formats=(("html", ".html"), ("json", ".json")))
    assert exit_code(outcome.summary) == 1
    for one in batch.summary["leveranser"]:
        page, report = (batch.ut / name for name in one["rapporter"])
        assert page.read_text(encoding="utf-8").startswith("<!")
        content = json.loads(report.read_bytes())
        assert (content["kommune"], content["skjema"]) == (one["kommune"], one["skjema"])
        assert content["oppsummering"]["fatal"] == one["oppsummering"]["fatal"]
        assert content["statistikk"] == one["statistikk"]


def test_controls_are_counted_over_all_municipalities(batch: Batch) -> None:
    good = example("11F", 2026)
    batch.add("5530/uttrekk.dat", with_fault(good))
    batch.add("1103/uttrekk.dat", with_fault(with_fault(of_municipality(good, b"5530", b"1103")), line=2))
    batch.run()
    (row,) = [row for row in batch.summary["kontroller"] if row["funn"]]
    assert (row["skjema"], row["id"], row["funn"], row["leveranser"], row["kommuner"]) == ("11F", "001", 3, 2, 2)


def test_the_summary_is_as_its_schema_says(batch: Batch) -> None:
    batch.add("2/uttrekk.dat", with_fault(example("11F", 2026)))
    batch.add("3/a.dat", b"".join(example("11F", 2026).splitlines(keepends=True)[:9]))
    batch.add("3/b.dat", b"".join(example("11F", 2026).splitlines(keepends=True)[9:]))
    batch.add("notat.txt", b"notat")
    batch.add("README", b"om mappen")
    batch.run()
    Draft202012Validator.check_schema(SCHEMA)
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(batch.summary)] == []


def test_an_empty_folder_is_not_that_all_is_well(batch: Batch) -> None:
    for file in (batch.inn / "5530").iterdir():
        file.unlink()
    outcome = batch.run()
    assert exit_code(outcome.summary) == 2
    assert shown(batch.summary) == "Ingen leveranser funnet.\n"


def test_warnings_stop_a_strict_run_only(batch: Batch) -> None:
    rules = batch.folder / "egne.regler"
    rules.write_text(
        'husregler egne "Egne" for 12\n\nkontroll 001 "Alltid"\n    når KOMMUNE_NR er utfylt\n'
        '    gir advarsel "Se på den."\n    kilde "egen"\n    godta KOMMUNE_NR = ""\n    avvis KOMMUNE_NR = "5530"\n',
        encoding="utf-8",
    )
    assert exit_code(batch.run(house_rules=(rules,)).summary) == 0
    assert [one["husregel"] for one in batch.summary["kontroller"] if one["funn"]] == [True]
    assert exit_code(batch.run(house_rules=(rules,), strict=True).summary) == 1


# ── Which files are what ─────────────────────────────────────────────────────────────────────────────────────────────


def test_rounds_in_one_folder_are_one_delivery_and_it_says_so(batch: Batch) -> None:
    lines = example("11F", 2026).splitlines(keepends=True)
    batch.add("5530/uttrekk.dat", b"".join(lines[:10]))
    batch.add("5530/uttrekk runde 2.dat", b"".join([*lines[10:], lines[0]]))
    batch.run()
    extract = batch.summary["leveranser"][0]
    assert [file["navn"] for file in extract["filer"]] == ["5530/uttrekk runde 2.dat", "5530/uttrekk.dat"]
    # The person who is in both rounds is found only because they are one.
    assert extract["oppsummering"]["feil"] > 0
    assert extract["merknader"][0].startswith("2 filer i samme mappe er kontrollert som én leveranse")
    assert "5530 11F 2026: 5530/uttrekk runde 2.dat, 5530/uttrekk.dat" in shown(batch.summary)


def test_a_municipality_with_deliveries_in_two_folders_is_named(batch: Batch) -> None:
    batch.add("rettet/satser.csv", example("12", 2026))
    batch.run()
    assert batch.summary["levert_flere_ganger"] == [
        {
            "kommune": "5530",
            "skjema": "12",
            "argang": 2026,
            "leveranser": [["5530/satser.csv"], ["rettet/satser.csv"]],
        }
    ]


def test_a_file_of_another_year_than_the_one_asked_for_is_not_checked(batch: Batch) -> None:
    batch.add("fjor/satser.csv", example("12", 2025))
    batch.run(year=2026)
    (reason,) = unchecked(batch.summary).values()
    assert reason.startswith("Filen er for 2025, ikke 2026.")
    assert [one["argang"] for one in batch.summary["leveranser"]] == [2026, 2026]
    batch.run()
    assert [one["argang"] for one in batch.summary["leveranser"]] == [2026, 2025, 2026]


def test_with_a_form_the_files_of_others_are_passed_over(batch: Batch) -> None:
    outcome = batch.run(form="12")
    assert verdicts(batch.summary) == [("5530", "12", True)]
    assert batch.summary["forbigatt"] == [{"filer": ["5530/uttrekk.dat"], "grunn": "er skjema 11F for 2026, ikke 12"}]
    assert exit_code(outcome.summary) == 0


def test_what_is_wrong_with_the_order_is_said_before_anything_is_done(batch: Batch) -> None:
    with pytest.raises(NoSuchFormError):
        batch.run(form="99")
    broken = batch.folder / "egne.regler"
    broken.write_text("husregler egne", encoding="utf-8")
    with pytest.raises(ArgumentError, match=r"egne\.regler"):
        batch.run(house_rules=(broken,))
    for folder, out in ((batch.inn, batch.inn), (batch.inn / "5530" / "satser.csv", batch.ut)):
        with pytest.raises(ArgumentError):
            run(Order(folder, out, ()), Registry(), Crew, lambda what, done, total: None)


# ── What must never be in it ─────────────────────────────────────────────────────────────────────────────────────────


def test_an_identity_number_is_nowhere_in_what_is_written(batch: Batch) -> None:
    """In the name of a file and of a folder, as a municipality, in a field, and in files that cannot be checked."""
    good = example("11F", 2026).decode("latin-1").splitlines(keepends=True)
    spread = [line[:16] + IDENTITY[:8] + IDENTITY + line[35:] for line in good]
    batch.add(f"{IDENTITY}/{IDENTITY}.dat", "".join(spread).encode("latin-1"))
    table = example("12", 2026).replace(b"5530;", f"{IDENTITY};".encode())
    batch.add(f"2/{IDENTITY}.csv", table)
    batch.add("2/satser.csv", table + b"\n")
    batch.add(f"3/{IDENTITY}.txt", f"{IDENTITY} er ikke noe skjema".encode())
    batch.add(f"4/{IDENTITY}.md", b"-")
    batch.add("5/tabell.csv", f"{IDENTITY};{IDENTITY}\n{IDENTITY};1\n".encode())
    batch.run(formats=(("html", ".html"), ("json", ".json"), ("csv", ".csv"), ("text", ".txt")))
    written = batch.written()
    assert len(batch.summary["leveranser"]) == 5
    assert [name for name, data in written.items() if IDENTITY in name or IDENTITY.encode() in data] == []
    assert IDENTITY not in shown(batch.summary)


def test_neither_places_nor_findings_are_in_the_summary(batch: Batch) -> None:
    batch.add("5530/uttrekk.dat", with_fault(example("11F", 2026)))
    batch.add("5530/ødelagt.xlsx", b"PK\x03\x04")
    batch.run()
    journal = example("11F", 2026)[16:24].strip()
    for name, data in batch.written().items():
        assert str(batch.folder).encode() not in data, name
        assert name.startswith("rapporter/") or journal not in data, name


def test_a_spreadsheet_executes_nothing(batch: Batch) -> None:
    batch.add("=1+1.csv", example("12", 2026) + b"\r\n")
    batch.run()
    rows = (batch.ut / "oppsummering.csv").read_text(encoding="utf-8-sig")
    assert '"\'=1+1.csv"' in rows


# ── Doing it again ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_run_checks_nothing_and_says_the_same(batch: Batch) -> None:
    batch.run()
    before, stamps = batch.written(), batch.stamps()
    again = Crew()
    outcome = batch.run(again)
    assert again.checked == []
    assert outcome.taken_again == 2
    assert batch.stamps() == stamps
    assert batch.written() == before


def test_only_what_is_changed_is_checked_again(batch: Batch) -> None:
    batch.run()
    stamps = batch.stamps()
    batch.add("5530/satser.csv", example("12", 2026) + b"\r\n")
    again = Crew()
    batch.run(again)
    assert again.checked == [["satser.csv"]]
    changed = {name for name, stamp in batch.stamps().items() if stamp != stamps[name]}
    assert changed == {"5530-12-2026.json"}


@pytest.mark.parametrize("what", ["report", "state", "options", "rules", "afresh"])
def test_a_result_is_not_taken_again_when_anything_it_depends_on_is_another(
    batch: Batch, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch.run()
    options: dict[str, Any] = {}
    expected = [["uttrekk.dat"], ["satser.csv"]]
    match what:
        case "report":
            (batch.ut / "rapporter" / "5530-12-2026.json").unlink()
            expected = [["satser.csv"]]
        case "state":
            state = batch.ut / STATE
            lines = state.read_bytes().splitlines(keepends=True)
            state.write_bytes(lines[0] + lines[1][:-20])
            expected = []  # the delivery of whichever line was cut off
        case "options":
            options["strict"] = True
        case "afresh":
            options["afresh"] = True
        case "rules":
            monkeypatch.setattr("kostra.batch.run.surroundings", lambda registry: ["kostra-core 99"])
            monkeypatch.setattr("kostra.batch.looking.refuse_others", lambda registry, expected: None)
            monkeypatch.setattr("kostra.batch.checking.refuse_others", lambda registry, expected: None)
    again = Crew()
    outcome = batch.run(again, **options)
    assert sorted(again.checked) == sorted(expected) or (what == "state" and len(again.checked) == 1)
    assert len(outcome.summary["leveranser"]) == 2


def test_what_could_not_be_checked_is_tried_again(batch: Batch) -> None:
    def gone(task: dict[str, Any]) -> None:
        if "files" in task:
            task["files"] = [f"{file}.borte" for file in task["files"]]

    assert len(unchecked(batch.run(Crew(gone)).summary)) == 2
    assert unchecked(batch.run().summary) == {}


def test_what_is_done_when_the_user_interrupts_stays_done(batch: Batch) -> None:
    class Interrupted(Crew):
        def run(self, work: Work, tasks: Any) -> Any:
            for number, answer in enumerate(super().run(work, tasks)):
                if number == 1 and getattr(work, "__name__", "") == "check_delivery":
                    raise KeyboardInterrupt
                yield answer

    batch.add("5530/bydel.csv", example("7B", 2026))
    with pytest.raises(KeyboardInterrupt):
        batch.run(Interrupted())
    rest = Crew()
    outcome = batch.run(rest)
    assert (len(rest.checked), outcome.taken_again) == (2, 1)
    whole = Batch(batch.folder.with_name("ellers"))
    whole.folder.mkdir()
    batch.inn.rename(whole.inn)
    whole.run()
    assert whole.summary == batch.summary


def test_reports_that_belong_to_nothing_any_more_are_named(batch: Batch) -> None:
    batch.run()
    (batch.inn / "5530" / "satser.csv").unlink()
    batch.run()
    assert batch.summary["gamle_rapporter"] == ["rapporter/5530-12-2026.json"]
    assert "rapporter/5530-12-2026.json" in shown(batch.summary)


# ── Workers that are not like the one who asks ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("surroundings", ["kostra-core 99.0"], "Mangler: kostra-core 99.0."),
        ("rule_set", "sha256:0", "Arbeideren har andre regler for 12 2026"),
        ("package", "kostra-skjema-12 99.0", "Arbeideren har andre regler for 12 2026"),
        ("sha256", ["0" * 64], "er en annen enn da kjøringen begynte"),
        ("files", ["/finnes/ikke/satser.csv"], "finnes ikke"),
    ],
)
def test_a_worker_that_would_answer_otherwise_says_so_instead(batch: Batch, key: str, value: Any, said: str) -> None:
    def elsewhere(task: dict[str, Any]) -> None:
        if task.get("form") == "12" and "files" in task:
            task[key] = value

    batch.run(Crew(elsewhere))
    assert verdicts(batch.summary) == [("5530", "11F", True)]
    (reason,) = unchecked(batch.summary).values()
    assert said in reason
    assert not (batch.ut / "rapporter" / "5530-12-2026.json").exists()


def test_a_worker_with_a_disk_of_its_own_is_found_out(batch: Batch, tmp_path: Path) -> None:
    def elsewhere(task: dict[str, Any]) -> None:
        if "reports" in task:
            task["reports"] = [[name, str(tmp_path / Path(place).name)] for name, place in task["reports"]]

    batch.run(Crew(elsewhere))
    assert batch.summary["leveranser"] == []
    assert all("ser ikke den samme disken" in reason for reason in unchecked(batch.summary).values())

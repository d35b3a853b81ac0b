"""From a warning to an acknowledgement and back: the command, the file it writes, and later checks."""

from __future__ import annotations

import json
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.toy import IDS, Toy, row

from kostra.cli.run import run

FILE = "kvitteringer.toml"
HIGH = row("77", IDS[0], "1", "600")


@dataclass
class Ended:
    """How a run ended, and what it wrote."""

    code: int
    out: str
    err: str


@dataclass
class Desk:
    """A case worker's folder with the settings file, the form, and a file to check."""

    toy: Toy
    capsys: pytest.CaptureFixture[str]
    year: int = 2040

    def kostra(self, command: str, *args: str) -> Ended:
        code = run([command, "--skjema", "9Z", "--argang", str(self.year), *args])
        written = self.capsys.readouterr()
        return Ended(code, written.out, written.err)

    def acknowledge(self, *args: str, control: str = "020", line: str | None = "1", reason: str = "Sett på") -> Ended:
        place = [] if line is None else ["--linje", line]
        said = ["--grunn", reason, "--av", "Kari", "--dato", "2041-01-14"]
        return self.kostra("kvitter", "fil.dat", "--kontroll", control, *place, *said, *args)

    def report(self, *args: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.kostra("check", "fil.dat", "--format", "json", *args).out)
        return told

    def accepted(self) -> list[tuple[str, list[int]]]:
        return [(f["kontroll"], f["linjer"]) for f in self.report()["funn"] if f["kvittert"]]

    def remark(self) -> str:
        return " ".join(note for note in self.report()["merknader"] if "vitter" in note)


@pytest.fixture
def desk(toy: Toy, capsys: pytest.CaptureFixture[str]) -> Desk:
    (toy.folder / "kostra.toml").touch()
    toy.file(HIGH, row("78", IDS[1], "1", "700"))
    return Desk(toy, capsys)


def key_file() -> Path:
    (folder,) = (Path(os.environ[name]) for name in ("APPDATA" if os.name == "nt" else "XDG_CONFIG_HOME",))
    return folder / "kostra" / "kvitteringsnokkel"


# ── Later checks ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_acknowledged_warning_is_shown_apart_with_the_reason(desk: Desk) -> None:
    assert desk.acknowledge(reason="Etterbetaling for to år").code == 0
    report = desk.report()
    assert report["oppsummering"] == {"fatal": 0, "feil": 0, "advarsel": 1, "info": 0, "kvittert": 1}
    first, second = report["funn"]
    assert first["kvittert"] == {"grunn": "Etterbetaling for to år", "av": "Kari", "dato": "2041-01-14"}
    assert second["kvittert"] is None
    text = desk.kostra("check", "fil.dat").out
    assert "Kan sendes inn. Se likevel på 1 advarsel." in text
    assert "Kvittert: 1 " in text
    assert text.index("Beløpet er 700.") < text.index("Beløpet er 600.")
    assert "Kvittert av Kari 2041-01-14: Etterbetaling for to år" in text


def test_strictness_is_about_what_is_new(desk: Desk) -> None:
    assert desk.kostra("check", "fil.dat", "--streng").code == 1
    desk.acknowledge()
    desk.acknowledge(line="2")
    assert desk.kostra("check", "fil.dat", "--streng").code == 0


def test_it_follows_the_person_to_another_line(desk: Desk) -> None:
    desk.acknowledge()
    desk.toy.file(row("79", IDS[2]), row("78", IDS[1], "1", "700"), HIGH)
    assert desk.accepted() == [("020", [3])]
    assert desk.remark() == ""


@pytest.mark.parametrize(
    "changed",
    [
        row("77", IDS[0], "1", "601"),
        row("77", IDS[0], "1", "0600"),
        row("77", IDS[2], "1", "600"),
        row("76", IDS[0], "1", "600"),
    ],
    ids=["value", "the same number written otherwise", "another person", "another journal"],
)
def test_what_has_changed_comes_back(desk: Desk, changed: str) -> None:
    desk.acknowledge()
    assert desk.accepted() == [("020", [1])]
    desk.toy.file(changed)
    report = desk.report()
    assert [f["kvittert"] for f in report["funn"]] == [None]
    assert report["oppsummering"]["advarsel"] == 1
    assert "1 kvittering passer ikke til noe lenger" in desk.remark()


def test_a_field_that_the_warning_does_not_point_at_may_change(desk: Desk) -> None:
    desk.acknowledge()
    desk.toy.file(row("77", IDS[0], "2", "600", "ny"))
    assert desk.accepted() == [("020", [1])]


def test_two_people_with_the_same_incomplete_number_are_told_apart(desk: Desk) -> None:
    desk.toy.file(row("77", "01020300100", "1", "600"), row("78", "01020300100", "1", "600"))
    desk.acknowledge()
    assert desk.accepted() == [("020", [1])]


def test_rows_that_nothing_identifies_are_told_apart_by_all_they_hold(desk: Desk) -> None:
    desk.toy.file(row("", "", "1", "600", "a"), row("", "", "1", "600", "b"))
    desk.acknowledge()
    assert desk.accepted() == [("020", [1])]


def test_of_another_year_nothing_is_accepted_and_nothing_said(desk: Desk) -> None:
    desk.acknowledge()
    desk.toy.file(row("77", IDS[0], "1", "600", year=2041))
    desk.year = 2041
    assert desk.accepted() == []
    assert desk.remark() == ""


def test_a_group_that_has_grown_comes_back(desk: Desk) -> None:
    pair = row("77", IDS[0]), row("77", IDS[1])
    desk.toy.file(*pair)
    desk.acknowledge(control="030")
    assert desk.accepted() == [("030", [1])]
    desk.toy.file(*pair, row("77", IDS[2]))
    assert desk.accepted() == []


def test_a_finding_of_the_whole_delivery(desk: Desk) -> None:
    rows = [row(str(number), IDS[number]) for number in range(4)]
    desk.toy.file(*rows)
    assert desk.acknowledge(control="040", line=None).code == 0
    assert desk.accepted() == [("040", [])]
    desk.toy.file(*rows, row("9", IDS[4]))
    assert desk.accepted() == []


EVERY_CODE = """
kontroll 050 "Kilde som ingen har"
    for filen og hver kode i KILDE
    skal antall(der feltet = koden) > 0
    ellers info "Ingen har koden."
"""


@pytest.fixture
def codes(desk: Desk) -> Desk:
    """Return the desk with a control that asks once for each code; nobody has any."""
    rules = desk.toy.folder / "2040.regler"
    rules.write_text(rules.read_text(encoding="utf-8") + EVERY_CODE, encoding="utf-8")
    desk.toy.file(row("77", IDS[0], ""))
    return desk


def accepted_codes(desk: Desk) -> list[tuple[str, bool]]:
    found = [one for one in desk.report()["funn"] if one["kontroll"] == "050"]
    return [(one["felt"][0]["verdi"], one["kvittert"] is not None) for one in found]


def test_of_the_whole_delivery_only_the_code_that_was_looked_into(codes: Desk) -> None:
    assert codes.acknowledge("--kode", "2", control="050", line=None).code == 0
    assert accepted_codes(codes) == [("1", False), ("2", True)]
    codes.toy.file(row("77", IDS[0], "2"))
    assert accepted_codes(codes) == [("1", False)]
    assert "(kontroll 050: funnet er borte)" in codes.remark()


def test_a_code_without_a_finding_is_told_with_those_that_have_one(codes: Desk) -> None:
    ended = codes.acknowledge("--kode", "7", control="050", line=None)
    assert ended.code == 2
    assert (
        "Kontroll 050 har ikke det funnet. Funnene gjelder hele leveransen og kode 1, 2; utelat --linje." in ended.err
    )


def test_a_warning_of_house_rules(desk: Desk) -> None:
    (desk.toy.folder / "husregler").mkdir()
    rules = 'husregler senja "E" for 9Z\nkontroll 020 "A"\n    når BELØP > 650\n    gir advarsel "A."\n'
    desk.toy.house(rules, "husregler/senja.regler")
    assert desk.acknowledge(control="senja/020", line="2").code == 0
    assert desk.accepted() == [("senja/020", [2])]


def test_a_file_in_several_parts_is_one_delivery(desk: Desk) -> None:
    desk.toy.file(row("70", IDS[3]), name="en.dat")
    desk.toy.file(HIGH, name="to.dat")
    args = ("kvitter", "en.dat", "to.dat", "--kontroll", "020", "--linje", "1", "--grunn", "x")
    assert desk.kostra(*args).code == 0
    desk.toy.file(HIGH)
    assert desk.accepted() == [("020", [1])]


# ── What is no longer of use ─────────────────────────────────────────────────────────────────────────────────────────


def test_unused_ones_are_told_with_their_line_and_why(desk: Desk) -> None:
    desk.acknowledge()
    desk.acknowledge(line="2")
    desk.toy.file(row("77", IDS[0], "1", "650"))
    lines = (desk.toy.folder / FILE).read_text(encoding="utf-8").splitlines()
    first, second = (number for number, line in enumerate(lines, 1) if line == "[[kvittering]]")
    assert desk.remark() == (
        f"2 kvitteringer passer ikke til noe lenger og kan strykes i {FILE}: linje {first} (kontroll 020: verdiene er "
        f"endret); linje {second} (kontroll 020: funnet er borte)."
    )


def test_nothing_is_called_unused_when_the_control_was_not_run(desk: Desk) -> None:
    desk.acknowledge()
    desk.toy.file("5530")
    assert desk.remark() == ""


def test_a_warning_that_has_become_an_error_is_not_accepted(desk: Desk) -> None:
    desk.acknowledge()
    rules = desk.toy.folder / "2040.regler"
    rules.write_text(
        rules.read_text(encoding="utf-8").replace('gir advarsel "Bel', 'gir feil "Bel', 1), encoding="utf-8"
    )
    report = desk.report()
    assert (report["kan_sendes_inn"], [f["kvittert"] for f in report["funn"]]) == (False, [None, None])
    assert "funnet er en feil, og feil kan ikke kvitteres" in desk.remark()


# ── The file and the key ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_file_says_nothing_of_the_person_or_the_value(desk: Desk) -> None:
    desk.acknowledge()
    text = (desk.toy.folder / FILE).read_text(encoding="utf-8")
    told = re.sub(r'(?m)^(post|verdier|nokkel) = "[0-9a-f]+"$', "", text)
    for secret in (IDS[0], IDS[0][:6], "77", "600"):
        assert secret not in told
    key = bytes.fromhex(key_file().read_text(encoding="ascii").strip())
    assert len(key) == 32
    assert key.hex() not in text


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the user's folder from others")
def test_only_the_user_can_read_the_key(desk: Desk) -> None:
    desk.acknowledge()
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600
    assert stat.S_IMODE(key_file().parent.stat().st_mode) == 0o700


def test_without_the_key_every_warning_is_new_and_the_report_says_so(desk: Desk) -> None:
    desk.acknowledge()
    key_file().unlink()
    assert desk.accepted() == []
    assert f"1 kvittering i {FILE} kan ikke leses uten nøkkelen, og du har ingen." in desk.remark()
    assert not key_file().exists()


def test_with_another_key_only_ones_own_are_used(desk: Desk) -> None:
    desk.acknowledge()
    key_file().unlink()
    desk.acknowledge(line="2")
    assert desk.accepted() == [("020", [2])]
    assert "1 kvittering i kvitteringer.toml er laget med en annen nøkkel enn din." in desk.remark()


@pytest.mark.parametrize("content", ["", "abc", "zz" * 32, "ab" * 31])
def test_a_damaged_key_is_told_and_never_written_over(desk: Desk, content: str) -> None:
    desk.acknowledge()
    key_file().write_text(content, encoding="ascii")
    assert "Nøkkelen i" in desk.remark()
    ended = desk.acknowledge(line="2")
    assert ended.code == 2
    assert "er ødelagt" in ended.err
    assert key_file().read_text(encoding="ascii") == content


BROKEN = {
    "no TOML": ("[[kvittering]\n", "kvitteringer.toml:1:"),
    "unknown key": ("[[kvittering]]\ngrun = 'x'\n", "mente du grunn?"),
    "wrong type": (
        "[[kvittering]]\n\nkontroll = 20\n",
        "kvitteringer.toml:3:1: feil: Kvitteringen mangler teksten «kontroll»",
    ),
    "something else": ("kvittering = 1\n", "«kvittering» er ikke en rekke tabeller"),
    "not UTF-8": (b"# \xe6\n", "ikke UTF-8"),
}


@pytest.mark.parametrize(("content", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_a_remark_for_the_check_and_an_error_for_whoever_writes_in_it(
    desk: Desk, content: str | bytes, said: str
) -> None:
    path = desk.toy.folder / FILE
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    before = path.read_bytes()
    report = desk.report()
    assert len(report["funn"]) == 2
    assert said in desk.remark()
    ended = desk.acknowledge()
    assert ended.code == 2
    assert said in ended.err
    assert path.read_bytes() == before


def test_what_people_write_in_the_file_stays(desk: Desk) -> None:
    desk.acknowledge(reason='Sitat: "nei" \\ og ærlig')
    path = desk.toy.folder / FILE
    path.write_text("# Min merknad\n" + path.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    desk.acknowledge(line="2")
    assert path.read_text(encoding="utf-8").startswith("# Min merknad\n")
    assert desk.accepted() == [("020", [1]), ("020", [2])]
    assert desk.report()["funn"][0]["kvittert"]["grunn"] == 'Sitat: "nei" \\ og ærlig'


def test_an_identity_number_written_in_by_hand_is_not_shown(desk: Desk) -> None:
    desk.acknowledge(reason="HEI")
    path = desk.toy.folder / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("HEI", IDS[0]), encoding="utf-8")
    assert IDS[0] not in desk.kostra("check", "fil.dat").out
    assert desk.accepted() == [("020", [1])]


# ── The command ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("args", "options", "said"),
    [
        ((), {"control": "010", "line": "3"}, "Funnet til kontroll 010 er en feil. Feil kan ikke kvitteres"),
        ((), {"line": "3"}, "Kontroll 020 har ikke det funnet. Den har funn på linje 1, 2."),
        ((), {"line": None}, "Den har funn på linje 1, 2."),
        ((), {"control": "021"}, "Kontroll 021 har ingen funn"),
        ((), {"control": "02"}, "Det er ingen kontroll 02. Det som kan kvitteres, er fra kontroll 020."),
        (("--felt", "KILDE"), {}, "Kontroll 020 har ikke det funnet."),
        (("--fil", "annen.dat"), {}, "Kontroll 020 har ikke det funnet."),
        ((), {"reason": " "}, "--grunn er tom"),
        ((), {"reason": "Gjelder 01819012345"}, "--grunn inneholder et fødselsnummer"),
        (("--linje", "x"), {}, "--linje: «x» er ikke et heltall"),
        (("--dato", "14.01.2041"), {}, "ÅÅÅÅ-MM-DD"),
        (("--kvitteringer", "borte/k.toml"), {}, "k.toml kan ikke skrives"),
    ],
)
def test_what_cannot_be_acknowledged_is_told_and_nothing_is_written(
    desk: Desk, args: tuple[str, ...], options: dict[str, Any], said: str
) -> None:
    desk.toy.file(HIGH, row("78", IDS[1], "1", "700"), row("79", IDS[2], "9"))
    ended = desk.acknowledge(*args, **options)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert IDS[0] not in ended.err
    assert not (desk.toy.folder / FILE).exists()


def test_a_second_time_nothing_is_written_and_the_first_reason_is_told(desk: Desk) -> None:
    desk.acknowledge(reason="Først")
    before = (desk.toy.folder / FILE).read_bytes()
    ended = desk.acknowledge(reason="Siden")
    assert ended.code == 0
    assert "fra før, av Kari 2041-01-14: Først" in ended.err
    assert (desk.toy.folder / FILE).read_bytes() == before


def test_without_settings_the_file_is_named(desk: Desk) -> None:
    (desk.toy.folder / "kostra.toml").unlink()
    ended = desk.acknowledge()
    assert ended.code == 2
    assert "oppgi --kvitteringer FIL" in ended.err
    assert desk.acknowledge("--kvitteringer", "mine.toml").code == 0
    assert desk.accepted() == []
    report = desk.report("--kvitteringer", "mine.toml")
    assert [bool(f["kvittert"]) for f in report["funn"]] == [True, False]
    missing = desk.kostra("check", "fil.dat", "--kvitteringer", "borte.toml")
    assert missing.code == 2
    assert "--kvitteringer: borte.toml finnes ikke." in missing.err


def test_the_settings_say_where_the_file_is(desk: Desk) -> None:
    (desk.toy.folder / "kostra.toml").write_text('kvitteringer = "felles/k.toml"\n', encoding="utf-8")
    (desk.toy.folder / "felles").mkdir()
    desk.acknowledge()
    assert (desk.toy.folder / "felles" / "k.toml").is_file()
    assert desk.accepted() == [("020", [1])]

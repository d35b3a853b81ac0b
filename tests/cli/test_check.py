from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.cli.conftest import Ended, FakeCheck
from tests.plugins.distributions import Site
from tests.reports import samples

from kostra.api.errors import UnreadableError
from kostra.api.report import Acknowledgement, Finding, Severity
from kostra.diagnostics import Diagnostic, DiagnosticError, Span

Kostra = Callable[..., Ended]

COUNT = "Parameter('antall_deltakere', 'heltall', 'Antallet som NAV har talt.'),"
RATE = "Parameter('sats', 'desimal', 'Satsen.'), Parameter('navn', 'tekst', 'Et navn.'),"


# ── What is handed on ────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_option_reaches_the_check(kostra: Kostra, check: FakeCheck) -> None:
    ended = kostra(
        *("check", "--skjema", "9z", "--argang", "2040", "--kommune", "0301", "--bydel", "01", "--ingen-deltakere"),
        *("--husregler", "a.regler", "--husregler=b.regler", "--vis-sensitivt", "--ark", "Ark 1", "fil.dat", "to.dat"),
        *("--dato", "2041-01-16", "--uten-lager", "--fjor", "i_fjor.dat", "--fjor=mer.dat"),
    )
    assert ended.code == 0
    asked = check.asked
    assert asked["files"] == [Path("fil.dat"), Path("to.dat")]
    assert (asked["skjema"], asked["argang"], asked["kommune"], asked["bydel"]) == ("9z", 2040, "0301", "01")
    assert asked["ingen_deltakere"] is asked["vis_sensitivt"] is True
    assert asked["husregler"] == (Path("a.regler"), Path("b.regler"))
    assert asked["ark"] == "Ark 1"
    assert asked["dato"] == date(2041, 1, 16)
    assert asked["lager"] is False
    assert asked["fjor"] == (Path("i_fjor.dat"), Path("mer.dat"))


def test_nothing_is_made_up_for_what_was_not_said(kostra: Kostra, check: FakeCheck) -> None:
    kostra("check", "--skjema", "9Z", "fil.dat")
    asked = check.asked
    assert [asked[name] for name in ("argang", "kommune", "bydel", "ark", "dato")] == [None] * 5
    assert (asked["parametre"], asked["husregler"]) == ({}, ())
    assert asked["ingen_deltakere"] is asked["vis_sensitivt"] is False
    assert asked["lager"] is True


@pytest.mark.parametrize("option", ["--argang", "--årgang", "--a\u030argang"])
def test_the_year_may_be_spelt_with_or_without_the_norwegian_letter(
    kostra: Kostra, check: FakeCheck, option: str
) -> None:
    kostra("check", "--skjema", "9Z", option, "2040", "fil.dat")
    assert check.asked["argang"] == 2040


def test_only_the_name_of_an_option_is_composed_for_files_are_called_what_they_are_called(
    kostra: Kostra, check: FakeCheck
) -> None:
    assert kostra("check", "--skjema", "9Z", "--a\u030argang=2040", "--ut=a\u030a.json", "fil.dat").code == 0
    assert check.asked["argang"] == 2040
    assert Path("a\u030a.json").is_file()


@pytest.mark.parametrize("option", ["--årgang=2040", "--a\u030argang=2040"])
@pytest.mark.parametrize("command", ["skjema", "check"])
def test_other_commands_take_the_same_spellings(
    kostra: Kostra, site: Site, check: FakeCheck, command: str, option: str
) -> None:
    site.add_pack("9Z", 2040)
    rest = ["--skjema", "9Z", "fil.dat"] if command == "check" else []
    assert kostra(command, option, *rest).code == 0


@pytest.mark.parametrize(
    "said",
    [
        ("--sprak", "nn"),
        ("--sprak=nn",),
        ("--språk", "NN"),
        ("--språk=nn",),
        ("--spra\u030ak", "nn"),
        ("--spra\u030ak=nn",),
        ("--språk", " Nn "),
    ],
)
def test_the_report_can_be_had_in_nynorsk(kostra: Kostra, check: FakeCheck, said: tuple[str, ...]) -> None:
    check.report = samples.with_errors()
    ended = kostra("check", "--skjema", "9Z", "fil.dat", *said)
    assert ended.out.startswith("Kan ikkje sendast inn: 3 feil hos 2 personar. Sjå òg på 1 åtvaring.\n")


def test_the_language_never_changes_json_nor_what_is_said_beside_the_report(kostra: Kostra, check: FakeCheck) -> None:
    check.report = samples.with_errors()
    bokmal, nynorsk = (
        kostra("check", "--skjema", "9Z", "fil.dat", "--format", "json", "--sprak", w) for w in ("nb", "nn")
    )
    assert bokmal.out == nynorsk.out
    ended = kostra("check", "--skjema", "9Z", "fil.dat", "--ut", "rapport.html", "--sprak", "nn")
    assert ended.err.startswith("Kan ikke sendes inn: ")
    assert '<html lang="nn">' in Path("rapport.html").read_text(encoding="utf-8")


def test_a_language_that_is_not_there_is_refused_before_anything_is_read(kostra: Kostra, check: FakeCheck) -> None:
    ended = kostra("check", "--skjema", "9Z", "fil.dat", "--sprak", "engelsk")
    assert (ended.code, ended.out, check.calls) == (2, "", [])
    assert "--sprak: «engelsk» er ikke et språk rapporten finnes på." in ended.err
    assert "nb (bokmål) eller nn (nynorsk)" in ended.err


def test_a_dash_is_standard_input_byte_for_byte(
    kostra: Kostra, check: FakeCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xe6\r\n\x1a"), encoding="utf-8"))
    kostra("check", "--skjema", "9Z", "-")
    (only,) = check.asked["files"]
    assert only.data == b"\xe6\r\n\x1a"


def test_what_follows_two_dashes_is_a_file(kostra: Kostra, check: FakeCheck) -> None:
    kostra("check", "--skjema", "9Z", "--", "--antall", "-x")
    assert check.asked["files"] == [Path("--antall"), Path("-x")]


def test_a_folder_with_kostra_toml_brings_its_house_rules(kostra: Kostra, check: FakeCheck) -> None:
    here = Path.cwd()
    (here / "kostra.toml").write_text("")
    (here / "husregler").mkdir()
    for name in ("b.regler", "a.regler", "les.txt"):
        (here / "husregler" / name).write_text("")
    (here / "under").mkdir()
    os.chdir(here / "under")
    kostra("check", "--skjema", "9Z", "../fil.dat", "--husregler", "../husregler/b.regler")
    assert [path.name for path in check.asked["husregler"]] == ["b.regler", "a.regler"]


# ── Options of packs ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "args",
    [
        ("--skjema", "9Z", "--antall-deltakere", "31", "fil.dat"),
        ("fil.dat", "--antall-deltakere=31", "--skjema=9Z"),
        ("--antall-deltakere", " 31", "fil.dat", "--skjema", "9z", "--argang", "2040"),
    ],
)
def test_a_pack_has_options_of_its_own(kostra: Kostra, site: Site, check: FakeCheck, args: tuple[str, ...]) -> None:
    site.add_pack("9Z", 2040, parameters=COUNT)
    assert kostra("check", *args).err == ""
    assert check.asked["parametre"] == {"antall_deltakere": 31}
    assert check.asked["files"] == [Path("fil.dat")]


def test_values_of_every_type(kostra: Kostra, site: Site, check: FakeCheck) -> None:
    site.add_pack("9Z", 2040, parameters=RATE)
    kostra("check", "--skjema", "9Z", "--sats", "-12,50", "--navn", "Åse", "fil.dat")
    assert check.asked["parametre"] == {"sats": Decimal("-12.50"), "navn": "Åse"}


def test_without_a_year_the_options_of_all_years_are_known(kostra: Kostra, site: Site, check: FakeCheck) -> None:
    site.add_pack("9Z", 2040, parameters=COUNT)
    site.add_pack("9Z", 2041)
    site.add_pack("9Z", 2042, source="import finnes_ikke")
    kostra("check", "--skjema", "9Z", "--antall-deltakere", "31", "fil.dat")
    assert check.asked["parametre"] == {"antall_deltakere": 31}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--antall-deltakere", "abc", "fil.dat"), "--antall-deltakere: «abc» er ikke et heltall."),
        (("--antall-deltakere", "3.5", "fil.dat"), "--antall-deltakere: «3.5» er ikke et heltall."),
        (("--antall-deltakere", "٣", "fil.dat"), "--antall-deltakere: «٣» er ikke et heltall."),
        (("--antall-deltakere", "9" * 5000, "fil.dat"), "er ikke et heltall."),
        (("fil.dat", "--antall-deltakere"), "--antall-deltakere mangler en verdi."),
        (("--antall-deltakere", "--streng", "fil.dat"), "--antall-deltakere mangler en verdi."),
        (("--antall-deltakere=1", "--antall-deltakere=2", "fil.dat"), "--antall-deltakere er oppgitt mer enn én gang."),
        (("--antal-deltakere", "3", "fil.dat"), "Ukjent valg --antal-deltakere. Mente du --antall-deltakere?"),
        (("--vis-sensitiv", "fil.dat"), "Ukjent valg --vis-sensitiv. Mente du --vis-sensitivt?"),
    ],
)
def test_wrong_options_of_packs(kostra: Kostra, site: Site, check: FakeCheck, args: tuple[str, ...], said: str) -> None:
    site.add_pack("9Z", 2040, parameters=COUNT)
    ended = kostra("check", "--skjema", "9Z", *args)
    assert (ended.code, ended.out, check.calls) == (2, "", [])
    assert said in ended.err


def test_the_help_shows_the_options_of_the_form_that_is_named(kostra: Kostra, site: Site) -> None:
    module = site.add_pack("9Z", 2040, parameters=COUNT)
    plain = kostra("check", "--help")
    assert (plain.code, plain.err) == (0, "")
    assert module not in sys.modules
    of_form = kostra("check", "--skjema", "9Z", "--help")
    assert "Valg for skjema 9Z:" in of_form.out
    assert "--antall-deltakere N" in of_form.out
    assert "Antallet som NAV har talt." in of_form.out


# ── Wrong command lines ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--ingen-deltakere",), "Oppgi med --skjema hvilket skjema det gjelder."),
        (("--skjema", "9Z"), "Oppgi filen som skal kontrolleres"),
        (("--komune", "0301", "fil.dat"), "Ukjent valg --komune. Mente du --kommune?"),
        (("--antall", "3", "fil.dat"), "Valg som hører til et skjema, kan bare brukes sammen med --skjema."),
        (("-q", "fil.dat"), "Ukjent valg -q."),
        (("--skjema",), "--skjema mangler en verdi."),
        (("--streng=ja", "fil.dat"), "--streng tar ingen verdi."),
        (("--argang", "40", "fil.dat"), "--argang: «40» er ikke fire sifre."),
        (("--kommune", "301", "fil.dat"), "--kommune: «301» er ikke fire sifre."),
        (("--kommune", "٠٣٠١", "fil.dat"), "er ikke fire sifre."),
        (("--bydel", "1", "fil.dat"), "--bydel: «1» er ikke to sifre."),
        (("--dato", "16.01.2041", "fil.dat"), "--dato: «16.01.2041» er ikke en dato på formen ÅÅÅÅ-MM-DD."),
        (("--dato", "2041-W03-1", "fil.dat"), "er ikke en dato på formen ÅÅÅÅ-MM-DD."),
        (("--dato", "2041-02-29", "fil.dat"), "--dato: datoen «2041-02-29» finnes ikke."),
        (("--maks", "-1", "fil.dat"), "--maks: «-1» er ikke et heltall fra 0 og oppover."),
        (("--skjema", "9Z", "--format", "pdf", "fil.dat"), "Ukjent format «pdf». Formatene er text, json"),
        (("--skjema", "9Z", "--ut", "rapport.xyz", "fil.dat"), "Endelsen .xyz hører ikke til noe format."),
        (("--skjema", "9Z", "--ut", "borte/rapport.txt", "fil.dat"), "finnes ikke"),
        (("--skjema", "9Z", "--ut", ".", "fil.dat"), "er en mappe"),
        (("--skjema", "9Z", "--ut", "./fil.dat", "--format", "text", "fil.dat"), "er en av filene som leses"),
        (("--skjema", "9Z", "fil.dat", "./fil.dat"), "./fil.dat er oppgitt mer enn én gang."),
    ],
)
def test_usage_errors_are_norwegian_sentences(
    kostra: Kostra, check: FakeCheck, args: tuple[str, ...], said: str
) -> None:
    ended = kostra("check", *args)
    assert (ended.code, ended.out, check.calls) == (2, "", [])
    assert ended.err.startswith("Feil: ")
    assert said in ended.err
    assert "Traceback" not in ended.err
    assert not any(english in ended.err for english in ("Error", "Usage", "Try ", "option", "requires"))


def test_a_forgotten_form_is_told_with_those_that_are_installed(kostra: Kostra, site: Site, check: FakeCheck) -> None:
    site.add_pack("9Z", 2040)
    assert "Installert: 9Z (2040)." in kostra("check", "--ingen-deltakere").err


def test_an_input_is_never_written_over_not_even_through_a_link(kostra: Kostra, check: FakeCheck) -> None:
    try:
        Path("lenke.txt").symlink_to("fil.dat")
    except OSError:
        pytest.skip("this machine makes no links")
    ended = kostra("check", "--skjema", "9Z", "fil.dat", "--ut", "lenke.txt")
    assert (ended.code, check.calls) == (2, [])
    assert Path("fil.dat").read_bytes() == b"data\n"


# ── Where the report goes ────────────────────────────────────────────────────────────────────────────────────────────


def test_findings_go_to_stdout_and_nothing_else_does(kostra: Kostra, check: FakeCheck) -> None:
    check.report = samples.with_errors()
    ended = kostra("check", "--skjema", "9Z", "fil.dat")
    assert ended.code == 1
    assert ended.out.startswith("Kan ikke sendes inn: 3 feil hos 2 personer.")
    assert ended.err == ""
    as_json = kostra("check", "--skjema", "9Z", "fil.dat", "--format", "JSON", "--maks", "1")
    assert len(json.loads(as_json.out)["funn"]) == len(check.report.findings)
    assert as_json.err == ""


def test_the_ending_of_the_file_is_a_format(kostra: Kostra, check: FakeCheck) -> None:
    check.report = samples.with_errors()
    ended = kostra("check", "--skjema", "9Z", "fil.dat", "--ut", "mørk rapport.JSON")
    assert (ended.code, ended.out) == (1, "")
    assert json.loads(Path("mørk rapport.JSON").read_text(encoding="utf-8"))["kan_sendes_inn"] is False
    assert "Kan ikke sendes inn: 3 feil" in ended.err
    assert sorted(os.listdir()) == ["fil.dat", "mørk rapport.JSON"]


@pytest.mark.parametrize("name", ["rapport", "rapport.txt"])
def test_a_file_without_an_ending_is_text(kostra: Kostra, check: FakeCheck, name: str) -> None:
    kostra("check", "--skjema", "9Z", "fil.dat", "--ut", name)
    assert Path(name).read_text(encoding="utf-8").startswith("Kan sendes inn")


def test_an_old_report_stays_whole_when_the_new_one_fails(kostra: Kostra, site: Site, check: FakeCheck) -> None:
    source = (
        "from kostra.api import ReportFormat, hookimpl\n"
        "def render(report, options):\n    yield 'halv'\n    raise ValueError('01819012345')\n"
        "@hookimpl\ndef kostra_rapporter(): return ReportFormat('halv', '.halv', render)\n"
    )
    site.add("halv", {"rapport-halv": "halv_rapport"}, {"halv_rapport": source})
    Path("rapport.halv").write_text("gammel")
    ended = kostra("check", "--skjema", "9Z", "fil.dat", "--ut", "rapport.halv")
    assert ended.code == 2
    assert Path("rapport.halv").read_text() == "gammel"
    assert sorted(os.listdir()) == ["fil.dat", "rapport.halv"]
    assert "0181901" not in ended.err


def test_a_closed_pipe_ends_the_output_but_not_the_verdict(
    kostra: Kostra, check: FakeCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    check.report = samples.with_errors()
    monkeypatch.setattr(sys, "stdout", Closed())
    ended = kostra("check", "--skjema", "9Z", "fil.dat")
    assert (ended.code, ended.err) == (1, "")


def test_a_console_without_the_letters_gets_question_marks(
    kostra: Kostra, check: FakeCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = io.BytesIO()
    check.report = replace(samples.healthy(), title="Ærlig → 漢字")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(screen, encoding="cp1252"))
    assert kostra("check", "--skjema", "9Z", "fil.dat").code == 0
    assert "Ærlig ? ??" in screen.getvalue().decode("cp1252")


def test_json_is_utf_8_whatever_the_console_is(
    kostra: Kostra, check: FakeCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = io.BytesIO()
    check.report = replace(samples.healthy(), title="Ærlig → 漢字")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(screen, encoding="cp1252"))
    kostra("check", "--skjema", "9Z", "fil.dat", "--format", "json")
    assert json.loads(screen.getvalue().decode("utf-8"))["tittel"] == "Ærlig → 漢字"


# ── How it ends ──────────────────────────────────────────────────────────────────────────────────────────────────────

HOUSE = replace(samples.WRONG_WORK, house_rule=True)
ACCEPTED = replace(samples.MANY_KIDS, acknowledged=Acknowledgement("Sett", "Kari", "2041-01-14"))
INFO = replace(samples.WRONG_WORK, severity=Severity.INFO)


@pytest.mark.parametrize(
    ("findings", "house_rules_ok", "code", "strict_code"),
    [
        ((), None, 0, 0),
        ((INFO,), None, 0, 0),
        ((samples.MANY_KIDS,), None, 0, 1),
        ((samples.WRONG_WORK,), None, 1, 1),
        ((replace(samples.WRONG_WORK, severity=Severity.FATAL),), None, 1, 1),
        ((HOUSE,), False, 0, 1),
        ((), False, 0, 1),
        ((), True, 0, 0),
        ((ACCEPTED,), None, 0, 0),
        ((ACCEPTED, samples.MANY_KIDS), None, 0, 1),
    ],
)
def test_exit_codes(
    kostra: Kostra,
    check: FakeCheck,
    findings: tuple[Finding, ...],
    house_rules_ok: bool | None,
    code: int,
    strict_code: int,
) -> None:
    check.report = replace(samples.healthy(), findings=findings, house_rules_ok=house_rules_ok)
    assert kostra("check", "--skjema", "9Z", "fil.dat").code == code
    assert kostra("check", "--skjema", "9Z", "fil.dat", "--streng").code == strict_code


def test_a_crashed_control_is_code_2_and_the_report_is_still_written(kostra: Kostra, check: FakeCheck) -> None:
    check.report = samples.crashed()
    ended = kostra("check", "--skjema", "9Z", "fil.dat")
    assert ended.code == 2
    assert "016  Kurs: krasjet" in ended.out


def test_a_check_that_cannot_be_carried_out_says_why(kostra: Kostra, check: FakeCheck) -> None:
    check.error = UnreadableError("01819012345.dat finnes ikke.")
    ended = kostra("check", "--skjema", "9Z", "fil.dat")
    assert (ended.code, ended.out, ended.err) == (2, "", "Feil: 018190*****.dat finnes ikke.\n")


def test_a_faulty_rule_file_is_shown_with_its_place(kostra: Kostra, check: FakeCheck) -> None:
    fault = Diagnostic("ukjent-felt", "Feltet X finnes ikke.", Span("senja.regler", 3, 5, 3, 6), "    X = 1")
    check.error = DiagnosticError([fault])
    ended = kostra("check", "--skjema", "9Z", "fil.dat")
    assert ended.code == 2
    assert "senja.regler:3:5: feil: Feltet X finnes ikke." in ended.err


@pytest.mark.parametrize("error", [TypeError("01819012345"), RecursionError("hemmelig"), MemoryError(), SystemExit(0)])
def test_a_fault_of_the_program_is_one_line_without_data_and_never_a_pass(
    kostra: Kostra, check: FakeCheck, error: BaseException
) -> None:
    check.error = error
    ended = kostra("check", "--skjema", "9Z", "fil.dat")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("Uventet feil i kostra 0.1.0 (")
    assert ended.err.count("\n") == 1
    assert "018190" not in ended.err
    assert "hemmelig" not in ended.err


def test_a_module_that_ends_too_early_is_no_interruption(kostra: Kostra, check: FakeCheck) -> None:
    check.error = EOFError("marshal data too short")
    ended = kostra("check", "--skjema", "9Z", "fil.dat")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.strip().startswith("Uventet feil i kostra 0.1.0 (EOFError ")


def test_interrupted(kostra: Kostra, check: FakeCheck) -> None:
    check.error = KeyboardInterrupt()
    ended = kostra("check", "--skjema", "9Z", "fil.dat")
    assert (ended.code, ended.out, ended.err) == (130, "", "")


# ── Plugins around a check ───────────────────────────────────────────────────────────────────────────────────────────


def test_plugins_get_the_report_afterwards_and_change_nothing(kostra: Kostra, site: Site, check: FakeCheck) -> None:
    archive = (
        "from pathlib import Path\nfrom kostra.api import hookimpl\n@hookimpl\ndef kostra_etter_kontroll(report):\n"
        "    print('arkivert'); Path('arkiv.txt').write_text(report.form)\n"
    )
    site.add(
        "arkiv", {"etter-arkiv": "arkiv", "etter-brak": "brak"}, {"arkiv": archive, "brak": "import sys; sys.exit(5)"}
    )
    ended = kostra("check", "--skjema", "9Z", "fil.dat")
    assert ended.code == 0
    assert "arkivert" not in ended.out
    assert Path("arkiv.txt").read_text() == "9Z"
    assert "«etter-brak» (arkiv, modul brak): SystemExit: 5" in ended.err


def test_what_a_format_lacks_is_told_before_anything_is_read(
    kostra: Kostra, check: FakeCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    for said in (("--format", "xlsx"), ("--ut", "rapport.xlsx")):
        ended = kostra("check", "--skjema", "9Z", "fil.dat", *said)
        assert (ended.code, ended.out, check.calls) == (2, "", [])
        assert 'må XlsxWriter være installert: pip install "kostra[excel]"' in ended.err
    assert not Path("rapport.xlsx").exists()
    assert kostra("check", "--skjema", "9Z", "fil.dat", "--format", "csv").code == 0


def test_a_format_from_a_plugin_says_what_it_lacks_as_well(kostra: Kostra, site: Site, check: FakeCheck) -> None:
    source = (
        "from kostra.api import ReportFormat, hookimpl\n"
        "from kostra.api.errors import ArgumentError\n"
        "def ready(): raise ArgumentError('Skriveren er ikke koblet til.')\n"
        "@hookimpl\ndef kostra_rapporter(): return ReportFormat('papir', '', lambda *a: '', ready=ready)\n"
    )
    site.add("papir", {"rapport-papir": "papir_rapport"}, {"papir_rapport": source})
    ended = kostra("check", "--skjema", "9Z", "fil.dat", "--format", "papir")
    assert (ended.code, ended.err, check.calls) == (2, "Feil: Skriveren er ikke koblet til.\n", [])


def test_a_format_from_a_plugin(kostra: Kostra, site: Site, check: FakeCheck) -> None:
    source = (
        "from kostra.api import ReportFormat, hookimpl\n"
        "def render(report, options): return b'\\x00\\xff'\n"
        "@hookimpl\ndef kostra_rapporter(): return ReportFormat('kort', '.kort', render)\n"
    )
    site.add("kort", {"rapport-kort": "kort_rapport"}, {"kort_rapport": source})
    assert kostra("check", "--skjema", "9Z", "fil.dat", "--ut", "r.kort").code == 0
    assert Path("r.kort").read_bytes() == b"\x00\xff"
    assert kostra("check", "--skjema", "9Z", "fil.dat", "--format", "x").err.rstrip().endswith(", kort.")

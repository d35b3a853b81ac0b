"""The pytest plugin, as the author of a pack meets it: a project of one pack, and what pytest says of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

# Loaded before the tests: pytest's runs inside a test forget what they imported, and numpy must not be loaded twice.
import kostra.testing.generator
import kostra.testing.pytest_items  # noqa: F401
from kostra.plugins.manager import Registry

pytest_plugins = ("pytester",)

MODULE = """
from kostra.api import Skjema, hookimpl

@hookimpl
def kostra_skjema():
    return Skjema.of_package(__name__, skjema="PRØVE", argang=2024, title="Prøve")
"""
LAYOUT = """\
filbeskrivelse PRØVE 2024 "Prøve"
format fast bredde 8

KOMMUNE  1-4  tekst    rolle kommune  "Kommunenummer"
AAR      5-6  tekst    rolle årgang   "Årgang"
ANTALL   7-8  heltall                 "Antall"
"""
RULES = """\
regelsett PRØVE 2024 "Prøve"

kontroll 001 "Antall er oppgitt"
    skal ANTALL er gyldig
    ellers feil "Antallet er {ANTALL}."
    godta ANTALL = 3
    avvis ANTALL = ""

kontroll 002 "Ikke for mange"
    når ANTALL > 20
    gir advarsel "Antallet er {ANTALL}."
    godta ANTALL = 20
    avvis ANTALL = 21
    avvis ANTALL = 99
"""
ALL = ["001-godta-1", "001-avvis-1", "002-godta-1", "002-avvis-1", "002-avvis-2", "gyldig.dat", "dekning"]

MakePack = Callable[..., Path]


@pytest.fixture(autouse=True)
def without_hypothesis(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    # Its plugin loads all of hypothesis at the end of every run, which takes longer than the run itself.
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:hypothesispytest -p no:cacheprovider")


@pytest.fixture
def pack(pytester: pytest.Pytester) -> MakePack:
    """Make a project of one pack and return the pack's folder; the settings name the pack."""

    def make(rules: str = RULES, settings: str = "", example: str = "110324 3\n", **further: str) -> Path:
        folder = pytester.path / "src" / "min_pakke"
        (folder / "eksempler").mkdir(parents=True)
        files = {"__init__.py": MODULE, "filbeskrivelse.layout": LAYOUT, "kontroller.regler": rules}
        files |= {"eksempler/gyldig.dat": example}
        files |= {f"eksempler/{name.replace('_', '.')}": text for name, text in further.items()}
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        pytester.makeini(f"[pytest]\nkostra_pakker =\n    src/min_pakke\n{settings}")
        return folder

    return make


def collected(result: pytest.RunResult) -> list[str]:
    return [line.rpartition("::")[2] for line in result.outlines if "::" in line]


def test_every_example_and_every_file_is_a_test(pack: MakePack, pytester: pytest.Pytester) -> None:
    pack(feil_dat="11032422\n", feil_funn="002 advarsel 1\n")
    result = pytester.runpytest("--collect-only", "-q")
    assert collected(result) == [*ALL[:-2], "feil.dat", *ALL[-2:]]
    pytester.runpytest().assert_outcomes(passed=len(ALL) + 1)


def test_tests_of_the_author_run_beside_them(pack: MakePack, pytester: pytest.Pytester) -> None:
    pack()
    pytester.makepyfile("def test_own(): pass")
    pytester.runpytest().assert_outcomes(passed=len(ALL) + 1)
    pytester.runpytest("-m", "kostra").assert_outcomes(passed=len(ALL), deselected=1)
    pytester.runpytest("-k", "002").assert_outcomes(passed=3, deselected=len(ALL) - 2)


def test_whoever_names_a_file_gets_that_file_alone(pack: MakePack, pytester: pytest.Pytester) -> None:
    pack()
    own = pytester.makepyfile("def test_own(): pass")
    pytester.runpytest(own).assert_outcomes(passed=1)
    # A folder is not a file: what the settings name takes part.
    pytester.runpytest(str(pytester.path)).assert_outcomes(passed=len(ALL) + 1)


def test_a_test_is_run_again_by_its_name(pack: MakePack, pytester: pytest.Pytester) -> None:
    pack(RULES.replace("avvis ANTALL = 99", "avvis ANTALL = 9"))
    failing = next(line.split()[1] for line in pytester.runpytest("-rf").outlines if line.startswith("FAILED"))
    assert failing == "src/min_pakke/kontroller.regler::002-avvis-2"
    pytester.runpytest(failing).assert_outcomes(failed=1)


def test_a_rule_file_needs_no_settings(pack: MakePack, pytester: pytest.Pytester) -> None:
    rules = pack() / "kontroller.regler"
    pytester.makeini("[pytest]\n")
    pytester.runpytest(rules).assert_outcomes(passed=len(ALL))
    assert collected(pytester.runpytest("--collect-only", "-q")) == []


def test_an_example_that_does_not_hold_is_shown_where_it_stands(pack: MakePack, pytester: pytest.Pytester) -> None:
    pack(RULES.replace("godta ANTALL = 20", "godta ANTALL = 22"))
    result = pytester.runpytest()
    result.assert_outcomes(failed=1, passed=len(ALL) - 1)
    result.stdout.fnmatch_lines(
        [
            "*kontroll 002-godta-1*",
            "Kontroll 002 «Ikke for mange»",
            "src/min_pakke/kontroller.regler:12:*Eksemplet skulle godtas, men kontrollen slo til.*",
            "*12 |     godta ANTALL = 22",
        ]
    )
    assert "Traceback" not in result.stdout.str()


def test_an_example_file_with_other_findings(pack: MakePack, pytester: pytest.Pytester) -> None:
    pack(example="110324 3\n11032499\n")
    result = pytester.runpytest()
    result.assert_outcomes(failed=1, passed=len(ALL) - 1)
    result.stdout.fnmatch_lines(["gyldig.dat skulle vært uten funn: 002 advarsel 2: Antallet er 99."])


# ── Coverage ─────────────────────────────────────────────────────────────────────────────────────────────────────────

SILENT = RULES.replace("    avvis ANTALL = 21\n    avvis ANTALL = 99\n", "")


def test_the_coverage_is_told(pack: MakePack, pytester: pytest.Pytester) -> None:
    pack()
    pytester.runpytest().stdout.fnmatch_lines(
        ["*kontroller som slår til på et eksempel*", "PRØVE 2024: 2 av 2 (100 %)"]
    )


def test_a_control_that_no_example_makes_fire_is_named(pack: MakePack, pytester: pytest.Pytester) -> None:
    pack(SILENT)
    result = pytester.runpytest()
    result.assert_outcomes(failed=1, passed=4)
    result.stdout.fnmatch_lines(
        [
            "PRØVE 2024: 1 av 2 (50 %), men 100 % er krevd (kostra_dekning).",
            "  src/min_pakke/kontroller.regler:9: kontroll 002 «Ikke for mange»",
            "PRØVE 2024: 1 av 2 (50 %), ikke 002",
        ]
    )
    result.stdout.no_fnmatch_line("*kontroll 001 «*")


def test_less_coverage_may_be_enough(pack: MakePack, pytester: pytest.Pytester) -> None:
    pack(SILENT, settings="kostra_dekning = 50\n")
    result = pytester.runpytest()
    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines(["PRØVE 2024: 1 av 2 (50 %), ikke 002"])


def test_the_coverage_is_told_by_workers_as_well(pack: MakePack, pytester: pytest.Pytester) -> None:
    pytest.importorskip("xdist", reason="pytest-xdist er ikke installert")
    pack(SILENT)
    result = pytester.runpytest_subprocess("-n", "1")
    result.assert_outcomes(failed=1, passed=4)
    result.stdout.fnmatch_lines(["PRØVE 2024: 1 av 2 (50 %), ikke 002"])


# ── What cannot be tried ─────────────────────────────────────────────────────────────────────────────────────────────


def test_rules_with_faults_are_shown_with_all_of_them(pack: MakePack, pytester: pytest.Pytester) -> None:
    pack(RULES.replace("ANTALL > 20", "ANTAL > 20"))
    result = pytester.runpytest()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*src/min_pakke/kontroller.regler:10:*", "*mente du ANTALL?*"])
    assert "Traceback" not in result.stdout.str()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("kostra_pakker = src/finnes_ikke", "*«src/finnes_ikke» er verken en mappe med en pakke eller*"),
        ("kostra_pakker = skjema-SYKKEL-1900", "*Skjema SYKKEL er ikke installert*"),
        ("kostra_pakker = src/odelagt", "*kan ikke brukes*ImportError*"),
        ("kostra_pakker = src/min_pakke\nkostra_dekning = mye", "*kostra_dekning skal være et tall fra 0 til 100*"),
    ],
)
def test_settings_that_cannot_be_used(settings: str, said: str, pack: MakePack, pytester: pytest.Pytester) -> None:
    pack()
    broken = pytester.mkpydir("odelagt").rename(pytester.path / "src" / "odelagt")
    (broken / "__init__.py").write_text("raise ImportError('ødelagt')", encoding="utf-8")
    pytester.makeini(f"[pytest]\n{settings}\n")
    result = pytester.runpytest()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([said])


def test_a_module_is_no_pack(pytester: pytest.Pytester) -> None:
    (pytester.path / "felles.regler").write_text("modul felles\n", encoding="utf-8")
    result = pytester.runpytest("felles.regler")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*felles.regler er ikke regelsettet i en pakke.*"])


# ── Packs that are installed ─────────────────────────────────────────────────────────────────────────────────────────


def test_an_installed_pack_is_named_by_its_entry_point(pytester: pytest.Pytester) -> None:
    ref = Registry().packs()[0]
    pytester.makeini(f"[pytest]\nkostra_pakker = {ref.plugin.entry_point.name}\n")
    result = pytester.runpytest()
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines([f"{ref.form} {ref.year}: *(100 %)"])


# ── Fixtures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_generator_makes_the_same_data_for_the_same_test(pack: MakePack, pytester: pytest.Pytester) -> None:
    pack(example="110324 3\n110324 4\n")
    pytester.makepyfile(
        """
        from kostra.testing import Generator
        from kostra.workbench.pack_folders import pack_in

        def test_made(kostra_generator, request):
            skjema = pack_in(request.config.rootpath / "src" / "min_pakke")
            made = kostra_generator.file(skjema, 40, faults=3)
            assert len(made.rows) == 40 and len(made.data.splitlines()) == 40
            assert len(made.faults) == 3
            assert Generator("test_made").file(skjema, 40, faults=3) == made
            assert Generator("another").file(skjema, 40, faults=3) != made
        """
    )
    pytester.runpytest("-k", "test_made").assert_outcomes(passed=1, deselected=len(ALL))


def test_the_registry_knows_what_is_installed(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_registry(kostra_registry):
            assert kostra_registry.packs()
        """
    )
    pytester.runpytest().assert_outcomes(passed=1)


# ── Everybody else ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_project_without_packs_loads_nothing_heavy(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_own(): pass")
    said = pytester.run(
        sys.executable,
        "-c",
        "import pytest, sys; code = pytest.main(['-q']); "
        "print('plugin', 'kostra.testing.pytest_plugin' in sys.modules); "
        "print('heavy', sorted({'numpy', 'lark', 'typer', 'kostra.checking'} & set(sys.modules)), int(code))",
    )
    said.stdout.fnmatch_lines(["plugin True", "heavy [[][]] 0"])

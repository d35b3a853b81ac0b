from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.plugins.distributions import Site
from tests.reports import samples

from kostra.api.errors import BrokenPackError, NoSuchFormError
from kostra.api.report import Report
from kostra.plugins.discovery import BrokenPlugin
from kostra.plugins.manager import Registry
from kostra.plugins.packs import ranges

# ── Finding packs ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_only_the_pack_that_is_asked_for_is_imported(site: Site) -> None:
    site.add_pack("9Z", 2040)
    wanted = site.add_pack("9Z", 2041)
    site.add_pack("8", 2041)
    registry = Registry()
    assert [(p.form, p.year) for p in registry.packs()] == [("8", 2041), ("9Z", 2040), ("9Z", 2041)]
    assert registry.years("9z") == (2040, 2041)
    assert site.imported() == []
    loaded = registry.load("9z", 2041)
    assert loaded.skjema.key == ("9Z", 2041)
    assert (loaded.distribution, loaded.version) == ("kostra-skjema-9z-2041", "0.1.0")
    assert site.imported() == [wanted]


def test_forms_are_listed_as_people_count(site: Site) -> None:
    for form in ("LEGE", "12", "7B", "11C", "7"):
        site.add_pack(form, 2040)
    assert [pack.form for pack in Registry().packs()] == ["7", "7B", "11C", "12", "LEGE"]


def test_a_form_with_two_entry_points_is_one_pack_under_both_names(site: Site) -> None:
    site.add_pack("9Z", 2040, aliases=("9ZX",), also=("9ZX",))
    site.add_pack("8", 2040)
    registry = Registry()
    (pack,) = registry.packs_for("9zx")
    assert (pack.form, pack.aliases) == ("9Z", ("9ZX",))
    assert registry.load("9ZX", 2040).skjema.skjema == "9Z"
    assert site.imported() == ["pakke_9z_2040"]


def test_an_alias_without_an_entry_point_is_found_by_asking_the_packs(site: Site) -> None:
    site.add_pack("9Z", 2040, aliases=("Niern",))
    site.add_pack("8", 2040, source="import finnes_ikke")
    assert Registry().load("NIERN", 2040).skjema.skjema == "9Z"


def test_a_form_that_is_not_installed_is_told_with_those_that_are(site: Site) -> None:
    for year in (2040, 2041, 2043):
        site.add_pack("9Z", year)
    site.add_pack("8", 2040)
    with pytest.raises(NoSuchFormError) as error:
        Registry().load("9ZZ", 2040)
    assert str(error.value) == "Skjema 9ZZ er ikke installert. Mente du 9Z? Installert: 8 (2040), 9Z (2040–2041, 2043)."


def test_a_year_that_is_not_installed_is_told_with_those_that_are(site: Site) -> None:
    site.add_pack("9Z", 2040)
    site.add_pack("9Z", 2041)
    with pytest.raises(NoSuchFormError, match=r"^9Z finnes for 2040–2041, ikke 2042\.$"):
        Registry().load("9Z", 2042)


def test_nothing_installed(site: Site) -> None:
    with pytest.raises(NoSuchFormError, match="heller ingen andre"):
        Registry().years("9Z")


def test_two_distributions_for_one_form_and_year_are_both_named(site: Site) -> None:
    site.add_pack("9Z", 2040, name="pakke-en", module="en")
    site.add_pack("9z", 2040, name="pakke-to", module="to")
    with pytest.raises(BrokenPackError, match=r"pakke-en \(modul en\) og pakke-to \(modul to\)"):
        Registry().load("9Z", 2040)
    assert all(isinstance(loaded, BrokenPlugin) for _, loaded in Registry().every_pack())


def test_ranges_of_years() -> None:
    assert ranges([2043, 2040, 2041, 2040]) == "2040–2041, 2043"
    assert ranges([2040]) == "2040"


# ── Broken packs ─────────────────────────────────────────────────────────────────────────────────────────────────────

BREAKAGES = {
    "missing module": ("import finnes_ikke", "ModuleNotFoundError: No module named 'finnes_ikke'"),
    "syntax": ("def (", "SyntaxError: invalid syntax"),
    "exit": ("import sys; sys.exit(0)", "SystemExit: 0"),
    "own base exception": ("class Stopp(BaseException): pass\nraise Stopp('her')", "Stopp: her"),
    "no hook": ("x = 1", "kroken kostra_skjema mangler"),
    "rubbish": ("from kostra.api import hookimpl\n@hookimpl\ndef kostra_skjema(): return 42", "ga int, ikke et Skjema"),
    "nothing": ("from kostra.api import hookimpl\n@hookimpl\ndef kostra_skjema(): return None", "ga ingenting"),
    "raises": ("from kostra.api import hookimpl\n@hookimpl\ndef kostra_skjema(): return 1 / 0", "ZeroDivisionError"),
    "unknown hook": ("from kostra.api import hookimpl\n@hookimpl\ndef kostra_skjemma(): pass", "kostra_skjemma"),
    "wrong arguments": (
        "from kostra.api import hookimpl\n@hookimpl\ndef kostra_skjema(hva): pass",
        "krokene er ikke slik kostra venter dem",
    ),
    "leak": ("raise ValueError('010190 12345 og 01819012345')", "ValueError: 010190 ***** og 018190*****"),
}


@pytest.mark.parametrize(("source", "reason"), BREAKAGES.values(), ids=BREAKAGES.keys())
def test_a_broken_pack_is_named_when_asked_for_and_harms_no_other(site: Site, source: str, reason: str) -> None:
    site.add_pack("9Z", 2040, source=source)
    site.add_pack("8", 2040)
    registry = Registry()
    with pytest.raises(BrokenPackError) as error:
        registry.load("9Z", 2040)
    message = str(error.value)
    assert "«skjema-9Z-2040» (kostra-skjema-9z-2040, modul pakke_9z_2040)" in message
    assert reason in message
    assert "\n" not in message
    assert registry.load("8", 2040).skjema.skjema == "8"


def test_a_pack_that_says_it_is_another_is_broken(site: Site) -> None:
    text = (
        "from kostra.api import Skjema, hookimpl\n@hookimpl\ndef kostra_skjema(): return Skjema('8', 2041, '', '', '')"
    )
    site.add_pack("9Z", 2040, source=text)
    with pytest.raises(BrokenPackError, match="skjema 8 for 2041, men inngangspunktet sier skjema 9Z for 2040"):
        Registry().load("9Z", 2040)


def test_a_year_that_is_text_is_not_the_year(site: Site) -> None:
    text = (
        "from kostra.api import Skjema, hookimpl\n@hookimpl\n"
        "def kostra_skjema(): return Skjema('9Z', '2040', '', '', '')"
    )
    site.add_pack("9Z", 2040, source=text)
    with pytest.raises(BrokenPackError):
        Registry().load("9Z", 2040)


def test_the_users_own_interruption_is_not_swallowed(site: Site) -> None:
    site.add_pack("9Z", 2040, source="raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        Registry().load("9Z", 2040)


def test_a_plugin_that_prints_does_not_disturb_the_report(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.add_pack("9Z", 2040, source="print('reklame')")
    with pytest.raises(BrokenPackError):
        Registry().load("9Z", 2040)
    assert capsys.readouterr().out == ""


def test_every_pack_is_tried_however_many_are_broken(site: Site) -> None:
    site.add_pack("8", 2040, source="raise RuntimeError('nei')")
    site.add_pack("9Z", 2040)
    tried = [(pack.form, isinstance(loaded, BrokenPlugin)) for pack, loaded in Registry().every_pack()]
    assert tried == [("8", True), ("9Z", False)]


@pytest.mark.parametrize("name", ["skjema-9Z", "skjema-9Z-40", "skjema", "noe-annet", "skjema--2040"])
def test_an_entry_point_with_a_useless_name_is_reported(site: Site, name: str) -> None:
    site.add("rot", {name: "rot"}, {"rot": ""})
    registry = Registry()
    assert registry.packs() == ()
    (problem,) = registry.problems
    assert (problem.name, problem.distribution, problem.module) == (name, "rot", "rot")


def test_damaged_metadata_of_one_distribution_hides_no_other(site: Site) -> None:
    site.add_pack("9Z", 2040)
    site.add("odelagt", {}, {})
    site.add("uvedkommende", {}, {})
    (site.folder / "odelagt-0.1.0.dist-info" / "entry_points.txt").write_text("[kostra]\nuten likhetstegn\n")
    (site.folder / "uvedkommende-0.1.0.dist-info" / "entry_points.txt").write_text("[annet]\nuten likhetstegn\n")
    registry = Registry()
    assert [pack.form for pack in registry.packs()] == ["9Z"]
    assert [problem.distribution for problem in registry.problems] == ["odelagt"]


def test_a_distribution_without_metadata_still_counts(site: Site) -> None:
    site.add_pack("9Z", 2040)
    (site.folder / "kostra_skjema_9z_2040-0.1.0.dist-info" / "METADATA").unlink()
    assert Registry().load("9Z", 2040).distribution == "ukjent pakke"


# ── Other plugins ────────────────────────────────────────────────────────────────────────────────────────────────────

REPORT = """
from kostra.api import ReportFormat, hookimpl

@hookimpl
def kostra_rapporter():
    return [ReportFormat({name!r}, ".x", lambda report, options: "hei")]
"""


def test_a_report_format_is_imported_only_when_it_is_wanted(site: Site) -> None:
    site.add("to", {"rapport-pdf": "rapport_pdf"}, {"rapport_pdf": REPORT.format(name="pdf")})
    site.add("tre", {"rapport-odt": "rapport_odt"}, {"rapport_odt": REPORT.format(name="odt")})
    registry = Registry()
    assert {"text", "json"} <= {f.name for f in registry.report_formats("json")}
    assert site.imported() == []
    assert "pdf" in {f.name for f in registry.report_formats("pdf")}
    assert site.imported() == ["rapport_pdf"]
    assert {"text", "json", "pdf", "odt"} <= {f.name for f in registry.report_formats()}


def test_a_broken_report_format_is_an_error_only_when_it_is_the_one_asked_for(site: Site) -> None:
    site.add("to", {"rapport-pdf": "rapport_pdf"}, {"rapport_pdf": "raise OSError('skriver mangler')"})
    registry = Registry()
    assert registry.report_formats("text")
    assert registry.problems == ()
    with pytest.raises(BrokenPackError, match=r"pdf.*to, modul rapport_pdf.*skriver mangler"):
        registry.report_formats("pdf")
    registry = Registry()
    assert {"text", "json"} <= {f.name for f in registry.report_formats()}
    assert [problem.name for problem in registry.problems] == ["rapport-pdf"]


def test_a_report_plugin_has_the_format_that_its_name_promises(site: Site) -> None:
    site.add("to", {"rapport-pdf": "rapport_pdf"}, {"rapport_pdf": REPORT.format(name="odt")})
    with pytest.raises(BrokenPackError, match="rapport-pdf har ikke noe format som heter pdf"):
        Registry().report_formats("pdf")


def test_a_plugin_cannot_take_the_name_of_something_built_in(site: Site) -> None:
    site.add("kapring", {"rapport-kapret": "kapret"}, {"kapret": REPORT.format(name="json")})
    registry = Registry()
    (json_format,) = [f for f in registry.report_formats() if f.name == "json"]
    assert json_format.suffix == ".json"
    assert "navnet json er brukt" in registry.problems[0].reason


FUNCTIONS = """
from kostra.api import CodeList, PluginFunction, hookimpl

@hookimpl
def kostra_funksjoner():
    return [PluginFunction({name!r}, ("tekst",), "tekst", str.upper)]

@hookimpl
def kostra_kodelister():
    return [CodeList({name!r}, {{"1": "Ja"}})]
"""


def test_functions_and_code_lists_come_from_all_plugins_that_work(site: Site) -> None:
    site.add("en", {"funksjoner-en": "f_en", "kodelister-en": "f_en"}, {"f_en": FUNCTIONS.format(name="en")})
    site.add("to", {"funksjoner-to": "f_to", "kodelister-to": "f_to"}, {"f_to": "1/0"})
    site.add(
        "tre",
        {"funksjoner-tre": "f_tre"},
        {"f_tre": "from kostra.api import hookimpl\n@hookimpl\ndef kostra_funksjoner(): return ['x']"},
    )
    registry = Registry()
    assert [f.name for f in registry.functions()] == ["en"]
    assert [c.name for c in registry.code_lists()] == ["en"]
    assert [p.name for p in registry.problems] == ["funksjoner-to", "funksjoner-tre", "kodelister-to"]


HOUSE = """
from pathlib import Path
from kostra.api import RuleSource, hookimpl

@hookimpl
def kostra_husregler(skjema, argang):
    return RuleSource(Path("senja.regler")) if (skjema, argang) == ("9Z", 2040) else None
"""


def test_house_rules_are_asked_for_by_form_and_year(site: Site) -> None:
    site.add("kostra-husregler-senja", {"husregler-senja": "senja"}, {"senja": HOUSE})
    registry = Registry()
    (rules,) = registry.house_rules("9Z", 2040)
    assert (rules.name, rules.distribution, rules.source.rules) == (
        "senja",
        "kostra-husregler-senja",
        Path("senja.regler"),
    )
    assert registry.house_rules("9Z", 2041) == ()


def test_what_comes_after_the_check_can_fail_without_consequence(site: Site) -> None:
    seen = "from kostra.api import hookimpl\n@hookimpl\ndef kostra_etter_kontroll(report): sett.append(report)\nsett=[]"
    site.add(
        "arkiv", {"etter-arkiv": "arkiv", "etter-brak": "brak"}, {"arkiv": seen, "brak": "import sys; sys.exit(1)"}
    )
    registry = Registry()
    report: Report = replace(samples.healthy(), title="til arkivet")
    registry.after_check(report)
    assert sys.modules["arkiv"].sett == [report]
    assert [problem.name for problem in registry.problems] == ["etter-brak"]


def test_a_pack_is_found_by_the_interpreters_own_search(tmp_path: Path) -> None:
    Site(tmp_path).add_pack("9Z", 2040)
    code = (
        "from kostra.plugins.manager import Registry; import sys\n"
        "r = Registry(); print(r.years('9z')); print('pakke_9z_2040' in sys.modules)\n"
        "print(r.load('9Z', 2040).distribution)"
    )
    paths = [str(tmp_path), *sys.path]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:] = {paths!r}\n{code}"], capture_output=True, text=True
    )
    assert done.stdout.splitlines() == ["(2040,)", "False", "kostra-skjema-9z-2040"], done.stderr

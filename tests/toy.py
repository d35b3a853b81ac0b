"""A small form of our own, installed for one test: enough rules to see what house rules and acknowledgements do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.plugins.distributions import Site, installed_in

from kostra.api import check
from kostra.api.report import ControlResult, Finding, Report
from kostra.plugins.manager import Registry

LAYOUT = """\
filbeskrivelse 9Z {year} "Prøveskjema"
format fast bredde 33

KOMMUNE  1-4    tekst    rolle kommune        "Kommune"
ÅR       5-6    tekst    rolle årgang         "Årgang"
JOURNAL  7-10   tekst    rolle journalnummer  "Journalnummer"
FNR      11-21  tekst    rolle fødselsnummer  sensitiv  "Fødselsnummer"
KILDE    22     tekst    kodeliste KILDER     "Kilde"
BELØP    23-27  heltall                       "Beløp"
{extra}  28-33  tekst                         "Merknad"

kodeliste KILDER
    "1" "Arbeid"
    "2" "Trygd"
"""

RULES = """\
regelsett 9Z {year} "Prøveskjema"

filkontroll 000 fatal "Innhold"
filkontroll 001 fatal "Lengde"

kontroll 010 "Kilden er en kode"
    når KILDE er utfylt
    skal rå(KILDE) blant KILDER
    ellers feil "Kilden er {{KILDE}}."

kontroll 020 "Høyt beløp"
    når BELØP > 500
    gir advarsel "Beløpet er {{BELØP}}."

kontroll 021 "Beløp uten kilde"
    når BELØP > 100 og KILDE er blank
    gir advarsel "Beløpet er {{BELØP}}, men det er ingen kilde."
    felt BELØP
    viker

kontroll 030 "Samme journal to ganger"
    for hver gruppe JOURNAL
    skal antall() = 1
    ellers advarsel "Journalen står på {{antall()}} linjer."

kontroll 040 "Mange"
    for filen
    skal antall() < 4
    ellers info "Filen har {{antall()}} poster."

statistikk "Beløp"
    "Sum" sum(BELØP)
"""

MODULE = """\
from pathlib import Path
from kostra.api import Parameter, Skjema, hookimpl

@hookimpl
def kostra_skjema():
    here = Path({folder!r})
    return Skjema("9Z", {year}, "Prøveskjema", here / "{year}.layout", here / "{year}.regler", aliases=("9ZZ",),
                  parameters=(Parameter("antall_ventet", "heltall", "Antallet som er ventet"),))
"""

IDS = ("01819012345", "02819012345", "03819012345", "04819012345", "05819012345")
"""Made-up identity numbers (months above 80); their check digits do not hold."""


def row(
    journal: str = "77", number: str = IDS[0], source: str = "1", amount: str = "", note: str = "", year: int = 2040
) -> str:
    """Return a record."""
    return f"5530{year % 100}{journal:<4}{number:<11}{source:<1}{amount:>5}{note:<6}"


@dataclass
class Toy:
    """The form 9Z, for 2040 and 2041 (which has MERKNAD2 in the place of MERKNAD), installed alone."""

    folder: Path
    site: Site
    written: int = field(default=0)

    def file(self, *rows: str, name: str = "fil.dat") -> Path:
        """Write a file to check."""
        path = self.folder / name
        path.write_text("".join(f"{one}\n" for one in rows), encoding="utf-8")
        return path

    def house(self, text: str, name: str = "") -> Path:
        """Write a file of house rules."""
        self.written += 1
        path = self.folder / (name or f"hus{self.written}.regler")
        path.write_text(text, encoding="utf-8")
        return path

    def plugin(self, name: str, rules: Path | str, **texts: str) -> None:
        """Install a plugin with house rules: a file of them, or the expression that its hook returns."""
        answer = f"RuleSource(Path({str(rules)!r}))" if isinstance(rules, Path) else rules
        source = (
            "from pathlib import Path\nfrom kostra.api import CodeList, PluginFunction, RuleSource, hookimpl\n"
            f"@hookimpl\ndef kostra_husregler(skjema, argang): return {answer}\n"
        )
        for hook, expression in texts.items():
            source += f"@hookimpl\ndef {hook}(): return {expression}\n"
        kinds = {"kostra_funksjoner": "funksjoner", "kostra_kodelister": "kodelister"}
        module = f"hus_{name}"
        points = {f"{kind}-{name}": module for kind in ("husregler", *(kinds[hook] for hook in texts))}
        self.site.add(f"hus-{name}", points, {module: source})

    def check(self, *rows: str, year: int = 2040, **options: Any) -> Report:
        """Check a file of such rows."""
        return check([self.file(*rows)], skjema="9Z", argang=year, registry=Registry(), lager=False, **options)


def official(report: Report) -> tuple[bool, Sequence[ControlResult], Sequence[Finding]]:
    """Return all that a report says of the official controls, with the verdict."""
    return (
        report.may_submit,
        [control for control in report.controls if not control.house_rule],
        [finding for finding in report.findings if not finding.house_rule],
    )


def outcomes(report: Report) -> Mapping[str, str]:
    """Return how each control of house rules ended: the outcome, or the reason where there is one."""
    return {c.id: c.reason or c.outcome.value for c in report.controls if c.house_rule}


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    folder = tmp_path / "skjema"
    folder.mkdir()
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    (tmp_path / "site").mkdir()
    site = installed_in(tmp_path / "site", monkeypatch)
    for year, extra in ((2040, "MERKNAD"), (2041, "MERKNAD2")):
        (folder / f"{year}.layout").write_text(LAYOUT.format(year=year, extra=extra), encoding="utf-8")
        (folder / f"{year}.regler").write_text(RULES.format(year=year), encoding="utf-8")
        site.add_pack("9Z", year, source=MODULE.format(folder=str(folder), year=year))
    monkeypatch.chdir(folder)
    yield Toy(folder, site)
    site.forget()

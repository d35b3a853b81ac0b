"""The specification holds everything of a pack, names every deviation, and lets nothing in a pack become markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.documentation.editions import LAYOUT, REGISTRY, RULES, written, year

from kostra.documentation.deviations import explanations
from kostra.documentation.spec_html import html
from kostra.documentation.spec_markdown import markdown
from kostra.documentation.specification import Specification, specify

PACKS = pytest.mark.parametrize(
    ("form", "number"), [("11F", 2022), ("11F", 2026), ("11C", 2025), ("12", 2022), ("7B", 2023)]
)


class Page(HTMLParser):
    """Collects ids, links and texts of a page, and what it would load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        self.tags.append(tag)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append(values.get("href", ""))
        self.loads += [values[key] for key in ("src", "srcset", "data", "action") if key in values]
        if tag == "link":
            self.loads.append(values.get("href", ""))


def spec_of(form: str, number: int) -> Specification:
    return specify(year(form, number))


@PACKS
def test_every_control_and_field_has_its_anchor_and_every_link_its_target(form: str, number: int) -> None:
    spec = spec_of(form, number)
    page = Page(html(spec))
    assert {f"kontroll-{control.id}" for control in spec.controls} <= set(page.ids)
    assert {f"felt-{field.name}" for field in spec.fields} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


@PACKS
def test_the_page_needs_nothing_but_itself(form: str, number: int) -> None:
    text = html(spec_of(form, number))
    page = Page(text)
    assert page.loads == []
    assert [link for link in page.links if not link.startswith("#")] == []
    assert "url(" not in text
    assert "@import" not in text


@PACKS
def test_every_control_is_told_whole_in_both_formats(form: str, number: int) -> None:
    spec = spec_of(form, number)
    program = year(form, number).compiled.program
    numbers = [control.id for control in program.controls] + [control.id for control in program.file_controls]
    assert [control.id for control in spec.controls] == sorted(numbers)
    text = markdown(spec)
    for control in spec.controls:
        assert f'<a id="kontroll-{control.id}"></a>' in text
        assert control.rule in text
        assert control.words, control.id
    for field in spec.fields:
        assert f'<a id="felt-{field.name}"></a>' in text
    assert spec.fingerprint in text
    assert spec.fingerprint in html(spec)


@PACKS
def test_markdown_tables_have_as_many_cells_in_every_row(form: str, number: int) -> None:
    for block in re.split(r"\n(?!\|)", markdown(spec_of(form, number))):
        rows = [line for line in block.split("\n") if line.startswith("|")]
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) <= 1, rows[:3]


def test_the_same_year_gives_the_same_document() -> None:
    assert html(spec_of("11F", 2025)) == html(specify(year("11F", 2025)))


def test_what_a_name_in_a_rule_stands_for_is_told_with_it() -> None:
    controls = {control.id: control for control in spec_of("11F", 2025).controls}
    assert ("HØY_ALDER", "96") in controls["007"].names
    assert ("VILKÅRSTYPER", "VILKARARBEID … VILKARNORSKSAMISKOPPL") in controls["043"].names
    assert controls["020B"].origin == "modulen sosialhjelp, kontroll 020"
    assert controls["013"].messages == (
        ("feil", "Antall barn under 18 år er {ANTBU18.verdi}. Det skal være færre enn 14."),
    )


def test_a_control_that_needs_a_parameter_says_so() -> None:
    spec = spec_of("11C", 2025)
    (control,) = [control for control in spec.controls if control.options]
    assert (control.id, control.options) == ("900", ("--antall-deltakere",))
    assert "Kjøres bare når `--antall-deltakere` er oppgitt." in markdown(spec)


def test_assumed_fields_are_listed_with_what_is_assumed() -> None:
    spec = spec_of("12", 2022)
    assert "VEDTAKSDATO" in [field.name for field in spec.assumed]
    chapter = markdown(spec).partition("### Antatte felt")[2].partition("\n## ")[0]
    assert "format antatt" in chapter
    assert "SATS_ENSLIG" not in chapter


def test_deviations_are_a_chapter_of_their_own_with_an_explanation_each() -> None:
    spec = spec_of("11F", 2026)
    by_number = {deviation.number: deviation for deviation in spec.deviations}
    assert by_number["D1"].controls == ("002",)
    assert "D8" not in by_number
    assert by_number["D14"].controls == ()
    chapter = markdown(spec).partition("## Avvik")[2].partition("\n## ")[0]
    assert all(deviation.explanation in chapter.replace("\\", "") for deviation in spec.deviations)


def test_every_deviation_that_a_pack_names_is_explained_and_every_explanation_is_of_use() -> None:
    named: set[str] = set()
    explained: set[str] = set()
    for pack in REGISTRY.packs():
        spec = spec_of(pack.form, pack.year)
        named |= {deviation.number for deviation in spec.deviations}
        assert all(deviation.explanation for deviation in spec.deviations), pack
        explained |= set(explanations(REGISTRY.load(pack.form, pack.year).skjema.modules))
    assert named == explained


def test_nothing_in_a_pack_becomes_markup(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=y> & | `` __b__"
    rules = RULES.replace('"Ingen grunn."', f'"{evil}"').replace('"Rett svaret."', f'"{evil}"')
    layout = LAYOUT.replace('"Vet ikke"', f'"{evil}"').replace('"Resten"', f'"{evil}"')
    spec = specify(written(tmp_path / "pakke", rules.replace('"Mange"', f'"{evil}"'), layout))
    page = Page(html(spec))
    assert page.tags.count("script") == 1
    assert "img" not in page.tags
    text = re.sub(r"```text.*?```", "", markdown(spec), flags=re.DOTALL)
    assert "<script" not in re.sub(r"\\<", "", text)


def test_a_deviation_that_nobody_explains_is_still_listed(tmp_path: Path) -> None:
    spec = specify(written(tmp_path / "pakke", RULES.replace("    råd", '    avvik "X9"\n    råd')))
    assert [(d.number, d.explanation, d.controls) for d in spec.deviations] == [("X9", "", ("003",))]
    assert "Ikke forklart." in markdown(spec)
    assert "Ikke forklart." in html(spec)

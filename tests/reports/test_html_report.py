from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reports import samples

from kostra.api.formats import RenderOptions
from kostra.api.report import (
    Acknowledgement,
    CheckedFile,
    ControlResult,
    FieldValue,
    Finding,
    Outcome,
    Report,
    Severity,
)
from kostra.reports.html_report import FIRST_PAGE, render
from kostra.reports.html_text import visible

TEXTS = st.text(st.characters(exclude_categories=()), max_size=30)
"""Any text at all, half characters included."""


class Page(HTMLParser):
    """A page as a browser sees it: its elements, its text, and what stands in scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self._texts: list[str] = []
        self._inside: str | None = None
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return " ".join("".join(self._texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("a", "b", "bdi", "code", "i", "span", "strong"):
            self._texts.append(" ")
        if tag in self.raw:
            self._inside = tag
            self.raw[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.raw[self._inside][-1] += data
        else:
            self._texts.append(data)


def html(report: Report, options: RenderOptions | None = None) -> str:
    return "".join(render(report, options or RenderOptions()))


def page(report: Report, options: RenderOptions | None = None) -> Page:
    return Page(html(report, options))


def data(report: Report, options: RenderOptions | None = None) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(page(report, options).raw["script"][0])
    return parsed


def found(report: Report) -> list[tuple[Any, ...]]:
    """Return the findings as the page's data holds them."""
    read = data(report)
    texts, columns = read["tekster"], read["kolonner"]
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    findings = []
    for row in rows:
        *control, house = read["kontroller"][row["kontroll"]]
        sets = [read["felt"][number] for number in read["feltsett"][row["feltsett"]]]
        fields = tuple(
            (texts[name], start, end, texts[label], texts[value])
            for (name, start, end, label), value in zip(sets, row["verdier"], strict=True)
        )
        lines = row["linjer"] if isinstance(row["linjer"], list) else [row["linjer"]]
        file = None if row["fil"] < 0 else texts[row["fil"]]
        said = (read["alvor"][row["alvor"]][0], texts[row["melding"]], texts[row["journal"]])
        findings.append((*(texts[text] for text in control), house, *said, file, tuple(lines), fields))
    return findings


def as_found(finding: Finding) -> tuple[Any, ...]:
    texts = (finding.control, finding.title, finding.fix, finding.why, finding.origin)
    fields = tuple(
        (visible(f.name), *(-1 if n is None else n for n in (f.start, f.end)), visible(f.label), visible(f.value))
        for f in finding.fields
    )
    return (
        *map(visible, texts),
        int(finding.house_rule),
        finding.severity.value,
        visible(finding.message),
        visible(finding.journal_number.strip()),
        None if finding.file is None else visible(finding.file),
        finding.lines,
        fields,
    )


def many(count: int) -> Report:
    findings = tuple(replace(samples.WRONG_WORK, lines=(n,), message=f"Post {n} er feil.") for n in range(1, count + 1))
    return replace(samples.healthy(), findings=findings)


def test_the_verdict_is_the_first_heading() -> None:
    text = html(samples.with_errors())
    heading = re.search(r"<h[1-6][^>]*>(.*?)</h[1-6]>", text)
    assert heading
    assert heading[1] == "Kan ikke sendes inn: 3 feil hos 2 personer."
    assert "Husreglene er ikke oppfylt" in page(samples.with_errors()).text


def test_same_report_same_bytes() -> None:
    assert html(samples.with_errors()) == html(samples.with_errors())


def test_what_to_fix_first_puts_fatal_errors_and_whole_files_before_the_many() -> None:
    def finding(control: str, *, severity: Severity = Severity.FEIL, line: int | None = 1) -> Finding:
        lines = () if line is None else (line,)
        return replace(samples.WRONG_WORK, control=control, title=f"[{control}]", severity=severity, lines=lines)

    findings = [
        *(finding("mange", line=n) for n in range(1, 9)),
        finding("én"),
        finding("fil", line=None),
        finding("post", severity=Severity.FATAL),
        *(finding("advart", severity=Severity.ADVARSEL, line=n) for n in range(1, 20)),
    ]
    text = page(replace(samples.healthy(), findings=tuple(findings))).text
    top = text[text.index("Rett dette først") : text.index("Hvem retter hva")]
    assert re.findall(r"\[(.*?)\]", re.sub(r"funnene til \[.*?\]", "", top)) == ["post", "fil", "mange", "én"]


def test_warnings_are_named_first_only_where_nothing_blocks() -> None:
    text = page(replace(samples.healthy(), findings=(samples.MANY_KIDS,))).text
    assert "Kan sendes inn. Se likevel på 1 advarsel." in text
    assert "Se på dette Mange barn 013 1 advarsel hos 1 person" in text


def test_every_outcome_of_a_control_is_shown_with_its_reason() -> None:
    text = page(samples.with_errors()).text
    assert "1 kontroll ble ikke kjørt 900 Antall deltakere: --antall-deltakere er ikke oppgitt" in text
    assert "7 kontroller: 1 i orden, 5 med funn, 1 ikke kjørt." in text
    assert "017 Alder i orden" in text
    crash = page(samples.crashed()).text
    assert "Kan ikke avgjøres" in crash
    assert "016 Kurs: ZeroDivisionError i linje 40 i kontroller.regler" in crash


def test_findings_stand_case_worker_by_case_worker_without_a_script() -> None:
    text = page(samples.with_errors()).text
    order = ["Gjelder hele filen", "Saksbehandler Øyvind Dahl", "Saksbehandler Åse Berg", "Uten saksbehandler"]
    places = [text.rindex(name) for name in order]
    assert places == sorted(places)
    assert "Journal 771, linje 12 Feil 016 Kurs som viktigste kilde" in text
    assert "Arbeidssituasjon (ARBEID, 50–51): 01" in text


def test_what_was_accepted_earlier_stands_last_with_its_reason_and_counts_nowhere_else() -> None:
    read = page(samples.with_accepted(["013"]))
    text = read.text
    assert "Kan ikke sendes inn: 3 feil hos 2 personer." in text
    assert "advarsel se om det er riktig" not in text
    assert "1 kvittert sett på før og godtatt" in text
    assert "013 Mange barn med funn, 1 kvittert" in text
    last = text[text.index("Uten saksbehandler", text.index("Saksbehandler Åse Berg")) :]
    assert "Saksbehandler Øyvind Dahl, kvittert" in last
    assert "Kvittert av Kari Moe 2040-01-15: Fire voksne barn <bor> hjemme" in last
    assert "Øyvind Dahl 1 feil hos 1 person" in text
    assert text.count("Kvittert av") == 1


def test_a_form_without_case_workers_has_one_list() -> None:
    text = page(samples.table()).text
    assert "Alle funn" in text
    assert "Uten saksbehandler" not in text
    assert "Linje 2 i a.csv" in text


def test_a_long_report_is_whole_in_the_data_and_starts_in_the_text() -> None:
    report = many(FIRST_PAGE + 50)
    text = page(report).text
    assert f"Post {FIRST_PAGE} er feil." in text
    assert f"Post {FIRST_PAGE + 1} er feil." not in text
    assert f"Her står de første {FIRST_PAGE} av {FIRST_PAGE + 50} funn." in text
    assert len(found(report)) == FIRST_PAGE + 50


@pytest.mark.parametrize("limit", [0, 1, 3, 6, 9])
def test_a_limit_leaves_findings_out_and_says_so_but_changes_no_count(limit: int) -> None:
    report, options = samples.with_errors(), RenderOptions(limit=limit)
    shown = min(limit, len(report.findings))
    text = page(report, options).text
    assert len(data(report, options)["kolonner"]["melding"]) == shown
    assert (f"bare de første {shown} av {len(report.findings)} funn" in text) == (shown < len(report.findings))
    assert "Kan ikke sendes inn: 3 feil hos 2 personer." in text


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, st.booleans()), max_size=5))
def test_the_data_holds_every_finding_whatever_the_texts(drawn: list[tuple[str, str, str, bool]]) -> None:
    findings = tuple(
        replace(
            samples.WRONG_WORK,
            control=a,
            title=b,
            message=c,
            fields=(FieldValue(a, 1, 2, b, c), FieldValue(b, None, None, c, a)),
            journal_number=c,
            fix=a,
            why=b,
            origin=c,
            file=a,
            lines=(number,),
            house_rule=house,
        )
        for number, (a, b, c, house) in enumerate(drawn, 1)
    )
    report = replace(samples.healthy(), findings=findings)
    assert sorted(found(report), key=repr) == sorted(map(as_found, findings), key=repr)


@given(TEXTS)
def test_no_text_becomes_markup(text: str) -> None:
    evil = f"<script>{text}</script><img src=x onerror=y> \" ' &lt; --> {text}"
    field = FieldValue(evil, 1, 2, evil, evil)
    finding = Finding(
        evil, evil, Severity.FEIL, evil, evil, (1,), (field,), evil, evil, evil, evil, evil, True, evil, 1
    )
    report = replace(
        samples.with_errors(),
        program=evil,
        form=evil,
        title=evil,
        package=evil,
        rule_set=evil,
        municipality=evil,
        files=(CheckedFile(evil, 1, evil, evil),),
        controls=(ControlResult(evil, evil, Outcome.CRASHED, reason=evil, house_rule=True),),
        statistics=(replace(samples.healthy().statistics[0], title=evil, rows=((evil, evil), (evil, 1))),),
        findings=(finding, replace(finding, severity=Severity.INFO, acknowledged=Acknowledgement(evil, evil, evil))),
        notes=(evil,),
    )
    tame = page(replace(report, findings=tuple(replace(f, message="tam") for f in report.findings)))
    wild = page(report)
    assert [tag for tag, _ in wild.tags] == [tag for tag, _ in tame.tags]
    assert [tag for tag, _ in wild.tags if tag in ("script", "img")] == ["script", "script"]
    assert not [name for _, attributes in wild.tags for name in attributes if name.startswith("on")]


def test_characters_that_a_browser_would_swallow_are_written_out() -> None:
    odd = "a\x00b\x1b[2Jc\rd\x85e\u202ef\U0001f469g\u200bh\ufeff"
    report = replace(samples.with_errors(), findings=(replace(samples.WRONG_WORK, message=odd),))
    shown = "a\\x00b\\x1b[2Jc\\x0dd\\x85e\u202ef\U0001f469g\\u200bh\\ufeff"
    assert f"<bdi>{shown}</bdi>" in html(report)
    assert shown in data(report)["tekster"]


def test_a_file_name_with_half_a_character_can_be_written() -> None:
    half = "uttrekk\udcff.dat"
    report = replace(samples.table(), findings=(replace(samples.table().findings[0], file=half),))
    written = html(report).encode("utf-8", "backslashreplace").decode()
    assert half in json.loads(Page(written).raw["script"][0])["tekster"]


def test_nothing_is_fetched_from_anywhere() -> None:
    read = page(samples.with_errors())
    for tag, attributes in read.tags:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base")
        assert "src" not in attributes
        assert not (attributes.get("href") or "#").lstrip().strip("#").startswith(("http", "//"))
        assert "style" not in attributes
    assert "url(" not in "".join(read.raw["style"])
    assert "@import" not in "".join(read.raw["style"])


def test_the_policy_lets_this_script_and_this_style_run_and_nothing_else() -> None:
    read = page(samples.with_errors())
    policies = [a["content"] for t, a in read.tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy"]

    def digest(text: str) -> str:
        return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    hashes = f"script-src '{digest(read.raw['script'][1])}'; style-src '{digest(read.raw['style'][0])}'"
    assert policies == [f"default-src 'none'; {hashes}; base-uri 'none'; form-action 'none'"]
    # A browser reads CRLF as LF before it compares; a carriage return would make the page lame.
    assert "\r" not in html(samples.with_errors())


def test_statistics_have_bars_for_parts_and_none_for_the_whole() -> None:
    read = page(samples.healthy())
    bars = [a["width"] for t, a in read.tags if t == "rect" and a.get("class") is None]
    assert bars == ["0.2%", "100.0%"]
    assert "Under 18 3 0,2 % 18 og over 1 497 99,8 % I alt 1 500" in read.text


@pytest.mark.parametrize("rows", [(("a", "ukjent"), ("b", 2)), (("a", -1), ("b", 2)), (("a", 0), ("b", 0)), ()])
def test_figures_that_no_bar_can_show_stand_as_figures(rows: tuple[tuple[str, int | str], ...]) -> None:
    table = replace(samples.healthy().statistics[0], rows=rows)
    read = page(replace(samples.healthy(), statistics=(table,)))
    assert "rect" not in [tag for tag, _ in read.tags]
    for label, value in rows:
        assert f"{label} {value}" in read.text


def test_the_total_is_the_row_that_the_engine_adds() -> None:
    from kostra.engine.statistics import TOTAL_LABEL
    from kostra.reports.html_statistics import TOTAL

    assert TOTAL == TOTAL_LABEL


def test_says_whether_identity_numbers_can_be_seen() -> None:
    assert "Fødselsnumre er skjult." in page(samples.with_errors()).text
    assert (
        "Fødselsnumre er synlige i denne rapporten." in page(samples.with_errors(), RenderOptions(sensitive=True)).text
    )

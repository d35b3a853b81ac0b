from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.browser.conftest import Open
from tests.browser.pages import choose, messages, one, shown, status, until
from tests.reports import samples

from kostra.api.formats import RenderOptions
from kostra.api.report import Acknowledgement, FieldValue, Finding, Report
from kostra.reports.html_report import render

ENTER, SPACE = "\ue007", " "


def long_report(count: int) -> Report:
    """Return a report with one finding a line; line 7 has a journal number of its own."""
    findings = tuple(
        replace(samples.WRONG_WORK, lines=(n,), journal_number=f"J{n:05d}", message=f"Post {n} er feil.")
        for n in range(1, count + 1)
    )
    return replace(samples.healthy(), findings=findings)


def test_search_narrows_the_table_and_says_how_far(opened: Open) -> None:
    page = opened(samples.with_errors())
    assert status(page) == "Viser 1–6 av 6 funn"
    assert one(page, "#status").get_attribute("role") == "status"
    one(page, "[name=sok]").send_keys("KURS tiltak")
    until(page, lambda: status(page) == "Viser 1–1 av 1 funn som passer, 6 funn i alt")
    assert messages(page) == [samples.WRONG_WORK.message]
    one(page, "[type=reset]").click()
    until(page, lambda: status(page) == "Viser 1–6 av 6 funn")
    one(page, "[name=sok]").send_keys("finnes ikke")
    until(page, lambda: status(page) == "Viser ingen av 6 funn")
    assert messages(page) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [("771", "Arbeidssituasjonen"), ("arbeidssituasjon", "Arbeidssituasjonen"), ("30", "Skole"), ("SENJA", "Skole")],
)
def test_search_looks_in_journal_field_line_and_origin(opened: Open, words: str, found: str) -> None:
    page = opened(samples.with_errors())
    one(page, "[name=sok]").send_keys(words)
    until(page, lambda: len(messages(page)) == 1)
    assert messages(page)[0].startswith(found)


@pytest.mark.parametrize(
    ("name", "choice", "left"),
    [
        ("alvor", "Advarsel", ["Antall barn er 9. Er det riktig?"]),
        ("kontroll", "016", [samples.WRONG_WORK.message]),
        ("gruppe", "Åse Berg", [samples.WRONG_WORK.message, samples.TWICE.message]),
        ("gruppe", "Gjelder hele filen", ["Filen har 1500 poster."]),
        ("kilde", "Husregler", ["Skole mangler."]),
    ],
)
def test_every_filter_leaves_what_it_says(opened: Open, name: str, choice: str, left: list[str]) -> None:
    page = opened(samples.with_errors())
    choose(page, name, choice)
    assert messages(page) == left


def test_table_sorts_both_ways_and_back_to_reading_order(opened: Open) -> None:
    page = opened(samples.with_errors())
    one(page, "[name=grupper]").click()
    before = messages(page)

    def lines() -> list[int]:
        return [int(text) for text in shown(page, "#tabell .funn .linje") if text]

    def click() -> str:
        one(page, "[data-sorter=linje]").click()
        return str(one(page, "th.linje").get_attribute("aria-sort"))

    assert click() == "ascending"
    assert lines() == sorted(lines())
    assert click() == "descending"
    assert lines() == sorted(lines(), reverse=True)
    assert click() == "none"
    assert messages(page) == before


def test_sorting_keeps_case_workers_together(opened: Open) -> None:
    page = opened(samples.with_errors())
    groups = shown(page, "#tabell h3")
    one(page, "[data-sorter=alvor]").click()
    assert shown(page, "#tabell h3") == groups
    assert one(page, "#tabell .funn:nth-of-type(4) .merke").text == "Feil"


@pytest.mark.parametrize("key", [ENTER, SPACE])
def test_a_finding_unfolds_by_keyboard(opened: Open, key: str) -> None:
    page = opened(samples.with_errors())
    choose(page, "kontroll", "016")
    button = one(page, "#tabell .apne")
    assert button.get_attribute("aria-expanded") == "false"
    button.send_keys(key)
    assert button.get_attribute("aria-expanded") == "true"
    detail = page.find_element("id", button.get_attribute("aria-controls")).text
    for text in (samples.WRONG_WORK.fix, samples.WRONG_WORK.why, "ARBEID", "50–51", "01", "linje 12 i uttrekk.dat"):
        assert text in detail
    button.send_keys(key)
    assert button.get_attribute("aria-expanded") == "false"
    assert shown(page, ".detaljer") == []


def test_the_keyboards_place_can_be_seen(opened: Open) -> None:
    page = opened(samples.with_errors())
    button = one(page, "#tabell .apne")
    one(page, "#skriv-ut").send_keys("\ue004")  # tab: focus has come by keyboard
    page.execute_script("arguments[0].focus()", button)
    assert button.value_of_css_property("outline-style") == "solid"


def test_the_rows_of_a_group_finding_name_each_other(opened: Open) -> None:
    page = opened(samples.with_errors())
    choose(page, "kontroll", "005B")
    one(page, "#tabell .apne").click()
    assert "linje 20, journal 402, saksbehandler Åse Berg" in one(page, ".detaljer").text


def test_what_was_accepted_says_by_whom_and_has_no_box_to_tick(opened: Open) -> None:
    said = Acknowledgement("Fire voksne barn", "Kari Moe", "2040-01-15")
    kids = replace(samples.MANY_KIDS, acknowledged=said)
    page = opened(replace(samples.healthy(), findings=(samples.WRONG_WORK, kids)))
    assert shown(page, "#tabell h3") == ["Saksbehandler Åse Berg", "Saksbehandler Øyvind Dahl, kvittert"]
    one(page, "[name=sok]").send_keys("voksne")
    until(page, lambda: messages(page) == [kids.message])
    one(page, "#tabell .apne").click()
    assert "Kvittert av Kari Moe 2040-01-15: Fire voksne barn" in one(page, ".detaljer").text
    paper = printed(page)
    assert "Kvittert av Kari Moe 2040-01-15: Fire voksne barn" in paper
    assert [box for box in page.find_elements("css selector", ".rute") if box.is_displayed()] == []


def test_what_was_accepted_can_be_left_out_or_shown_alone(opened: Open) -> None:
    page = opened(samples.with_accepted())
    assert len(messages(page)) == 6
    choose(page, "kvittert", "Kvittert (2)")
    accepted = [samples.MANY_KIDS.message, "Skole mangler."]
    assert messages(page) == accepted
    assert one(page, "#tabell .funn .tittel").value_of_css_property("color") == one(
        page, "#status"
    ).value_of_css_property("color")
    choose(page, "kvittert", "Ikke kvittert (4)")
    assert not set(messages(page)) & set(accepted)
    one(page, "[type=reset]").click()
    until(page, lambda: len(messages(page)) == 6)


def test_what_to_fix_first_does_not_count_or_show_what_was_accepted(opened: Open) -> None:
    said = Acknowledgement("Fire voksne barn", "Kari Moe", "2040-01-15")
    once_more = replace(samples.MANY_KIDS, lines=(4,), message="Antall barn er 8.")
    kids = replace(samples.MANY_KIDS, acknowledged=said)
    page = opened(replace(samples.healthy(), findings=(kids, once_more)))
    assert shown(page, ".forst .antall") == ["1 advarsel hos 1 person"]
    one(page, ".forst [data-kontroll='013']").click()
    assert messages(page) == [once_more.message]


def test_the_choice_of_status_is_there_only_where_something_was_accepted(opened: Open) -> None:
    assert not one(opened(samples.with_errors()), "[name=kvittert]").is_displayed()


def test_what_is_new_since_the_last_check_is_marked_and_can_be_shown_alone_and_printed(opened: Open) -> None:
    page = opened(samples.compared())
    assert shown(page, "#tabell .ny") == ["Ny", "Ny"]
    assert shown(page, "#filter label:has([name=siden])")[0].startswith("Siden sist")
    choose(page, "siden", "Nye (2)")
    new = [samples.MANY_KIDS.message, "Skole mangler."]
    assert messages(page) == new
    assert status(page) == "Viser 1–2 av 2 funn som passer, 6 funn i alt"
    paper = printed(page)
    assert [text for text in new if text in paper] == new
    assert samples.WRONG_WORK.message not in paper
    assert shown(page, ".liste .ny") == ["Ny", "Ny"]


def test_what_was_there_before_can_be_shown_alone_by_keyboard(opened: Open) -> None:
    page = opened("".join(render(samples.compared(), RenderOptions(language="nn"))))
    one(page, "[name=siden]").send_keys("Frå")
    until(page, lambda: len(messages(page)) == 4)
    assert shown(page, "#tabell .ny") == []
    one(page, "[type=reset]").send_keys(ENTER)
    until(page, lambda: len(messages(page)) == 6)


@pytest.mark.parametrize("report", [samples.with_errors(), samples.compared(())])
def test_the_choice_of_what_is_new_is_there_only_where_something_is(opened: Open, report: Report) -> None:
    page = opened(report)
    assert not one(page, "[name=siden]").is_displayed()
    assert shown(page, "#tabell .ny") == []


def test_only_a_window_of_a_long_list_is_in_the_page(opened: Open) -> None:
    page = opened(long_report(1001))
    assert status(page) == "Viser 1–200 av 1 001 funn"
    one(page, ".blader button:last-child").click()
    assert status(page) == "Viser 201–400 av 1 001 funn"
    assert messages(page)[0] == "Post 201 er feil."
    assert len(page.find_elements("css selector", ".funn")) == 200
    one(page, "[name=sok]").send_keys("J00777")
    until(page, lambda: messages(page) == ["Post 777 er feil."])


def test_what_to_fix_first_leads_to_the_findings(opened: Open) -> None:
    page = opened(samples.with_errors())
    one(page, ".forst [data-kontroll='016']").click()
    assert messages(page) == [samples.WRONG_WORK.message]
    one(page, ".hvem li:nth-child(2) [data-gruppe]").click()
    assert messages(page) == [samples.MANY_KIDS.message, samples.TWICE.message]


def test_texts_from_the_file_are_shown_and_never_obeyed(opened: Open) -> None:
    evil = '<script>window.tatt=1</script><img src=x onerror="window.tatt=1">"\'&amp;\u202eabc 👩🏽\u200d🦰 </textarea>'
    field = FieldValue(evil, 1, 2, evil, evil)
    finding = Finding(
        evil, evil, samples.WRONG_WORK.severity, evil, evil, (1,), (field,), evil, evil, evil, evil, evil, group=evil
    )
    page = opened(replace(samples.with_errors(), findings=(finding,), notes=(evil,), title=evil))
    one(page, "#tabell .apne").click()
    assert page.execute_script("return window.tatt") is None
    assert page.get_log("browser") == []
    assert page.execute_script("return document.querySelectorAll('main img').length") == 0
    for selector in (
        ".merknader li",
        "#tabell .apne",
        "#tabell td.journal",
        "#tabell h3 bdi",
        ".detaljer code",
        ".skjema",
    ):
        assert evil in page.execute_script("return document.querySelector(arguments[0]).textContent", selector)
    isolated = "return getComputedStyle(document.querySelector('#tabell .apne bdi')).unicodeBidi"
    assert page.execute_script(isolated) == "isolate"


def test_nothing_is_fetched(opened: Open) -> None:
    page = opened(samples.with_errors())
    assert page.execute_script("return performance.getEntriesByType('resource').length") == 0
    reached = """const done = arguments[arguments.length - 1];
        addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
        document.body.append(Object.assign(document.createElement("img"), {src: "https://example.invalid/x.png"}));"""
    assert page.execute_async_script(reached) == "img-src"


def test_without_scripts_verdict_and_first_findings_can_be_read(opened: Open) -> None:
    page = opened(long_report(300), scripts=False)
    html = page.execute_cdp_cmd("DOMSnapshot.captureSnapshot", {"computedStyles": ["display"]})
    strings = html["strings"]
    text = " ".join(strings[n] for n in html["documents"][0]["layout"]["text"] if n >= 0)
    assert "Kan ikke sendes inn: 300 feil hos 300 personer." in text
    assert "Post 200 er feil." in text
    assert "Post 201 er feil." not in text
    assert "Her står de første 200 av 300 funn." in text
    assert "når nettleseren får kjøre skript" in text


def test_the_script_speaks_the_language_of_the_page(opened: Open) -> None:
    page = opened("".join(render(samples.with_accepted(("013",)), RenderOptions(language="nn"))))
    assert one(page, "html").get_attribute("lang") == "nn"
    assert status(page) == "Viser 1–6 av 6 funn"
    choose(page, "kontroll", "016")
    assert status(page) == "Viser 1–1 av 1 funn som passar, 6 funn i alt"
    one(page, "#tabell .apne").click()
    detail = one(page, ".detaljer").text
    for term in ("Slik rettar du", "Kvifor", "Kvar i fila", "Kva som står der", "Står i fila"):
        assert term in detail
    assert "Åtvaring (1)" in [option.text for option in page.find_elements("css selector", "#filter option")]
    paper = printed(page)
    assert "Et utvalg" not in paper
    assert "Eit utval av" in paper


def test_a_damaged_file_says_so_and_keeps_its_first_findings(opened: Open) -> None:
    whole = "".join(render(samples.with_errors(), RenderOptions()))
    page = opened(whole.replace('"kolonner":{', '"kolonner":{{'))
    assert "filen er skadet" in one(page, "#uleselig").text
    assert samples.WRONG_WORK.message in one(page, "#lister").text


def printed(page: Any) -> str:
    """Press a print button's way: return what stands on the paper."""
    page.execute_script("dispatchEvent(new Event('beforeprint'))")
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    return str(one(page, "body").text)


def test_paper_has_the_verdict_and_a_list_to_tick_off_for_everybody(opened: Open) -> None:
    page = opened(samples.with_errors(), dark=True)
    paper = printed(page)
    assert "Kan ikke sendes inn: 3 feil hos 2 personer." in paper
    assert paper.index("Saksbehandler Øyvind Dahl") < paper.index("Saksbehandler Åse Berg")
    assert "Slik retter du: Rett arbeidssituasjonen i fagsystemet." in paper
    assert len([box for box in page.find_elements("css selector", ".rute") if box.is_displayed()]) == 6
    assert one(page, "body").value_of_css_property("color") == "rgba(0, 0, 0, 1)"


def test_a_case_workers_list_has_nobody_elses_people(opened: Open) -> None:
    page = opened(samples.with_errors())
    page.execute_script("window.print = () => {}")
    one(page, ".hvem li:nth-child(3) [data-skriv-ut]").click()
    paper = printed(page)
    assert paper.startswith("Saksbehandler Åse Berg")
    assert "Journal 771, linje 12" in paper
    assert "Dahl" not in paper


def test_what_is_filtered_is_what_is_printed(opened: Open) -> None:
    page = opened(samples.with_errors())
    choose(page, "alvor", "Advarsel")
    paper = printed(page)
    assert "Et utvalg av 1 feil og 1 advarsel hos 1 person" in paper
    assert samples.MANY_KIDS.message in paper
    assert samples.WRONG_WORK.message not in paper


def test_prints_to_pdf_with_a_page_for_every_case_worker(opened: Open) -> None:
    page = opened(samples.with_errors())
    pdf = base64.b64decode(page.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    assert pdf.startswith(b"%PDF")
    # One for the summary, one for each of four lists, one for the controls.
    assert pdf.count(b"/Type /Page\n") == 6


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_is_wider_than_a_phone(opened: Open, width: int) -> None:
    page = opened(samples.with_errors(), width=width)
    for button in page.find_elements("css selector", "#tabell .apne"):
        page.execute_script("arguments[0].click()", button)
    assert page.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("dark", [False, True], ids=["lys", "mørk"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "report", [samples.healthy, samples.with_errors, samples.compared, samples.crashed, samples.table]
)
def test_axe_finds_nothing(opened: Open, report: Callable[[], Report], width: int, dark: bool) -> None:
    axe = pytest.importorskip("axe_core_python.base", reason="axe-core-python er ikke installert (make test-browser)")
    page = opened(report(), width=width, dark=dark)
    page.execute_script("document.querySelectorAll('#tabell .apne').forEach((button) => button.click())")
    page.execute_script(axe.AXE_SCRIPT)
    found = page.execute_async_script("axe.run().then(arguments[arguments.length - 1])")["violations"]
    assert [(v["id"], v["impact"], [n["html"][:200] for n in v["nodes"]]) for v in found] == []

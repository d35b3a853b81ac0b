"""What a sensitive field holds is never read in anything that a run hands out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from tests.engine.small_programs import (
    LAYOUT,
    TRUE,
    VALID,
    check,
    control,
    messages,
    program,
    rows_of,
    sentence,
    value,
)

from kostra.language import program as p
from kostra.readers.memory import records_from_values

DUF = "201017238203"


def texts_in(item: Any) -> Iterator[str]:
    """Every text anywhere in a result."""
    if isinstance(item, str):
        yield item
    elif dataclasses.is_dataclass(item):
        for field in dataclasses.fields(item):
            yield from texts_in(getattr(item, field.name))
    elif isinstance(item, list | tuple | dict):
        for one in item.items() if isinstance(item, dict) else item:
            yield from texts_in(one)


EVERYTHING = tuple(field.name for field in LAYOUT.fields)
SHOWN = tuple(p.ShowField(name) for name in EVERYTHING)
VALUES = tuple(p.ShowValue(value(name)) for name in EVERYTHING)
PARTS = (
    p.ShowValue(p.Function("del", (value("FNR"), p.Const("heltall", 7), p.Const("heltall", 11)), "tekst")),
    p.ShowValue(p.Function("som_tall", (value("FNR"),), "heltall")),
    p.ShowValue(p.Default(value("FNR"), p.Const("tekst", ""), "tekst")),
)
LISTS = tuple(
    p.ShowValue(p.Aggregate(name, value(field), None, "liste"))
    for name in ("liste", "andre")
    for field in ("FNR", "DUF", "JOURNAL", "BELØP", "MERKNAD")
)  # fmt: skip
FIRSTS = tuple(
    p.ShowValue(p.Aggregate("første", value(field), None, LAYOUT.by_name[field].type))
    for field in ("FNR", "BELØP", "MERKNAD")
)


def leaky_program() -> p.Program:
    """Controls of every scope that show everything they can."""
    return program(
        control("001", sentence(TRUE, *SHOWN, *VALUES, *PARTS, at=EVERYTHING)),
        control(
            "002", sentence(TRUE, *SHOWN, *LISTS, *FIRSTS, at=EVERYTHING), scope=p.GroupScope((value("KJØNN"),), None)
        ),
        control("003", sentence(TRUE, *LISTS, *FIRSTS, at=EVERYTHING), scope=p.FileScope()),
    )


ROWS = (
    {"FNR": VALID, "DUF": DUF, "JOURNAL": "J1", "MERKNAD": f"gjelder {VALID}", "BELØP": VALID},
    {"FNR": "018180 1237", "DUF": "98765432", "MERKNAD": "018180 12337 og 98765432", "ANSVARLIG": "0181801237"},
    {"FNR": "1801237", "JOURNAL": "81801237", "MERKNAD": "1801237"},
    {"FNR": "hemmelig", "MERKNAD": "om hemmelig person"},
)


@pytest.mark.parametrize("rows", [ROWS, ROWS[:1], ROWS[1:2], ROWS[2:3], ROWS[3:]])
@pytest.mark.parametrize("chunk_size", [1, 40_000])
def test_no_secret_is_found_in_anything_that_is_handed_out(rows: tuple[dict[str, str], ...], chunk_size: int) -> None:
    result = check(leaky_program(), rows_of(*rows, name=f"{VALID}.dat"), chunk_size=chunk_size)
    everything = "\n".join(texts_in(result))
    assert result.findings
    for secret in ("12337", "01237", "238203", "98765432", "1801237", "hemmelig"):
        assert secret not in everything


def test_masking_can_be_turned_off() -> None:
    result = check(leaky_program(), rows_of(*ROWS), show_sensitive=True)
    assert VALID in "\n".join(texts_in(result))
    assert "hemmelig" in "\n".join(texts_in(result))


def test_what_is_left_of_an_identity_number_is_its_date() -> None:
    rule = control("001", sentence(TRUE, p.ShowField("FNR"), at=("FNR", "DUF")))
    (finding,) = check(program(rule), rows_of({"FNR": VALID, "DUF": DUF})).findings
    assert finding.message == "018180*****"
    assert [field.value for field in finding.fields] == ["018180*****", "************"]


def test_a_blank_sensitive_field_is_said_to_be_blank() -> None:
    rule = control("001", sentence(TRUE, p.ShowField("FNR"), at=("FNR",)))
    (finding,) = check(program(rule), rows_of({})).findings
    assert (finding.message, finding.fields[0].value) == ("blank", "")


def test_text_fields_of_a_row_that_may_be_shifted_lose_their_long_runs_of_digits() -> None:
    rule = control("001", sentence(TRUE, p.ShowField("JOURNAL"), "; ", p.ShowField("BELØP"), at=("JOURNAL", "BELØP")))
    rows = rows_of(
        *({"FNR": fnr, "JOURNAL": "1234567", "BELØP": "1234567"} for fnr in (VALID, "01018000100", "01818012338"))
    )
    sound, incomplete, shifted = check(program(rule), rows).findings
    assert sound.message == incomplete.message == "1234567; 1234567"
    assert sound.journal_number == incomplete.journal_number == "1234567"
    assert (shifted.message, shifted.journal_number) == ("*******; 1234567", "*******")
    assert [field.value for field in shifted.fields] == ["*******", "1234567"]


def test_a_list_masks_each_value_by_the_row_it_comes_from() -> None:
    others = p.ShowValue(p.Aggregate("andre", value("JOURNAL"), None, "liste"))
    rule = control("001", sentence(TRUE, others), scope=p.GroupScope((value("KJØNN"),), None))
    rows = rows_of({"FNR": VALID, "JOURNAL": "1111111"}, {"FNR": "01818012338", "JOURNAL": "2222222"})
    assert messages(check(program(rule), rows)) == ["*******", "1111111"]


def test_a_number_without_its_leading_zero_is_still_an_identity_number_but_a_total_is_not() -> None:
    amount = value("BELØP")
    in_row = control("001", sentence(TRUE, p.ShowValue(amount)))
    total = control(
        "002", sentence(TRUE, p.ShowValue(p.Aggregate("sum", amount, None, "heltall"))), scope=p.FileScope()
    )
    rows = rows_of({"FNR": VALID, "BELØP": VALID[1:]}, {"FNR": VALID, "BELØP": "999999999"})
    assert messages(check(program(in_row, total), rows)) == ["2 818 012 336", "018180*****", "999 999 999"]


def test_ages_and_birth_dates_may_be_shown() -> None:
    names: list[tuple[str, p.ValueType]] = [("alder", "heltall"), ("fødselsdato", "dato")]
    age, born = (p.ShowValue(p.Function(n, (value("FNR"),), k)) for n, k in names)
    rule = control("001", sentence(TRUE, age, " ", born))
    assert messages(check(program(rule), rows_of({"FNR": VALID}))) == ["44 01.01.1980"]


def test_a_table_form_without_identity_numbers_shows_long_journal_numbers() -> None:
    fields = tuple(dataclasses.replace(f, start=None, end=None) for f in LAYOUT.fields if not f.sensitive)
    layout = dataclasses.replace(LAYOUT, format="tabell", width=None, fields=fields)
    rule = control("001", sentence(TRUE, p.ShowField("MERKNAD")))
    rows = records_from_values(layout, [{"MERKNAD": "sak 1234567, 01818012337"}])
    assert messages(check(program(rule, layout=layout), rows)) == ["sak 1234567, 018180*****"]

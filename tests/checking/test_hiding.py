"""No identity number in a report, wherever it came from."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.checking.conftest import Kostra, example

from kostra.api.report import StatisticTable
from kostra.checking.hiding import hidden_statistics

NUMBER = "13917010042"
"""Synthetic: month + 80."""

RULES = f"""husregler prøve "Prøve" for 11F

kontroll 001 "Om {NUMBER}"
    når KJONN = "1" eller KJONN = "2"
    skal BIDRAG < 0
    ellers advarsel "Se {NUMBER}."
    råd "Ring {NUMBER}."
    fordi "Det gjelder {NUMBER}."
"""


@pytest.mark.parametrize("form", ["text", "json", "html", "csv", "sarif", "junit", "github"])
def test_house_rules_and_their_file_name_leak_nothing(kostra: Kostra, form: str) -> None:
    rules, file = Path(f"{NUMBER}.regler"), Path("uttrekk.dat")
    rules.write_text(RULES, encoding="utf-8")
    file.write_bytes(example("11F", 2022))
    ended = kostra("check", "--skjema", "11F", "--husregler", str(rules), "--format", form, str(file))
    assert "139170*****" in ended.out
    assert NUMBER not in ended.out + ended.err


def test_a_missing_field_in_a_house_rule_leaks_nothing(kostra: Kostra) -> None:
    rules, file = Path("hus.regler"), Path("uttrekk.dat")
    rules.write_text(RULES.replace("BIDRAG", f"BIDRAG_{NUMBER}"), encoding="utf-8")
    file.write_bytes(example("11F", 2022))
    ended = kostra("check", "--skjema", "11F", "--husregler", str(rules), "--format", "json", str(file))
    (control,) = [one for one in ended.report["kontroller"] if one["husregel"]]
    assert control["utfall"] == "ikke kjørt"
    assert NUMBER not in ended.out + ended.err


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_a_number_in_the_column_of_the_municipality_leaks_nothing(kostra: Kostra, form: str) -> None:
    file = Path("satser.csv")
    file.write_text(f"KOMMUNE_NR;VERSION\n{NUMBER};22\n", encoding="utf-8")
    ended = kostra("check", "--skjema", "12", "--format", form, str(file))
    assert NUMBER not in ended.out + ended.err


@pytest.mark.parametrize("name", [f"{NUMBER}.dat", f"{NUMBER[:6]}_{NUMBER[6:]}.dat", f"{NUMBER[:6]}.{NUMBER[6:]}.dat"])
def test_a_file_name_leaks_nothing(kostra: Kostra, name: str) -> None:
    Path(name).write_bytes(example("11F", 2022))
    ended = kostra("check", "--skjema", "11F", "--format", "json", name)
    assert ended.report["filer"][0]["navn"].endswith("*****.dat")
    assert NUMBER[6:] not in ended.out + ended.err


def test_rows_that_cannot_be_used_are_named_as_the_reason_that_the_year_is_not_told(kostra: Kostra) -> None:
    file = Path("satser.csv")
    file.write_text("KOMMUNE_NR;VERSION\n5421;22;1\n", encoding="utf-8")
    ended = kostra("check", "--skjema", "12", str(file))
    assert ended.code == 2
    assert "Linje 2: Raden har 3 celler" in ended.err


def test_a_range_of_amounts_is_no_identity_number(kostra: Kostra) -> None:
    Path("uttrekk.dat").write_bytes(example("11F", 2022))
    ended = kostra("check", "--skjema", "11F", "--format", "json", "uttrekk.dat")
    labels = [label for table in ended.report["statistikk"] for label, _ in table["rader"]]
    assert "100000–149999" in labels
    assert [label for label in labels if "*" in label] == []


@pytest.mark.parametrize(
    "label", [f"Om {NUMBER}", f"Om {NUMBER[:6]}–{NUMBER[6:]}", f"{NUMBER[:6]} {NUMBER[6:]} og over"]
)
def test_an_identity_number_in_the_label_of_a_class_is_hidden(label: str) -> None:
    (table,) = hidden_statistics([StatisticTable("Alder", ((label, 1),))])
    assert NUMBER[6:] not in table.rows[0][0]

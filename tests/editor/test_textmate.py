"""The colours that editors give the languages: the same words as in the grammars, and sensible in a real file."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import pytest
from tests.editor import market

import kostra_grammars

_KEYWORD = re.compile(r'^_?[A-Z_]+: "(\w+)"$', re.MULTILINE)
_ALTERNATIVES = re.compile(r"\(\?:([^()?]+)\)\(\?!\\w\)$")


def grammar(language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        files("kostra_grammars").joinpath(f"{language}.tmLanguage.json").read_text("utf-8")
    )
    return found


def words(rules: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    """Return the words of the rules of a grammar that are lists of words."""
    found: list[str] = []
    for name in names:
        match = _ALTERNATIVES.search(rules[name]["match"])
        assert match, name
        found += match[1].split("|")
    return found


@pytest.mark.parametrize(
    ("language", "lark", "lists"),
    [
        ("regler", "rules", ("declarations", "scopes", "sentences", "operators")),
        ("layout", "layout", ("keywords", "types")),
    ],
)
def test_the_keywords_are_those_of_the_grammar(language: str, lark: str, lists: tuple[str, ...]) -> None:
    assert sorted(words(grammar(language)["repository"], lists)) == sorted(_KEYWORD.findall(kostra_grammars.text(lark)))


def test_the_severities_are_those_of_the_program() -> None:
    from kostra.api.report import Severity

    assert sorted(words(grammar("regler")["repository"], ("severities",))) == sorted(s.value for s in Severity)


# ── A reader of such grammars, as far as these two need it ───────────────────────────────────────────────────────────


@dataclass
class Reader:
    """Gives each character of a text the innermost name that a grammar gives it."""

    grammar: dict[str, Any]

    def names(self, text: str) -> list[tuple[str, str]]:
        """Return the stretches of a text with their names, those without a name left out."""
        found: list[tuple[str, str]] = []
        open_rules: list[dict[str, Any]] = []
        for line in text.split("\n"):
            at = 0
            while at <= len(line):
                step = self._next(line, at, open_rules)
                if step is None:
                    self._add(found, line[at:], open_rules)
                    break
                match, rule, ends = step
                self._add(found, line[at : match.start()], open_rules)
                if ends:
                    self._add(found, match[0], open_rules)
                    open_rules.pop()
                elif "begin" in rule:
                    open_rules.append(rule)
                    self._captured(found, match, rule, rule.get("beginCaptures", {}))
                else:
                    self._captured(found, match, rule, rule.get("captures", {}))
                assert match.end() > at or ends, f"stuck in {line!r} at {at}"
                at = match.end()
                if at == len(line) and not self._ends_here(line, open_rules):
                    break
        return found

    def _next(
        self, line: str, at: int, open_rules: list[dict[str, Any]]
    ) -> tuple[re.Match[str], dict[str, Any], bool] | None:
        best: tuple[re.Match[str], dict[str, Any], bool] | None = None
        if open_rules:
            match = re.compile(open_rules[-1]["end"]).search(line, at)
            best = None if match is None else (match, open_rules[-1], True)
        patterns = open_rules[-1].get("patterns", []) if open_rules else self.grammar["patterns"]
        for rule in self._rules(patterns):
            pattern: str = rule["begin"] if "begin" in rule else rule["match"]
            match = re.compile(pattern).search(line, at)
            if match is not None and (best is None or match.start() < best[0].start()):
                best = match, rule, False
        return best

    def _rules(self, patterns: list[dict[str, Any]]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for pattern in patterns:
            rule = self.grammar["repository"][pattern["include"][1:]] if "include" in pattern else pattern
            found += [rule] if "begin" in rule or "match" in rule else self._rules(rule["patterns"])
        return found

    def _ends_here(self, line: str, open_rules: list[dict[str, Any]]) -> bool:
        return bool(open_rules) and re.compile(open_rules[-1]["end"]).search(line, len(line)) is not None

    def _captured(
        self, found: list[tuple[str, str]], match: re.Match[str], rule: dict[str, Any], captures: dict[str, Any]
    ) -> None:
        if not captures:
            self._add(found, match[0], [rule])
        for number, capture in captures.items():
            found.append((match[int(number)], capture["name"]))

    def _add(self, found: list[tuple[str, str]], text: str, open_rules: list[dict[str, Any]]) -> None:
        name = next((rule["name"] for rule in reversed(open_rules) if "name" in rule), "")
        if text.strip() and name:
            found.append((text, name))


def coloured(language: str, text: str) -> list[tuple[str, str]]:
    """Return what a text consists of, each with the first two parts of its name."""
    return [(part, ".".join(name.split(".")[:2])) for part, name in Reader(grammar(language)).names(text)]


def test_a_control_is_told_apart_into_its_parts() -> None:
    found = coloured("regler", 'kontroll 016 "Tittel {X}"  # hvorfor\n    når sum(BELØP) >= 2.5 og A.etikett ≠ $år\n')
    assert found == [
        ("kontroll", "keyword.control"),
        ("016", "entity.name"),
        ('"', "string.quoted"),
        ("Tittel {X}", "string.quoted"),
        ('"', "string.quoted"),
        ("# hvorfor", "comment.line"),
        ("når", "keyword.control"),
        ("sum", "entity.name"),
        ("BELØP", "variable.other"),
        (">=", "keyword.operator"),
        ("2.5", "constant.numeric"),
        ("og", "keyword.operator"),
        ("A", "variable.other"),
        (".etikett", "variable.other"),
        ("≠", "keyword.operator"),
        ("$år", "variable.parameter"),
    ]


def test_the_braces_of_a_message_hold_an_expression_also_on_its_second_line() -> None:
    text = '    ellers feil "Prisen {{er}} {VARE} "  # her\n        "{tekst_for(VARE)}."\n    kilde "{ikke}"\n'
    found = coloured("regler", text)
    assert ("feil", "keyword.other") in found
    assert ("{{", "constant.character") in found
    assert ("er", "string.quoted") in found
    assert ("VARE", "variable.other") in found
    assert ("tekst_for", "entity.name") in found
    assert ("kilde", "keyword.control") in found
    assert ("{ikke}", "string.quoted") in found


def test_keywords_are_no_keywords_after_a_dot_and_within_words() -> None:
    found = dict(coloured("regler", "når feltet.fra > ogBIDRAG"))
    assert found[".fra"] == "variable.other"
    assert found["ogBIDRAG"] == "variable.other"


def test_a_file_description_is_told_apart_into_its_parts() -> None:
    found = coloured(
        "layout", 'VARE  7  tekst  kodeliste VARER  "Hva #"  obligatorisk når STRØM ≠ "2"  # ja\n    "1" "Fisk"'
    )
    assert ("VARE", "entity.name") in found
    assert ("7", "constant.numeric") in found
    assert ("tekst", "storage.type") in found
    assert ("VARER", "entity.name") in found
    assert ("Hva #", "string.quoted") in found
    assert ("STRØM", "variable.other") in found
    assert ("# ja", "comment.line") in found
    assert ("filbeskrivelse", "keyword.control") in coloured("layout", market.LAYOUT)


@pytest.mark.parametrize(("language", "text"), [("regler", market.RULES), ("regler", market.MODULE)])
def test_every_keyword_of_a_real_file_is_one_to_the_editor(language: str, text: str) -> None:
    from kostra.language.parser_grammar import keywords
    from kostra.language.parser_pieces import pieces

    found = coloured(language, text)
    for word in set(keywords().values()) & {piece.text for piece in pieces(text, 0, len(text))}:
        assert any(part == word and name.startswith("keyword") for part, name in found), word

"""What the editor explains is what the language has, no more and no less."""

from __future__ import annotations

import re
from typing import get_args

import kostra_grammars
from kostra.api.report import Severity
from kostra.editor import keywords
from kostra.language import names, parser_grammar
from kostra.language.attributes import CODE_ATTRIBUTES, FIELD_ATTRIBUTES, MESSAGE_ATTRIBUTES
from kostra.language.parser_pieces import HEADERS, ITEMS
from kostra.language.syntax import ParameterKind
from kostra.language.syntax_errors_controls import METADATA, SENTENCE


def test_what_begins_a_line_of_a_rule_file_is_explained_and_nothing_that_is_no_keyword() -> None:
    known = set(parser_grammar.keywords().values())
    assert HEADERS | ITEMS | METADATA | SENTENCE <= keywords.RULES.keys() <= known


def test_words_of_a_file_description_are_words_of_its_grammar() -> None:
    known = set(re.findall(r'^_[A-Z]+: "(\w+)"$', kostra_grammars.text("layout"), re.MULTILINE))
    assert keywords.LAYOUT.keys() <= known


def test_severities_properties_and_parameters_are_those_of_the_language() -> None:
    assert keywords.SEVERITIES.keys() == {severity.value for severity in Severity}
    assert tuple(keywords.ATTRIBUTES) == FIELD_ATTRIBUTES
    assert tuple(keywords.MESSAGE_ATTRIBUTES) == MESSAGE_ATTRIBUTES
    assert tuple(keywords.CODE_ATTRIBUTES) == CODE_ATTRIBUTES
    assert keywords.RUN_PARAMETERS.keys() == names.RUN_PARAMETERS.keys()
    assert get_args(ParameterKind) == keywords.PARAMETER_KINDS

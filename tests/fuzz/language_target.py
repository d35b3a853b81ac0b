"""Any text as a rule file: read, or told what is wrong and where; what is read prints and reads the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.property.test_language_roundtrip import reported

from kostra.diagnostics import Source
from kostra.language.formatter import format_rule_file
from kostra.language.parser import parse_rule_file
from kostra.language.parser_grammar import keywords

ROOT = Path(__file__).parents[2]

_BEFORE = ("", "modul m\n", 'modul m\nkontroll 001 "x"\n  når ', 'modul m\nkontroll 001 "x"\n  når A = 1 gir feil "')
_AFTER = ("", "\n", '\n  gir feil "x"\n', '"\n')


def try_one(data: bytes) -> None:
    """Read the bytes after the first, which says where they stand: alone, as items, a condition or a message."""
    if not data:
        return
    place = data[0] % 4
    text = Source.of("f", data[1:].decode("utf-8", "replace")).text
    written = _BEFORE[place] + text + _AFTER[place]
    tree, faults = reported(written)
    if tree is None or faults:
        return
    printed = format_rule_file(tree)
    again = parse_rule_file(Source("f", printed))
    assert again == tree, "what was printed is read as something else"
    assert [comment.text for comment in again.comments] == [comment.text for comment in tree.comments]
    assert format_rule_file(again) == printed, "printing is not stable"


def rule_texts(most: int = 6000) -> Iterator[str]:
    """Yield the rule files of the project that are not too long."""
    for folder in ("rulesets", "plugins", "eksempler", "tests/language/fixtures"):
        for file in sorted((ROOT / folder).rglob("*.regler")):
            text = file.read_text(encoding="utf-8")
            if len(text) <= most:
                yield text


def seeds() -> Iterator[bytes]:
    """Yield the project's rule files, and pieces of a few kinds."""
    for text in rule_texts():
        yield b"\0" + text.encode()
    for line in (
        'A = "1" og ikke (B > 2 eller C mangler)',
        "sum(A, B der C er gyldig) / 2.50 - -1 <= minste(D) eller 0",
        'minst 2 av (A .. C, D) blant "1", "2", $x og T.sats for A per dato(2040, 1, 2) mellom 1 og 2',
        'antall() i fjor <> A i fjor eller B har form "99X"',
    ):
        yield b"\2" + line.encode()
        yield b"\3Tekst {{ " + b"{" + line.encode().replace(b'"', b'\\"') + b"} }}"
    sets = 'kontroll 001 "x" for hvert sett A, B i (C, D.e) per $x, G når A = 1 skal B = 2 ellers feil "y" # ok: z\n'
    yield b"\1" + sets.encode()


WORDS = (
    *keywords().values(),
    *("=", "≠", "<>", "<=", ">=", "..", "(", ")", ",", ":", "{", "}", "{{", "}}", '"', '\\"', "\\\\", "#", "$", "\n"),
    *('kontroll 001 "', "# ok: ", "\ufeff", "é", "ÅRSTALL", "feltet.", "antall()", "99999999999999999999", "0.5"),
    *("((((((((", "når når når", "==", "!=", "&&", "/*", "\u2028", "\x00", "\x85"),
)

"""A small form that nobody has installed, in a folder of its own, and an editor that has the folder open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.editor.client import Client

CARET = "‸"

LAYOUT = """\
filbeskrivelse TORG 2024 "Torgplasser"
format fast bredde 17

PLASS    1-4    tekst    rolle journalnummer  "Plassens nummer"
ÅRGANG   5-6    tekst    rolle årgang         "Årgangen"
VARE     7      tekst    kodeliste VARER      "Hva som selges"  obligatorisk
LEIE     8-12   heltall                       "Leie i kroner"
STRØM    13     tekst    kodeliste JA_NEI     "Har plassen strøm?"  obligatorisk når VARE = "1"
GEBYR    14-17  heltall                       "Gebyr i kroner"

kodeliste VARER
    "1" "Fisk"
    "2" "Blomster"
kodeliste JA_NEI
    "1" "Ja"
    "2" "Nei"
"""

MODULE = """\
modul torg "Felles for torgene"

parameter HØYESTE: heltall  # det dyreste som er vanlig

tabell TAKSTER "takster" fra "takster.csv" nøkkel vare

# ── Leie ──

kontroll 010 "Høy leie"
    når LEIE > HØYESTE
    gir advarsel "Leien er {LEIE}. Er det riktig?"
    kilde "Torgvedtekten § 3"
    godta LEIE = 100
    avvis LEIE = 99999

kontroll 011 "Leie etter takst"
    når VARE er utfylt
    skal LEIE >= (TAKSTER.leie for VARE)
    ellers feil "Leien er {LEIE}, og taksten er {(TAKSTER.leie for VARE)}."
    kilde "Torgvedtekten § 4"
    godta VARE = "1", LEIE = 300
    avvis VARE = "1", LEIE = 1

statistikk "Leie i alt"
    "Leie" sum(LEIE)
"""

TARIFFS = "vare;leie\n1;300\n2;200\n"

RULES = """\
regelsett TORG 2024 "Torgplasser"

bruk torg (010, 011 som 012, statistikk "Leie i alt")
    med HØYESTE = 500

konstant GRENSE = 100
feltgruppe BELØP = LEIE, GEBYR

kontroll 020 "Fisk trenger strøm 🐟"
    når VARE = "1"
    skal STRØM = "1"
    ellers feil "Det selges {tekst_for(VARE)} uten strøm 🐟 på plass {PLASS}."
    kilde "Torgvedtekten § 5"
    godta VARE = "1", STRØM = "1"
    avvis VARE = "1", STRØM = "2"

kontroll 021 "Beløp"
    når LEIE > GRENSE
    skal sum(BELØP) > 0
    ellers advarsel "Beløpene er {sum(BELØP)}."
    kilde "Torgvedtekten § 6"
    godta LEIE = 200
    avvis LEIE = 200, GEBYR = -200
"""


def laid_out(folder: Path) -> Path:
    """Write the files of the form into a folder."""
    folder.mkdir(parents=True)
    files = {"filbeskrivelse.layout": LAYOUT, "kontroller.regler": RULES, "torg.regler": MODULE, "takster.csv": TARIFFS}
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return folder


class Editor:
    """An editor with the folder open; every text gets a version of its own."""

    def __init__(self, client: Client, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self._versions: dict[str, int] = {}

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def write(self, name: str, text: str) -> int:
        """Open a document, or put a new text into it; return the number of its version."""
        uri = self.uri(name)
        self._versions[uri] = version = self._versions.get(uri, 0) + 1
        if version == 1:
            self.client.open(uri, text)
        else:
            self.client.change(uri, text, version)
        return version

    def faults(self, name: str, text: str) -> list[dict[str, Any]]:
        """Write a text and return what is wrong with it."""
        return self.client.diagnostics(self.uri(name), self.write(name, text))

    def faults_now(self, name: str, enough: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
        """Wait until enough is said of a document as it is now, and return it."""
        uri = self.uri(name)
        return self.client.diagnostics(uri, self._versions[uri], enough)

    def faults_when_closed(self, name: str) -> list[dict[str, Any]]:
        """Close a document and return what is still said of it."""
        uri = self.uri(name)
        del self._versions[uri]
        self.client.say("textDocument/didClose", textDocument={"uri": uri})
        return self.client.diagnostics(uri, None)

    def ask(self, question: str, name: str, text: str) -> Any:
        """Write a text and ask about the place where the caret stands."""
        before, _, after = text.partition(CARET)
        assert _, "the text has no caret"
        self.write(name, before + after)
        lines = before.split("\n")
        character = len(lines[-1].encode("utf-16-le")) // 2
        return self.client.at(question, self.uri(name), len(lines) - 1, character)

    def hover(self, name: str, text: str) -> str:
        """Return what is said about the place of the caret, empty when nothing is."""
        answer = self.ask("hover", name, text)
        return "" if answer is None else str(answer["contents"]["value"])

    def offered(self, name: str, text: str) -> dict[str, dict[str, Any]]:
        """Return what can be written at the caret, by label."""
        answer = self.ask("completion", name, text)
        return {} if answer is None else {item["label"]: item for item in answer["items"]}

    def goes_to(self, name: str, text: str) -> str:
        """Return where the definition leads from the caret: file and, after a colon, the text that is pointed at."""
        answer = self.ask("definition", name, text)
        if answer is None:
            return ""
        before, _, after = text.partition(CARET)
        file = answer["uri"].rpartition("/")[2]
        whole = before + after if answer["uri"] == self.uri(name) else (self.folder / file).read_text("utf-8")
        start, end = answer["range"]["start"], answer["range"]["end"]
        assert start["line"] == end["line"]
        line = whole.split("\n")[start["line"]].encode("utf-16-le")
        return f"{file}:{line[2 * start['character'] : 2 * end['character']].decode('utf-16-le')}"


def with_caret(text: str, before: str, after: str = "") -> str:
    """Return a text with the caret between two stretches that stand together in it once."""
    assert text.count(before + after) == 1, f"{before}{after} stands {text.count(before + after)} times"
    return text.replace(before + after, f"{before}{CARET}{after}")


def applied(text: str, edit: dict[str, Any]) -> str:
    """Return a text with an edit of the protocol made."""
    lines = text.split("\n")

    def index(place: dict[str, int]) -> int:
        line = lines[place["line"]] if place["line"] < len(lines) else ""
        units = line.encode("utf-16-le")[: 2 * place["character"]].decode("utf-16-le")
        return sum(len(line) + 1 for line in lines[: place["line"]]) + len(units)

    start, end = edit["range"]["start"], edit["range"]["end"]
    return text[: index(start)] + str(edit["newText"]) + text[index(end) :]

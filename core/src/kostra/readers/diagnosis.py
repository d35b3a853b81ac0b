"""What is wrong with a line that is no record of the layout, in words for the one who has to mend it.

A message says what was found, what was expected and what is probably wrong. It never quotes the line.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kostra.frozen import frozen
from kostra.readers.encoding import Encoding
from kostra.readers.lines import CR, LineBlock
from kostra.readers.records import Bools, Ints, LineProblem, ProblemKind

_TAB, _CTRL_Z, _BLANK, _BOM, _LOST = "\t", "\x1a", 0x20, "\ufeff", "\ufffd"
_BLANKS = "".join(map(chr, range(_BLANK + 1)))


@frozen
class _Verdict:
    kind: ProblemKind
    message: str
    advice: str = ""


class Diagnoser:
    """Makes the problems of one file's lines.

    `width` is the record length, `other_widths` those of the form's other years. A million lines may be wrong in the
    same way, so equal messages are one string, and only lines with something unusual in them are looked at one by one.
    """

    def __init__(self, width: int, other_widths: Mapping[int, int], encoding: Encoding) -> None:
        self.width = width
        self.other_widths = other_widths
        self.encoding = encoding
        self._plain: dict[tuple[int, bool], _Verdict] = {}
        self._shared: dict[_Verdict, _Verdict] = {}

    def problems(self, block: LineBlock, wrong: Ints) -> list[LineProblem]:
        """Return one problem for each line of a block whose index is in `wrong`."""
        lengths = (block.ends - block.starts)[wrong]
        looked_at = self._to_look_at(block, wrong, lengths)
        last_blank = block.chars[block.ends[wrong] - 1] == _BLANK
        out: list[LineProblem] = []
        for index, length, blank, look in zip(
            wrong.tolist(), lengths.tolist(), last_blank.tolist(), looked_at.tolist(), strict=True
        ):
            if look:
                verdict = self._looked_at(block, index)
                verdict = self._shared.setdefault(verdict, verdict)
            elif (length, blank) in self._plain:
                verdict = self._plain[length, blank]
            else:
                verdict = self._plain[length, blank] = self._by_length(length, blank)
            number = block.first + index
            out.append(LineProblem(verdict.kind, verdict.message, number, self.width, length, verdict.advice))
        return out

    def _to_look_at(self, block: LineBlock, wrong: Ints, lengths: Ints) -> Bools:
        """Tell for each wrong line whether more than its length must be known."""
        look = _holding(block, block.chars < _BLANK)
        filled = block.ends > block.starts
        look[filled] |= block.chars[block.starts[filled]] == _BLANK
        look[0] |= block.first == 1
        look[-1] |= block.cut
        # The length of another year says more than a damaged character could.
        explained = np.isin(lengths, list(self.other_widths.values()))
        return np.asarray(look[wrong] | (_holding(block, block.chars > 0x7E)[wrong] & ~explained))

    def years_of(self, length: int) -> str:
        """Return the other years with that record length, for people («2030 og 2031»); empty when there is none."""
        years = [str(year) for year, width in sorted(self.other_widths.items()) if width == length != self.width]
        return years[0] if len(years) == 1 else f"{', '.join(years[:-1])} og {years[-1]}" if years else ""

    def _looked_at(self, block: LineBlock, index: int) -> _Verdict:
        """Return what is wrong with a line that holds something other than ordinary ASCII, or is the first or last."""
        line = _text(block, index)
        first, last = block.first + index == 1, block.cut and index == len(block.starts) - 1
        if first and line.startswith((_BOM, _BOM.encode().decode("latin-1"))):
            return self._verdict(
                len(line),
                "Den begynner med et usynlig merke (byte-order mark), som teller som tegn.",
                "Lagre filen på nytt som UTF-8 uten BOM.",
            )
        if "\0" in line:
            return _Verdict(
                "tegn",
                f"Linjen inneholder binære data (tegnet NUL). {self._length(len(line))}",
                "Eksporter filen på nytt fra fagsystemet, som ren tekst.",
            )
        if line.strip() == _CTRL_Z:
            return self._verdict(
                len(line),
                "Den har bare sluttegnet Ctrl-Z (U+001A), som noen eldre programmer skriver sist i filen.",
                "Slett linjen.",
            )
        if not line.strip(_BLANKS):
            return self._verdict(len(line), "Den har bare blanke.", "Slett linjen hvis den ikke skal være en post.")
        if _TAB in line:
            return self._tabulator(line)
        if "\r" in line:
            return self._verdict(
                len(line),
                f"Den inneholder {line.count(chr(CR))} enslige CR, som ikke er linjeskift.",
                "Lagre filen med linjeskift for Windows (CRLF) eller Unix (LF).",
            )
        return self._by_encoding(line) or self._by_length(len(line), line.endswith(" "), cut=last)

    def _tabulator(self, line: str) -> _Verdict:
        length = "" if len(line) == self.width else f" {self._length(len(line))}"
        return _Verdict(
            "tabulator",
            f"Linjen har tabulator i posisjon {line.index(_TAB) + 1}.{length}",
            "Bytt tabulator med blanke, så hvert felt står i sine egne posisjoner.",
        )

    def _by_encoding(self, line: str) -> _Verdict | None:
        """Tell whether the line would have the right length if its characters had not been damaged on the way."""
        if len(line) == self.width:
            return None
        try:
            # The bytes of UTF-8, each read as a character of its own.
            mended = len(line.encode("latin-1").decode("utf-8"))
        except ValueError:
            mended = len(line)
        if mended == self.width:
            reason = (
                "Den har tegn som er kodet som UTF-8 to ganger."
                if self.encoding == "utf-8"
                else "Den er kodet som UTF-8, mens andre linjer i filen er ISO-8859-1."
            )
            return self._verdict(len(line), reason, "Eksporter hele filen på nytt med ett og samme tegnsett.")
        if _LOST in line:
            return self._verdict(
                len(line),
                f"{line.count(_LOST)} tegn, trolig æ, ø eller å, er gått tapt da filen ble lagret med feil tegnsett.",
                "Eksporter filen på nytt fra fagsystemet, og ikke lagre den i et annet program.",
            )
        return None

    def _by_length(self, length: int, last_blank: bool, *, cut: bool = False) -> _Verdict:
        if years := self.years_of(length):
            reason = f"Det er lengden i formatet for {years}."
            return self._verdict(length, reason, "Eksporter filen i formatet for riktig årgang.")
        if length > self.width:
            if length % self.width == 0:
                reason = f"Det er lengden av {length // self.width} poster: linjeskiftet mellom dem mangler trolig."
                return self._verdict(length, reason, "Sett linjeskift etter hver post.")
            return self._verdict(length, f"Den er {_characters(length - self.width)} for lang.")
        missing = _characters(self.width - length)
        if cut:
            reason = f"Den er {missing} for kort og står sist, uten linjeskift."
            return self._verdict(
                length, f"{reason} Slutten av filen mangler trolig.", "Eksporter eller overfør filen på nytt."
            )
        if last_blank:
            return self._verdict(length, f"Den er {missing} for kort.")
        reason = f"Den er {missing} for kort: blanke på slutten av linjen er trolig fjernet."
        return self._verdict(length, reason, f"Fyll ut linjen med blanke til og med posisjon {self.width}.")

    def _length(self, found: int) -> str:
        return f"Den er {_characters(found)}, men skal være {self.width}."

    def _verdict(self, length: int, reason: str, advice: str = "") -> _Verdict:
        return _Verdict("lengde", f"Linjen er {_characters(length)}, men skal være {self.width}. {reason}", advice)


def _characters(count: int) -> str:
    return f"{count} tegn"


def _text(block: LineBlock, index: int) -> str:
    line = block.chars[block.starts[index] : block.ends[index]]
    if line.dtype == np.uint8:
        return line.tobytes().decode("latin-1")
    return line.astype("<u4").tobytes().decode("utf-32-le")


def _holding(block: LineBlock, characters: Bools) -> Bools:
    """Tell for each line whether it holds one of the characters that are marked."""
    holding: Bools = np.zeros(len(block.starts), dtype=np.bool_)
    positions = np.flatnonzero(characters)
    line = np.searchsorted(block.starts, positions, side="right") - 1
    # What stands before the first start or after an end belongs to a line end.
    holding[line[(line >= 0) & (positions < block.ends[line])]] = True
    return holding

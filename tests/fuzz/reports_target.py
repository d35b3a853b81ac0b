"""Reports made of hostile texts, in every format: written without a fault, read again, obeyed by nobody."""

from __future__ import annotations

from collections.abc import Iterator

from tests.fuzz.byte_random import ByteRandom
from tests.fuzz.report_judges import judge

from kostra.api.formats import RenderOptions
from kostra.api.report import (
    Acknowledgement,
    CheckedFile,
    Comparison,
    ControlResult,
    EarlierFinding,
    FaultKind,
    FieldValue,
    Finding,
    Outcome,
    Progress,
    Report,
    Severity,
    StatisticTable,
    SystematicFault,
)
from kostra.reports import builtin_formats

_PIECES = (
    *(
        "<script>alert(1)</script>",
        "</script>",
        "<!--",
        "]]>",
        "&amp;",
        "&#0;",
        "'",
        '"',
        "{{ x }}",
        "{% raw %}",
        "${x}",
    ),
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "\n", "\r\n", "\x00", "\x0b", "\x1b[2J"),
    *(
        "\x85",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\ufffe",
        "\uffff",
        "\ud800",
        "\udcff",
        "😀",
        "æøå",
        "é",
        "",
        " ",
        "a" * 300,
    ),
    *(
        "::error::x",
        "%0A",
        "%",
        ",",
        ";",
        ":",
        "|",
        "\\",
        "/",
        "[1]",
        "History",
        "'Per'",
        "a/b",
        "a:b",
        "x" * 32,
        "X" * 32,
    ),
)
_CONTROLS = ("001", "016", "senja/001", "=2", "<b>")


class _Maker:
    """Makes a report of what the bytes lead to."""

    def __init__(self, data: bytes) -> None:
        self.random = ByteRandom(data)

    def text(self) -> str:
        pieces = [self._piece() for _ in range(self.random.choice((1, 1, 1, 2, 3)))]
        return "".join(pieces)

    def _piece(self) -> str:
        kind = self.random.randrange(8)
        if kind < 5:
            return self.random.choice(_PIECES)
        return chr(self.random.choice((self.random.randrange(0x100), self.random.randrange(0x10000), 0x41)))

    def number(self) -> int:
        return self.random.choice((0, 1, 2, 17, 10**9, 10**20))

    def fields(self) -> tuple[FieldValue, ...]:
        start = self.random.choice((None, 1, 324))
        return tuple(
            FieldValue(self.text(), start, start, self.text(), self.text()) for _ in range(self.random.randrange(3))
        )

    def finding(self) -> Finding:
        said = Acknowledgement(self.text(), self.text(), "2040-01-15") if self.random.randrange(4) == 1 else None
        return Finding(
            control=self.random.choice(_CONTROLS),
            title=self.text(),
            severity=self.random.choice(list(Severity)),
            message=self.text(),
            file=self.random.choice((None, "a.dat", self.text())),
            lines=tuple(range(1, 1 + self.random.choice((0, 1, 2, 40)))),
            fields=self.fields(),
            journal_number=self.text(),
            caseworker=self.text(),
            fix=self.text(),
            why=self.text(),
            origin=self.text(),
            house_rule=bool(self.random.randrange(2)),
            group=self.random.choice((None, "g", self.text())),
            record=self.random.choice((None, 0, 17)),
            acknowledged=said,
            progress=self.random.choice((None, *Progress)),
        )

    def gone(self) -> EarlierFinding:
        texts = (self.text(), self.text())
        severity = self.random.choice(list(Severity))
        control = self.random.choice(_CONTROLS)
        return EarlierFinding(control, texts[0], severity, texts[1], (), texts, *texts, texts, checked=True)

    def report(self) -> Report:
        findings = tuple(self.finding() for _ in range(self.random.randrange(6)))
        counts = {control: sum(f.control == control for f in findings) for control in _CONTROLS}
        return Report(
            program="kostra 0.1.0",
            form=self.text() or "X",
            year=2040,
            title=self.text(),
            package=self.text(),
            rule_set=self.text(),
            municipality=self.random.choice((None, self.text())),
            files=tuple(
                CheckedFile(self.text(), self.number(), "utf-8", "ab") for _ in range(self.random.randrange(3))
            ),
            controls=tuple(self.control(control, count) for control, count in counts.items()),
            findings=findings,
            statistics=tuple(self.statistic() for _ in range(self.random.randrange(3))),
            notes=tuple(self.text() for _ in range(self.random.randrange(3))),
            house_rules_ok=self.random.choice((None, True, False)),
            systematic=tuple(self.systematic() for _ in range(self.random.randrange(3))),
            comparison=self.random.choice((None, Comparison(self.number(), 0, (self.gone(), self.gone())))),
        )

    def control(self, control: str, count: int) -> ControlResult:
        without = self.random.choice((Outcome.OK, Outcome.NOT_RUN, Outcome.CRASHED))
        return ControlResult(control, self.text(), Outcome.FOUND if count else without, count, self.text())

    def statistic(self) -> StatisticTable:
        rows = tuple((self.text(), self.random.choice((self.number(), self.text()))) for _ in range(3))
        return StatisticTable(self.text(), rows)

    def systematic(self) -> SystematicFault:
        return SystematicFault(self.random.choice(list(FaultKind)), _CONTROLS[:2], 3, 7, self.text())


def try_one(data: bytes) -> None:
    """Write a report in each format, with options that the bytes choose."""
    maker = _Maker(data)
    options = RenderOptions(
        limit=maker.random.choice((None, 0, 1, 3)),
        colour=bool(maker.random.randrange(2)),
        width=maker.random.choice((None, 1, 60, 10_000)),
        strict=bool(maker.random.randrange(2)),
    )
    report = maker.report()
    for format_ in builtin_formats():
        rendered = format_.render(report, options)
        if isinstance(rendered, bytes):
            content = rendered
        else:
            text = rendered if isinstance(rendered, str) else "".join(rendered)
            content = text.encode("utf-8", "backslashreplace")
        judge(format_.name, content, options)


def seeds() -> Iterator[bytes]:
    """Yield arbitrary bytes: all of them lead to a report."""
    for number in range(48):
        yield bytes((number * 53 + place * place * (3 + number)) % 256 for place in range(60 + 30 * number))


WORDS: tuple[str, ...] = ()

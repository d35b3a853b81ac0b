"""The result of a check: findings, the outcome of every control, and the report that all formats are made from."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kostra.frozen import frozen

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Severity(StrEnum):
    """How serious a finding is: `fatal` and `feil` block submission, `advarsel` and `info` do not."""

    FATAL = "fatal"
    FEIL = "feil"
    ADVARSEL = "advarsel"
    INFO = "info"

    @property
    def blocks(self) -> bool:
        """Return whether a finding of this severity blocks submission."""
        return self in (Severity.FATAL, Severity.FEIL)


class Outcome(StrEnum):
    """How a control ended; every control ends in exactly one of these."""

    OK = "ok"
    FOUND = "funn"
    NOT_RUN = "ikke kjørt"
    CRASHED = "krasjet"


class Progress(StrEnum):
    """Whether a finding was there in the earlier run that this one is compared with."""

    NEW = "ny"
    UNCHANGED = "uendret"


@frozen
class FieldValue:
    """A field that a finding points at: positions (None in table forms) and the value found, masked where sensitive.

    In a finding of the whole delivery the value is the code that it is about, or else empty.
    """

    name: str
    start: int | None
    end: int | None
    value: str
    label: str = ""


@frozen
class Acknowledgement:
    """What was said when a warning was accepted: the reason, who said it, and the date (ÅÅÅÅ-MM-DD)."""

    reason: str
    by: str
    date: str


@frozen
class Finding:
    """One thing that a control found.

    `lines` are the file's own line numbers (empty for a finding of the whole file). `group` links the rows of one group
    finding. `fix` says what to do. `origin` is the distribution of the official pack, or the name of the house rules.
    `record` is the row's number in the delivery (from 0), None for a finding of the whole file. `acknowledged` is set
    when the finding, which is then no error, was accepted earlier. `progress` is set when the run is compared with an
    earlier one.
    """

    control: str
    title: str
    severity: Severity
    message: str
    file: str | None = None
    lines: tuple[int, ...] = ()
    fields: tuple[FieldValue, ...] = ()
    journal_number: str = ""
    caseworker: str = ""
    fix: str = ""
    why: str = ""
    origin: str = ""
    house_rule: bool = False
    group: str | None = None
    record: int | None = None
    acknowledged: Acknowledgement | None = None
    progress: Progress | None = None


@frozen
class ControlResult:
    """How one control ended: `count` findings, or the `reason` why it was not run or crashed."""

    id: str
    title: str
    outcome: Outcome
    count: int = 0
    reason: str = ""
    house_rule: bool = False


class FaultKind(StrEnum):
    """What shows that many findings are one fault: where they stand, or, in the last three, what the data says."""

    RECORDS = "poster"
    FILE = "fil"
    FROM_LINE = "fra_linje"
    CASEWORKER = "saksbehandler"
    LINES = "linjer"
    LAST_YEAR = "fjoraret"
    SHIFTED = "forskjovet"
    SWAPPED = "byttet"


@frozen
class SystematicFault:
    """One fault that shows as many findings: of which controls, and how many of which records it is seen in.

    `affected` of `total` is the measure; what they count (records, lines, a case worker's records) is told by `kind`
    and `text`. It is a likely explanation and takes no part in the verdict.
    """

    kind: FaultKind
    controls: tuple[str, ...]
    affected: int
    total: int
    text: str

    @property
    def share(self) -> float:
        """Return `affected` as part of `total`, from 0 to 1."""
        return self.affected / self.total


@frozen
class EarlierFinding:
    """A finding of an earlier run: what is needed to know it again, and to say what it was.

    `values` are those of the fields in a finding without lines, where they say which code it is about; else empty.
    `checked` says of one that is gone whether the control was run this time: only then is it known to be mended.
    """

    control: str
    title: str
    severity: Severity
    file: str | None
    lines: tuple[int, ...]
    fields: tuple[str, ...]
    journal_number: str
    caseworker: str
    values: tuple[str, ...] = ()
    checked: bool = False


@frozen
class Comparison:
    """What became of an earlier run's findings: how many are new, how many are left, and those that are gone."""

    new: int
    unchanged: int
    gone: tuple[EarlierFinding, ...]

    @property
    def mended(self) -> tuple[EarlierFinding, ...]:
        """Return the findings that are gone although their control was run."""
        return tuple(finding for finding in self.gone if finding.checked)


@frozen
class StatisticTable:
    """A table of figures: `rows` of (label, exact value), in the order the rule set declares, total row last."""

    title: str
    rows: tuple[tuple[str, int | str], ...]


@frozen
class CheckedFile:
    """A file of the delivery: base name (masked), number of records, encoding, hash of its bytes."""

    name: str
    records: int
    encoding: str
    sha256: str


@frozen
class Report:
    """Everything a check found out; made once, shown by any report format.

    `notes` («merknader») are remarks on the check itself: what was inferred, which encoding was read. `may_submit`
    answers «kan sendes inn»; `house_rules_ok` is None when no house rules took part. `systematic` says which findings
    are likely to be one and the same fault. `comparison` is set when the run is compared with an earlier one.
    `last_year_files` are the files that the delivery was compared with.
    """

    program: str
    form: str
    year: int
    title: str
    package: str
    rule_set: str
    municipality: str | None
    files: tuple[CheckedFile, ...]
    controls: tuple[ControlResult, ...]
    findings: tuple[Finding, ...]
    statistics: tuple[StatisticTable, ...]
    notes: tuple[str, ...] = ()
    house_rules_ok: bool | None = None
    systematic: tuple[SystematicFault, ...] = ()
    comparison: Comparison | None = None
    last_year_files: tuple[CheckedFile, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def crashed(self) -> bool:
        """Return whether an official control crashed, so that nothing can be said of the file as a whole."""
        return any(c.outcome is Outcome.CRASHED and not c.house_rule for c in self.controls)

    @property
    def may_submit(self) -> bool:
        """Return whether nothing official blocks submission; False also when an official control crashed."""
        blocked = any(f.severity.blocks and not f.house_rule for f in self.findings)
        return not blocked and not self.crashed

    def count(self, severity: Severity) -> int:
        """Return the number of official findings of a severity; acknowledged ones are counted apart."""
        return sum(1 for f in self.findings if f.severity is severity and not f.house_rule and f.acknowledged is None)

    @property
    def acknowledged(self) -> tuple[Finding, ...]:
        """Return the findings, official ones and those of house rules, that were accepted earlier."""
        return tuple(finding for finding in self.findings if finding.acknowledged is not None)

    # ── In a notebook ────────────────────────────────────────────────────────────────────────────────────────────────

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the findings as rows, a dict each; `kostra.api.frames` describes the columns."""
        from kostra.api import frames

        return frames.to_dicts(self)

    def to_pandas(self) -> pandas.DataFrame:
        """Return the findings as a pandas table, one row a finding."""
        from kostra.api import frames

        return frames.to_pandas(self)

    def to_polars(self) -> polars.DataFrame:
        """Return the findings as a Polars table, one row a finding."""
        from kostra.api import frames

        return frames.to_polars(self)

    def to_arrow(self) -> pyarrow.Table:
        """Return the findings as an Arrow table, one row a finding."""
        from kostra.api import frames

        return frames.to_arrow(self)

    def __repr__(self) -> str:
        from kostra.api.notebook import summary

        return summary(self)

    def _repr_html_(self) -> str:
        from kostra.api.notebook import html

        return html(self)

"""Random rule sets and records, dense with everything the language has, for comparing two evaluators.

Everything is made from one `random.Random`: a failing case is its seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any

from kostra.api.functions import PluginFunction
from kostra.api.report import Severity
from kostra.diagnostics import NOWHERE
from kostra.language import program as p
from kostra.language.last_year import asks_last_year
from kostra.layout.model import CodeList, Field, FieldType, Layout

CODES = CodeList("KODER", {"01": "En", "02": "To", "A": "Bokstav", "Å": "Å-tekst"})
LONG_CODES = CodeList("LANGE", {"lang kode nr 1": "første", "lang kode nr 2": "andre", "€uro-kode ": "valuta"})
WHOLE_CODES = CodeList("HELE", {"1": "Ett", "12": "12", "0": "", "999": "Mange"})
EARLIER_CODES = CodeList("KODER", {"01": "Enn", "02": "", "B": "Borte", "5": "Fem", "12": "Tolv"})

_FIELDS: tuple[tuple[str, FieldType, int, dict[str, Any]], ...] = (
    ("KODE", "tekst", 2, {"codes": CODES}),
    ("FRI", "tekst", 3, {}),
    ("JOURNAL", "tekst", 4, {"role": "journalnummer"}),
    ("LANG", "tekst", 15, {"codes": LONG_CODES}),
    ("TALL", "heltall", 3, {}),
    ("ANTALL", "heltall", 4, {"codes": WHOLE_CODES}),
    ("STORT", "heltall", 20, {}),
    ("BELØP", "desimal", 6, {}),
    ("DATO", "dato", 6, {"date_pattern": "ddmmåå"}),
    ("DAG", "dato", 10, {"date_pattern": "åååå-mm-dd"}),
    ("FNR", "tekst", 11, {"role": "fødselsnummer", "sensitive": True}),
)
TEXT_FIELDS = ("KODE", "FRI", "JOURNAL", "LANG", "FNR")
NUMBER_FIELDS = ("TALL", "ANTALL", "STORT", "BELØP")
DATE_FIELDS = ("DATO", "DAG")
ALL_FIELDS = TEXT_FIELDS + NUMBER_FIELDS + DATE_FIELDS
TYPES = {name: kind for name, kind, _, _ in _FIELDS}


def _layout(*, fixed: bool) -> Layout:
    fields, start = [], 1
    for name, kind, width, more in _FIELDS:
        one = Field(name, kind, name.title(), width=width, **more)
        fields.append(replace(one, start=start, end=start + width - 1) if fixed else one)
        start += width
    return Layout("X", 2024, "Prøve", "fast" if fixed else "tabell", tuple(fields), start - 1 if fixed else None)


FIXED, TABULAR = _layout(fixed=True), _layout(fixed=False)

TABLE = p.Table(
    "SATSER",
    "prøvesatser",
    (("sats", "heltall"), ("navn", "tekst")),
    (
        p.TableRow("01", 0, 9999, (100, "gammel")),
        p.TableRow("01", 10000, None, (200, "ny")),
        p.TableRow("02", None, 15000, (None, None)),
    ),
)


def half(value: int) -> int | None:
    """Return half of an even number; the function of a plugin."""
    return None if value % 2 else value // 2


PLUGIN = PluginFunction("halv", ("heltall",), "heltall", half)

_TEXTS = ("", "01", "02", " 1", "A", "Å", "€", "a b", "0", "00", "lang kode nr 1", "9", "\x00", "0101", "2024-02-29")
_WHOLE = (-3, -1, 0, 1, 2, 2, 3, 5, 10, 99, 1234, 10**6, 9 * 10**18, 10**20)
_DECIMALS = (Decimal("0.5"), Decimal("2.50"), Decimal("-1.25"))
_FORMS = ("99", "A", "X9", "9999-99-99", "01", "€", "XXX", "0A", "99999999999")


@dataclass(frozen=True)
class Sight:
    """What an expression may name: fields of its row, and aggregates over the rows of its group or file.

    `last_year`: also the fields of the person's row of last year, or the aggregates over all of last year's rows.
    """

    texts: tuple[str, ...] = TEXT_FIELDS
    numbers: tuple[str, ...] = NUMBER_FIELDS
    dates: tuple[str, ...] = DATE_FIELDS
    rows: bool = False
    last_year: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        return self.texts + self.numbers + self.dates


CODED_FIELDS = ("KODE", "LANG", "ANTALL")
ROW, FILE = Sight(), Sight((), (), (), rows=True)
OPEN_FIELDS = tuple(name for name, _, _, more in _FIELDS if not more.get("sensitive"))


def field_value(name: str) -> p.FieldValue:
    return p.FieldValue(name, TYPES[name])


def const(value: str | int | Decimal | bool) -> p.Const:
    kinds: dict[type, p.ValueType] = {str: "tekst", int: "heltall", Decimal: "desimal", bool: "sannhet"}
    return p.Const(kinds[type(value)], value)


Made = Callable[[], p.Value]


@dataclass(frozen=True)
class Maker:
    """Makes expressions of a type for a place; `depth` bounds how far they nest."""

    random: Random
    sight: Sight

    def _one_of(self, *options: tuple[int, Made]) -> p.Value:
        weights = [weight for weight, _ in options]
        return self.random.choices([make for _, make in options], weights)[0]()

    def _field(self, names: Sequence[str]) -> tuple[int, Made]:
        return (6 if names else 0, lambda: field_value(self.random.choice(names)))

    def _field_last_year(self, names: Sequence[str]) -> tuple[int, Made]:
        seen = [name for name in names if self.sight.last_year and not self.sight.rows and name in OPEN_FIELDS]
        return (3 if seen else 0, lambda: p.FieldLastYear(*_named_and_typed(self.random.choice(seen))))

    def code_with_text(self) -> p.Value:
        """Make what a message shows of a field with codes."""
        name = self.random.choice(CODED_FIELDS)
        then = self.sight.last_year and not self.sight.rows and self.random.random() < 0.5
        return p.CodeWithText(p.FieldLastYear(*_named_and_typed(name)) if then else field_value(name))

    def _of_last_year(self, kind: p.ValueType) -> tuple[int, Made]:
        """Offer an aggregate over last year's rows; what it looks at is seen from each of them alone."""

        def make() -> p.Value:
            alone = Maker(self.random, FILE).aggregate(kind, ROW)
            return p.LastYear(alone, kind) if alone.name != "første" else alone

        return (8 if self.sight.last_year and self.sight.rows and not self.sight.fields else 0, make)

    def _some(self, make: Made, most: int) -> tuple[p.Value, ...]:
        return tuple(make() for _ in range(self.random.randint(1, most)))

    def text(self, depth: int) -> p.Value:
        """Make a text."""
        seen, deep, rows = bool(self.sight.fields), depth > 0, int(self.sight.rows and depth > 0)
        return self._one_of(
            self._field(self.sight.texts),
            self._field_last_year(self.sight.texts),
            (2, lambda: const(self.random.choice(_TEXTS))),
            (1, lambda: p.Param("kommune", "tekst")),
            (seen * 2, lambda: p.Raw(self.random.choice(self.sight.fields))),
            (bool(self.sight.texts) * 2, lambda: p.CodeText(self.random.choice(self.sight.texts))),
            (deep, lambda: p.Default(self.text(depth - 1), self.text(depth - 1), "tekst")),
            (deep * 2, lambda: self._cut(depth - 1)),
            (deep, lambda: p.LookupValue("SATSER", "navn", self.text(depth - 1), self.date(0), False, "tekst")),
            (rows * 4, lambda: self.aggregate("tekst")),
        )

    def _cut(self, depth: int) -> p.Value:
        places = (self.number(depth), self.number(depth)) if self.random.random() < 0.3 else (const(2), const(3))
        return p.Function("del", (self.text(depth), *places), "tekst")

    def number(self, depth: int) -> p.Value:
        """Make a number."""
        deep, rows = depth > 0, int(self.sight.rows and depth > 0)
        down = depth - 1
        of_text = ("alder", "årstall", "lengde", "som_tall")
        return self._one_of(
            self._field(self.sight.numbers),
            self._field_last_year(self.sight.numbers),
            self._of_last_year("heltall"),
            (2, lambda: const(self.random.choice(_WHOLE))),
            (1, lambda: const(self.random.choice(_DECIMALS))),
            (1, lambda: self.random.choice((p.Param("årgang", "heltall"), p.Param("grense", "desimal")))),
            ("BELØP" in self.sight.numbers, lambda: p.Function("antall_desimaler", (field_value("BELØP"),), "heltall")),
            (bool(self.sight.fields), lambda: p.Function("antall_utfylt", self._some(self._any_field, 3), "heltall")),
            (deep * 4, lambda: self._arithmetic(down)),
            (deep * 2, lambda: p.Default(self.number(down), self.number(down), "desimal")),
            (deep * 3, lambda: self._several(down)),
            (deep * 4, lambda: p.Function(self.random.choice(of_text), (self.text(down),), "heltall")),
            (deep * 2, lambda: p.Function(self.random.choice(("år", "måned", "dag")), (self.date(down),), "heltall")),
            (deep, lambda: p.Function("dager", (self.date(down), self.date(down)), "heltall")),
            (deep, lambda: p.Function("halv", (p.Function("som_tall", (self.text(down),), "heltall"),), "heltall")),
            (deep, lambda: p.CountTrue(self._some(lambda: self.truth(down), 3))),
            (deep, lambda: p.LookupValue("SATSER", "sats", self.text(down), self.date(down), False, "heltall")),
            (rows * 8, lambda: self.aggregate("heltall")),
        )

    def _any_field(self) -> p.Value:
        return field_value(self.random.choice(self.sight.fields))

    def _arithmetic(self, depth: int) -> p.Value:
        operator: Any = self.random.choice("+-*/")
        return p.Arithmetic(operator, self.number(depth), self.number(depth), "desimal")

    def _several(self, depth: int) -> p.Value:
        name = self.random.choice(("sum", "minste", "største"))
        return p.Function(name, self._some(lambda: self.number(depth), 4), "desimal")

    def date(self, depth: int) -> p.Value:
        """Make a date."""
        deep, rows = depth > 0, int(self.sight.rows and depth > 0)
        down = depth - 1
        patterns = ("ddmmåå", "ddmmåååå", "åååå-mm-dd")
        return self._one_of(
            self._field(self.sight.dates),
            self._field_last_year(self.sight.dates),
            self._of_last_year("dato"),
            (1, lambda: p.Const("dato", self.random.randint(-800, 20000))),
            (deep * 2, lambda: self._date_of_parts(down)),
            (deep, lambda: p.Function("fødselsdato", (self.text(down),), "dato")),
            (deep, lambda: p.Function("som_dato", (self.text(down), const(self.random.choice(patterns))), "dato")),
            (deep, lambda: p.Default(self.date(down), self.date(down), "dato")),
            (rows * 4, lambda: self.aggregate("dato")),
        )

    def _date_of_parts(self, depth: int) -> p.Value:
        year = self.number(depth) if self.random.random() < 0.3 else const(self.random.choice((1900, 2023, 2024)))
        return p.Function(
            "dato", (year, const(self.random.choice((1, 2, 4))), const(self.random.randint(28, 31))), "dato"
        )

    def truth(self, depth: int) -> p.Value:
        """Make a condition."""
        deep, down = (depth > 0) * 3, depth - 1
        seen = bool(self.sight.fields)
        ordered: Any = self.random.choice(("=", "≠", "<", "<=", ">", ">="))
        equal: Any = self.random.choice(("=", "≠"))
        test: Any = self.random.choice(("starter med", "slutter med", "inneholder"))
        inner = max(down, 0)

        def text() -> p.Value:
            return self.text(inner)

        def number() -> p.Value:
            return self.number(inner)

        return self._one_of(
            (3, lambda: p.Compare(equal, text(), text())),
            (4, lambda: p.Compare(ordered, number(), number())),
            (2, lambda: p.Compare(ordered, self.date(inner), self.date(inner))),
            (3, lambda: p.In(text(), self._some(lambda: const(self.random.choice(_TEXTS)), 7))),
            (1, lambda: p.In(text(), self._some(text, 3))),
            (1, lambda: p.In(number(), self._some(number, 3))),
            (1, lambda: p.InCodes(text(), self.random.choice(("KODER", "LANGE")))),
            (2, lambda: p.Between(number(), number(), number())),
            (2, lambda: p.TextTest(test, text(), text())),
            (1, lambda: p.TextTest("har form", text(), const(self.random.choice(_FORMS)))),
            (2, lambda: p.Missing(self.random.choice((text, number, lambda: self.date(inner)))())),
            (1, lambda: p.Filled(text())),
            (1, lambda: p.AllZeros(text())),
            (1, lambda: p.Function("kontrollsiffer_stemmer", (text(),), "sannhet")),
            (1, lambda: p.Given(self.random.choice(("grense", "årgang", "ukjent")))),
            (seen * 2, lambda: p.Filled(self._any_field())),
            (seen, lambda: p.AllZeros(self._any_field())),
            (seen * 3, lambda: p.Valid(self.random.choice(self.sight.fields))),
            (deep, lambda: p.And(self._some(lambda: self.truth(down), 3))),
            (deep, lambda: p.Or(self._some(lambda: self.truth(down), 3))),
            (deep, lambda: p.Not(self.truth(down))),
        )

    def aggregate(self, kind: p.ValueType, sight: Sight | None = None) -> p.Aggregate:
        """Make an aggregate of a type; what it looks at is seen from each row (`sight`: of which more can be seen)."""
        seen = sight or replace(ROW, last_year=self.sight.last_year)
        row = Maker(self.random, seen)
        inner: dict[str, Callable[[int], p.Value]] = {"tekst": row.text, "heltall": row.number, "dato": row.date}
        names: dict[str, tuple[p.AggregateName, ...]] = {
            "tekst": ("første",),
            "heltall": ("antall", "unike", "sum", "sum", "minste", "største", "første"),
            "dato": ("minste", "største", "første"),
        }
        name = self.random.choice(names[kind])
        value: p.Value | None = inner[kind](1)
        if name == "antall":
            value = None
        elif name == "unike":
            value = self.random.choice((row.text, row.number, row.date))(1)
        return p.Aggregate(name, value, row.where(), kind)

    def where(self) -> p.Value | None:
        """Make a condition on a row, or none."""
        return self.truth(1) if self.random.random() < 0.4 else None

    def listing(self) -> p.Value:
        """Make a list, as only messages show it."""
        name: p.AggregateName = self.random.choice(("liste", "andre", "linjer"))
        row = Maker(self.random, replace(ROW, last_year=self.sight.last_year))
        value = None if name == "linjer" else self.random.choice((row.text, row.number, row.date))(0)
        return p.Aggregate(name, value, row.where(), "liste")


def _named_and_typed(name: str) -> tuple[str, p.ValueType]:
    return name, TYPES[name]


def _sentence(random: Random, fires: Sight, message: Sight) -> p.Sentence:
    judge, speak = Maker(random, fires), Maker(random, message)

    def part() -> Any:
        kind = random.randrange(9 if message.fields else 7)
        if kind == 0:
            return random.choice(("Tekst ", "{", " 12345678901 "))
        if kind == 7:
            return p.ShowField(random.choice(message.fields))
        if kind == 8:
            return p.ShowValue(speak.code_with_text())
        if message.rows and kind < 4:
            lists = message.fields and kind == 1
            return p.ShowValue(
                speak.listing() if lists else speak.aggregate(random.choice(("heltall", "tekst", "dato")))
            )
        return p.ShowValue(random.choice((speak.text, speak.number, speak.number, speak.date, speak.truth))(2))

    # Every other sentence always fires: its message then shows what its expressions are worth in every row.
    condition = const(True) if random.random() < 0.5 else judge.truth(2)
    template = tuple(part() for _ in range(random.randint(1, 5)))
    points_at = tuple(random.sample(ALL_FIELDS, random.randint(0, 2)))
    return p.Sentence(condition, random.choice(list(Severity)), template, points_at, NOWHERE)


def _control(random: Random, name: str, row: Sight, file: Sight) -> p.Control:
    kind = random.choice(("rad", "rad", "gruppe", "gruppe", "fil", "koder"))
    scope: p.RowScope | p.GroupScope | p.FileScope = p.RowScope()
    fires = message = row
    if kind == "gruppe":
        keys = tuple(random.sample(ALL_FIELDS, random.randint(1, 2)))
        where = Maker(random, row).truth(1) if random.random() < 0.4 else None
        scope = p.GroupScope(tuple(map(field_value, keys)), where)
        kinds = (TEXT_FIELDS, NUMBER_FIELDS, DATE_FIELDS)
        texts, numbers, dates = (tuple(key for key in keys if key in kind) for kind in kinds)
        fires, message = replace(row, texts=texts, numbers=numbers, dates=dates, rows=True), replace(row, rows=True)
    elif kind in ("fil", "koder"):
        scope, fires, message = p.FileScope(), file, file
    instances = tuple(_codes(random, file)) if kind == "koder" else _instances(random, fires, message)
    parameters = random.choice(((), (), (), ("grense",), ("årgang",)))
    yields = random.random() < 0.4
    last_year = asks_last_year(scope, instances)
    return p.Control(name, name, scope, instances, yields, parameters, "", "", "", "", (), "", NOWHERE, "", last_year)


def _instances(random: Random, fires: Sight, message: Sight) -> tuple[p.Instance, ...]:
    return tuple(
        p.Instance(tuple(_sentence(random, fires, message) for _ in range(random.randint(1, 2))))
        for _ in range(random.randint(1, 2))
    )


def _codes(random: Random, sight: Sight) -> Iterator[p.Instance]:
    """Make what the checker makes of `for filen og hver kode`: the same sentence for each code of a field's list."""
    name, codes = random.choice((("KODE", CODES), ("LANG", LONG_CODES)))
    written = _sentence(random, sight, sight)
    number = Maker(random, sight).number(1)
    for code in codes.codes:
        holders = p.Aggregate("antall", None, p.Compare("=", field_value(name), const(code)), "heltall")
        before = p.LastYear(holders, "heltall")
        asked = (before, holders) if sight.last_year else (holders,)
        fires = p.Or((p.Compare(">", random.choice(asked), number), written.fires))
        said = (*written.message, f" {code}: ", *(p.ShowValue(one) for one in asked))
        yield p.Instance((replace(written, fires=fires, message=said, points_at=(name,)),), (name, code))


def random_program(random: Random, layout: Layout, namespace: str = "", *, last_year: bool = False) -> p.Program:
    """Make a rule set of a few controls and two tables of statistics; `last_year`: controls ask of it as well."""
    row, file = Maker(random, ROW), Maker(random, FILE)
    sights = replace(ROW, last_year=last_year), replace(FILE, last_year=last_year)
    classes = (p.Class("under", None, -1), p.Class("null", 0, 0), p.Class("få", 1, 9), p.Class("mange", 10, None))
    where = row.truth(1) if random.random() < 0.5 else None
    otherwise = random.choice((None, "ukjent"))
    return p.Program(
        form="X",
        year=2024,
        title="Prøve",
        namespace=namespace,
        layout=layout,
        controls=tuple(_control(random, f"{place:03d}", *sights) for place in range(random.randint(1, 6))),
        file_controls=(),
        statistics=(
            p.Distribution("Fordeling", row.number(2), where, classes, otherwise, random.choice(((), ("grense",)))),
            p.Figures("Tall", tuple((str(place), file.number(2)) for place in range(3))),
        ),
        tables=(TABLE,),
        code_lists=(CODES, LONG_CODES, WHOLE_CODES),
        fingerprint="",
    )


_RAW: Mapping[FieldType, tuple[str, ...]] = {
    "tekst": ("", "01", "02", " 1", "1 ", "A", "Å", "a b", "0", "00", "9x", "lang kode nr 1", "€uro-kode", "\x00", "€"),
    "heltall": ("", "0", "1", " 12", "12 ", "+5", "-7", "1_0", "٣", "1e3", "6 0", "999", "1,0", "9" * 20, "9" * 18),
    "desimal": ("", "0", "1,5", " 2.25", ",5", "-.5", "5,", ",", "+", "1,2,3", "1e3", "007", "-0", "0,001"),
    "dato": (
        "",
        "010124",
        "310224",
        "000000",
        "290224",
        "01 124",
        "2024-02-29",
        "2023-02-29",
        "0001-01-01",
        "9999-12-31",
    ),
}
PERSONS = ("17857006828", "17858548993", "17850180326")
"""Valid synthetic identity numbers."""

_FNR = (
    "",
    "01818012345",
    "41918012340",
    "00000000000",
    "01010100100",
    "31122599999",
    "010180",
    "1234567890a",
    "01829950051",
    *PERSONS,
)
_SIGNS = " 0123456789+-.,AaÅ"


def random_record(random: Random) -> dict[str, str]:
    """Make a record: usual values, values on the edge, and noise."""
    record: dict[str, str] = {}
    for name, kind, width, _ in _FIELDS:
        fitting = [value for value in (_FNR if name == "FNR" else _RAW[kind]) if len(value) <= width]
        noise = "".join(random.choices(_SIGNS, k=random.randint(0, width)))
        record[name] = noise if random.random() < 0.2 else random.choice(fitting)
    return record


def random_delivery(random: Random) -> list[list[dict[str, str]]]:
    """Make files of records; records repeat themselves, whole or in part, so that there are groups."""
    pool = [random_record(random) for _ in range(random.randint(1, 6))]
    for _ in range(random.randint(0, 3)):
        one, other = random.choice(pool), random.choice(pool)
        pool.append({name: random.choice((one, other))[name] for name in one})
    sizes = [random.randint(0, 14) for _ in range(random.randint(1, 3))]
    return [[random.choice(pool) for _ in range(size)] for size in sizes if size or sum(sizes)] or [pool]


def random_last_year(random: Random, layout: Layout) -> tuple[Layout, list[list[dict[str, str]]]]:
    """Make last year's layout, not always of the same fields and types, and a delivery with persons of this year's."""
    types: Mapping[str, FieldType] = {"ANTALL": "desimal", "TALL": "tekst"}
    chosen = random.sample(("ANTALL", "TALL", "DAG"), random.choice((0, 0, 1, 1, 2)))
    kept = (one for one in layout.fields if one.name not in chosen or one.name in types)
    fields = tuple(replace(one, type=types[one.name]) if one.name in chosen else one for one in kept)
    lists = random.choice(({}, {"codes": EARLIER_CODES}, {"codes": None}))
    fields = tuple(replace(one, **lists) if one.name in ("KODE", "ANTALL") else one for one in fields)
    before = replace(layout, year=layout.year - 1, fields=fields)
    few = [random_record(random) | {"FNR": random.choice((*PERSONS, *_FNR))} for _ in range(random.randint(1, 6))]
    files = [few] if random.random() < 0.5 else random_delivery(random)
    return before, [[{name: row[name] for name in before.by_name} for row in rows] for rows in files]

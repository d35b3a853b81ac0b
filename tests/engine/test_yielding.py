"""`viker`: silence where another control has already pointed at the same field of the same row."""

from __future__ import annotations

from typing import Any

from tests.engine.small_programs import TRUE, check, control, outcomes, program, rows_of, sentence, text, value, whole

from kostra.api.functions import PluginFunction
from kostra.language import program as p

MAN = p.Compare("=", value("KJØNN"), text("1"))
ROWS = ({"KJØNN": "1", "JOURNAL": "a"}, {"KJØNN": "2", "JOURNAL": "a"}, {"KJØNN": "2", "JOURNAL": "b"})


def found(*programs: p.Program, **more: Any) -> list[tuple[str, int | None]]:
    return [(f.control, f.record) for f in check(programs, rows_of(*ROWS), **more).findings]


def test_a_yielding_control_is_silent_where_another_points_at_the_field_whatever_the_order() -> None:
    yielding = control("900", sentence(TRUE, at=("KJØNN", "BARN")), yields=True)
    firm = control("008", sentence(MAN, at=("KJØNN",)))
    assert found(program(yielding, firm)) == [("008", 0), ("900", 1), ("900", 2)]
    assert found(program(firm, yielding)) == [("008", 0), ("900", 1), ("900", 2)]


def test_findings_on_other_fields_do_not_silence() -> None:
    yielding = control("900", sentence(MAN, at=("BARN",)), yields=True)
    assert found(program(control("008", sentence(MAN, at=("KJØNN",))), yielding)) == [("008", 0), ("900", 0)]


def test_groups_silence_rows() -> None:
    twice = p.Compare("≠", p.Aggregate("antall", None, None, "heltall"), whole(1))
    group = control("005B", sentence(twice, at=("JOURNAL",)), scope=p.GroupScope((value("JOURNAL"),), None))
    yielding = control("902", sentence(TRUE, at=("JOURNAL",)), yields=True)
    assert found(program(yielding, group), chunk_size=1) == [("005B", 0), ("005B", 1), ("902", 2)]


def test_yielding_controls_yield_to_earlier_ones_but_only_to_what_is_left_of_them() -> None:
    firm = control("001", sentence(MAN, at=("KJØNN",)))
    first = control("901", sentence(TRUE, at=("KJØNN", "BARN")), yields=True)
    second = control("902", sentence(TRUE, at=("BARN",)), yields=True)
    # In row 0 the first has given way, so the second has nothing to yield to.
    assert found(program(firm, first, second)) == [("001", 0), ("902", 0), ("901", 1), ("901", 2)]


def test_a_control_does_not_yield_to_itself() -> None:
    twice = p.Control(
        **{
            name: getattr(control("906", sentence(TRUE, at=("BARN",)), yields=True), name)
            for name in p.Control.__dataclass_fields__
            if name != "instances"
        },
        instances=(p.Instance((sentence(TRUE, at=("BARN",)),)), p.Instance((sentence(TRUE, at=("BARN",)),))),
    )
    assert found(program(twice)) == [("906", row) for row in (0, 0, 1, 1, 2, 2)]


def test_official_controls_never_yield_to_house_rules_which_yield_to_both() -> None:
    official = program(control("901", sentence(MAN, at=("KJØNN",)), yields=True))
    firm = control("001", sentence(MAN, at=("KJØNN",)))
    house = program(firm, control("002", sentence(TRUE, at=("KJØNN",)), yields=True), namespace="senja")
    assert found(official, house) == [("901", 0), ("senja/001", 0), ("senja/002", 1), ("senja/002", 2)]


def _fails_on_second_call(state: list[int]) -> PluginFunction:
    def fail(barn: str) -> bool:
        state.append(1)
        if len(state) > 1:
            raise ZeroDivisionError
        return True

    return PluginFunction("ustabil", ("tekst",), "sannhet", fail)


def test_nobody_yields_to_a_control_that_crashed() -> None:
    crashing = control("001", sentence(p.Function("ustabil", (value("JOURNAL"),), "sannhet"), at=("KJØNN",)))
    yielding = control("901", sentence(TRUE, at=("KJØNN",)), yields=True)
    rules, functions = program(crashing, yielding), {"ustabil": _fails_on_second_call([])}
    result = check(rules, rows_of(*ROWS), functions=functions, chunk_size=1)
    assert outcomes(result) == {"001": "krasjet", "901": "funn"}
    assert result.controls[1].count == 3


def test_findings_of_the_whole_file_neither_yield_nor_silence() -> None:
    in_file = control("900", sentence(TRUE, at=("KJØNN",)), scope=p.FileScope(), yields=True)
    firm = control("001", sentence(MAN, at=("KJØNN",)))
    assert found(program(firm, in_file)) == [("900", None), ("001", 0)]

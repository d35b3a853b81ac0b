"""What is different about the codes that fields may hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kostra.documentation.changes import Change, Point, joined, some
from kostra.documentation.edition import Edition
from kostra.documentation.field_matching import matched_fields
from kostra.layout.model import CodeList

_Codes = tuple[tuple[str, str], ...]


def code_changes(old: Edition, new: Edition) -> Iterator[Change]:
    """Yield the differences between the code lists of two years: by the fields that use them, then the other lists."""
    together: dict[tuple[_Codes | None, _Codes | None], list[str]] = {}
    for name, before in matched_fields(old.layout, new.layout).items():
        codes = _codes(old.layout.by_name[before].codes), _codes(new.layout.by_name[name].codes)
        if codes[0] != codes[1]:
            together.setdefault(codes, []).append(name)
    for (before_codes, after_codes), names in together.items():
        points = tuple(_points(before_codes, after_codes))
        text = f"{joined(names)}: {'; '.join(point.text for point in points)}"
        yield Change("kodelister", "endret", tuple(names), text, points)
    yield from _others(_unused(old), _unused(new))


def _codes(codes: CodeList | None) -> _Codes | None:
    return None if codes is None else tuple(codes.codes.items())


def _unused(edition: Edition) -> Mapping[str, CodeList]:
    """Return the lists that no field has: rules name them."""
    used = {field.codes.name for field in edition.layout.fields if field.codes is not None}
    return {codes.name: codes for codes in edition.compiled.program.code_lists if codes.name not in used}


def _others(old: Mapping[str, CodeList], new: Mapping[str, CodeList]) -> Iterator[Change]:
    for name in dict.fromkeys([*old, *new]):
        before, after = _codes(old.get(name)), _codes(new.get(name))
        if before is None and after is not None:
            yield Change("kodelister", "ny", (name,), f"Kodelisten {name} er ny")
        elif after is None:
            yield Change("kodelister", "borte", (name,), f"Kodelisten {name} er borte")
        elif before != after:
            points = tuple(_points(before, after))
            text = f"Kodelisten {name}: {'; '.join(point.text for point in points)}"
            yield Change("kodelister", "endret", (name,), text, points)


def _points(before: _Codes | None, after: _Codes | None) -> Iterator[Point]:
    if after is None:
        yield Point("kodeliste", "har ikke lenger noen kodeliste")
        return
    if before is None:
        yield Point("kodeliste", f"har fått en kodeliste: {some(_shown(after))}", items=tuple(_shown(after)))
        return
    old, new = dict(before), dict(after)
    come = [(code, text) for code, text in after if code not in old]
    gone = [(code, text) for code, text in before if code not in new]
    reworded = [code for code in new if code in old and old[code] != new[code]]
    if come:
        yield _listed("koder-inn", ("ny kode", "nye koder"), _shown(come))
    if gone:
        yield _listed("koder-ut", ("ute er koden", "ute er kodene"), _shown(gone))
    if reworded:
        texts = [f"{code} («{old[code]}» ble «{new[code]}»)" for code in reworded]
        yield Point("koder-tekst", f"ny tekst på {some(texts)}", items=tuple(texts))
    if not (come or gone or reworded):
        yield Point("rekkefolge", "kodene står i en annen rekkefølge")


def _listed(what: str, words: tuple[str, str], items: list[str]) -> Point:
    word = words[0] if len(items) == 1 else words[1]
    count = f" ({len(items)})" if len(items) > 3 else ""
    return Point(what, f"{word}{count}: {some(items)}", items=tuple(items))


def _shown(codes: _Codes | list[tuple[str, str]]) -> list[str]:
    return [f"{code} {text}".strip() for code, text in codes]

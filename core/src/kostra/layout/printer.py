"""The canonical text of a layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kostra.layout.model import CodeList, Condition, Field, Layout


def print_layout(layout: Layout) -> str:
    """Return the layout as a layout file, columns aligned; loading the text gives an equal layout."""
    blocks = [list(_head(layout)), _aligned([_cells(f) for f in layout.fields])]
    lists = list(layout.code_lists.values())
    blocks.append([line for one in lists for line in _code_list(one)])
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks if block)


def _head(layout: Layout) -> Iterator[str]:
    yield f"filbeskrivelse {layout.form} {layout.year} {_quoted(layout.title)}"
    yield "format tabell" if layout.width is None else f"format fast bredde {layout.width}"
    if layout.line_rules.lone_cr:
        yield "linjer enslig CR er linjeskift"
    if layout.line_rules.skip_blank:
        yield "linjer med bare blanke hoppes over"
    if layout.reception_encoding is not None:
        yield f"mottak {layout.reception_encoding}"
    if layout.other_widths:
        yield "andre bredder " + ", ".join(f"{year} {width}" for year, width in layout.other_widths.items())


def _cells(field: Field) -> tuple[str, str, str, str, str]:
    """Return name, positions, type, options, and the rest of a field's line."""
    rest = [_quoted(field.label), *_mandatory(field)]
    if field.note:
        rest.append(f"merknad {_quoted(field.note)}")
    return field.name, _positions(field), _type(field), "  ".join(_options(field)), "  ".join(rest)


def _positions(field: Field) -> str:
    if field.start is None or field.end is None:
        return ""
    return str(field.start) if field.start == field.end else f"{field.start}-{field.end}"


def _type(field: Field) -> str:
    if field.type == "dato":
        return f"dato {field.date_pattern}"
    if field.type == "desimal" and field.decimals is not None:
        return f"desimal {field.decimals}"
    if field.type == "tekst" and field.start is None and field.width is not None:
        return f"tekst {field.width}"
    return field.type


def _options(field: Field) -> Iterator[str]:
    if field.role:
        yield f"rolle {field.role}"
    if field.sensitive:
        yield "sensitiv"
    if field.codes:
        yield f"kodeliste {field.codes.name}"
    if field.unit is not None:
        yield f"enhet {_quoted(field.unit)}"
    if field.status != "kjent":
        yield f"status {field.status}"


def _mandatory(field: Field) -> Iterator[str]:
    if field.mandatory:
        yield "obligatorisk" + (_condition(field.mandatory_when) if field.mandatory_when else "")


def _condition(condition: Condition) -> str:
    values = ", ".join(_quoted(value) for value in condition.values)
    if len(condition.values) == 1:
        operator = "≠" if condition.negated else "="
    else:
        operator = "ikke blant" if condition.negated else "blant"
    return f" når {condition.field} {operator} {values}"


def _code_list(codes: CodeList) -> Iterator[str]:
    """Yield the lines of a code list; one of a single code takes one line."""
    start = f"kodeliste {codes.name}"
    if codes.origin is not None:
        columns = f" kolonne {', '.join(codes.origin.columns)}" if codes.origin.columns else ""
        added = "".join(f" pluss {_quoted(code)} {_quoted(text)}" for code, text in codes.origin.added)
        yield f"{start} fra {_quoted(codes.origin.file)}{columns}{added}"
        return
    pairs = [f"{_quoted(code)} {_quoted(text)}" for code, text in codes.codes.items()]
    if len(pairs) == 1:
        yield f"{start}  {pairs[0]}"
        return
    yield start
    yield from (f"    {pair}" for pair in pairs)


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows as lines, two blanks between the columns, no blanks at the end; empty columns are left out."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [_line(row, widths) for row in rows]


def _line(row: Iterable[str], widths: Iterable[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True) if width).rstrip()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

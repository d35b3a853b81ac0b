"""Where a report goes, in which format, and writing it there without ever leaving half a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kostra.api.errors import ArgumentError
from kostra.api.formats import Rendered, ReportFormat, named
from kostra.cli import console
from kostra.frozen import frozen
from kostra.plugins.manager import Registry

_PLAIN = "text"


@frozen
class Plan:
    """The format of the report, and the file it goes to; `path` None is stdout."""

    format: ReportFormat
    path: Path | None


def plan(registry: Registry, wanted: str | None, ut: str | None, inputs: Sequence[Path]) -> Plan:
    """Settle format and place before the work begins; ArgumentError when that cannot end well.

    Without a `wanted` format the ending of the file decides, and stdout gets text. No input may be written over.
    """
    path = None if ut in (None, "-") else Path(str(ut))
    if path is not None:
        may_be_written(path, inputs)
    format_ = _format(registry, wanted, path)
    if format_.ready is not None:
        format_.ready()
    return Plan(format_, path)


def write(plan: Plan, rendered: Rendered) -> None:
    """Write a report to where it belongs; ArgumentError when the place cannot take it."""
    from kostra.reports.writing import as_texts, write_file  # here and below: help must not wait for it

    with _refusal_told("Rapporten", plan.path):
        if plan.path is not None:
            write_file(plan.path, rendered)
        elif plan.format.name == _PLAIN:
            with console.closed_quietly(sys.stdout):
                sys.stdout.writelines(as_texts(rendered))
                sys.stdout.flush()
        else:
            _write_bytes_to_stdout(plan.format, rendered)


def write_other(what: str, path: Path | None, content: bytes) -> None:
    """Write something that is no report, called `what` in an error, to a file or (None) to stdout, byte for byte."""
    from kostra.reports.writing import write_file

    with _refusal_told(what, path):
        if path is not None:
            write_file(path, content, private=False)
        else:
            with console.closed_quietly(sys.stdout):
                sys.stdout.buffer.write(content)
                sys.stdout.flush()


@contextmanager
def _refusal_told(what: str, path: Path | None) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        from kostra.reports.writing import refusal

        place = path or "til standard ut"
        raise ArgumentError(f"{what} kan ikke skrives: {place}: {refusal(error)}.") from error


def _format(registry: Registry, wanted: str | None, path: Path | None) -> ReportFormat:
    if wanted is None and (path is None or not path.suffix):
        wanted = _PLAIN
    if wanted is not None:
        name = wanted.strip().lower()
        found = named(registry.report_formats(name), name)
        if found is None:
            raise ArgumentError(f"Ukjent format «{wanted}». Formatene er {_names(registry)}.")
        return found
    assert path is not None
    suffix = path.suffix.lower()
    for formats in (registry.report_formats(_PLAIN), registry.report_formats()):
        by_suffix = next((f for f in formats if f.suffix == suffix), None)
        if by_suffix is not None:
            return by_suffix
    raise ArgumentError(f"Endelsen {path.suffix} hører ikke til noe format. Velg med --format: {_names(registry)}.")


def _names(registry: Registry) -> str:
    builtin = [f.name for f in registry.report_formats(_PLAIN)]
    return ", ".join([*builtin, *(r.name for r in registry.refs if r.kind == "rapport" and r.name not in builtin)])


def may_be_written(path: Path, inputs: Sequence[Path] = ()) -> None:
    """Raise ArgumentError when a file cannot be written there: a folder, in no folder, or one of the inputs."""
    if path.is_dir():
        raise ArgumentError(f"--ut: {path} er en mappe; oppgi et filnavn.")
    if not path.absolute().parent.is_dir():
        raise ArgumentError(f"--ut: mappen {path.absolute().parent} finnes ikke.")
    for other in inputs:
        if path.exists() and other.exists() and os.path.samefile(path, other):
            raise ArgumentError(f"--ut: {path} er en av filene som leses; rapporten må få et annet navn.")


def _write_bytes_to_stdout(format_: ReportFormat, rendered: Rendered) -> None:
    from kostra.reports.writing import as_bytes

    if isinstance(rendered, bytes) and console.is_terminal(sys.stdout):
        raise ArgumentError(f"Formatet {format_.name} kan ikke vises på skjermen; oppgi en fil med --ut.")
    stream: BinaryIO = sys.stdout.buffer
    with console.closed_quietly(sys.stdout):
        stream.writelines(as_bytes(rendered))
        stream.flush()

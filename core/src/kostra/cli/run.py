"""Running the program: every way it can end becomes an exit code and, where something is wrong, a sentence.

Exit codes: 0 nothing blocks submission; 1 findings do; 2 the check could not be carried out; 130 interrupted.
"""

from __future__ import annotations

import errno
import os
import traceback
from collections.abc import Sequence

import typer

from kostra.api.errors import KostraError
from kostra.cli import console

FAILED = 2
INTERRUPTED = 130

_NOT_LET = (errno.EACCES, errno.EPERM, errno.ENAMETOOLONG, errno.ELOOP)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def run(args: Sequence[str] | None = None) -> int:
    """Run the program on arguments (None: the process's own) and return the exit code; nothing is raised."""
    console.prepare()
    try:
        code = _run(args)
        console.finish()
    except KeyboardInterrupt:
        code = INTERRUPTED
        console.give_up()
    except OSError as error:
        code = FAILED
        console.give_up()
        console.tell(_not_written(error) or unexpected(error))
    return code


def _run(args: Sequence[str] | None) -> int:
    try:
        from kostra.cli.app import PROGRAM, command_line
        from kostra.plugins.manager import Registry

        registry = Registry()
        result = command_line().main(
            args=None if args is None else list(args), prog_name=PROGRAM, standalone_mode=False, obj=registry
        )
        return result if isinstance(result, int) else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except typer.Abort as stop:
        # Typer makes the end of a file the same as Ctrl-C; it may be that of a module that was written by half.
        if not isinstance(stop.__cause__, EOFError):
            return INTERRUPTED
        console.tell(unexpected(stop.__cause__))
    except typer.TyperException as error:
        from kostra.cli.norwegian import usage_error

        console.tell(f"Feil: {usage_error(error)}")
    except KostraError as error:
        console.tell(f"Feil: {error}")
    except SystemExit as stop:
        if isinstance(stop.__context__, OSError):  # typer's way to end when nobody reads the help to its end
            return 0
        return stop.code if isinstance(stop.code, int) else 0 if stop.code is None else FAILED
    except OSError as error:
        if _not_written(error):
            raise
        console.tell(_unusable(error) or unexpected(error))
    except Exception as error:
        from kostra.diagnostics import DiagnosticError  # only here: it is not worth its time in a run that goes well

        if isinstance(error, DiagnosticError):
            console.tell(f"Feil: Regelfilen eller filbeskrivelsen kan ikke brukes.\n{error}")
        else:
            console.tell(unexpected(error))
    return FAILED


def _unusable(error: OSError) -> str:
    """Return what to say of a file that the system does not let us look at; empty when that is not what is wrong."""
    from kostra.reports.writing import refusal

    if error.filename is None or error.errno not in _NOT_LET:
        return ""
    return f"Feil: {os.fsdecode(error.filename)} kan ikke brukes: {refusal(error)}."


def _not_written(error: OSError) -> str:
    """Return what to say when stdout takes no more, empty when that is not what is wrong: a file has a name."""
    if error.filename is not None or error.errno not in _NO_ROOM:
        return ""
    from kostra.reports.writing import refusal

    return f"Feil: Det kan ikke skrives til standard ut: {refusal(error)}."


def unexpected(error: BaseException) -> str:
    """Return a line on a fault of the program itself: where it is, but not what it said, which could hold data."""
    import kostra

    frames = list(traceback.walk_tb(error.__traceback__))
    own = [(frame, line) for frame, line in frames if _module(frame.f_globals).split(".")[0].startswith("kostra")]
    frame, line = (own or frames)[-1]
    place = f"{type(error).__name__} i {_module(frame.f_globals)}, linje {line}"
    return (
        f"Uventet feil i kostra {kostra.__version__} ({place}). Filen er ikke kontrollert. "
        "Feilen ligger i programmet; meld fra med denne linjen."
    )


def _module(namespace: dict[str, object]) -> str:
    return str(namespace.get("__name__", "?"))

"""Doing a piece of work so that whatever goes wrong becomes an answer: one file never stops the rest."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from typing import Any

from kostra.api.errors import KostraError
from kostra.batch.tasks import FAILED, Answer
from kostra.masking import mask_text

Work = Callable[[Any], Mapping[str, Any]]
"""A function of a module, for it is found by name in other processes: from a task to an answer."""


def answered(work: Work, task: object) -> Answer:
    """Return what the work comes to, or why it could not be done; only the user's interruption gets through.

    Texts are masked here once more, whatever they came from.
    """
    from kostra.diagnostics import DiagnosticError

    try:
        return dict(work(task))
    except KeyboardInterrupt:
        raise
    except (KostraError, DiagnosticError) as error:
        return failure(str(error))
    except MemoryError:
        return failure("Det er for lite minne til filen. Prøv med færre samtidig: --jobber 1.")
    except SystemExit:
        return failure("Et tillegg avsluttet programmet midt i kontrollen. Meld fra til den som har laget tillegget.")
    except BaseException as error:
        return failure(_unexpected(error))


def failure(reason: str) -> Answer:
    """Return the answer of work that could not be done."""
    return {FAILED: mask_text(reason)}


def _unexpected(error: BaseException) -> str:
    """Return where a fault of the program is, but not what it said, which could hold data."""
    frames = list(traceback.walk_tb(error.__traceback__))
    names = [(str(frame.f_globals.get("__name__", "?")), line) for frame, line in frames]
    own = [place for place in names if place[0].split(".")[0].startswith("kostra")]
    module, line = (own or names)[-1]
    inner = names[-1][0]
    through = "" if inner == module else f", i bruk av {inner}"
    return (
        f"Uventet feil ({type(error).__name__} i {module}, linje {line}{through}). "
        "Feilen ligger i programmet eller i et tillegg; meld fra med denne linjen."
    )

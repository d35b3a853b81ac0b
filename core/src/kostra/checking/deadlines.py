"""What a date means for a delivery: too early, in time, late, or after the reception is closed.

The date is always the user's own; the day on which the program runs never has a say.
"""

from __future__ import annotations

from datetime import date

from kostra.api.skjema import Skjema
from kostra.phrase import Phrase


def deadline_notes(skjema: Skjema, day: date) -> list[str]:
    """Return the remarks on sending a form in on a day, measured against the dates that its pack declares."""
    dates = skjema.deadlines
    opens, due, last = dates.opens, dates.due, dates.last_correction
    form = f"{skjema.skjema} {skjema.argang}"
    if opens is None and due is None and last is None:
        return [Phrase("Fristene for {skjema} er ikke kjent.", skjema=form)]
    if opens is not None and day < opens:
        return [Phrase("{dag} er for tidlig: mottaket åpner {dato}.", dag=shown(day), dato=shown(opens))]
    notes: list[str] = []
    late = due is not None and day > due
    closed = last is not None and day > last
    if due is None:
        notes.append(Phrase("Fristen for {skjema} er ikke kjent.", skjema=form))
    elif late:
        notes.append(Phrase("{dag} er for sent: fristen var {dato}.", dag=shown(day), dato=shown(due)))
    else:
        notes.append(Phrase("{dag} er innen fristen, som er {dato}.", dag=shown(day), dato=shown(due)))
    if closed and last is not None:
        notes.append(
            Phrase(
                "{dag} er for sent for rettinger: mottaket er stengt for rettinger etter {dato}.",
                dag=shown(day),
                dato=shown(last),
            )
        )
    elif late and last is not None:
        notes.append(Phrase("Rettinger av det som er sendt inn, tas imot til og med {dato}.", dato=shown(last)))
    elif late:
        notes.append(Phrase("Rettinger av det som er sendt inn, kan ha en egen frist, som ikke er kjent."))
    return notes


def shown(day: date) -> str:
    """Return a date as Norwegians write it: 16.01.2030."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"

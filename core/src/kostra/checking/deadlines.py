"""What a date means for a delivery: too early, in time, late, or after the reception is closed.

The date is always the user's own; the day on which the program runs never has a say.
"""

from __future__ import annotations

from datetime import date

from kostra.api.skjema import Skjema


def deadline_notes(skjema: Skjema, day: date) -> list[str]:
    """Return the remarks on sending a form in on a day, measured against the dates that its pack declares."""
    dates = skjema.deadlines
    opens, due, last = dates.opens, dates.due, dates.last_correction
    form = f"{skjema.skjema} {skjema.argang}"
    if opens is None and due is None and last is None:
        return [f"Fristene for {form} er ikke kjent."]
    if opens is not None and day < opens:
        return [f"{shown(day)} er for tidlig: mottaket åpner {shown(opens)}."]
    notes: list[str] = []
    late = due is not None and day > due
    closed = last is not None and day > last
    if due is None:
        notes.append(f"Fristen for {form} er ikke kjent.")
    elif late:
        notes.append(f"{shown(day)} er for sent: fristen var {shown(due)}.")
    else:
        notes.append(f"{shown(day)} er innen fristen, som er {shown(due)}.")
    if closed and last is not None:
        notes.append(f"{shown(day)} er for sent for rettinger: mottaket er stengt for rettinger etter {shown(last)}.")
    elif late:
        until = f"tas imot til og med {shown(last)}" if last is not None else "kan ha en egen frist, som ikke er kjent"
        notes.append(f"Rettinger av det som er sendt inn, {until}.")
    return notes


def shown(day: date) -> str:
    """Return a date as Norwegians write it: 16.01.2030."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"

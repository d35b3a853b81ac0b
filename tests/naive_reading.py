"""Reading fields and identity numbers one at a time, for the plain evaluator."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction
from typing import Any

from kostra.layout.model import Field

# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def read(one: Field, raw: str) -> Any:
    match one.type:
        case "tekst":
            return raw
        case "heltall":
            return whole(raw)
        case "desimal":
            return decimal(raw)
        case "dato":
            return date(raw, str(one.date_pattern))


def whole(raw: str) -> Fraction | None:
    return Fraction(int(raw.strip(" "))) if re.fullmatch(r" *[+-]?[0-9]+ *", raw) else None


def decimal(raw: str) -> Fraction | None:
    shaped = re.fullmatch(r" *[+-]?([0-9]+[.,]?[0-9]*|[.,][0-9]+) *", raw)
    if not shaped:
        return None
    text = raw.strip(" ").replace(",", ".")
    return Fraction(text + "0" if text.endswith(".") else text.replace("+.", "+0.").replace("-.", "-0."))


def date(raw: str, pattern: str) -> datetime.date | None:
    shapes = {
        "ddmmåå": r"(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>[0-9]{2})",
        "ddmmåååå": r"(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>[0-9]{4})",
        "åååå-mm-dd": r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})",
    }
    found = re.fullmatch(shapes[pattern], raw.strip(" "))
    if not found:
        return None
    year = int(found["y"]) + (2000 if pattern == "ddmmåå" else 0)
    return civil(year, int(found["m"]), int(found["d"]))


def civil(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except (ValueError, OverflowError):
        return None


# ── Identity numbers ─────────────────────────────────────────────────────────────────────────────────────────────────


def digits(raw: str, count: int) -> list[int] | None:
    text = raw.strip(" ")
    return [int(c) for c in text] if re.fullmatch(f"[0-9]{{{count}}}", text) else None


def check_digits(raw: str) -> bool:
    number = digits(raw, 11)
    if number is None:
        return False
    weights = ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
    return all(sum(w * d for w, d in zip(row, number, strict=False)) % 11 == 0 for row in weights)


def day_and_month(text: str) -> tuple[int, int]:
    day, month = int(text[:2]), int(text[2:4])
    return day - (40 if day > 40 else 0), month - next((offset for offset in (80, 65, 40) if month > offset), 0)


def is_person(raw: str) -> bool:
    """Tell whether a number is that of one person: fitting check digits and a real date."""
    text = raw.strip(" ")
    if not check_digits(text):
        return False
    day, month = day_and_month(text)
    short = int(text[4:6])
    # Where the century cannot be told, that of 2000, as for the incomplete ones.
    unknown = text[6:] in ("00100", "00200", "99999") or birth_date(f"0101{text[4:]}", 9999) is None
    full = 2000 + short if unknown else birth_date(f"0101{text[4:]}", 9999).year  # type: ignore[union-attr]
    return civil(full, month, day) is not None


def birth_date(raw: str, year: int) -> datetime.date | None:
    number = digits(raw, 11)
    if number is None:
        return None
    text = "".join(map(str, number))
    short, individual = int(text[4:6]), int(text[6:9])
    day, month = day_and_month(text)
    if text[6:] in ("00100", "00200", "99999"):
        full = 2000 + short
        full -= 100 if full > year + 1 else 0
    elif individual <= 499:
        full = 1900 + short
    elif short <= 39:
        full = 2000 + short
    elif short >= 54 and individual <= 749:
        full = 1800 + short
    elif individual >= 900:
        full = 1900 + short
    else:
        return None
    born = civil(full, month, day)
    return born if born is not None and born.year <= year else None

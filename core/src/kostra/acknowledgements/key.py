"""The user's key, without which nobody can tell whom an acknowledgement is about."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kostra.api.errors import UnreadableError
from kostra.reports.writing import refusal, write_file

FILE = "kvitteringsnokkel"

_BYTES = 32
_DIGEST_DIGITS = 32
_NAME_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Key:
    """A secret of 32 bytes."""

    secret: bytes

    @property
    def name(self) -> str:
        """Return what tells this key from others, and nothing else about it."""
        return self._digest("kvitteringsnøkkel")[:_NAME_DIGITS]

    def digest(self, *parts: object) -> str:
        """Return the keyed hash (HMAC-SHA256, 128 bits of it) of text, numbers, None and lists of them."""
        return self._digest(json.dumps(parts, ensure_ascii=True, separators=(",", ":")))[:_DIGEST_DIGITS]

    def _digest(self, text: str) -> str:
        return hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()


def settings_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path | None:
    """Return the folder of the user's own settings; None when there is no home to keep it in."""
    if platform == "win32":
        base = environment.get("APPDATA")
        return Path(base) / "kostra" if base else None
    home = environment.get("HOME")
    base = environment.get("XDG_CONFIG_HOME") or (f"{home}/.config" if home else None)
    return Path(base) / "kostra" if base else None


def load_key() -> Key | None:
    """Return the user's key, None when there is none; UnreadableError when the file holds something else."""
    folder = settings_folder()
    return None if folder is None else _read(folder / FILE)


def load_or_make_key() -> tuple[Key, bool]:
    """Return the user's key, made now when there is none, and whether it is new; UnreadableError when it cannot be."""
    folder = settings_folder()
    if folder is None:
        raise UnreadableError("Det er ingen mappe for brukerens innstillinger, og dermed ikke noe sted for nøkkelen.")
    key = _read(folder / FILE)
    if key is not None:
        return key, False
    key = Key(secrets.token_bytes(_BYTES))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_file(folder / FILE, key.secret.hex() + "\n")
    except OSError as error:
        raise UnreadableError(f"Nøkkelen kan ikke lagres i {folder}: {refusal(error)}.") from None
    return key, True


def _read(file: Path) -> Key | None:
    try:
        text = file.read_text(encoding="ascii").strip()
        secret = bytes.fromhex(text)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnreadableError(f"Nøkkelen i {file} kan ikke leses: {error.strerror or type(error).__name__}.") from None
    except ValueError:
        secret = b""
    if len(secret) != _BYTES:
        raise UnreadableError(f"Nøkkelen i {file} er ødelagt. Hent den fra en sikkerhetskopi, eller slett filen.")
    return Key(secret)

"""The page's template, script and style, and the policy that lets a browser run that script and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files

from markupsafe import Markup

_STYLES = ("colours.css", "page.css", "findings.css", "narrow.css", "print.css")
# Plain scripts, one after the other in one scope: modules would need a server.
_SCRIPTS = ("dom.js", "data.js", "filter.js", "sort.js", "detail.js", "table.js", "print.js", "main.js")


_SAID = re.compile(r'\bsay\("([^"]+)"')


def read(name: str) -> str:
    """Return a file that belongs to the page.

    Lines end in LF whatever the checkout made of them: a browser turns CRLF into LF before it compares the hash.
    """
    text = files("kostra.reports").joinpath("templates", "html", name).read_bytes().decode("utf-8")
    return text.replace("\r\n", "\n")


def script() -> Markup:
    """Return the script of the page; nothing in it comes from a report."""
    body = "\n".join(map(read, _SCRIPTS))
    return Markup(f'\n"use strict";\n(() => {{\n{body}}})();\n')


def script_phrases() -> list[str]:
    """Return the phrases that the script says, in bokmål: each stands in a call of `say`, as a plain text."""
    return list(dict.fromkeys(_SAID.findall("\n".join(map(read, _SCRIPTS)))))


def style() -> Markup:
    """Return the style sheet of the page."""
    return Markup("\n" + "\n".join(map(read, _STYLES)))


def policy(script: str, style: str) -> str:
    """Return the content security policy: this script and this style, and no connection to anywhere."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")

"""The specification as one HTML page that needs nothing else: no file, no network.

Every value is escaped; names of fields, lists, tables and controls become links to where they are described.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from kostra.documentation import spec_markdown
from kostra.documentation.specification import Specification

_TEMPLATE = "spesifikasjon.html.j2"
_WORDS = re.compile(r"\b(?P<control>[Kk]ontroll(?:en)? )(?P<id>[0-9]{3}[A-ZÆØÅ]?)\b|\b[A-ZÆØÅ][A-ZÆØÅ0-9_]*\b")


def html(spec: Specification) -> str:
    """Return the specification as an HTML page."""
    environment = Environment(
        loader=PackageLoader("kostra.documentation"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["lenket"] = _linker(spec)
    environment.filters["brytbar"] = _breakable
    return environment.get_template(_TEMPLATE).render(
        spec=spec,
        texts={
            "deadlines": spec_markdown.UNKNOWN_DEADLINES,
            "deviations": spec_markdown.NO_DEVIATIONS,
            "assumed": spec_markdown.NO_ASSUMED,
            "order": spec_markdown.FIRST_FIRES,
            "yields": spec_markdown.YIELDS,
        },
        explanations={deviation.number: deviation.explanation for deviation in spec.deviations},
    )


def _linker(spec: Specification) -> Callable[[str], Markup]:
    """Return a filter that escapes a text and links the names in it."""
    places: Mapping[str, tuple[str, str]] = {
        **{codes.name: (f"kodeliste-{codes.name}", "Kodeliste") for codes in spec.lists},
        **{table.name: (f"tabell-{table.name}", table.title) for table in spec.tables},
        **{field.name: (f"felt-{field.name}", field.label) for field in spec.fields},
    }
    controls = {control.id: control.title for control in spec.controls}

    def linked(text: str) -> Markup:
        out: list[Markup] = []
        end = 0
        for match in _WORDS.finditer(text):
            word, target = match[0], places.get(match[0])
            if match["id"] in controls:
                target = f"kontroll-{match['id']}", controls[match["id"]]
            if target is not None:
                out += [escape(text[end : match.start()]), _LINK.format(*target, word)]
                end = match.end()
        return Markup("").join([*out, escape(text[end:])])

    return linked


def _breakable(text: str) -> Markup:
    """Return a text, escaped, in which a line may break after a slash."""
    return Markup("/<wbr>").join(map(escape, text.split("/")))


_LINK = Markup('<a href="#{}" title="{}">{}</a>')

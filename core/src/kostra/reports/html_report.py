"""The report for case workers: one HTML file that needs no network, with everything in it.

Two things are in the file side by side: pages that can be read and printed as they are (verdict, what to fix first, the
first findings, controls, statistics), and all findings as compact data, from which a small script makes the table that
sorts, filters and searches. Every text goes through the template engine's escaping or through JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from kostra.api.formats import RenderOptions
from kostra.api.report import Report
from kostra.reports import html_assets, html_data, html_listing, html_statistics, html_summary
from kostra.reports.html_text import show
from kostra.reports.tongue import Tongue, tongue

if TYPE_CHECKING:
    from jinja2 import Environment

FIRST_PAGE = 200
"""So many findings stand in the file as text, for reading without a script."""

_SPLIT = "\x00"
"""Stands in the page where the data goes, so that the data never passes through the template engine."""


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the report as an HTML document; the same report and options always give the same text.

    `options.limit` leaves out findings after the first so many, and the report says how many; counts are never changed.
    """
    say = tongue(options.language)
    listing = html_listing.listing(report, options.limit, say)
    before, after = _page(report, options, listing, say).split(_SPLIT)
    yield before
    yield from html_data.encoded(report, listing, say)
    yield after


def _page(report: Report, options: RenderOptions, listing: html_listing.Listing, say: Tongue) -> str:
    script, style = html_assets.script(), html_assets.style()
    template = _environment().get_template("report.html.j2")
    return template.render(
        report=report,
        say=say,
        summary=html_summary.summary(report, say),
        listing=listing,
        first=html_listing.first_page(listing, FIRST_PAGE),
        statistics=html_statistics.tables(report),
        sensitive=options.sensitive,
        script=script,
        style=style,
        policy=html_assets.policy(script, style),
        data_goes_here=Markup(_SPLIT),
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    from kostra.reports import wording

    environment = Environment(
        loader=FunctionLoader(html_assets.read),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=show,
    )
    environment.globals["wording"] = wording
    environment.filters["grouped"] = wording.grouped
    return environment

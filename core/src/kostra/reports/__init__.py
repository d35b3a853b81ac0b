"""Reports: one model of what a check found, shown in many formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kostra.api.formats import ReportFormat

if TYPE_CHECKING:
    from kostra.api.formats import Rendered, RenderOptions
    from kostra.api.report import Report


def builtin_formats() -> tuple[ReportFormat, ...]:
    """Return the formats that come with the core; each is imported when a report is written in it."""
    return (
        ReportFormat("text", ".txt", _text, "ren tekst for mennesker"),
        ReportFormat("json", ".json", _json, "alt som ble funnet, for andre programmer"),
        ReportFormat("html", ".html", _html, "en side for nettleseren, til å lese, søke i og skrive ut"),
        ReportFormat("csv", ".csv", _csv, "én rad for hvert funn, for regneark"),
        ReportFormat("xlsx", ".xlsx", _xlsx, "Excel, med et ark til hver saksbehandler", _xlsx_ready),
        ReportFormat("sarif", ".sarif", _sarif, "SARIF 2.1.0, for programmer som samler funn"),
        ReportFormat("junit", ".xml", _junit, "JUnit XML, for byggeservere"),
        ReportFormat("github", "", _github, "merknader i GitHub Actions"),
    )


def _text(report: Report, options: RenderOptions) -> Rendered:
    from kostra.reports.text import render

    return render(report, options)


def _json(report: Report, options: RenderOptions) -> Rendered:
    from kostra.reports.json_report import render

    return render(report, options)


def _csv(report: Report, options: RenderOptions) -> Rendered:
    from kostra.reports.csv_report import render

    return render(report, options)


def _xlsx(report: Report, options: RenderOptions) -> Rendered:
    from kostra.reports.excel_report import render

    return render(report, options)


def _xlsx_ready() -> None:
    from kostra.reports.workbook import require_library

    require_library()


def _sarif(report: Report, options: RenderOptions) -> Rendered:
    from kostra.reports.sarif import render

    return render(report, options)


def _junit(report: Report, options: RenderOptions) -> Rendered:
    from kostra.reports.junit import render

    return render(report, options)


def _github(report: Report, options: RenderOptions) -> Rendered:
    from kostra.reports.github import render

    return render(report, options)


def _html(report: Report, options: RenderOptions) -> Rendered:
    from kostra.reports.html_report import render

    return render(report, options)

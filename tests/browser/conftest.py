"""A real browser for the HTML report: Chromium, driven by Selenium; the tests are skipped where either is missing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kostra.api.formats import RenderOptions
from kostra.api.report import Report
from kostra.reports.html_report import render

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)

Open = Callable[..., Any]


def _found(*names: str) -> str:
    place = next(filter(None, map(shutil.which, names)), None)
    if place is None:
        pytest.skip(f"{names[0]} er ikke installert")
    return place


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return the browser, started once; nothing of the user's own profile takes part."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium er ikke installert (make test-browser)")
    service = pytest.importorskip("selenium.webdriver.chrome.service")
    options = webdriver.ChromeOptions()
    options.binary_location = _found("chromium", "chromium-browser", "google-chrome")
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=service.Service(_found("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Return a function that opens a report, or a page as it is; every test begins with a wide, light screen."""

    def open_(page: Report | str, *, width: int = 1280, dark: bool = False, scripts: bool = True) -> Any:
        text = page if isinstance(page, str) else "".join(render(page, RenderOptions()))
        file = tmp_path / "rapport på ære og ånd.html"
        file.write_bytes(text.encode("utf-8", "backslashreplace"))
        command = browser.execute_cdp_cmd
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
        command("Emulation.setDeviceMetricsOverride", size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        command("Emulation.setEmulatedMedia", {"media": "", "features": [scheme]})
        command("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        browser.get_log("browser")
        browser.get(file.as_uri())
        return browser

    yield open_
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

"""Asking an open report what it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

CSS = "css selector"
_SHOWN = """return [...document.querySelectorAll(arguments[0])]
    .filter((node) => node.checkVisibility()).map((node) => node.innerText)"""


def one(browser: Any, selector: str) -> Any:
    return browser.find_element(CSS, selector)


def shown(browser: Any, selector: str) -> list[str]:
    """Return the texts of the elements that can be seen, all of the same moment."""
    found = browser.execute_script(_SHOWN, selector)
    return [" ".join(str(text).split()) for text in found]


def status(browser: Any) -> str:
    return " ".join(str(one(browser, "#status").text).split())


def messages(browser: Any) -> list[str]:
    return shown(browser, "#tabell .apne")


def choose(browser: Any, name: str, start: str) -> None:
    """Choose the option whose text begins with `start`."""
    options = browser.find_elements(CSS, f"#filter [name={name}] option")
    next(option for option in options if option.text.startswith(start)).click()


def until(browser: Any, condition: Callable[[], bool]) -> None:
    wait = pytest.importorskip("selenium.webdriver.support.wait")
    wait.WebDriverWait(browser, 10, poll_frequency=0.02).until(lambda _: condition())

"""A real browser, so that what is said of the HTML edition is what a reader's machine does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
#: No sandbox within a container; nothing that would call home.
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class Window(NamedTuple):
    """What a reader looks through."""

    width: int
    night: bool = False

    def __str__(self) -> str:
        return f"{self.width} px{' at night' if self.night else ''}"


WINDOWS = (Window(360), Window(360, night=True), Window(1400), Window(1400, night=True))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser of the system; say in one line how to get it when it is missing."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM.exists(), f"{CHROMIUM} is missing: run tools/setup, or apt-get install chromium"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def shown(browser: Browser, file: Path, window: Window) -> Iterator[Page]:
    """Open a file in a window of its own."""
    page = browser.new_page(
        viewport={"width": window.width, "height": 800},
        color_scheme="dark" if window.night else "light",
        reduced_motion="reduce",
    )
    try:
        page.goto(file.as_uri())
        yield page
    finally:
        page.close()


def violations(page: Page, *, contrast: bool = True) -> list[str]:
    """Ask axe for all that is wrong by any of its rules; contrast takes most of the time."""
    from axe_playwright_python.sync_playwright import Axe

    options = {
        "resultTypes": ["violations"],
        "preload": False,  # it would fetch style sheets, and there are none to fetch
        "rules": {"color-contrast": {"enabled": contrast}},
    }
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{each['id']} ({each['help']}): {node['html'][:150]} {node['failureSummary'][:200]}"
        for each in found
        for node in each["nodes"][:3]
    ]

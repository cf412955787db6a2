"""What the tests of the page share: a browser for each file of tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.page.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the browser once for a file of tests; it takes a second.

    Not once for all: while it runs, an event loop of its driver does, and the mail servers of
    other tests could start none.
    """
    with chromium() as started:
        yield started

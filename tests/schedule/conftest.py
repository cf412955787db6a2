"""What the tests of scheduled runs share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.schedule.series import Desk, Mailbox, desk_of, mail_server, quick_engine, scheduled


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as found:
        yield found


@pytest.fixture(autouse=True)
def _engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "real_engine" not in request.fixturenames:
        quick_engine(monkeypatch)


@pytest.fixture
def real_engine() -> None:
    """Asked for by a test that sets type."""


@pytest.fixture
def desk(tmp_path: Path, mailbox: Mailbox) -> Desk:
    """A series in its first week, whose mail goes to a server on this machine."""
    return desk_of(scheduled(tmp_path / "series", port=mailbox.port))

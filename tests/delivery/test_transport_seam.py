"""A further transport is one entry: ``send`` offers it, and the schedule takes it by settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportkit.cli import run
from reportkit.delivery.message_records import Outcome, State
from reportkit.delivery.transports import registry
from reportkit.delivery.transports.transport import Opening, Option, TransportKind
from reportkit.model.series import Transport as Settings
from tests.delivery.posting import ledger_of, make_series, publish


class Pigeon:
    """A transport that keeps what it was given."""

    def __init__(self, loft: str) -> None:
        self.loft, self.carried = loft, list[str]()

    def deliver(self, address: str, message: bytes, committing: Callable[[], None]) -> Outcome:
        assert message
        committing()
        self.carried.append(address)
        return Outcome(State.ACCEPTED, None, f"carried from {self.loft}")

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """A series with one edition."""
    made = make_series(tmp_path / "series")
    publish(made)
    return made


@pytest.fixture
def pigeons(monkeypatch: pytest.MonkeyPatch) -> list[Pigeon]:
    """Enter the transport; give those that were opened."""
    opened: list[Pigeon] = []

    def release(opening: Opening) -> Pigeon:
        opened.append(Pigeon(opening.value or opening.settings.host or ""))
        return opened[-1]

    kind = TransportKind(
        name="pigeon",
        open=release,
        where=lambda opening: f"pigeons of {opening.value}",
        option=Option("--pigeon", "LOFT", "Let pigeons carry it."),
        chosen_by=lambda settings: settings.host == "loft.example",
    )
    monkeypatch.setattr(registry, "TRANSPORTS", (kind, *registry.TRANSPORTS))
    for module in ("send", "send_options"):  # loaded by the command, which reads the registry once
        monkeypatch.delitem(sys.modules, f"reportkit.cli.{module}", raising=False)
    return opened


def call(series: Path, *words: str) -> int:
    """Call the command as a person does."""
    return run(["-C", str(series), "send", *words])


def test_send_offers_its_option(pigeons: list[Pigeon], capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == run(["send", "--help"])
    shown = capsys.readouterr().out

    assert "--pigeon LOFT" in shown
    assert "Let pigeons carry it." in shown
    assert [] == pigeons


def test_its_option_chooses_it(series: Path, pigeons: list[Pigeon]) -> None:
    code = call(series, "1", "--yes", "--pigeon", "north")

    assert 0 == code
    assert [("north", 3)] == [(each.loft, len(each.carried)) for each in pigeons]
    assert {State.ACCEPTED} == {delivery.state for delivery in ledger_of(series)}


def test_two_transports_are_one_too_many(
    series: Path, pigeons: list[Pigeon], capsys: pytest.CaptureFixture[str]
) -> None:
    code = call(series, "1", "--yes", "--pigeon", "north", "--maildir", str(series / "box"))

    assert 2 == code
    assert "choose one of --pigeon and --maildir" in capsys.readouterr().err
    assert [] == pigeons


def test_settings_choose_it_for_send_and_schedule(tmp_path: Path, pigeons: list[Pigeon]) -> None:
    settings = Settings(sender="a@example.org", host="loft.example")
    opened = registry.open_by_settings(settings, tmp_path, os.environ)

    assert [opened] == pigeons


def test_without_an_option_or_settings_of_its_own_a_server_is_taken() -> None:
    assert (
        "server" == registry.chosen_by(Settings(sender="a@example.org", host="mail.example")).name
    )

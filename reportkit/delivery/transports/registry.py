"""The transports: each one entry, which ``send`` offers and the schedule can take."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportkit.delivery.transports.folder import FOLDER, MAILDIR
from reportkit.delivery.transports.server import SERVER
from reportkit.delivery.transports.transport import Opening, Transport, TransportKind
from reportkit.model.series import Transport as Settings

#: The server is last: its settings choose it where those of no other do.
TRANSPORTS: tuple[TransportKind, ...] = (FOLDER, MAILDIR, SERVER)


def chosen_by(settings: Settings) -> TransportKind:
    """Give the transport that the settings of a series choose."""
    return next(kind for kind in TRANSPORTS if kind.chosen_by(settings))


def open_by_settings(settings: Settings, seeds: Path, environment: Mapping[str, str]) -> Transport:
    """Open the transport that the settings of a series choose."""
    return chosen_by(settings).open(Opening(settings, seeds, environment))

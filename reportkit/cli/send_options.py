"""How ``send`` is told where the mail goes: a transport by its option, and what it may not be."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.delivery.transports.registry import TRANSPORTS, chosen_by
from reportkit.delivery.transports.transport import Opening

if TYPE_CHECKING:
    from reportkit.delivery.service import Prepared
    from reportkit.delivery.transports.transport import Transport, TransportKind


@dataclass(frozen=True, slots=True)
class TransportChoice:
    """The way that was asked for; opened when the first message is to leave."""

    kind: TransportKind
    opening: Opening

    @classmethod
    def of(cls, prepared: Prepared, kind: TransportKind | None, value: str) -> TransportChoice:
        """Take the transport of an option; where none is given, that of the settings."""
        seeds = prepared.series / "seeds"
        return cls(
            kind or chosen_by(prepared.settings),
            Opening(prepared.settings, seeds, os.environ, value),
        )

    def __call__(self) -> Transport:
        """Open it; raises what the transport does where it cannot be reached."""
        return self.kind.open(self.opening)

    @property
    def folder(self) -> str:
        """Where messages are written instead of sent; "" where they are sent."""
        option = self.kind.option
        return self.opening.value if option and option.is_folder else ""

    @property
    def flag(self) -> str:
        """The option that chose it; "" where the settings did."""
        return self.kind.option.flag if self.kind.option else ""

    def __str__(self) -> str:
        return self.kind.where(self.opening)


def transport_options(command: Callable[..., int]) -> Callable[..., int]:
    """Offer each transport that can be chosen on the command line."""
    for kind in reversed(TRANSPORTS):
        if kind.option:
            type_ = click.Path(file_okay=False) if kind.option.is_folder else str
            flag, metavar, text, _ = kind.option
            command = click.option(flag, kind.name, type=type_, metavar=metavar, help=text)(command)
    return command


def chosen_transport(values: Mapping[str, str | None]) -> tuple[TransportKind | None, str]:
    """Give the transport whose option is given, and its value.

    An empty one is refused: it comes from a script whose variable is not set, and without the
    option the mail would go to its readers.
    """
    given = [(kind, value) for kind in TRANSPORTS if (value := values.get(kind.name)) is not None]
    for kind, value in given:
        if not value.strip() and kind.option:
            raise click.UsageError(f"{kind.option.flag} is empty: say where to write")
    if len(given) > 1:
        flags = [kind.option.flag for kind, _ in given if kind.option]
        raise click.UsageError(f"choose one of {' and '.join(flags)}")
    return given[0] if given else (None, "")


def refuse_kept_folders(series: Path, named: str | None) -> None:
    """Refuse to put mail among the seeds, or among the editions, which it would break."""
    for kept in ("reports", "seeds") if named else ():
        if Path(named or "").resolve().is_relative_to((series / kept).resolve()):
            raise click.UsageError(
                f"'{named}' lies in {kept}/ of the series, which holds nothing else; "
                "name a folder outside of it"
            )

"""What a transport is: a way by which messages leave, and how somebody chooses it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from reportkit.delivery.message_records import Outcome
from reportkit.model.series import Transport as Settings


class Transport(Protocol):
    """A way for mail to leave."""

    def deliver(self, address: str, message: bytes, committing: Callable[[], None]) -> Outcome:
        """Hand over one message and tell what became of it.

        ``committing`` is called once, right before the step after which it can be accepted.
        Raises ServerTrouble if the trouble is not this reader's.
        """

    def close(self) -> None:
        """End what is open."""


class Opening(NamedTuple):
    """What a transport is opened with."""

    settings: Settings  # of distribution.yaml, the environment's laid over
    seeds: Path  # from which paths in the settings are named
    environment: Mapping[str, str]  # the one place of a secret
    value: str = ""  # of its option; "" where no option chose it


class Option(NamedTuple):
    """What ``send`` offers on its command line to choose a transport."""

    flag: str  # "--maildir"
    metavar: str  # what stands behind it: "DIR"
    help: str
    is_folder: bool = False  # its value is a folder, or one that can be made


class TransportKind(NamedTuple):
    """An entry of ``TRANSPORTS``."""

    name: str
    open: Callable[[Opening], Transport]  # before anything is queued; refuses what cannot work
    where: Callable[[Opening], str]  # as the question before a mailing names it
    option: Option | None = None
    #: Without an option the first entry whose settings choose it is taken, by the schedule too.
    chosen_by: Callable[[Settings], bool] = lambda _: False

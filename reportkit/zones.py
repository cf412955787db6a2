"""Time zones by their names, as this machine knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportkit.problems import MachineUnable

#: From which year to which a moment may be: near the ends of the calendar no zone can be told.
YEARS = (100, 9000)

if TYPE_CHECKING:  # many commands ask for none
    from datetime import datetime, tzinfo
    from zoneinfo import ZoneInfo

#: Names under which each machine has another zone, or the same by a clock with leap seconds.
_OF_THE_MACHINE = ("localtime", "posixrules", "Factory", "posix/", "right/")


def zone_named(name: str) -> ZoneInfo:
    """Open a zone. Raises MachineUnable if there is none of that name here."""
    if (zone := zone_or_none(name)) is None:
        raise MachineUnable(f"this machine knows no time zone '{name}'; install tzdata")
    return zone


def zone_or_none(name: str) -> ZoneInfo | None:
    """Open a zone; None for a name that is none, or not the same on every machine."""
    from zoneinfo import ZoneInfo

    if name.startswith(_OF_THE_MACHINE):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, absolute or a folder of the zone files
        return None


def shown_in(zone: tzinfo, moment: datetime) -> str:
    """Print a moment by a zone's clock, and which zone that is: "2025-11-17 10:30 +04:30"."""
    here = moment.astimezone(zone)
    offset = here.strftime("%z")
    return f"{here:%Y-%m-%d %H:%M} {'UTC' if str(zone) == 'UTC' else f'{offset[:3]}:{offset[3:5]}'}"

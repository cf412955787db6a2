"""What the machine gives: room on the disk, time, zones, a terminal that prints every letter."""

from __future__ import annotations

import shlex
import shutil
import subprocess  # git tells its version
import tempfile
import zoneinfo
from datetime import UTC, datetime, timedelta
from pathlib import Path

import reportkit
from reportkit.doctor.context import Context
from reportkit.doctor.remedies import install, pip_install, set_clock
from reportkit.doctor.row import Check, Row, failure, good, skip, warning
from reportkit.editions.journal import SLACK
from reportkit.editions.sealed import Sealed
from reportkit.model.series import Cadence
from reportkit.problems import IntegrityBroken
from reportkit.publish.codes import AHEAD
from reportkit.schedule.due import ClockDoubtful, refuse_doubtful_clock
from reportkit.zones import zone_or_none

_MB = 1024 * 1024
#: An edition of 26 pages with its drawings takes 60 MB while it is made, and 3 MB afterwards.
_NEEDED, _EASY = 80 * _MB, 500 * _MB
_TRIED = _MB  # bytes that are written to see whether they can be
#: One that every list of zones has, where no series names its own.
_ANY_ZONE = "Asia/Kabul"


def temporary(context: Context) -> Row:
    """A page can be made in the folder for temporary files."""
    folder = context.temporary
    if folder is None:
        return failure("there is no folder for temporary files", 'export TMPDIR="$HOME/tmp"')
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(_TRIED))
            file.flush()
    except OSError as error:
        return failure(
            f"cannot write to {folder}: {(error.strerror or str(error)).lower()}",
            'mkdir -p "$HOME/tmp" && export TMPDIR="$HOME/tmp"',
        )
    return _room(folder, f"1 MB was written to {folder}")


def disk(context: Context) -> Row:
    """Editions have room."""
    folder = context.series or context.here
    reports = folder / "reports"
    return _room(reports if reports.is_dir() else folder, str(folder))


def zones(context: Context) -> Row:
    """The zone in which the series lives is known here."""
    brief = context.brief[0] if context.series else None
    name = brief.cadence.zone if brief else _ANY_ZONE
    if zone_or_none(name) is not None:
        return good(f"{name}, from {_zone_source(name)}")
    if zone_or_none(_ANY_ZONE) is not None:
        return failure(f"there is no zone '{name}'", context.say("check"), 1)
    brings_its_own = context.machine.manager == "brew"  # macOS has them, else pip does
    remedy = (
        pip_install(context.machine, "tzdata")
        if brings_its_own
        else install(context.machine, "tzdata")
    )
    return failure(f"there is no zone '{name}': this machine knows no time zones", remedy)


def clock(context: Context) -> Row:
    """The clock is not before what was done already."""
    now = context.now
    installed = Path(reportkit.__file__).stat().st_mtime
    if now.timestamp() < installed - SLACK.total_seconds():
        return failure(
            f"{_minute(now)} is before reportkit was installed", set_clock(context.machine)
        )
    brief = context.brief[0] if context.series else None
    if brief is None:
        return good(f"{_minute(now)}, after reportkit was installed")
    try:
        latest = context.store.latest()
    except IntegrityBroken as error:
        return skip(f"{_minute(now)}; the newest edition does not tell its hour: {error}")
    return _since(context, brief.cadence, latest)


def _since(context: Context, cadence: Cadence, latest: Sealed | None) -> Row:
    """Hold the clock against what was published, as a run does."""
    now = context.now
    if latest is None:
        return good(f"{_minute(now)}; nothing was published yet")
    published = latest.manifest.published
    if now + SLACK < published:
        behind = f"{_minute(now)}; No. {latest.name.spoken} was published at {_minute(published)}"
        if published - now > timedelta(days=int(AHEAD.default)):
            return failure(behind, set_clock(context.machine))
        return warning(f"{behind}: built ahead of its day, or the clock is slow", "date")
    try:
        refuse_doubtful_clock(context.store, cadence, context.journal, now)
    except ClockDoubtful as error:
        return warning(str(error), context.say("run --dry-run --accept-clock"))
    return good(f"{_minute(now)}, after No. {latest.name.spoken} was published")


def terminal(context: Context) -> Row:
    """What is printed can hold every letter."""
    name = context.encoding.lower().replace("-", "").replace("_", "")
    if name.startswith("utf"):
        return good(f"prints {context.encoding.upper()}")
    return warning(
        f"prints {context.encoding or 'nothing known'}: letters beyond it are written as escapes",
        "export LC_ALL=C.UTF-8",
    )


def git(context: Context) -> Row:
    """Git keeps the history of the seeds, for who wants that."""
    remedy = install(context.machine, "git")
    program = shutil.which("git", path=context.environment.get("PATH"))
    if program is None:
        return skip("not here, and not needed: it would keep the history of seeds/", remedy)
    ran = subprocess.run(  # noqa: S603  # as found in the PATH
        [program, "--version"], capture_output=True, encoding="utf-8", timeout=10, check=False
    )
    if ran.returncode:
        return warning(f"{program} does not start: {ran.stderr.strip()}", remedy)
    return good(ran.stdout.strip().removeprefix("git version "))


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _room(folder: Path, seen: str) -> Row:
    free = shutil.disk_usage(folder).free
    room = f"{seen}, {free / _MB:,.0f} MB free"
    look = f"df -h {shlex.quote(str(folder))}"
    if free < _NEEDED:
        return failure(f"{room}; an edition needs {_NEEDED // _MB} MB while it is made", look)
    return warning(room, look) if free < _EASY else good(room)


def _zone_source(name: str) -> str:
    for folder in zoneinfo.TZPATH:
        if (Path(folder) / name).is_file():
            return folder
    return "the package tzdata"


CHECKS = (
    Check("temporary files", temporary),
    Check("disk", disk),
    Check("time zone", zones, "check"),
    Check("clock", clock, "verify"),
    Check("terminal", terminal),
    Check("git", git),
)

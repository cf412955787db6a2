"""What the scheduled runs did: reports/runs.jsonl, one line for each run that did something.

What became of a slot can mostly be seen from the editions; the journal holds what cannot: that
one was skipped, that an edition was handed to the mail, that the owner was told. A run that
found nothing to do is kept apart and only the last of them, so that a timer which looks every
hour neither grows a file nor shows in version control.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportkit.editions.canonical import count, items, mapping, text
from reportkit.files import disk

if TYPE_CHECKING:  # light commands do without
    from reportkit.loading.serialize import Plain

FORMAT = 1
JOURNAL = "runs.jsonl"
LAST_LOOK = ".last-run.json"
#: Held by whoever writes to the journal.
LOCK = ".run.lock"
#: How many lines of one run are kept: a broken series can have a thousand problems.
MOST = 12
#: A clock may be corrected by so much without anybody asking why.
SLACK = timedelta(minutes=5)
_YEARS = (1900, 9000)
_SECOND = 1000


class Fate(StrEnum):
    """What became of a slot, once and for all."""

    DONE = "done"
    SKIPPED = "skipped"  # no record had changed
    MISSED = "missed"  # its time went by; a later edition names it


class Outcome(StrEnum):
    """How a run went, in a word."""

    IDLE = "idle"
    DONE = "done"  # published, skipped or mailed something; nothing is wrong
    WAITING = "waiting"  # for the review, or for the hour that the edition names
    FAILED = "failed"
    PARTLY = "partly"  # published, and not all of the mail is accepted
    INTERRUPTED = "interrupted"


class SlotDecision(NamedTuple):
    """A slot of which nothing more is to be decided."""

    slot: str
    due: datetime
    fate: Fate
    edition: str = ""  # "5"; "" unless it is done
    why: str = ""


class Owed(NamedTuple):
    """Something that the owner is still to be mailed."""

    about: str  # what makes two failures one matter
    message: str
    ask: str = ""  # the commands that tell more


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run as it is told: never an address, a secret or a text of a record."""

    at: datetime
    outcome: Outcome
    code: int = 0
    milliseconds: int = 0
    slot: str = ""  # the newest that was due
    steps: tuple[str, ...] = ()  # sentences, without their full stop
    problems: tuple[str, ...] = ()
    decisions: tuple[SlotDecision, ...] = ()
    sent: tuple[str, ...] = ()  # editions handed to the mail
    owner_told: tuple[
        str, ...
    ] = ()  # what the owner was mailed about: "2025-W46", "mail 5 rejected"
    owed: tuple[Owed, ...] = ()  # what the owner could not be mailed
    given_up: tuple[str, ...] = ()  # editions that a person gave up: number, or digest of manifest

    @property
    def line(self) -> str:
        """The run in a line for people, but for its hour, which they want by their own clock."""
        parts = [*self.steps, *self.problems]
        said = "; ".join(parts) or "nothing to do"
        brief = self.milliseconds < _SECOND
        took = f"{self.milliseconds} ms" if brief else f"{self.milliseconds / _SECOND:.1f} s"
        return f"{self.slot or '-'}  {self.outcome}: {said} ({took})"


@dataclass(frozen=True, slots=True)
class Journal:
    """All runs that did something, oldest first, and the last one that did not."""

    runs: tuple[Run, ...] = ()
    last_look: Run | None = None
    unread: int = 0  # lines that are no run: torn by a cut, or altered

    @property
    def last(self) -> Run | None:
        """The newest run of all."""
        known = [run for run in (*self.runs[-1:], self.last_look) if run]
        return max(known, key=lambda run: run.at, default=None)

    @property
    def decisions(self) -> tuple[SlotDecision, ...]:
        """The slots that were decided, in the order in which they were.

        What a run decided by a clock that was ahead is void once a later one went on by an
        earlier clock.
        """
        return tuple(each for _, each in self._decided())

    def decisions_by(self, now: datetime) -> tuple[SlotDecision, ...]:
        """Leave out what was decided later than now, by a clock that was ahead."""
        return tuple(each for at, each in self._decided() if at <= now + SLACK)

    def _decided(self) -> list[tuple[datetime, SlotDecision]]:
        decided: list[tuple[datetime, SlotDecision]] = []
        for run in self.runs:
            while run.slot and decided and decided[-1][0] > run.at + SLACK:
                decided.pop()
            decided += [(run.at, each) for each in run.decisions]
        return decided

    @property
    def sent(self) -> frozenset[str]:
        """The editions that were handed to the mail, and were not given up since."""
        sent: set[str] = set()
        for run in self.runs:
            sent = (sent | set(run.sent)) - set(run.given_up)
        return frozenset(sent)

    @property
    def published(self) -> tuple[str, ...]:
        """The editions that runs published or found, and that were not given up since."""
        known: dict[str, None] = {}
        for run in self.runs:
            done = (each.edition for each in run.decisions if each.fate is Fate.DONE)
            known |= dict.fromkeys((*done, *run.sent))
            known = {name: None for name in known if name not in run.given_up}
        return tuple(known)

    @property
    def given_up(self) -> frozenset[str]:
        """What a person gave up: numbers, and digests of manifests."""
        return frozenset(each for run in self.runs for each in run.given_up)

    @property
    def owner_knows(self) -> frozenset[str]:
        """What the owner knows already."""
        return frozenset(what for run in self.runs for what in run.owner_told)

    @property
    def owed(self) -> tuple[Owed, ...]:
        """What the owner is still to be mailed, each matter once."""
        told = self.owner_knows
        newest = {each.about: each for run in self.runs for each in run.owed}
        return tuple(each for about, each in newest.items() if about not in told)


def read_journal(reports: Path) -> Journal:
    """Read what the runs did. A line that is no run is passed over, and counted."""
    path, look = reports / JOURNAL, reports / LAST_LOOK
    content = disk.read(path) if disk.is_there(path) else b""
    last = disk.read(look) if disk.is_there(look) else b""
    lines = [line for line in content.split(b"\n") if line.strip()]
    runs = tuple(run for line in lines if (run := _run(line)))
    return Journal(runs, _run(last), len(lines) - len(runs))


def note_run(reports: Path, run: Run) -> None:
    """Note a run; the caller holds the lock of the runs."""
    line = write_run(run)
    if run.outcome is not Outcome.IDLE:
        disk.append_line(reports / JOURNAL, line)
        return
    staged = reports / f"{LAST_LOOK}.new"
    disk.remove(staged)  # of a run that was killed
    disk.write_new(staged, line)
    disk.replace_file(staged, reports / LAST_LOOK)


def write_run(run: Run) -> bytes:
    """Spell a run as one line of JSON."""
    plain: dict[str, Plain] = {
        "format": FORMAT,
        "at": run.at.isoformat(timespec="seconds"),
        "outcome": run.outcome.value,
        "code": run.code,
        "milliseconds": run.milliseconds,
        "slot": run.slot,
        "did": list(run.steps[:MOST]),
        "problems": list(run.problems[:MOST]),
        "settled": [
            {
                "slot": entry.slot,
                "due": entry.due.isoformat(),
                "fate": entry.fate.value,
                "edition": entry.edition,
                "why": entry.why,
            }
            for entry in run.decisions
        ],
        "sent": list(run.sent),
        "told": list(run.owner_told),
        "owed": [
            {"about": matter.about, "said": matter.message, "ask": matter.ask}
            for matter in run.owed
        ],
        "given_up": list(run.given_up),
    }
    kept = {key: value for key, value in plain.items() if value not in ([], "")}
    return json.dumps(kept, ensure_ascii=False).encode()


@lru_cache(maxsize=10_000)  # a run reads the journal several times, and lines never change
def _run(line: bytes) -> Run | None:
    """Read a line; None for what is torn, of a newer reportkit, or not ours at all."""
    try:
        plain = mapping(json.loads(line))
        return Run(
            at=_moment(plain["at"]),
            outcome=Outcome(text(plain["outcome"])),
            code=count(plain["code"]),
            milliseconds=count(plain["milliseconds"]),
            slot=text(plain.get("slot", "")),
            steps=_texts(plain.get("did", [])),
            problems=_texts(plain.get("problems", [])),
            decisions=tuple(_decision(mapping(each)) for each in items(plain.get("settled", []))),
            sent=_texts(plain.get("sent", [])),
            owner_told=_texts(plain.get("told", [])),
            owed=tuple(_owed(mapping(each)) for each in items(plain.get("owed", []))),
            given_up=_texts(plain.get("given_up", [])),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _decision(plain: Mapping[str, Plain]) -> SlotDecision:
    return SlotDecision(
        slot=text(plain["slot"]),
        due=_moment(plain["due"]),
        fate=Fate(text(plain["fate"])),
        edition=text(plain.get("edition", "")),
        why=text(plain.get("why", "")),
    )


def _owed(plain: Mapping[str, Plain]) -> Owed:
    return Owed(text(plain["about"]), text(plain["said"]), text(plain.get("ask", "")))


def _moment(plain: Plain) -> datetime:
    """Read a moment with its zone, in years that leave room to reckon."""
    moment = datetime.fromisoformat(text(plain))
    if moment.tzinfo is None or not _YEARS[0] <= moment.year <= _YEARS[1]:
        raise ValueError(f"{plain!r} is no moment of a run")
    return moment


def _texts(plain: Plain) -> tuple[str, ...]:
    return tuple(text(each) for each in items(plain))

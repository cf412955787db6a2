"""What the scheduled runs did: reports/runs.jsonl, one line for each run that did something.

What became of a slot can mostly be seen from the editions; the journal holds what cannot: that
one was skipped, that an edition was handed to the mail, that the owner was told. A run that
found nothing to do is kept apart and only the last of them, so that a timer which looks every
hour neither grows a file nor shows in version control.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportkit.editions import disk

if TYPE_CHECKING:  # light commands do without
    from reportkit.facts.plain import Plain

FORMAT = 1
JOURNAL = "runs.jsonl"
LAST_LOOK = ".last-run.json"
#: How many lines of one run are kept: a broken series can have a thousand problems.
MOST = 12


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


class Settled(NamedTuple):
    """A slot of which nothing more is to be decided."""

    slot: str
    due: datetime
    fate: Fate
    edition: str = ""  # "5"; "" unless it is done
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run as it is told: never an address, a secret or a text of a record."""

    at: datetime
    outcome: Outcome
    code: int = 0
    milliseconds: int = 0
    slot: str = ""  # the newest that was due
    did: tuple[str, ...] = ()  # sentences, without their full stop
    problems: tuple[str, ...] = ()
    settled: tuple[Settled, ...] = ()
    sent: tuple[str, ...] = ()  # editions handed to the mail
    told: tuple[str, ...] = ()  # what the owner was mailed about: "2025-W46", "clock 5"

    @property
    def line(self) -> str:
        """The run in a line for people."""
        when = f"{self.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        parts = [*self.did, *self.problems]
        said = "; ".join(parts) or "nothing to do"
        return f"{when}  {self.slot or '-'}  {self.outcome}: {said} ({self.milliseconds} ms)"


@dataclass(frozen=True, slots=True)
class Journal:
    """All runs that did something, oldest first, and the last one that did not."""

    runs: tuple[Run, ...] = ()
    last_look: Run | None = None

    @property
    def last(self) -> Run | None:
        """The newest run of all."""
        known = [run for run in (*self.runs[-1:], self.last_look) if run]
        return max(known, key=lambda run: run.at, default=None)

    @property
    def settled(self) -> tuple[Settled, ...]:
        """The slots that were decided, in the order in which they were."""
        return tuple(settled for run in self.runs for settled in run.settled)

    @property
    def sent(self) -> frozenset[str]:
        """The editions that were handed to the mail."""
        return frozenset(edition for run in self.runs for edition in run.sent)

    @property
    def told(self) -> frozenset[str]:
        """What the owner knows already."""
        return frozenset(what for run in self.runs for what in run.told)


def read_journal(reports: Path) -> Journal:
    """Read what the runs did. A line that a cut left half written is passed over."""
    path, look = reports / JOURNAL, reports / LAST_LOOK
    content = disk.read(path) if disk.is_there(path) else b""
    last = disk.read(look) if disk.is_there(look) else b""
    idle = tuple(_runs([last]))
    return Journal(tuple(_runs(content.split(b"\n"))), idle[0] if idle else None)


def note_run(reports: Path, run: Run) -> None:
    """Note a run; the caller holds the lock of the runs."""
    line = write_run(run)
    if run.outcome is not Outcome.IDLE:
        disk.append_line(reports / JOURNAL, line)
        return
    staged = reports / f"{LAST_LOOK}.{os.getpid()}"
    disk.remove(staged)
    staged.write_bytes(line)  # not synced: it tells only that the timer is alive
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
        "did": list(run.did[:MOST]),
        "problems": list(run.problems[:MOST]),
        "settled": [
            {
                "slot": each.slot,
                "due": each.due.isoformat(),
                "fate": each.fate.value,
                "edition": each.edition,
                "why": each.why,
            }
            for each in run.settled
        ],
        "sent": list(run.sent),
        "told": list(run.told),
    }
    kept = {key: value for key, value in plain.items() if value not in ([], "")}
    return json.dumps(kept, ensure_ascii=False).encode()


def _runs(lines: Iterable[bytes]) -> Iterable[Run]:
    for line in lines:
        try:
            plain = json.loads(line)
            yield Run(
                at=datetime.fromisoformat(plain["at"]),
                outcome=Outcome(plain["outcome"]),
                code=int(plain["code"]),
                milliseconds=int(plain["milliseconds"]),
                slot=str(plain.get("slot", "")),
                did=_texts(plain.get("did", [])),
                problems=_texts(plain.get("problems", [])),
                settled=tuple(_settled(each) for each in plain.get("settled", [])),
                sent=_texts(plain.get("sent", [])),
                told=_texts(plain.get("told", [])),
            )
        except (ValueError, KeyError, TypeError):  # torn, or of a newer reportkit
            continue


def _settled(plain: dict[str, str]) -> Settled:
    return Settled(
        slot=plain["slot"],
        due=datetime.fromisoformat(plain["due"]),
        fate=Fate(plain["fate"]),
        edition=plain.get("edition", ""),
        why=plain.get("why", ""),
    )


def _texts(found: list[object]) -> tuple[str, ...]:
    return tuple(str(each) for each in found)

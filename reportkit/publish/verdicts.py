"""What was found of a series that has not changed since: kept, so that it need not be found again.

This module loads neither YAML nor the model: a verdict is read before anything else is. It is
what a check or a build had to say, in values of Python's own; whoever prints it does so in the
same way whether it is new or kept. No edition is ever published because of one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from reportkit import __version__
from reportkit.files.fingerprint import (
    Fingerprint,
    TooMuch,
    Trace,
    by_content,
    by_status,
    fingerprint,
    of_what_runs,
)
from reportkit.files.notes import INDEX, Notes
from reportkit.files.package import package_folder
from reportkit.problems import (
    NOTHING_SET_ASIDE,
    Level,
    MachineUnable,
    Mark,
    Overruled,
    Problem,
    SetAside,
    Silenced,
)

#: The form of a note; another form has other notes.
FORMAT = 2
#: Verdicts of so many series, days and kinds of question lie beside each other.
MOST = 256
#: What was written a moment ago may be written once more within the same tick of a file system.
SETTLED = timedelta(seconds=2)
#: What this machine could not do just now, and may do the next time.
_PASSING = frozenset({"asset-unusable", "design-limit", "file-unreadable"})


class Count(NamedTuple):
    """How many records of a type there are."""

    type: str
    plural: str
    number: int


@dataclass(frozen=True, kw_only=True)
class CheckVerdict:
    """What a check has to say."""

    problems: tuple[Problem, ...]
    aside: SetAside = NOTHING_SET_ASIDE  # what the series has set aside of what was found
    counts: tuple[Count, ...]  # of each type, be it none
    whole: bool  # the seeds could be read, so that there is an edition to publish
    unread: bool = False  # some files of records are not read, so that the rules wait
    remark: str = ""  # which edition was checked, where that is not the one of edition.yaml
    slot: str | None = None
    for_review: str = ""  # the digest of what a reviewer reads, where the series has reviews

    @property
    def records(self) -> int:
        """Count the records."""
        return sum(count.number for count in self.counts)

    def stops(self, *, strict: bool) -> bool:
        """Tell whether a problem keeps the series from being published."""
        levels = {problem.level for problem in self.problems}
        return not self.whole or bool(levels if strict else Level.ERROR in levels)


class Abridged(NamedTuple):
    """An edition at a lower marking, beside the whole one."""

    marking: str
    pages: int
    records: int
    changes: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class BuildVerdict:
    """What a build has to say: of what it made, or why there was nothing to do."""

    edition: str  # "005", "005-r1", "draft"
    sealed: bool
    reason: str  # why nothing was done; "" otherwise
    folder: str  # under the series, as are pdf and html
    pdf: str
    html: str | None
    pages: int
    bytes: int  # of the PDF
    records: Mapping[str, int]  # count per type
    changes: Mapping[str, int]  # count per class
    profiles: Mapping[str, int]  # pages of each but the full one
    releases: tuple[Abridged, ...] = ()
    summary: str = ""  # the counts in words
    previous: str | None = None
    problems: tuple[Problem, ...] = field(default=())  # warnings
    aside: SetAside = NOTHING_SET_ASIDE  # what the series has set aside of what was found


V = TypeVar("V", CheckVerdict, BuildVerdict)


class Question(NamedTuple):
    """What was asked of a series, and of what the answer depends beside its files."""

    series: Path
    day: date  # an edition far ahead of it is warned of
    words: tuple[str, ...]  # the command, and those of its options that change the answer


def verdict_of(
    question: Question,
    cache: Path | None,
    now: datetime,
    kind: type[V],
    find: Callable[[], tuple[V, bool]],
) -> V:
    """Give the kept verdict on a series that has not changed, else find it.

    ``find`` tells too whether what it found may be kept. It is kept only if nothing was written
    from before it looked until after, and nothing of what is not read byte for byte a moment
    before ``now``. Raises what ``find`` raises.
    """
    before = state_of(question) if cache else None
    if cache is None or before is None:
        return find()[0]
    notes = Notes(cache / "verdicts", MOST)
    content = notes.read(before.digest)
    if content is not None and (kept := _read(content, kind)) is not None:
        return kept
    verdict, lasts = find()
    settled = before.changed < (now - SETTLED).timestamp() * 1_000_000_000
    passing = any(problem.code in _PASSING for problem in verdict.problems)
    if lasts and settled and not passing and before == state_of(question):
        notes.write(before.digest, json.dumps(asdict(verdict)).encode())
    return verdict


# -- of what it depends ----------------------------------------------------------------------


def state_of(question: Question) -> Fingerprint | None:
    """Make a fingerprint of all on which an answer depends; None where there is too much."""
    series = question.series.resolve()
    words = (__version__, str(FORMAT), str(series), str(question.day), *question.words)
    try:
        return fingerprint(words, _traces(series))
    except (TooMuch, OSError, MachineUnable):
        return None


def _traces(series: Path) -> Iterator[Trace]:
    """Look at all that a check or a build reads before there is something to do."""
    yield from of_what_runs(Path(__file__).resolve().parents[1])
    for name in ("mapdata", "templates", "styles"):
        yield from by_status(package_folder(name))
    for name in ("templates", "styles"):  # in a checkout they are both
        if not (series / name).exists() or not package_folder(name).samefile(series / name):
            yield from by_content(series / name)
    yield from by_content(series / "seeds", follow=True)
    yield from by_status(series / "reports", but=(INDEX,))
    yield from by_status(series / "evidence")


# -- as it is kept ---------------------------------------------------------------------------


def _read(content: bytes, kind: type[V]) -> V | None:
    try:
        written = json.loads(content)
        return _opened(written, kind)
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def _opened(written: dict[str, Any], kind: type[V]) -> V:
    problems = tuple(map(_problem, written.pop("problems")))
    aside = _aside(*written.pop("aside"))
    if "counts" in written:
        written["counts"] = tuple(Count(*count) for count in written["counts"])
    if "releases" in written:
        written["releases"] = tuple(Abridged(*release) for release in written["releases"])
    return kind(problems=problems, aside=aside, **written)


def _aside(silenced: list[Any], overruled: list[Any]) -> SetAside:
    return SetAside(
        tuple(
            Silenced(_problem(problem), reason, until, by, Mark(*mark))
            for problem, reason, until, by, mark in silenced
        ),
        tuple(
            Overruled(rule, level, threshold, reason, Mark(*mark), findings)
            for rule, level, threshold, reason, mark, findings in overruled
        ),
    )


def _problem(written: dict[str, Any]) -> Problem:
    mark, level = Mark(*written["mark"]), Level(written["level"])
    names = {key: written[key] for key in ("fingerprint", "may_be_silenced")}
    return Problem(written["code"], written["message"], mark, written["hint"], level, **names)

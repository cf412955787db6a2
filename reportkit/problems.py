"""What can be wrong, as data: a Problem is told to the person who can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # a kept verdict is told without it
    from decimal import Decimal

_ADDRESS = re.compile(r"[^\s<>,;:]+@[^\s<>,;:]+")


#: Signs of a fingerprint that are printed: of a thousand findings no two will share them.
FINGERPRINT = 12


class Mark(NamedTuple):
    """Where a value is written; line and column count from 1, as editors do.

    ``file`` is relative to the series' folder, with forward slashes.
    """

    file: str
    line: int
    column: int


class Level(StrEnum):
    """An error stops publication; a warning does so only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend in the seeds, templates or configuration."""

    code: str  # stable and kebab-case: "source-unknown"; `reportkit explain` knows it
    message: str  # what is wrong, in the seeds' own words
    mark: Mark
    hint: str = ""  # the next step; empty when there is no honest one
    level: Level = Level.ERROR
    #: Names it wherever its lines move to, in 32 signs; "" until a whole check has given it.
    fingerprint: str = field(default="", compare=False)
    may_be_silenced: bool = field(default=False, compare=False)  # by the series, with a reason

    @property
    def short_fingerprint(self) -> str:
        """The signs of it that are printed, and by which brief.yaml silences it."""
        return self.fingerprint[:FINGERPRINT]


class Part(NamedTuple):
    """A text of the seeds, and where it stands."""

    text: str
    file: str = ""  # "brief", "edition", "distribution"; "" for records, in a file of their own
    was: str = ""  # the text in whose place it stands; without one it is the whole file


class Example(NamedTuple):
    """The smallest seeds that a rule refuses, and the twin that it takes.

    Both are laid over the good series of ``tests/rules/conftest.py``: in place of ``was`` in the
    file ``file``, or as a whole file, beside what is ``given`` to both.
    """

    broken: str
    good: str
    file: str = ""  # as of a Part
    was: str = ""
    given: tuple[Part, ...] = ()

    def parts(self, text: str) -> tuple[Part, ...]:
        """Give all that is laid over the series to have ``text``, broken or good, in its place."""
        return (*self.given, Part(text, self.file, self.was))


class Threshold(NamedTuple):
    """A number at which a rule begins to speak, and how far a series may move it."""

    name: str  # "share"; brief.yaml names it where a rule has several
    default: Decimal
    unit: str  # "% of the claims"
    least: Decimal
    most: Decimal
    meaning: str  # what lies beyond it, as the end of a sentence


class Code(NamedTuple):
    """What a problem's code means, and which public standard asks for it."""

    code: str
    standard: str  # "ICD 206"; without a public one "house rule: nothing is guessed"
    text: str
    examples: tuple[Example, ...] = ()
    level: Level = Level.ERROR  # the gravest at which it is given
    thresholds: tuple[Threshold, ...] = ()  # by which the series may set it otherwise

    @property
    def paragraph(self) -> str:
        """The text and its standard, or the house rule, as `reportkit explain` prints them."""
        house = self.standard.removeprefix("house rule: ")
        named = "House rule" if house != self.standard else "Standard"
        return f"{self.text} {named}: {house}." if house else self.text


class Silenced(NamedTuple):
    """A problem that the series does not want to be told of for now, and why."""

    problem: Problem
    reason: str
    until: str  # the last day, 2025-12-31
    by: str  # who decided it; "" if nobody says
    mark: Mark  # of the entry in brief.yaml


class Overruled(NamedTuple):
    """A rule that the series has set otherwise, and why."""

    rule: str
    level: str  # "error", "warning", "off"; "" where it stays
    threshold: str  # "share 80 in place of 70 (% of the claims)"; "" where it stays
    reason: str
    mark: Mark  # of the entry in brief.yaml
    findings: int = 0  # left out, or told at the other level


class SetAside(NamedTuple):
    """All that a series has set aside of what the rules ask."""

    silenced: tuple[Silenced, ...] = ()
    overruled: tuple[Overruled, ...] = ()

    @property
    def words(self) -> str:
        """Count it: "2 silenced, 1 rule overruled"; "" where nothing is set aside."""
        parts = [
            f"{len(self.silenced)} silenced" if self.silenced else "",
            f"{counted(len({one.rule for one in self.overruled}), 'rule')} overruled"
            if self.overruled
            else "",
        ]
        return ", ".join(filter(None, parts))

    @property
    def remark(self) -> str:
        """Count it, and tell where it is listed; "" where nothing is set aside."""
        return f"{self.words} ('reportkit check --silenced' lists them)" if self.words else ""


NOTHING_SET_ASIDE = SetAside()


def counted(number: int, noun: str) -> str:
    """Count in the words of messages: "1 page", "2 pages"; a page counts by its catalogue."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def with_article(noun: str) -> str:
    """Say "a source", "an actor"."""
    return f"{'an' if noun[:1] in tuple('aeiou') else 'a'} {noun}"


class ReportkitError(Exception):
    """Ends a command; its text reaches the user, without a traceback.

    ReportkitError            exit code 1
    ├── SeedsRejected         1   problems in seeds, templates or configuration
    ├── MachineUnable         3   native library, font, disk, permission, limit
    ├── Busy                  6   another run holds the lock
    ├── IntegrityBroken       7   something sealed was altered, or a rebuild differs
    └── Interrupted         130   a person stopped it, and not all of it is known
    """

    exit_code = 1


class SeedsRejected(ReportkitError):
    """The series holds problems. All of them travel along, in file order."""

    def __init__(self, problems: Iterable[Problem], aside: SetAside = NOTHING_SET_ASIDE) -> None:
        self.problems = in_file_order(problems)
        self.aside = aside
        many = len(self.problems)
        super().__init__(counted(many, "problem"))

    def __reduce__(self) -> tuple[type[SeedsRejected], tuple[tuple[Problem, ...], SetAside]]:
        """Travel between processes with the problems, not with the text that counts them."""
        return type(self), (self.problems, self.aside)


class MachineUnable(ReportkitError):
    """This machine cannot do it; the text names what is missing and the remedy."""

    exit_code = 3


class Busy(ReportkitError):
    """Another run holds the lock of this series."""

    exit_code = 6


class IntegrityBroken(ReportkitError):
    """A sealed edition is not what it was when it was sealed."""

    exit_code = 7


#: Mostly such a file is not read at all, and what else seems wrong follows from that.
_TOLD_FIRST = frozenset(
    {
        "character",
        "encoding",
        "file-empty",
        "file-name",
        "file-shape",
        "file-too-large",
        "file-unreadable",
        "key-shape",
        "merge-conflict",
        "problems-many",
        "seeds-too-large",
        "yaml-alias",
        "yaml-depth",
        "yaml-size",
        "yaml-syntax",
        "yaml-tag",
    }
)


class Terminated(KeyboardInterrupt):
    """The system, not a person, stops the command: SIGTERM, as of a timer's time limit."""


class Interrupted(ReportkitError):
    """Stopped by a signal while something was under way; the text says what."""

    exit_code = 130


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems as a person would mend them, unread files first; none counts twice."""
    return tuple(
        sorted(
            set(problems),
            key=lambda problem: (
                problem.code not in _TOLD_FIRST,
                problem.mark,
                problem.code,
                problem.message,
            ),
        )
    )


def first_failure(failures: Sequence[Exception]) -> Exception | None:
    """Give what went wrong first, of what was done side by side; None if nothing did.

    SeedsRejected holds the problems of all: whoever mends the first mends the others too.
    """
    if not failures or not isinstance(failures[0], SeedsRejected):
        return failures[0] if failures else None
    return SeedsRejected(
        problem
        for failure in failures
        if isinstance(failure, SeedsRejected)
        for problem in failure.problems
    )


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Keep those that stop publication."""
    return [problem for problem in problems if problem.level is Level.ERROR]


#: Letters of a word that are compared, and of all the names that it is compared with.
_GUESSED, _LETTERS = 80, 10_000
#: What a terminal obeys instead of showing it, and what it cannot show: controls, direction
#: overrides, zero-width space, line separators, bytes of a file name that are no UTF-8.
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")


#: What keeps a passage of another direction together; a terminal is not to obey it, nor to show it.
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


def visible(text: str) -> str:
    r"""Write characters that a terminal would obey as their escapes: ``\x1b``."""
    text = text.translate(_ISOLATES)
    if text.isascii() and text.isprintable():
        return text
    return _OBEYED.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


_SHORT = 3


def without_addresses(text: str) -> str:
    """Give a text without the mail addresses in it: logs are read by more people than lists."""
    return _ADDRESS.sub("(address)", text)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Hint at the nearest known word, or say nothing rather than guess.

    A third of the letters may be wrong: WHITE is no misspelt RED. In two or three letters one
    that is changed makes another word: CAT is no misspelt CET.
    """
    from difflib import get_close_matches  # only the unlucky pay for it

    most = max(len(word) // 3, 1)
    short = len(word) <= _SHORT
    word = word[:_GUESSED]
    # Comparing is dear: of many names only those that begin or end alike are compared.
    names = list(known)
    if same := next((name for name in names if name.lower() == word.lower() and name != word), ""):
        return f"did you mean '{same}'?"
    alike = [name for name in names if short <= abs(len(name) - len(word)) <= most]
    dear = max(_LETTERS // max(len(word), 1), 1)
    for shared in range(3, len(word)):
        if len(alike) <= dear:
            break
        begin, end = word[:shared], word[-shared:]
        alike = [name for name in alike if name[:shared] == begin or name[-shared:] == end]
    alike = alike[:dear]
    near = get_close_matches(word, alike, n=3, cutoff=0.6)
    return next((f"did you mean '{found}'?" for found in near if _edits(word, found) <= most), "")


def _edits(word: str, other: str) -> int:
    """Count the letters to add, drop or change; two that changed places count once."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(word, 1):
        line = [row]
        for column, its in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != its))
            if row > 1 < column and word[row - 2] == its and other[column - 2] == letter:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]

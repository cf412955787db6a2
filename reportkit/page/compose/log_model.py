"""What changed, ready to print: lines for people, with their places, sources and pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reportkit.page.compose.view_model import Anchor, ChangeMark, Cite, Link, Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One line: either ``text`` says all, or ``was`` and ``now`` stand side by side."""

    anchor: str  # "chg-kurram-raid", where the marks of what it tells lead; "" of a second line
    mark: ChangeMark | None
    text: str = ""
    about: str = ""  # what was counted or has a state
    was: str = ""
    now: str = ""
    why: str = ""
    is_clause: bool = False  # "Because" can stand before the reason
    cites: tuple[Cite, ...] = ()
    place: Link | None = None  # where the record stands in full; without text outside the body
    elsewhere: str = ""  # on paper: where each by itself is, of many


class FoldedLines(NamedTuple):
    """Lines that are too many to be printed: on the screen alone, and folded there."""

    title: str  # "96 more, one by one"
    lines: tuple[LogLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPart:
    """What changed in one section: first what we said otherwise before, then what is new."""

    title: str
    moved: tuple[LogLine, ...]
    kept: tuple[LogLine, ...]
    new: tuple[LogLine, ...]
    apart: FoldedLines | None = None  # of which one of the lines tells together


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An error of ours: the wrong value stands here once, struck."""

    anchor: Anchor
    place: str  # "chg-our-error" of one that is new in this edition, where the change marks lead
    where: str  # "Killed, Kunduz (UNAMA): in No. 3 we wrote"
    wrong: str
    right: str
    because: str
    details: str  # judgements re-examined, who approved


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """What changed since the edition before."""

    title: str  # "What changed since No. 4"
    before: str  # "No. 4"; "" in a first edition
    lead: tuple[str, ...]  # what a revision replaces; that it is the first edition
    notices: tuple[Notice, ...]  # our own errors, put right in this edition
    first: tuple[LogLine, ...]  # withdrawn, no longer carried, in doubt
    parts: tuple[LogPart, ...]
    asides: tuple[LogLine, ...]  # what has no words of its own
    earlier: tuple[Notice, ...]  # errors that earlier editions put right
    legend: tuple[ChangeMark, ...]  # the signs in the margin
    apart: FoldedLines | None = None  # of which one of the first tells together

    @property
    def stands(self) -> bool:
        """A first edition without an error has nothing to say here: page 1 says that it is one."""
        return bool(self.before) or not self.empty

    @property
    def empty(self) -> bool:
        """Nothing changed, and nothing ever did."""
        return not (self.notices or self.first or self.parts or self.asides or self.earlier)


class LogExcerpt(NamedTuple):
    """The log as the only annex of a document; the same template prints both."""

    log: Log
    whole: bool = False


class Since(NamedTuple):
    """The box of page 1: what changed since the edition before, or that this is the first."""

    title: str  # "What changed since No. 4"
    lines: tuple[Prose, ...] = ()
    whole: int = 0  # so many of them, the first, stay whatever room there is: what was wrong
    more: Link | None = None  # "All changes"

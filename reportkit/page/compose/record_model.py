"""What the annex of the record shows, ready to print: matters with all that belongs to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from reportkit.page.compose.view_model import Anchor, Cite, Gap, Judgement, Link, Table


class Part(NamedTuple):
    """A record inside a line: one figure of a run, or all that the line says."""

    anchor: Anchor
    text: str
    cites: tuple[Cite, ...] = ()


#: Letters that fit a column of the annex in any case.
_LONG_WORD = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """A few sentences on record: a fact, a claim, the figures of one provider, a state."""

    parts: tuple[Part, ...]
    lead: str = ""  # the day, or who counts; in bold
    aside: str = ""  # how firmly it stands
    struck: bool = False
    quote: str = ""
    language: str = ""
    direction: str = "ltr"
    translation: str = ""
    on_paper: bool = True  # else a sentence of the paper says it already, and the screen has it
    on_screen: bool = True  # else the screen has it beside the number
    holds: tuple[str, ...] = ()  # "rec-toll": what this sentence of the paper says besides
    elsewhere: str = ""  # on paper: where each by itself is, of many

    @property
    def changed(self) -> bool:
        """Something in it is marked as changed."""
        return any(part.anchor.mark for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """An event or a topic: its facts, the claims about it, its figures, each once."""

    anchor: Anchor  # the event's; a topic has none
    title: str  # "Raid in Orakzai, 8 Oct"; a topic has none
    lines: tuple[RecordLine, ...]
    body: Link | None = None  # where the body tells of it
    cites: tuple[Cite, ...] = ()  # of the event, where no line cites anything

    @property
    def has_long_word(self) -> bool:
        """A word of it may be wider than a column."""
        texts = [self.title]
        for line in self.lines:
            texts += [line.lead, line.quote, *(part.text for part in line.parts)]
        return any(len(word) > _LONG_WORD for text in texts for word in text.split())

    @property
    def on_paper(self) -> bool:
        """It says on paper what the body does not."""
        return any(line.on_paper for line in self.lines) or not (self.lines or self.body)

    @property
    def changed(self) -> bool:
        """Something in it is marked as changed."""
        return bool(self.anchor.mark) or any(line.changed for line in self.lines)


class Folded(NamedTuple):
    """Matters that are too many to be listed: on the screen alone, and folded there."""

    title: str  # "1,500 more, one by one"
    matters: tuple[Matter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSection:
    """The matters of one section of the brief, by day."""

    anchor: str  # "earlier-talks"
    title: str
    matters: tuple[Matter, ...]
    folded: Folded | None = None  # what is counted and not listed
    tables: tuple[Table, ...] = ()  # in which those are counted

    @property
    def on_paper(self) -> bool:
        """It has something to say on paper."""
        return any(matter.on_paper for matter in self.matters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What was assessed and no longer stands in the body, and what judgements rest on."""

    judgements: tuple[Judgement, ...] = ()  # decided, or retired
    on_screen: tuple[Judgement, ...] = ()  # those of which the outlook tells on paper
    lines: tuple[RecordLine, ...] = ()  # assumptions, indicators
    gaps: tuple[Gap, ...] = ()
    grounds: tuple[Ground, ...] = ()

    @property
    def on_paper(self) -> bool:
        """It has something to say on paper; the grounds stand on the screen."""
        return bool(self.judgements or self.gaps or any(line.on_paper for line in self.lines))

    @property
    def empty(self) -> bool:
        """Nothing was assessed."""
        return not (self.on_paper or self.on_screen or self.lines or self.grounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The records that a judgement rests on, and those that speak against it."""

    anchor: str  # "grounds-judgement.truce"
    judgement: Link
    basis: tuple[Link, ...]
    against: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSoFar:
    """Everything on record that the body does not print."""

    sections: tuple[RecordSection, ...]
    analysis: Analysis

    @property
    def on_paper(self) -> bool:
        """It has something to say on paper."""
        return self.analysis.on_paper or any(section.on_paper for section in self.sections)

    @property
    def empty(self) -> bool:
        """The body says it all."""
        return self.analysis.empty and not self.sections


def only_on_screen(line: RecordLine) -> RecordLine:
    """Leave a line to the HTML edition."""
    return replace(line, on_paper=False)

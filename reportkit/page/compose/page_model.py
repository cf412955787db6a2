"""A whole edition as its template gets it: page 1, the sections, the annexes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from reportkit.page.compose.annexes_model import Annexes
from reportkit.page.compose.front_model import AlertLine, Contents, Expectation, Masthead
from reportkit.page.compose.log_model import Since
from reportkit.page.compose.outlook_model import Outlook
from reportkit.page.compose.view_model import (
    ChangeMark,
    Cite,
    Drawing,
    Judgement,
    NameNote,
    Prose,
    Section,
    Trend,
)


class Illustration(NamedTuple):
    """A drawing of some records of one section; it stands where they stand."""

    section: str  # its id
    records: tuple[str, ...]
    drawing: Drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The drawings of an edition, by what they belong to; whoever composes draws none."""

    whole: tuple[Drawing, ...] = ()  # of all sections: stand before the first
    strip: Drawing | None = None  # how we got here; stands on page 1 where there is room
    map: Drawing | None = None  # stands beside the crossings, else with the others
    parts: tuple[Illustration, ...] = ()
    sparks: Mapping[str, Drawing] = field(default_factory=dict)  # by id of the key figure


NO_PICTURES = Pictures()


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """The handling label of every page and what it adds."""

    label: str  # "TLP:AMBER"
    css: str  # "tlp-amber"
    text: str  # the community or the restrictions; often empty
    abridged: str = ""  # the word beside the label in a lower edition


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A number of page 1; its record lives further on, under ``target``."""

    value: str
    what: str
    delta: str  # "▲ up 7 from 29 (+24%)", "not comparable with No. 4", "" in a first edition
    provider: str
    as_of: str
    target: str
    cites: tuple[Cite, ...]
    mark: ChangeMark | None = None
    spark: Drawing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """Page 1 below the masthead."""

    bottom_line: Prose
    trend: Trend
    alerts: tuple[AlertLine, ...]
    expectations: tuple[Expectation, ...]
    track_record: str  # how earlier forecasts fared, in one sentence
    since: Since
    key_figures: tuple[KeyFigure, ...]
    highlights: tuple[Prose, ...]
    replaces: str = ""  # of a revision: "No. 2 of 17 Nov 2025"
    corrections: tuple[Prose, ...] = ()  # of a revision: what was wrong in it
    strip: Drawing | None = None
    close: bool = False  # the key figures stand in rows, not in a column: it takes less room
    roomy: bool = False  # without its strip it has room for larger type
    holds_notes: bool = True  # on the names that it uses first; else they stand behind it
    apart: bool = True  # what follows begins on a page of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHead:
    """What every document of an edition has: its head, its marking, page 1."""

    language: str  # of the UI strings
    text_language: str  # of the records
    direction: str  # of the UI strings: "ltr" or "rtl"
    stylesheets: tuple[str, ...]  # what its language and its tables need beside the others
    paper: str
    draft: bool
    document_title: str  # "Durand Line, No. 5"
    series: str
    subtitle: str
    logo: Drawing | None
    number: str  # "No. 5"
    producer: str
    description: str
    published_iso: str
    cut_off: str
    marking: Marking
    masthead: Masthead
    front: Front
    footer: str  # "Information received after ... is not included."


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(DocumentHead):
    """A whole edition."""

    contents: Contents
    judgements: tuple[Judgement, ...]  # in full, numbered as on page 1
    drawings: tuple[Drawing, ...]
    sections: tuple[Section, ...]
    marks: tuple[ChangeMark, ...]  # that this edition uses, each explained once
    outlook: Outlook | None  # None where the brief does not show it
    annexes: Annexes
    name_notes: tuple[NameNote, ...] = ()  # set where each name first stands

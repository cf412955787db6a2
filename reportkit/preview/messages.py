"""What the server and the worker say to each other, over one pipe."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from reportkit.page.pdf.pictures import PaperPage
from reportkit.preview.records import RecordCard, RecordLine
from reportkit.preview.views import Choices, View
from reportkit.problems import NOTHING_SET_ASIDE, Problem, SetAside

# -- to the worker ---------------------------------------------------------------------------


class Check(NamedTuple):
    """Read the series anew; whatever is being set for an earlier save is given up.

    ``views`` are pages for browsers, to be made as soon as they can be, unless the series
    cannot be shown.
    """

    save: int
    today: date
    views: tuple[View, ...] = ()


class Show(NamedTuple):
    """Make what a view shows."""

    save: int
    view: View


class Describe(NamedTuple):
    """Tell all about one record; ``number`` comes back with the answer."""

    number: int
    record: str


# -- from the worker -------------------------------------------------------------------------


class Standing(NamedTuple):
    """A series as it was read at a save."""

    save: int
    problems: tuple[Problem, ...]
    trouble: str  # what is no problem of the seeds: a sealed edition altered, a disk that fails
    shows: bool  # it can be shown
    choices: Choices | None
    records: tuple[RecordLine, ...]
    aside: SetAside = NOTHING_SET_ASIDE  # what the series has set aside of what was found


class Screen(NamedTuple):
    """A page for the browser."""

    save: int
    view: View
    html: str
    problems: tuple[Problem, ...] = ()  # what it holds that ``build`` would refuse


class Paper(NamedTuple):
    """A PDF as soon as it is written; its inspection follows."""

    save: int
    view: View
    pdf: bytes
    pages: tuple[PaperPage, ...]
    anchors: Mapping[str, int]


class Ended(NamedTuple):
    """A view is made, or could not be; with what only then is known."""

    save: int
    view: View
    problems: tuple[Problem, ...] = ()
    trouble: str = ""


class Described(NamedTuple):
    """The answer to ``Describe``."""

    number: int
    card: RecordCard | None

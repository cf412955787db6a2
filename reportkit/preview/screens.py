"""Pages for browsers, composed in a child while its parent finds out what is wrong with the series.

One after the other: each has both a processor of its own and all that the worker has in memory.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.connection import Connection
from typing import NamedTuple

from reportkit.page.charts.chart import Drawing
from reportkit.page.child_process import Forked, Tell
from reportkit.page.html.compiled import CompiledTemplates
from reportkit.preview.kept_pictures import KeptPictures
from reportkit.preview.messages import Ended, Screen, Show
from reportkit.preview.reading import Edition
from reportkit.problems import Problem, ReportkitError, SeedsRejected
from reportkit.publish.leaks import refuse_leaks
from reportkit.publish.printed import PrintedEdition
from reportkit.publish.screen import screen_edition


class _Drawn(NamedTuple):
    """Pictures that a child drew, for the next one."""

    pictures: Mapping[str, Drawing]


class Screens:
    """What is asked for, and the child that makes the first of it."""

    def __init__(self, kept: KeptPictures, templates: CompiledTemplates) -> None:
        self._kept, self._templates = kept, templates
        self._waiting: list[tuple[Show, Callable[[], Edition]]] = []
        self._at_work: tuple[Show, Forked] | None = None

    @property
    def answers(self) -> Connection | None:
        """Readable when the child has told something; None while nothing is made."""
        return self._at_work[1].answers if self._at_work else None

    @property
    def idle(self) -> bool:
        """Nothing is being made or waits to be."""
        return self._at_work is None and not self._waiting

    def ask(self, request: Show, edition: Callable[[], Edition]) -> None:
        """Have a page made of an edition, which the child asks for; may raise what stops it."""
        self._waiting.append((request, edition))

    def begin(self) -> None:
        """Begin with what was asked for first, unless something is being made."""
        if self._at_work is None and self._waiting:
            request, edition = self._waiting.pop(0)
            self._at_work = (request, Forked(lambda tell: self._make(request, edition, tell)))

    def answered(self) -> Iterator[Screen | Ended]:
        """Give what the child made, if that is not only for the next one; then end the child."""
        if self._at_work is None:
            return
        request, child = self._at_work
        try:
            answer: object = child.answer()
        except EOFError:
            answer = Ended(request.save, request.view, (), "the process of the page was ended")
        if isinstance(answer, _Drawn):
            self._kept.take_over(answer.pictures)
        elif isinstance(answer, Screen | Ended):
            yield answer  # before the child is waited for
            child.kill()
            self._at_work = None

    def give_up(self) -> None:
        """Make nothing of all that was asked for."""
        self._waiting.clear()
        if self._at_work is not None:
            self._at_work[1].kill()
            self._at_work = None

    def _make(self, request: Show, edition: Callable[[], Edition], tell: Tell) -> None:
        known = frozenset(self._kept)
        try:
            made = edition()
            html = screen_edition(
                made.book,
                made.name,
                made.history,
                made.design,
                kept=self._kept,
                templates=self._templates,
            )
            if drawn := self._kept.since(known):
                tell(_Drawn(drawn))
            tell(Screen(request.save, request.view, html, _leaks_in(html, made)))
        except Exception as error:  # noqa: BLE001  # a bug is told, and the preview goes on
            tell(ended_by(request, error))


def ended_by(request: Show, error: Exception) -> Ended:
    """Tell why a view could not be made."""
    problems: tuple[Problem, ...] = getattr(error, "problems", ())
    if isinstance(error, SeedsRejected):
        return Ended(request.save, request.view, problems)
    if isinstance(error, ReportkitError):
        return Ended(request.save, request.view, (), str(error))
    lines = "".join(traceback.format_exception(error))
    return Ended(request.save, request.view, (), f"this is a bug in reportkit:\n{lines}")


def _leaks_in(html: str, made: Edition) -> tuple[Problem, ...]:
    """Give what ``build`` would refuse the page for: what its readers may not know."""
    page = PrintedEdition(outputs={}, files={"preview.html": html.encode()}, pages=0, tools={})
    try:
        refuse_leaks(page, made.book, made.withheld, made.above)
    except SeedsRejected as rejected:
        return tuple(rejected.problems)
    return ()

"""What is shown to whom: the newest save wins, and what was good stays until the next is."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from reportkit.loading.scalars import MAX_ID
from reportkit.page.pdf.pictures import PaperPage
from reportkit.preview.messages import (
    Check,
    Describe,
    Described,
    Ended,
    Paper,
    Screen,
    Show,
    Standing,
)
from reportkit.preview.records import RecordCard
from reportkit.preview.views import Form, View
from reportkit.problems import Problem, in_file_order

_MOST_QUESTIONS = 50  # about records, that wait for the worker
_KEPT = 12  # views that nobody looks at any more, kept for whoever comes back


class Sender(Protocol):
    """Takes requests to the worker."""

    def send(self, request: object) -> None:
        """Ask for something."""


@dataclass
class Shown:
    """What a view shows, and what is wrong with it alone."""

    version: int = 0  # rises with what is shown; 0: nothing yet
    save: int = 0  # that it was made of
    seconds: float = 0.0  # from the save, or from when it was first asked for, until it was there
    moment: datetime | None = None  # of the save
    content: bytes = b""  # HTML or PDF
    pages: tuple[PaperPage, ...] = ()
    before: tuple[PaperPage, ...] = ()
    anchors: dict[str, int] | None = None
    problems: tuple[Problem, ...] = ()
    trouble: str = ""
    ended: int = 0  # the save for which all is done
    asked: int = 0  # the save for which it was asked
    since: datetime | None = None  # when somebody began to look


class Session:
    """All that the server knows. Lives in one event loop."""

    def __init__(self, link: Sender, clock: Callable[[], datetime]) -> None:
        self._link, self._clock = link, clock
        self.save = 1
        self.saved_at = clock()
        self.standing: Standing | None = None
        self._checking = 0
        self._shown: dict[View, Shown] = {}
        self._watchers: dict[View, list[asyncio.Event]] = defaultdict(list)
        self._questions: dict[int, asyncio.Future[RecordCard | None]] = {}
        self.closed = False
        self.notice = ""
        self._check()

    # -- what happens ------------------------------------------------------------------------

    def saved(self) -> None:
        """Something was written: begin anew."""
        self.save += 1
        self.saved_at = self._clock()
        self._check()
        self._tell()

    def answered(self, answer: object) -> None:
        """Take what the worker gives; of an earlier save nothing is shown any more."""
        match answer:
            case Standing():
                self._checking = 0
                self.standing = answer
                if answer.save != self.save:
                    self._check()
                else:
                    self._ask_for_views()
            case Screen() | Paper() | Ended() if answer.view not in self._shown:
                pass  # nobody looks at it any more
            case Screen() | Paper() if self._is_refused:
                pass  # it was made before that was known
            case Screen() if answer.save == self.save:
                shown = self._take(answer.view, answer.html.encode())
                shown.problems, shown.trouble, shown.ended = answer.problems, "", answer.save
            case Paper() if answer.save == self.save:
                shown = self._shown[answer.view]
                before = shown.pages
                self._take(answer.view, answer.pdf)
                shown.before, shown.pages = before, answer.pages
                shown.anchors = dict(answer.anchors)
            case Ended() if answer.save == self.save:
                shown = self._shown[answer.view]
                shown.problems, shown.trouble = answer.problems, answer.trouble
                shown.ended = answer.save
            case Described() if answer.number in self._questions:
                self._questions.pop(answer.number).set_result(answer.card)
        self._tell()

    def say(self, notice: str) -> None:
        """Tell whoever looks something that is no problem."""
        self.notice = notice
        self._tell()

    def close(self) -> None:
        """Let every stream end."""
        self.closed = True
        self._tell()

    # -- who looks ---------------------------------------------------------------------------

    @contextmanager
    def looking(self, view: View) -> Iterator[asyncio.Event]:
        """Be woken whenever a view may have changed; it is made while somebody looks."""
        changed = asyncio.Event()
        changed.set()
        self._watchers[view].append(changed)
        if view not in self._shown:
            self._shown[view] = Shown(since=self._clock())
        self._ask_for_views()
        try:
            yield changed
        finally:
            self._watchers[view].remove(changed)
            self._forget()

    def shown(self, view: View) -> Shown:
        """Give what a view shows; nothing where nobody looked at it yet."""
        return self._shown.get(view) or Shown()

    def problems(self, view: View) -> tuple[Problem, ...]:
        """Give all that is wrong with the series and with what a view shows."""
        known = self.standing.problems if self.standing else ()
        return in_file_order((*known, *(self.shown(view).problems if self._is_made else ())))

    def trouble(self, view: View) -> str:
        """Give what is wrong and no problem of the seeds."""
        general = self.standing.trouble if self.standing else ""
        return general or (self.shown(view).trouble if self._is_made else "")

    @property
    def _is_made(self) -> bool:
        """What was wrong with a page is old where the seeds keep it from being made anew."""
        return self.standing is not None and self.standing.shows

    @property
    def _is_refused(self) -> bool:
        """What was saved last has errors, so that nothing of it is shown."""
        standing = self.standing
        return standing is not None and standing.save == self.save and not standing.shows

    def is_busy(self, view: View) -> bool:
        """Tell whether something newer is being made."""
        if self.standing is None or self.standing.save != self.save:
            return True
        return self.standing.shows and self.shown(view).ended != self.save

    async def card(self, record: str) -> RecordCard | None:
        """Ask the worker about a record; of what no record is called, and in a flood, none."""
        if len(record) > MAX_ID or len(self._questions) >= _MOST_QUESTIONS:
            return None
        number = max(self._questions, default=0) + 1
        answer: asyncio.Future[RecordCard | None] = asyncio.get_running_loop().create_future()
        self._questions[number] = answer
        self._link.send(Describe(number, record))
        return await answer

    # -- inside ------------------------------------------------------------------------------

    def _check(self) -> None:
        """Have the series read, unless it is being read: then once more after that.

        The pages for browsers that are looked at are asked for along with it.
        """
        if self._checking:
            return
        self._checking = self.save
        pages = tuple(view for view in self._looked_at() if view.form is Form.HTML)
        for view in pages:
            self._shown[view].asked = self.save
        self._link.send(Check(self.save, self._clock().date(), pages))

    def _ask_for_views(self) -> None:
        """Ask for what is looked at and was not asked for yet: pages for browsers first."""
        if self.standing is None or self.standing.save != self.save or not self.standing.shows:
            return
        for view in sorted(self._looked_at(), key=lambda one: one.form is not Form.HTML):
            shown = self._shown[view]
            if shown.asked != self.save:
                shown.asked = self.save
                self._link.send(Show(self.save, view))

    def _looked_at(self) -> list[View]:
        return [view for view, events in self._watchers.items() if events]

    def _take(self, view: View, content: bytes) -> Shown:
        shown = self._shown[view]
        shown.version += 1
        shown.save, shown.content, shown.moment = self.save, content, self.saved_at
        begun = max(self.saved_at, shown.since or self.saved_at)
        shown.seconds = (self._clock() - begun).total_seconds()
        return shown

    def _tell(self) -> None:
        for events in self._watchers.values():
            for event in events:
                event.set()

    def _forget(self) -> None:
        idle = [view for view in self._shown if not self._watchers.get(view)]
        for view in idle[: max(len(idle) - _KEPT, 0)]:
            del self._shown[view]

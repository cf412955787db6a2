"""The process that reads, composes and sets, kept warm; the server only hands out what it made.

It has one thread: children are forked from it. What strangers may have written, templates above
all, is worked on in confined children, as ``build`` does.
"""

from __future__ import annotations

import gc
import os
import signal
import traceback
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NoReturn

from reportkit.editions.store import Store
from reportkit.loading.kept_records import KeptRecords
from reportkit.page.assets import Design, read_design
from reportkit.page.charts.chart import Drawing
from reportkit.page.child_process import Forked, Tell, end_by_signal
from reportkit.page.design.lint import lint_once
from reportkit.page.html.compiled import CompiledTemplates
from reportkit.page.pdf.engine import warm_engine
from reportkit.page.pdf.pictures import anchors_of, pages_of
from reportkit.preview.kept_pictures import KeptPictures
from reportkit.preview.messages import (
    Check,
    Describe,
    Described,
    Ended,
    Paper,
    Show,
    Standing,
)
from reportkit.preview.reading import Edition, Reading, can_be_shown, choices_of
from reportkit.preview.records import RecordCard, card_of, lines_of
from reportkit.preview.screens import Screens, ended_by
from reportkit.preview.views import Form, View
from reportkit.problems import (
    Problem,
    ReportkitError,
    SeedsRejected,
    Terminated,
    errors_in,
)
from reportkit.publish.leaks import refuse_leaks
from reportkit.publish.render import print_edition

_IDLE = 0.5  # seconds without a request, before what was left behind is collected


def start(pipe: Connection, series: Path, cache: Path | None) -> NoReturn:
    """Answer the requests of a pipe until it is closed: all that a forked child does."""
    code = 0
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's
        signal.signal(signal.SIGTERM, end_by_signal)
        gc.set_threshold(100_000, 20, 100)
        Worker(pipe, series, cache).work()
    except (EOFError, BrokenPipeError, ConnectionResetError, Terminated):
        pass
    except BaseException:  # noqa: BLE001  # nothing may reach the frames of the command
        code = 70
        traceback.print_exc()
    finally:
        os._exit(code)


class Worker:
    """Answers one request after the other; at most one page and one PDF are being made beside."""

    def __init__(self, pipe: Connection, series: Path, cache: Path | None) -> None:
        self._pipe, self._series, self._cache = pipe, series, cache
        self._kept, self._records = KeptPictures(cache), KeptRecords(cache)
        self._design, self._templates = _JudgedDesign(cache), CompiledTemplates()
        self._screens = Screens(self._kept, self._templates)
        self._reading: Reading | None = None
        self._setting: tuple[Show, Forked] | None = None
        self._waiting: list[Show] = []  # PDFs to be set after that
        self._warm = False

    def work(self) -> None:
        """Answer until the pipe is closed."""
        tidy = True
        try:
            while True:
                job = self._setting[1].answers if self._setting else None
                told = [each for each in (self._pipe, self._screens.answers, job) if each]
                ready = wait(told, None if tidy else _IDLE)
                if not ready:
                    gc.collect()
                    tidy = True
                    continue
                if self._pipe in ready:
                    self._answer(self._pipe.recv())
                    tidy = False
                elif self._screens.answers in ready:
                    for answer in self._screens.answered():
                        self._pipe.send(answer)
                else:
                    self._pass_on()
                self._begin_next()
        finally:
            self._give_up()

    def _answer(self, request: object) -> None:
        match request:
            case Check():
                self._give_up()
                self._pipe.send(self._standing(request))
            case Show(view=view) if view.form is Form.HTML:
                self._screens.ask(request, lambda: self._edition(view))
            case Show():
                self._waiting.append(request)
            case Describe():
                self._pipe.send(Described(request.number, self._card(request.record)))

    # -- reading -----------------------------------------------------------------------------

    def _standing(self, request: Check) -> Standing:
        """Read the series; what is looked at is composed while it is judged."""
        try:
            linting = self._design.begin(self._series)
            today, records = request.today, self._records
            reading = Reading(self._series, self._cache, today, lambda *_: [], records)
            self._reading = reading
            self._ask_for(request, reading, unjudged=linting.found_good)
            unfit = linting.problems()
            checked = reading.checked
        except ReportkitError as error:
            self._screens.give_up()
            problems = getattr(error, "problems", ())
            return Standing(request.save, problems, str(error), False, None, ())  # noqa: FBT003
        shows = can_be_shown(checked) and not errors_in(unfit)
        if not shows:
            self._screens.give_up()
        return Standing(
            save=request.save,
            problems=(*unfit, *checked.problems),
            trouble="",
            shows=shows,
            choices=choices_of(self._series, checked),
            records=lines_of(checked),
            aside=checked.aside,
        )

    def _ask_for(self, request: Check, reading: Reading, *, unjudged: bool) -> None:
        """Ask for the pages that are looked at, and begin with one that waits for nothing.

        Templates that were not found good are not compiled; what is judged only for a view
        of its own is.
        """
        for view in request.views:
            show = Show(request.save, view)
            if unjudged and reading.can_be_made_unjudged(view):
                self._screens.ask(show, partial(reading.unjudged_edition, view))
            else:
                self._screens.ask(show, partial(self._edition, view))
        if unjudged:
            self._templates.of(reading.design)
            self._screens.begin()

    def _card(self, record: str) -> RecordCard | None:
        if self._reading is None:
            return None
        checked, reports = self._reading.checked, self._series / "reports"
        try:
            return card_of(record, checked, Store(reports))
        except ReportkitError:  # a sealed edition was altered, which is told elsewhere
            return card_of(record, checked, Store(reports / ".none"))

    # -- showing -----------------------------------------------------------------------------

    def _edition(self, view: View) -> Edition:
        """Give what is to be shown. Raises SeedsRejected with what stands against it."""
        if self._reading is None:
            raise SeedsRejected(())
        try:
            return self._reading.edition(view)
        except LookupError:
            raise SeedsRejected(self._reading.at(view.marking).problems) from None

    def _begin_next(self) -> None:
        """Begin with the page asked for first, then with the PDF asked for last.

        Before the first PDF the engine is loaded.
        """
        if self._pipe.poll():
            return
        if not self._screens.idle and self._reading is not None:
            self._templates.of(self._reading.design)
            self._screens.begin()
        if self._setting or not self._screens.idle:
            return
        if not self._warm:
            self._warm = True
            with suppress(ReportkitError):  # told by the first PDF
                warm_engine()
                gc.freeze()
        if not self._waiting:
            return
        request = self._waiting.pop()
        try:
            made = self._edition(request.view)
        except Exception as error:  # noqa: BLE001  # a bug is told, and the preview goes on
            self._pipe.send(ended_by(request, error))
            return
        kept = self._kept
        self._setting = (request, Forked(lambda tell: _set(request, made, kept, tell)))

    def _pass_on(self) -> None:
        """Hand on what the child has told; the request is known to the server by its save."""
        if self._setting is None:
            return
        request, child = self._setting
        try:
            answer = child.answer()
        except EOFError:
            answer = Ended(request.save, request.view, (), "the process of the PDF was ended")
        self._pipe.send(answer)
        if isinstance(answer, Ended):
            child.close()
            self._setting = None

    def _give_up(self) -> None:
        self._screens.give_up()
        self._waiting.clear()
        if self._setting is not None:
            self._setting[1].close()
            self._setting = None


def _set(request: Show, made: Edition, kept: MutableMapping[str, Drawing], tell: Tell) -> None:
    """Set one PDF, in a child: it is told of when it is written, and when it is inspected."""

    def written(pdf: bytes) -> None:
        tell(Paper(request.save, request.view, pdf, pages_of(pdf), anchors_of(pdf)))

    try:
        printed = print_edition(
            made.book,
            made.name,
            made.history,
            made.design,
            draft=True,
            only=request.view.form.profile,
            kept=kept,
            on_written=written,
        )
        refuse_leaks(printed, made.book, made.withheld, made.above)
    except Exception as error:  # noqa: BLE001  # a bug is told
        tell(ended_by(request, error))
    else:
        tell(Ended(request.save, request.view, printed.warnings))


# -- what is kept warm -----------------------------------------------------------------------


class _Linting:
    """A design being judged beside the reading of the seeds."""

    def __init__(self, design: Design, cache: Path | None) -> None:
        def work(tell: Tell) -> None:
            try:
                tell(lint_once(design, cache))
            except ReportkitError as error:
                tell(error)

        self._child: Forked | None = Forked(work)
        self._problems: list[Problem] = []

    @property
    def found_good(self) -> bool:
        """It was judged before, and nothing keeps its templates from being compiled."""
        return self._child is None and not errors_in(self._problems)

    def problems(self) -> list[Problem]:
        """Wait for what is wrong with it."""
        if self._child is not None:
            try:
                answer = self._child.answer()
            finally:
                self._child.close()
                self._child = None
            if isinstance(answer, ReportkitError):
                raise answer
            self._problems = answer
        return self._problems


class _JudgedDesign:
    """The design last read: it is judged once."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._files: Mapping[str, bytes] = {}
        self._linting: _Linting | None = None

    def begin(self, series: Path) -> _Linting:
        """Judge the design of a series, unless it is the one that was judged last."""
        design, _ = read_design(series)
        if self._linting is None or design.files != self._files:
            self._files = design.files
            self._linting = _Linting(design, self._cache)
        return self._linting

"""The process that reads, composes and sets, kept warm; the server only hands out what it made.

It has one thread: children are forked from it. What strangers may have written, templates above
all, is worked on in confined children, as ``build`` does.
"""

from __future__ import annotations

import gc
import os
import signal
import traceback
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NoReturn

from reportkit.editions.store import Store
from reportkit.loading.kept_records import KeptRecords
from reportkit.page.assets import Design, read_design
from reportkit.page.charts.chart import Drawing
from reportkit.page.design.lint import lint_once
from reportkit.page.html.compiled import CompiledTemplates
from reportkit.page.pdf.engine import warm_engine
from reportkit.page.pdf.pictures import anchors_of, pages_of
from reportkit.preview.child_process import Forked, Tell, end_by_signal
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
from reportkit.preview.reading import Edition, Reading, can_be_shown, choices_of
from reportkit.preview.records import RecordCard, card_of, lines_of
from reportkit.preview.views import Form
from reportkit.problems import (
    Problem,
    ReportkitError,
    SeedsRejected,
    Terminated,
    errors_in,
)
from reportkit.publish.leaks import refuse_leaks
from reportkit.publish.render import PrintedEdition, pictures_kept, print_edition
from reportkit.publish.screen import screen_edition

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
    """Answers one request after the other; at most one PDF is being set beside."""

    def __init__(self, pipe: Connection, series: Path, cache: Path | None) -> None:
        self._pipe, self._series, self._cache = pipe, series, cache
        self._kept: MutableMapping[str, Drawing] = _Kept(cache)
        self._design, self._templates = _JudgedDesign(cache), CompiledTemplates()
        self._records = KeptRecords(cache)
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
                ready = wait([self._pipe, *([job] if job else [])], None if tidy else _IDLE)
                if not ready:
                    gc.collect()
                    tidy = True
                    continue
                if self._pipe in ready:
                    self._answer(self._pipe.recv())
                    tidy = False
                elif job in ready:
                    self._pass_on()
                self._set_next()
        finally:
            self._give_up()

    def _answer(self, request: object) -> None:
        match request:
            case Check():
                self._give_up()
                self._pipe.send(self._standing(request))
            case Show(view=view) if view.form is Form.HTML:
                self._pipe.send(self._shown(request))
            case Show():
                self._waiting.append(request)
            case Describe():
                self._pipe.send(Described(request.number, self._card(request.record)))

    # -- reading -----------------------------------------------------------------------------

    def _standing(self, request: Check) -> Standing:
        try:
            linting = self._design.begin(self._series)
            today, records = request.today, self._records
            reading = Reading(self._series, self._cache, today, lambda *_: [], records)
            unfit = linting.problems()
        except ReportkitError as error:
            problems = getattr(error, "problems", ())
            return Standing(request.save, problems, str(error), False, None, ())  # noqa: FBT003
        self._reading = reading
        checked = reading.checked
        return Standing(
            save=request.save,
            problems=(*unfit, *checked.problems),
            trouble="",
            shows=can_be_shown(checked) and not errors_in(unfit),
            choices=choices_of(self._series, checked),
            records=lines_of(checked),
        )

    def _card(self, record: str) -> RecordCard | None:
        if self._reading is None:
            return None
        checked, reports = self._reading.checked, self._series / "reports"
        try:
            return card_of(record, checked, Store(reports))
        except ReportkitError:  # a sealed edition was altered, which is told elsewhere
            return card_of(record, checked, Store(reports / ".none"))

    # -- showing -----------------------------------------------------------------------------

    def _edition(self, request: Show) -> Edition:
        """Give what is to be shown. Raises SeedsRejected with what stands against it."""
        if self._reading is None:
            raise SeedsRejected(())
        try:
            return self._reading.edition(request.view)
        except LookupError:
            raise SeedsRejected(self._reading.at(request.view.marking).problems) from None

    def _shown(self, request: Show) -> Screen | Ended:
        try:
            made = self._edition(request)
            html = screen_edition(
                made.book,
                made.name,
                made.history,
                made.design,
                kept=self._kept,
                templates=self._templates,
            )
            return Screen(request.save, request.view, html, _leaks_in(html, made))
        except Exception as error:  # noqa: BLE001  # a bug is told, and the preview goes on
            return _ended(request, error)

    def _set_next(self) -> None:
        """Begin with the PDF that was asked for last; first let the engine be loaded."""
        if self._setting or self._pipe.poll():
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
            made = self._edition(request)
        except Exception as error:  # noqa: BLE001  # as above
            self._pipe.send(_ended(request, error))
            return
        kept = self._kept
        self._setting = (request, Forked(lambda tell: _set(request, made, kept, tell)))

    def _pass_on(self) -> None:
        """Hand on what the child has told; the request is known to the server by its save."""
        if self._setting is None:
            return
        request, child = self._setting
        try:
            answer = child.answers.recv()
        except EOFError:
            answer = Ended(request.save, request.view, (), "the process of the PDF was ended")
        self._pipe.send(answer)
        if isinstance(answer, Ended):
            child.close()
            self._setting = None

    def _give_up(self) -> None:
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
        tell(_ended(request, error))
    else:
        tell(Ended(request.save, request.view, printed.warnings))


def _leaks_in(html: str, made: Edition) -> tuple[Problem, ...]:
    """Give what ``build`` would refuse the page for: what its readers may not know."""
    page = PrintedEdition(outputs={}, files={"preview.html": html.encode()}, pages=0, tools={})
    try:
        refuse_leaks(page, made.book, made.withheld, made.above)
    except SeedsRejected as rejected:
        return tuple(rejected.problems)
    return ()


def _ended(request: Show, error: Exception) -> Ended:
    """Tell why a view could not be made."""
    problems: tuple[Problem, ...] = getattr(error, "problems", ())
    if isinstance(error, SeedsRejected):
        return Ended(request.save, request.view, problems)
    if isinstance(error, ReportkitError):
        return Ended(request.save, request.view, (), str(error))
    lines = "".join(traceback.format_exception(error))
    return Ended(request.save, request.view, (), f"this is a bug in reportkit:\n{lines}")


# -- what is kept warm -----------------------------------------------------------------------


class _Kept(MutableMapping[str, Drawing]):
    """Pictures drawn or read by this process, before those that lie in the cache folder."""

    def __init__(self, cache: Path | None) -> None:
        self._here: dict[str, Drawing] = {}
        self._disk = pictures_kept(cache)

    def __getitem__(self, key: str) -> Drawing:
        if key not in self._here:
            self._here[key] = self._disk[key]
        return self._here[key]

    def __setitem__(self, key: str, drawing: Drawing) -> None:
        self._here[key] = self._disk[key] = drawing

    def __delitem__(self, key: str) -> None:
        self._here.pop(key, None)
        del self._disk[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._here)

    def __len__(self) -> int:
        return len(self._here)


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

    def problems(self) -> list[Problem]:
        """Wait for what is wrong with it."""
        if self._child is not None:
            try:
                answer = self._child.answers.recv()
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

"""Documents on their way to finished files, and how they are shared out among children."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import count, groupby
from pathlib import Path
from typing import Any

from reportkit.page.confined import Limits, Progress, answer_in, write_report
from reportkit.page.html.screen import for_paper, for_screen
from reportkit.page.pagination import Document
from reportkit.page.render_job import HTML, PDF, RenderJob
from reportkit.page.side_by_side import Outcome
from reportkit.problems import (
    Mark,
    Problem,
    ReportkitError,
    SeedsRejected,
    first_failure,
)


class Sheet:
    """A document being made, and what has come of it so far."""

    def __init__(
        self, job: RenderJob, document: Document, *, rank: int, before: Sequence[str]
    ) -> None:
        self.job, self.document, self.rank = job, document, rank
        #: How many things left each document before it. It is set with a guess, for most lose
        #: none and it need not wait for them; where that was wrong it is set once more.
        self.before: Mapping[str, int] = dict.fromkeys(before, 0)
        self.begin()

    def begin(self) -> None:
        """Forget what was made of it."""
        self.set_in = self.judged_in = Path()
        self.answer: dict[str, Any] = {}
        self.failures: list[Exception] = []

    @property
    def is_set(self) -> bool:
        """Its PDF is written and inspected."""
        return "pages" in self.answer

    @property
    def html(self) -> Path:
        """The page as it was set."""
        return self.set_in / f"{self.document.name}{HTML}"

    @property
    def pdf(self) -> Path:
        """The PDF."""
        return self.set_in / f"{self.document.name}{PDF}"

    @property
    def screen(self) -> Path:
        """The page for a browser."""
        return self.judged_in / f"{self.document.name}.screen.html"

    @property
    def report(self) -> Path:
        """What came of it."""
        return self.set_in / f"{self.document.name}.json"

    def comes_out_the_same(self, before: Mapping[str, int]) -> bool:
        """Tell whether it says the same where so many things left the documents before it."""
        compose, answer = self.document.compose, self.answer
        sizes = {(0, 0), (answer.get("demoted", 0), answer.get("step", 0))}
        return before == self.before or all(
            compose(demoted, before, step) == compose(demoted, self.before, step)
            for demoted, step in sizes
        )

    # -- in a child --------------------------------------------------------------------------

    def make(self, limits: Limits, progress: Progress) -> Mapping[str, object]:
        """Write all its files and judge them, one after the other."""
        failures: list[Exception] = []
        made: Mapping[str, object] = {}
        try:
            made = self.set_type(limits, progress)
        except SeedsRejected as rejected:
            failures.append(rejected)
        if self.html.exists():
            try:
                self.judge_html()
            except SeedsRejected as rejected:
                failures.append(rejected)
        if failure := first_failure(failures):
            raise failure
        return made

    def set_type(self, limits: Limits, progress: Progress) -> Mapping[str, object]:
        """Write HTML and PDF, and inspect the PDF."""
        from reportkit.page.pdf.typesetter import tool_versions, typeset

        made = typeset(self.job, self.document, self.before, self.set_in, progress)
        if made.pages > limits.pages:
            raise SeedsRejected([_too_long(made.pages, limits.pages)])
        return {**asdict(made), "tools": tool_versions()}

    def judge_html(self) -> None:
        """Make the page for a browser of the HTML that was set, and judge it for both media."""
        from reportkit.page.preflight.html import forbidden, unmarked

        html = self.html.read_text(encoding="utf-8")
        screen = for_screen(html, self.job.design)
        problems = [
            *forbidden(for_paper(html), screen, self.job.design),
            *unmarked(screen, self.job.marking),
        ]
        if problems:
            raise SeedsRejected(problems)
        self.screen.write_text(screen, encoding="utf-8")


class Batch:
    """Documents of an edition that one child makes, one after another.

    What they share, templates and fonts, is read once. The HTML of a document that is alone can
    be judged by a second child, while the first inspects the PDF.
    """

    def __init__(self, sheets: Sequence[Sheet], *, judged_beside: bool = False) -> None:
        self.sheets, self.judged_beside = sheets, judged_beside
        self.rank = sheets[0].rank
        self.stage = ""
        self.tasks = 0  # that are under way or wait

    @property
    def told(self) -> str:
        """Its stage, with the edition that it is of."""
        beside = self.sheets[0].job.beside
        return f"{self.stage}, {beside}" if self.stage and beside else self.stage

    @property
    def is_beyond_help(self) -> bool:
        """The machine cannot make it, or a limit was reached, and setting it again is no help."""
        first = self.sheets[0]
        return not first.before and any(
            not isinstance(failure, SeedsRejected) for failure in first.failures
        )

    # -- in a child --------------------------------------------------------------------------

    def make(self, limits: Limits, _: Path, progress: Progress) -> Mapping[str, object]:
        """Make its documents; what comes of each is written down as it is known."""
        for sheet in self.sheets:
            make = sheet.set_type if self.judged_beside else sheet.make
            if not write_report(sheet.report, lambda: make(limits, progress)):  # noqa: B023
                break
        return {}

    def judge(self, _: Path, __: Progress) -> Mapping[str, object]:
        """Judge the HTML of its document."""
        self.sheets[0].judge_html()
        return {}

    # -- in the parent -----------------------------------------------------------------------

    def take(self, outcome: Outcome, limits: Limits) -> None:
        """Take what one of its children gave."""
        self.tasks -= 1
        if outcome.task.scratch != self.sheets[0].set_in:  # it was judged
            self.sheets[0].failures += [outcome.failure] if outcome.failure else []
            return
        for sheet in self.sheets:
            if not sheet.report.exists():  # it was at work on this one, or stopped before it
                sheet.failures += [outcome.failure] if outcome.failure else []
                return
            try:
                sheet.answer = answer_in(sheet.report, limits)
            except (ReportkitError, RuntimeError) as failure:
                sheet.failures.append(failure)


def batches_of(sheets: Sequence[Sheet], workers: int) -> list[Batch]:
    """Share documents out, those first that take longest.

    Without company an edition is one batch. Else each goes alone that others need not wait for:
    the first of an edition; the others, which are short, stay together.
    """
    editions = [list(edition) for _, edition in groupby(sheets, lambda sheet: id(sheet.job))]
    if workers == 1:
        return [Batch(edition) for edition in editions]
    alone = [sheet for sheet in sheets if not sheet.before]
    others = [[sheet for sheet in edition if sheet.before] for edition in editions]
    return [
        *(Batch([sheet], judged_beside=True) for sheet in alone),
        *(Batch(rest) for rest in others if rest),
    ]


def sheets_of(jobs: Sequence[RenderJob]) -> list[list[Sheet]]:
    """Give the documents of each edition, numbered as if one were made after the other."""
    ranks = count()
    return [
        [
            Sheet(
                job,
                document,
                rank=next(ranks),
                before=[earlier.name for earlier in job.documents[:place]],
            )
            for place, document in enumerate(job.documents)
        ]
        for job in jobs
    ]


def outdated(edition: Sequence[Sheet]) -> Iterator[Sheet]:
    """Give the documents of an edition that would say something else by now, ready to begin."""
    before: dict[str, int] = {}
    for sheet in edition:
        same = sheet.comes_out_the_same(before)
        sheet.before = {**before}
        if not same:
            sheet.begin()
            yield sheet
        if not sheet.is_set:  # what comes after it is refused with it, or set after it
            return
        before[sheet.document.name] = sheet.answer["demoted"]


def _too_long(pages: int, most: int) -> Problem:
    return Problem(
        "page-limit",
        f"the brief has {pages} pages; at most {most}",
        Mark("seeds/brief.yaml", 1, 1),
        "carry fewer records",
    )

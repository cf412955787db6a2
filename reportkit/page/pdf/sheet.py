"""One document on its way to its finished files: set in one child, its HTML judged in another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any

from reportkit.page.confined import Limits, Progress
from reportkit.page.html.screen import for_paper, for_screen
from reportkit.page.pagination import Document
from reportkit.page.render_job import HTML, RenderJob
from reportkit.page.side_by_side import Outcome
from reportkit.problems import Mark, Problem, SeedsRejected

#: The page for a browser, in the folder of the child that judged it.
SCREEN = "screen.html"


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
        self.stage = ""
        self.tasks = 0  # that are under way or wait
        self.set_in = self.judged_in = Path()
        self.answer: dict[str, Any] = {}
        self.failures: list[Exception] = []

    def take(self, outcome: Outcome) -> None:
        """Take what one of its tasks gave."""
        self.tasks -= 1
        self.answer |= outcome.answer
        if outcome.failure is not None:
            self.failures.append(outcome.failure)

    @property
    def is_set(self) -> bool:
        """Its PDF is written and inspected."""
        return "pages" in self.answer

    @property
    def is_beyond_help(self) -> bool:
        """The machine cannot make it, or a limit was reached, and setting it again is no help."""
        return not self.before and any(
            not isinstance(failure, SeedsRejected) for failure in self.failures
        )

    def comes_out_the_same(self, before: Mapping[str, int]) -> bool:
        """Tell whether it says the same where so many things left the documents before it."""
        compose, answer = self.document.compose, self.answer
        sizes = {(0, 0), (answer.get("demoted", 0), answer.get("step", 0))}
        return before == self.before or all(
            compose(demoted, before, step) == compose(demoted, self.before, step)
            for demoted, step in sizes
        )

    # -- in a child --------------------------------------------------------------------------

    def set_type(self, limits: Limits, scratch: Path, progress: Progress) -> Mapping[str, object]:
        """Write HTML and PDF, and inspect the PDF."""
        from reportkit.page.pdf.typesetter import tool_versions, typeset

        made = typeset(self.job, self.document, self.before, scratch, progress)
        if made.pages > limits.pages:
            raise SeedsRejected([_too_long(made.pages, limits.pages)])
        return {**asdict(made), "tools": tool_versions()}

    def judge_html(self, scratch: Path, _: Progress) -> Mapping[str, object]:
        """Make the page for a browser of the HTML that was set, and judge it for both media."""
        from reportkit.page.preflight.html import forbidden, unmarked

        html = (self.set_in / HTML).read_text(encoding="utf-8")
        screen = for_screen(html, self.job.design)
        problems = [
            *forbidden(for_paper(html), screen, self.job.design),
            *unmarked(screen, self.job.marking),
        ]
        if problems:
            raise SeedsRejected(problems)
        (scratch / SCREEN).write_text(screen, encoding="utf-8")
        return {}


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

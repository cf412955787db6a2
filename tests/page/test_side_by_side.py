"""Several confined children at once: each by itself, none left behind, stages in one line."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Mapping
from pathlib import Path

import pytest

from reportkit.page.confined import LimitReached, Limits, Progress
from reportkit.page.pagination import Document
from reportkit.page.pdf.engine import render_jobs
from reportkit.page.pdf.sheet import Sheet, batches_of, outdated, sheets_of
from reportkit.page.render_job import RenderJob
from reportkit.page.side_by_side import Outcome, Task, side_by_side
from reportkit.problems import SeedsRejected, first_failure
from tests.page.design import MOMENT, design


def _task(folder: Path, rank: int, work: object) -> Task:
    scratch = folder / str(rank)
    scratch.mkdir()
    return Task(work, scratch, rank)  # type: ignore[arg-type]


def _outcomes(tasks: deque[Task], workers: int, limits: Limits | None = None) -> list[Outcome]:
    return list(side_by_side(tasks, limits=limits or Limits(), workers=workers))


@pytest.mark.parametrize("workers", [1, 3])
def test_no_more_children_work_at_once_than_there_are_workers(tmp_path: Path, workers: int) -> None:
    pids = tmp_path / "pids"
    pids.mkdir()

    def work(_: Path, __: Progress) -> dict[str, object]:
        here = pids / str(os.getpid())
        here.touch()
        at_once = len(list(pids.iterdir()))
        here.unlink()
        return {"at_once": at_once}

    made = _outcomes(deque(_task(tmp_path, rank, work) for rank in range(6)), workers)

    assert 6 == len(made)
    assert workers >= max(outcome.answer["at_once"] for outcome in made)


def test_a_stage_that_is_told_can_add_a_task_that_begins_at_once(tmp_path: Path) -> None:
    """The first child waits for what the second writes."""
    tasks: deque[Task] = deque()
    sign = tmp_path / "sign"

    def waits(_: Path, progress: Progress) -> dict[str, object]:
        progress("waiting")
        while not sign.exists():
            pass
        return {}

    def writes(_: Path, __: Progress) -> dict[str, object]:
        sign.touch()
        return {}

    first = _task(tmp_path, 0, waits)
    tasks.append(first._replace(progress=lambda _: tasks.append(_task(tmp_path, 1, writes))))

    assert {0, 1} == {outcome.task.rank for outcome in _outcomes(tasks, 2)}


def test_one_that_fails_stops_no_other(tmp_path: Path) -> None:
    def endless(_: Path, __: Progress) -> dict[str, object]:
        while True:
            pass

    def dies(_: Path, __: Progress) -> dict[str, object]:
        os.kill(os.getpid(), signal.SIGSEGV)
        return {}

    works = (endless, dies, lambda *_: {"made": 1})
    tasks = deque(_task(tmp_path, rank, work) for rank, work in enumerate(works))
    made = {outcome.task.rank: outcome for outcome in _outcomes(tasks, 2, Limits(cpu_seconds=1))}

    assert isinstance(made[0].failure, LimitReached)
    assert "ended by SIGSEGV" in str(made[1].failure)
    assert ({"made": 1}, None) == (made[2].answer, made[2].failure)


def test_whoever_turns_away_leaves_no_child_at_work(tmp_path: Path) -> None:
    def endless(scratch: Path, progress: Progress) -> dict[str, object]:
        (scratch / "pid").write_text(str(os.getpid()))
        progress("at work")
        while True:
            pass

    def turn_away(_: str) -> None:
        raise KeyboardInterrupt

    tasks = deque([_task(tmp_path, 0, endless), _task(tmp_path, 1, endless)])
    tasks[1] = tasks[1]._replace(progress=turn_away)
    with pytest.raises(KeyboardInterrupt):
        _outcomes(tasks, 2)

    pid = int((tmp_path / "1" / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(ChildProcessError):  # the other one too: there is no child to wait for
        os.waitpid(-1, os.WNOHANG)


# -- the documents of an edition --------------------------------------------------------------


@pytest.mark.parametrize(
    ("workers", "shared_out"),
    [(1, [["full", "one-page", "changes"], ["full"]]),
     (2, [["full"], ["full"], ["one-page", "changes"]])],
)  # fmt: skip
def test_forms_that_are_short_share_a_child(workers: int, shared_out: list[list[str]]) -> None:
    whole = tuple(map(_document, ("full", "one-page", "changes")))
    jobs = [RenderJob(forms, design(""), MOMENT) for forms in (whole, whole[:1])]
    sheets = [sheet for edition in sheets_of(jobs) for sheet in edition]

    batches = batches_of(sheets, workers)

    assert shared_out == [[sheet.document.name for sheet in batch.sheets] for batch in batches]


def _document(name: str, page: object = None) -> Document:
    return Document(name, "brief.html.j2", lambda *_: page)  # type: ignore[arg-type]


def test_the_problems_of_all_documents_are_told_in_one_run() -> None:
    bad = design('<p style="margin: 1mm">{{ page }}</p><img src="styles/{{ page }}.png">')
    jobs = [
        RenderJob((_document("full", "one"), _document("changes", "two")), bad, MOMENT),
        RenderJob((_document("full", "three"),), bad, MOMENT),
    ]

    made = render_jobs(jobs, workers=2)

    rejected = first_failure([failure for each in made for failure in each.failures])
    assert isinstance(rejected, SeedsRejected)
    messages = " ".join(problem.message for problem in rejected.problems)
    assert [True] * 3 == [f"styles/{name}.png" in messages for name in ("one", "two", "three")]


def test_the_stages_are_those_of_the_first_document_that_is_not_ready() -> None:
    stages: list[str] = []
    whole = (_document("full"), _document("changes"))
    jobs = [
        RenderJob(whole, design("<p>Words</p>"), MOMENT),
        RenderJob(whole[:1], design("<p>Words</p>"), MOMENT, beside="TLP:CLEAR"),
    ]

    render_jobs(jobs, workers=1, progress=stages.append)

    one = ["setting", "rendering", "inspecting"]
    assert [*one, *one, *(f"{stage}, TLP:CLEAR" for stage in one)] == stages


def test_a_document_is_set_again_only_if_it_says_something_else_by_now() -> None:
    """All are begun as if nothing had to leave the documents before them."""

    def counts(_: int, before: Mapping[str, int], __: int) -> int:
        return before["full"]

    documents = (
        _document("full"),
        _document("one-page", "the same whatever left the others"),
        Document("changes", "brief.html.j2", counts),  # type: ignore[arg-type]
    )
    ((full, one_page, changes),) = sheets_of([RenderJob(documents, design(""), MOMENT)])
    for sheet, left in ((full, 2), (one_page, 1), (changes, 0)):
        _is_set(sheet, demoted=left)

    assert [changes] == list(outdated([full, one_page, changes]))
    assert {"full": 2, "one-page": 1} == changes.before
    assert {"full": 2} == one_page.before
    _is_set(changes, demoted=0)
    assert [] == list(outdated([full, one_page, changes]))


def test_nothing_is_set_again_behind_a_document_that_was_refused() -> None:
    documents = (_document("full"), _document("changes"))
    ((full, changes),) = sheets_of([RenderJob(documents, design(""), MOMENT)])
    _is_set(changes, demoted=0)
    full.failures.append(SeedsRejected(()))

    assert [] == list(outdated([full, changes]))


def _is_set(sheet: Sheet, *, demoted: int) -> None:
    sheet.answer = {"pages": 1, "demoted": demoted, "step": 0}

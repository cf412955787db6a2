"""What the preview keeps of its worker's answers."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportkit.preview.editors import editor_of
from reportkit.preview.messages import Check, Ended, Paper, Screen, Show, Standing
from reportkit.preview.session import Session
from reportkit.preview.state import state_of
from reportkit.preview.views import Form, View
from reportkit.problems import Mark, Overruled, Problem, SetAside


class Silence:
    """A worker that takes every request and never answers."""

    def send(self, request: object) -> None:
        """Take a request."""


VIEW = View(form=Form.FULL)


@pytest.mark.parametrize(
    "answer", [Screen(1, VIEW, "<p>"), Paper(1, VIEW, b"%PDF", (), {}), Ended(1, VIEW)], ids=repr
)
def test_an_answer_for_what_nobody_looks_at_any_more_harms_nothing(answer: object) -> None:
    session = Session(Silence(), lambda: datetime.now(UTC))

    session.answered(answer)

    assert 0 == session.shown(VIEW).version


@pytest.mark.parametrize(
    "answer",
    [Screen(1, VIEW, "<p>old"), Paper(1, VIEW, b"%PDF-old", (), {}), Ended(1, VIEW, (), "old")],
    ids=repr,
)
def test_what_was_made_of_an_earlier_save_is_not_shown(answer: object) -> None:
    """Who looks would take it for what was written since."""
    session = Session(Silence(), lambda: datetime.now(UTC))
    with session.looking(VIEW):
        session.saved()
        session.answered(answer)

        shown = session.shown(VIEW)

    assert (0, b"", "") == (shown.version, shown.content, shown.trouble)


def test_what_could_not_be_made_anew_is_called_old() -> None:
    """The page stays as it was, and nobody is to take it for what was saved since."""
    session = Session(Silence(), lambda: datetime.now(UTC))
    with session.looking(VIEW):
        session.answered(Screen(1, VIEW, "<p>"))
        session.saved()
        session.answered(Standing(1, (), "", True, None, ()))  # noqa: FBT003
        session.answered(Standing(2, (), "", True, None, ()))  # noqa: FBT003
        session.answered(Ended(2, VIEW, (), "too large"))

        state = state_of(session, VIEW, Path("series"), editor_of("vscode"))

    assert (1, False, True) == (state["version"], state["busy"], state["stale"])


def test_a_link_holds_whatever_name_a_folder_has() -> None:
    link = editor_of("vscode").address(Path("/a b/c#d?.yaml"), Mark("seeds/c.yaml", 3, 5))

    assert "vscode://file/a%20b/c%23d%3F.yaml:3:5" == link


def test_what_was_wrong_with_a_page_is_old_while_the_seeds_cannot_be_read() -> None:
    """Beside what is wrong now it would send its reader to a line that was mended."""
    session = Session(Silence(), lambda: datetime.now(UTC))
    old = Problem("template-syntax", "old", Mark("templates/brief.html.j2", 78, 1))
    new = Problem("yaml-syntax", "new", Mark("seeds/who.yaml", 1, 1))
    with session.looking(VIEW):
        session.answered(Standing(1, (), "", True, None, ()))  # noqa: FBT003
        session.answered(Ended(1, VIEW, (old,)))
        session.saved()
        session.answered(Standing(2, (new,), "", False, None, ()))  # noqa: FBT003

        assert (new,) == session.problems(VIEW)


def test_a_link_to_a_name_that_is_no_text_can_be_made() -> None:
    link = editor_of("vscode").address(Path(os.fsdecode(b"/a/\xff.yaml")), Mark("x", 1, 1))

    assert "vscode://file/a/%FF.yaml:1:1" == link


class Noting:
    """A worker that notes every request and never answers."""

    def __init__(self) -> None:
        self.requests: list[object] = []

    def send(self, request: object) -> None:
        """Note a request."""
        self.requests.append(request)


def test_pages_that_are_looked_at_are_asked_for_with_the_check_and_once() -> None:
    """So they are composed while the series is judged; a PDF waits for that."""
    link, now = Noting(), datetime(2026, 1, 12, tzinfo=UTC)
    session = Session(link, lambda: now)
    session.answered(Standing(1, (), "", True, None, ()))  # noqa: FBT003
    with session.looking(View()), session.looking(VIEW):
        link.requests.clear()
        session.saved()
        session.answered(Standing(2, (), "", True, None, ()))  # noqa: FBT003

    assert [Check(2, now.date(), (View(),)), Show(2, VIEW)] == link.requests


def test_a_page_that_is_looked_at_during_a_check_is_asked_for_after_it() -> None:
    link = Noting()
    session = Session(link, lambda: datetime.now(UTC))
    with session.looking(View()):
        session.answered(Standing(1, (), "", True, None, ()))  # noqa: FBT003

    assert Show(1, View()) == link.requests[-1]


def test_a_page_of_seeds_with_errors_is_not_shown_however_early_it_was_begun() -> None:
    session = Session(Silence(), lambda: datetime.now(UTC))
    with session.looking(View()):
        session.answered(Standing(1, (), "", False, None, ()))  # noqa: FBT003
        session.answered(Screen(1, View(), "<p>"))

        assert 0 == session.shown(View()).version


def test_the_page_is_told_what_the_series_has_set_aside(tmp_path: Path) -> None:
    session = Session(Silence(), lambda: datetime.now(UTC))
    session.saved()
    aside = SetAside(overruled=(Overruled("quote-long", "off", "", "Why.", Mark("b", 1, 1)),))
    session.answered(Standing(1, (), "", True, None, (), aside))  # noqa: FBT003

    assert "1 rule overruled" == state_of(session, VIEW, tmp_path, editor_of("vscode"))["aside"]

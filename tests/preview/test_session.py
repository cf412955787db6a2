"""What the preview keeps of its worker's answers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reportkit.preview.messages import Ended, Paper, Screen
from reportkit.preview.session import Session
from reportkit.preview.views import Form, View


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

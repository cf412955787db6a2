"""edition.yaml is moved on letter by letter: comments, order and quotes stay."""

from __future__ import annotations

import pytest

from reportkit.authoring.edition_text import NOTES, rewritten

VALUES = {"period.start": "2026-01-12", "period.end": "2026-01-18", "cut_off": "2026-01-18T18:00Z"}
SPENT = frozenset({"changes", "review"})


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (
            "period: {start: 2026-01-05, end: 2026-01-11}   # days\ncut_off: '2026-01-11T18:00Z'\n",
            "period: {start: 2026-01-12, end: 2026-01-18}   # days\ncut_off: 2026-01-18T18:00Z\n",
        ),
        (
            "period:\n  start: 2026-01-05 # first\n  end: 2026-01-11\n# tail",
            "period:\n  start: 2026-01-12 # first\n  end: 2026-01-18\n# tail",
        ),
        (
            "changes:\n  # why\n  - record: a\n    x: >-\n      It\n      rained\n\n# on\nz: x\n",
            f"{NOTES}\n\n# on\nz: x\n",
        ),
        (
            "trend: x\nchanges:\n- {record: a, class: UPDATED}  # mine\n",
            f"trend: x\n{NOTES}\n",
        ),
        ("review: {by: B, on: 2026-01-11}\r\ntrend: x\r\n", "trend: x\r\n"),
        ("trend: x\n# changes: are none\nchanges: []\nz: 1", "trend: x\n# changes: are none\nz: 1"),
        ("changes: []", f"{NOTES}\n"),
        (
            "{period: {start: 2026-01-05, end: 2026-01-11}, changes: [{record: a}], trend: x}",
            "{period: {start: 2026-01-12, end: 2026-01-18}, trend: x}",
        ),
        ("{trend: x, changes: [{record: a}]}\n", "{trend: x}\n"),
    ],
)  # fmt: skip
def test_days_move_and_what_is_spent_goes(text: str, after: str) -> None:
    assert after == rewritten(text, VALUES, SPENT)

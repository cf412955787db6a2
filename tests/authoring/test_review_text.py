"""A review is written into edition.yaml, and every other letter stays."""

from __future__ import annotations

from datetime import date

import pytest

from reportkit.authoring.review_text import with_review
from reportkit.model.series import Review

REVIEW = Review(by="B. Reader", on=date(2026, 1, 12), of="0a1b2c3d4e5f")
NEW = "review:\n  by: B. Reader\n  on: 2026-01-12\n  of: 0a1b2c3d4e5f\n"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("published: x  # at six\ntrend: y\n", f"published: x  # at six\n{NEW}trend: y\n"),
        (
            "period:\n  start: 2026-01-05 # first\n  end: 2026-01-11\n# why\ntrend: y\n",
            f"period:\n  start: 2026-01-05 # first\n  end: 2026-01-11\n{NEW}# why\ntrend: y\n",
        ),
        ("published: x\nauthors: [A]", f"published: x\nauthors: [A]\n{NEW}"),
        ("authors:\n- A\n\n# on\nz: 1\n", f"authors:\n- A\n{NEW}\n# on\nz: 1\n"),
        (
            "review: {by: C, on: 2025-01-01}\npublished: x\nz: 1\n",
            f"published: x\n{NEW}z: 1\n",
        ),
        ("published: x\nreview:\n  by: C\n  on: 2025-01-01\nz: 1\n", f"published: x\n{NEW}z: 1\n"),
        ("published: x\r\nz: 1\r\n", f"published: x\n{NEW}z: 1\n".replace("\n", "\r\n")),
        ("trend: y\n", f"trend: y\n{NEW}"),
        (
            "{published: x, trend: y}\n",
            "{published: x, trend: y, review: {by: B. Reader, on: 2026-01-12, of: 0a1b2c3d4e5f}}\n",
        ),
    ],
)
def test_a_review_stands_behind_the_days_and_all_else_as_it_stood(text: str, after: str) -> None:
    assert after == with_review(text.encode(), REVIEW).decode()


def test_a_name_that_yaml_would_read_otherwise_is_quoted() -> None:
    odd = Review(by='Yes: "R"', on=date(2026, 1, 12), role="Head # of desk")

    written = with_review(b"trend: y\n", odd).decode()

    assert "  by: 'Yes: \"R\"'\n" in written
    assert '  role: "Head # of desk"\n' in written


def test_a_digest_of_digits_alone_stays_a_text() -> None:
    digits = Review(by="R", on=date(2026, 1, 12), of="0123456789012345")

    assert b"of: 0123456789012345\n" in with_review(b"trend: y\n", digits)

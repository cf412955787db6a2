"""The methods say which rules the desk has set otherwise, and why; else nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.page.compose.edition import compose
from tests.page.composing import book_of


def said(tmp_path: Path, brief: str = "") -> str | None:
    rows = compose(book_of(tmp_path, brief=brief), name="1").annexes.methods.rows
    texts = {row.label: row.text for row in rows}
    return texts.get("Rules set otherwise")


def test_nothing_is_said_where_nothing_is_overruled(tmp_path: Path) -> None:
    assert said(tmp_path) is None


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("level: off", "The rule claims-one-sided is not applied."),
        ("level: warning", "A breach of the rule claims-one-sided does not stop publication."),
        ("level: error", "A breach of the rule claims-one-sided stops publication."),
        (
            "threshold: 80, which: share",
            "The rule claims-one-sided is applied with 80 in place of 70 (share).",
        ),
    ],
)
def test_each_setting_is_a_sentence_with_its_reason(
    tmp_path: Path, setting: str, sentence: str
) -> None:
    reason = "Only one side speaks to the press"
    rule = f"rules: [{{rule: claims-one-sided, {setting}, reason: {reason}}}]\n"

    assert said(tmp_path, rule) == f"{sentence} Reason: {reason}."


def test_a_silent_finding_is_the_desks_own_affair(tmp_path: Path) -> None:
    silence = (
        "silenced: [{finding: 3f9c2a71b04e, rule: quote-long, until: 2025-10-31,"
        " reason: It is quoted whole.}]\n"
    )

    assert said(tmp_path, silence) is None


def test_in_another_language_the_code_stays_a_code(tmp_path: Path) -> None:
    """The texts of the records are fenced in there; the name of a rule is none."""
    rule = "rules: [{rule: quote-long, threshold: 60, reason: Der Vertrag steht ganz da.}]\n"
    brief = f"language: en\ntext_language: de\n{rule}"
    text = said(tmp_path, brief)

    assert text is not None
    assert text.startswith("The rule quote-long is applied with 60 in place of 40 (words).")

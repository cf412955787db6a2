"""`diff --format md`: the comment on a merge request."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from reportkit.cli.format.diff_md import LONGEST, diff_md
from reportkit.cli.format.markdown import code, inert
from reportkit.editions.manifest import EditionName
from reportkit.editions.store import Store
from reportkit.problems import Mark, Problem
from reportkit.queries.diff import EditionDiff, diff_editions
from tests.cli.series import run


@pytest.fixture(scope="module")
def compared(river: Path) -> EditionDiff:
    return diff_editions(Store(river / "reports"), EditionName(2), EditionName(3))


def test_the_comment_begins_with_the_counts(compared: EditionDiff) -> None:
    lines = diff_md(compared).splitlines()

    assert lines[0] == "### Changes from No. 2 to No. 3"
    assert lines[2] == "**2 added, 1 revised by the source.**"
    assert re.fullmatch(r"Records: \d+ before \+ 2 added − 0 ended = \d+ now\.", lines[3])


def test_what_was_wrong_comes_before_what_is_new(compared: EditionDiff) -> None:
    heads = [line for line in diff_md(compared).splitlines() if line.startswith("#### ")]

    assert heads == ["#### Source revised (1)", "#### Added (2)"]


def test_a_line_is_a_sentence_with_was_and_now_source_and_id(compared: EditionDiff) -> None:
    line = next(line for line in diff_md(compared).splitlines() if "<code>toll" in line)

    assert line == (
        "- Revised by Observers itself: civilians killed, Shots at the bridge (Observers), as of "
        "18 Oct 2025: 3, down 2 from 5. Value: 5 → 3. Source: The Copy. <code>toll</code>"
    )


def test_details_are_folded_and_each_fold_is_closed(compared: EditionDiff) -> None:
    text = diff_md(compared)

    assert "\n- <code>toll</code>\n  - Why: Counted twice.\n" in text.split("</summary>", 1)[1]
    assert text.count("<details>") == text.count("</details>") > 0
    assert all("\n\n" in fold for fold in text.split("</summary>")[1:])  # else it is no Markdown


def test_a_comment_fits_and_says_what_is_left_out(compared: EditionDiff) -> None:
    long = tuple(
        replace(change, reason="Counted twice. " * 40)
        for _ in range(400)
        for change in compared.log.changes
    )
    text = diff_md(compared._replace(log=replace(compared.log, changes=long)))

    assert LONGEST - 2_000 < len(text) <= LONGEST
    assert text.count("<details>") == text.count("</details>")
    assert re.search(r"Left out here: [\d,]+ changes .*65,536 characters", text.splitlines()[-1])


def test_changes_that_wait_for_a_reason_are_told_first(river: Path) -> None:
    text = run(river, "diff", "--format", "md").out

    assert "not explained yet" in text.split("####")[0]
    assert "<code>seeds/front.yaml:" in text.split("####")[0]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a *b* _c_ `d`", r"a \*b\* \_c\_ \`d\`"),
        ("<script>x</script> &lt;", r"&lt;script\>x&lt;/script\> &amp;<!-- -->lt;"),
        ("[a](b) | c", r"\[a\](b) \| c"),
        ("@name and a@example.org", "@<!-- -->name and a@<!-- -->example.org"),
        ("#1, !2, GH-3", r"\#<!-- -->1, !<!-- -->2, GH-<!-- -->3"),
        ("https://a.org www.b.org", "https:<!-- -->//a.org www<!-- -->.b.org"),
        (":tada: at 18:00", ":<!-- -->tada: at 18:00"),
        ("1. one", r"1\. one"),
        ("- one", r"\- one"),
        ("/close\n/merge", "/close /merge"),
        ("a\x1b[31m\u202e", r"a\\x1b\[31m\\u202e"),
        ("Kābul «می‌شود» 30% — 5 & 6", "Kābul «می‌شود» 30% — 5 &amp; 6"),
    ],
)
def test_nothing_that_a_record_says_acts(written: str, shown: str) -> None:
    assert shown == inert(written)


def test_evidence_that_is_no_source_is_not_called_one(compared: EditionDiff) -> None:
    changed = tuple(
        replace(change, evidence=("wire", "clash"))
        for change in compared.log.changes
        if change.record == "toll"
    )
    text = diff_md(compared._replace(log=replace(compared.log, changes=changed)))

    assert "Source: The Wire. Evidence: clash. <code>toll</code>" in text


def test_nothing_in_the_comment_acts_wherever_it_stands(compared: EditionDiff) -> None:
    """In a line, in a fold, in what waits for a reason, in a place."""
    hostile = tuple(
        replace(change, reason="@all </details>", evidence=("@all <img>",))
        for change in compared.log.changes
        if change.record == "toll"
    )
    problem = Problem("x", "@all <a>", Mark("seeds/<b>@all.yaml", 1, 1))

    text = diff_md(
        compared._replace(log=replace(compared.log, changes=hostile), problems=(problem,))
    )

    assert "<code>&lt;b\\>@<!-- -->all</code>" == code("<b>@all")
    assert 4 == text.count("all") - text.count("shows all")
    assert "@all" not in text
    assert not any(tag in text for tag in ("<a>", "<b>", "<img>"))
    assert 1 == text.count("</details>")

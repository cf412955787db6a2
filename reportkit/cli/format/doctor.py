"""The rows of ``doctor`` as they are printed: what was seen, and below it what mends it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

import click

from reportkit.doctor.examination import Answer
from reportkit.doctor.row import Status
from reportkit.problems import visible
from reportkit.text_lines import LEAST_WIDTH

_COLOURS = {Status.PASS: "green", Status.WARN: "yellow", Status.FAIL: "red", Status.SKIP: "blue"}
_INDENT = "      "  # a status and two spaces: what is below a row stands under its name


def lines_of(
    answers: Sequence[Answer], counts: Mapping[Status, int], *, width: int, colour: bool
) -> Iterator[str]:
    """Write a heading for each group, its rows, and a last line of counts."""
    wide = max((len(answer.what) for answer in answers), default=0)
    group = ""
    for answer, following in zip_longest(answers, answers[1:]):
        if answer.group != group:
            yield from [""] * bool(group)
            group = answer.group
            yield click.style(group, bold=True) if colour else group
        yield from _row(answer, wide, width, colour=colour)
        if answer.row.remedy and not _is_same(answer, following):
            yield f"{_INDENT}{visible(answer.row.remedy)}"
    yield from [""] * bool(answers)
    yield ", ".join(f"{count} {status}" for status, count in counts.items())


def _row(answer: Answer, wide: int, width: int, *, colour: bool) -> Iterator[str]:
    """Write a row, broken to the width; its remedy never is, for it is copied whole."""
    row = answer.row
    status = click.style(row.status, fg=_COLOURS[row.status], bold=True) if colour else row.status
    head = f"{answer.what:<{wide}}  "
    hang = len(_INDENT) + len(head)
    detail = " ".join(visible(row.detail).split())
    if width - hang < LEAST_WIDTH:  # no room for a column of its own
        yield f"{status}  {answer.what}"
        yield from _broken(detail, width, len(_INDENT))
    else:
        first, *rest = list(_broken(detail, width, hang)) or [""]
        yield f"{status}  {head}{first.strip()}".rstrip()
        yield from rest


def _is_same(answer: Answer, following: Answer | None) -> bool:
    """Tell whether the row below has the same remedy: one line stands for both."""
    return following is not None and (answer.group, answer.row.remedy) == (
        following.group,
        following.row.remedy,
    )


def _broken(text: str, width: int, indent: int) -> Iterator[str]:
    yield from textwrap.wrap(
        text,
        max(width, indent + LEAST_WIDTH),
        initial_indent=" " * indent,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )

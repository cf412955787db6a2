"""The forecasts that wait for their outcome, as lines for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from shlex import join
from typing import Any

from reportkit.authoring.outcome import due_on
from reportkit.model.analysis import Judgement
from reportkit.model.vocabulary.analysis import Outcome
from reportkit.text_lines import BLANK, Line, columns


def forecasts_due_lines(waiting: Sequence[Judgement], day: date) -> Iterator[Line]:
    """Tell those that are due by a day, then those to come."""
    due = [one for one in waiting if due_on(one) <= day]
    later = [one for one in waiting if due_on(one) > day]
    yield from _group(f"Due by the cut-off of {day}", due)
    if due and later:
        yield BLANK
    yield from _group("Still to come", later)


def forecasts_due_json(waiting: Sequence[Judgement], day: date) -> list[dict[str, Any]]:
    """Give the list of ``resolve --json``."""
    return [
        {
            "record": one.id,
            "due": str(due_on(one)),
            "is_due": due_on(one) <= day,
            "statement": one.statement,
            "criteria": one.resolution.criteria if one.resolution else None,
            "file": one.at().file,
            "line": one.at().line,
        }
        for one in waiting
    ]


def _group(heading: str, judgements: Sequence[Judgement]) -> Iterator[Line]:
    if judgements:
        yield Line(heading, heading=True)
        rows = ((str(due_on(one)), one.id, one.statement) for one in judgements)
        yield from (line._replace(indent=2) for line in columns(rows))


def resolving(
    id: str, given: Mapping[str, object], lacks: Collection[str], day: date, *, again: bool
) -> str:
    """Write the command that decides a forecast; what it lacks is made up."""
    example = {
        "outcome": Outcome.DID_NOT.value,
        "on": str(day),
        "note": "the Gazette reports none",
        "evidence": ["ID"],
    }
    words = ["reportkit", "resolve", id, *(["--again"] if again else [])]
    for key, made_up in example.items():
        value = given.get(key, made_up if key in lacks else [])
        for one in value if isinstance(value, list) else [value]:
            words += [f"--{key}", str(one)]
    return join(words)

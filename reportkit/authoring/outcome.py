"""What came of a judgement, about to be written: the file with it in place, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from difflib import unified_diff
from typing import NamedTuple

from reportkit.authoring.decided import decided
from reportkit.authoring.file_for_record import Target
from reportkit.authoring.written import Value
from reportkit.loading import yaml_reader as reading
from reportkit.loading.binder import Binder
from reportkit.loading.loader import Loaded
from reportkit.model.analysis import Judgement
from reportkit.model.book import Book, Records, is_live
from reportkit.model.days import days_of
from reportkit.model.fields import spec_of
from reportkit.problems import Problem
from reportkit.rules.book import check as ask_rules

#: What is refused before it is written; all else is told after it.
_REFUSED = frozenset({
    "outcome-unproven", "outcome-evidence-late", "record-after-cut-off", "ref-unknown",
    "ref-type",
})  # fmt: skip


class Decision(NamedTuple):
    """A file with an outcome in it."""

    target: Target
    content: bytes
    judgement: Judgement | None  # None: what is to be written cannot be read
    problems: tuple[Problem, ...]  # for which it is not written

    @property
    def lines(self) -> list[str]:
        """The lines of the file with it."""
        return _lines(self.content)

    @property
    def diff(self) -> str:
        """What is written, as a patch."""
        path = self.target.path
        was, now = _lines(self.target.content or b""), self.lines
        return "\n".join(unified_diff(was, now, path, path, lineterm=""))


def decision(target: Target, id: str, outcome: Mapping[str, Value], loaded: Loaded) -> Decision:
    """Put an outcome into the file of a judgement. Raises Unwritable; writes nothing."""
    content = decided(target.content or b"", id, outcome)
    node = _node(reading.read_yaml(content, target.path).root, id)
    binder = Binder()
    judgement = binder.bind(Judgement, node, id) if node else None
    if judgement is None or loaded.book is None:
        return Decision(target, content, judgement, tuple(binder.problems))
    section = loaded.records.by_id[id].section
    book = _with(loaded.book, judgement.replace(section=section))
    found = ask_rules(replace(loaded, book=book, records=book))
    refused = (one for one in about(id, found) if one.code in _REFUSED)
    return Decision(target, content, judgement, (*binder.problems, *refused))


def about(id: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Keep the problems that name a judgement, or a field of it: "truce.resolution.outcome"."""
    fields = "|".join(spec_of(Judgement))
    named = re.compile(rf"(?<![\w.-]){re.escape(id)}(?:\.(?:{fields})\b|(?![\w-]|\.\w))")
    return tuple(problem for problem in problems if named.search(problem.message))


def known_before(judgement: Judgement, records: Records, day: date) -> tuple[str, ...]:
    """Name the evidence of an outcome if all of it speaks of days up to ``day``."""
    evidence = judgement.resolution.evidence if judgement.resolution else ()
    for id in evidence:
        record = records.by_id.get(id)
        days = days_of(record, records) if record else None
        if days is None or (days.end or days.start) > day:
            return ()
    return evidence


def undecided(book: Book) -> tuple[Judgement, ...]:
    """Give the forecasts of which nobody said what came of them, the one that is due first."""
    waiting = [
        judgement
        for judgement in book.all(Judgement)
        if is_live(judgement) and judgement.resolution and judgement.resolution.outcome is None
    ]
    return tuple(sorted(waiting, key=due_on))


def due_on(judgement: Judgement) -> date:
    """Give the day on which it can be told what came of it."""
    return judgement.resolution.due if judgement.resolution else judgement.horizon or date.max


def _node(root: reading.Mapping | None, id: str) -> reading.Mapping | None:
    listed = root.get(Judgement.plural) if root else None
    for record in listed.items if isinstance(listed, reading.Sequence) else ():
        own = record.get("id") if isinstance(record, reading.Mapping) else None
        if isinstance(own, reading.Scalar) and own.text == id:
            return record if isinstance(record, reading.Mapping) else None
    return None


def _with(book: Book, judgement: Judgement) -> Book:
    return replace(book, by_id={**book.by_id, judgement.id: judgement})


def _lines(content: bytes) -> list[str]:
    return re.split("\r\n|\r|\n", content.decode("utf-8-sig"))

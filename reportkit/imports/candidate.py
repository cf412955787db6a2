"""A record that a file of somebody else would make, and a row that makes none."""

from __future__ import annotations

from typing import NamedTuple

from reportkit.authoring.written import Value
from reportkit.model.envelope import Record
from reportkit.problems import Problem


class Candidate(NamedTuple):
    """A record that a file would make."""

    kind: type[Record]
    key: str  # of the provider, or of the record: what is found again by it
    values: dict[str, Value]  # what it would say; `id` is among them
    line: int  # of the file, from 1
    row: str = ""  # digest of the row's values: two rows alike are a duplicate


class Refusal(NamedTuple):
    """A row, or a value in it, of which no record can be made."""

    problem: Problem


class LeftOut(NamedTuple):
    """A row that stands in the file and makes no record: by a filter, or because it is refused."""

    key: str  # of the provider: what was imported of it before has not vanished
    line: int = 0  # of the file

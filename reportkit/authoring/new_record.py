"""A record that is about to be written: the file with it in place, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from reportkit.authoring.append import Appended, append
from reportkit.authoring.file_for_record import EVERYWHERE, Target
from reportkit.authoring.key_order import ordered_values
from reportkit.authoring.written import Value
from reportkit.loading import yaml_reader as reading
from reportkit.loading.binder import Binder
from reportkit.loading.loader import Loaded
from reportkit.model.book import Records
from reportkit.model.envelope import Record
from reportkit.problems import Problem
from reportkit.publish.overruling import overrule
from reportkit.rules.book import check as ask_rules


class Draft(NamedTuple):
    """A file with the new record in it."""

    target: Target
    appended: Appended
    id: str
    type: str
    record: Record | None  # None when what it says cannot be read
    problems: tuple[Problem, ...]  # of reading it

    @property
    def place(self) -> str:
        """Where it will stand: "seeds/militancy.yaml:41"."""
        return f"{self.target.path}:{self.appended.first}"

    @property
    def lines(self) -> list[str]:
        """The lines of the file with it, for excerpts."""
        return re.split("\r\n|\r|\n", self.appended.content.decode("utf-8-sig"))

    def is_about(self, problem: Problem) -> bool:
        """Tell whether a problem stands in the record, or names it."""
        mark = problem.mark
        inside = self.appended.first <= mark.line <= self.appended.last
        named = rf"(?<![\w.-]){re.escape(self.id)}(?![\w-]|\.\w)"
        return (mark.file == self.target.path and inside) or bool(re.search(named, problem.message))


def draft(target: Target, model: type[Record], values: Mapping[str, Value]) -> Draft:
    """Put a record into its file, keys in their order. Raises Unwritable; writes nothing."""
    ordered = ordered_values(values, model)
    section = ordered.get("section")
    head: str | None = None
    if isinstance(section, str):
        empty = target.content is None or not reading.read_yaml(target.content, "").root
        if section == target.section or (empty and model.type not in EVERYWHERE):
            del ordered["section"]
            head = section
    appended = append(target.content, model, ordered, section=head)
    root = reading.read_yaml(appended.content, target.path).root
    records = root.get(model.plural) if root else None
    node = records.items[-1] if isinstance(records, reading.Sequence) else None
    binder = Binder()
    record = None
    if isinstance(node, reading.Mapping):
        record = binder.bind(model, _in_section(node, head or target.section), str(values["id"]))
    id, problems = str(values["id"]), tuple(binder.problems)
    return Draft(target, appended, id, model.type, record, problems)


def _in_section(node: reading.Mapping, section: str | None) -> reading.Mapping:
    if section is None or node.get("section") is not None:
        return node
    key = reading.Scalar("section", plain=True, mark=node.mark)
    value = reading.Scalar(section, plain=True, mark=node.mark)
    return reading.Mapping((*node.entries, (key, value)), node.mark, node.inline)


def problems_of(written: Draft, loaded: Loaded) -> tuple[Problem, ...]:
    """Give what the rules say of a record that is not written yet."""
    book, record = loaded.book, written.record
    if book is None or record is None:
        return written.problems
    by_id = {**book.by_id, record.id: record}
    defined = {**book.defined, record.id: record.type}
    with_it = replace(
        loaded, book=replace(book, by_id=by_id, defined=defined), records=Records(by_id, defined)
    )
    found = overrule(ask_rules(with_it), with_it.records, with_it.book).problems
    return (*written.problems, *about(written, found))


def about(written: Draft, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Keep the problems of one record."""
    return tuple(problem for problem in problems if written.is_about(problem))

"""The change log of an edition as files, for machines and for people.

``changes.json`` holds ``schema_version``, ``from`` (null: a baseline), ``to``, ``baseline``,
``changes`` (a row for each changed field of each change: record, type, title, section, class,
kind, field, was, now, reason, evidence, significance, key, formerly, sentence, via), ``counts``
(changes of each class), ``reconciliation`` (before + added - ended = now) and ``renamed`` (id
now to id before). ``field`` is null where the record as a whole was added or reaffirmed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from reportkit.changes.change import Change
from reportkit.changes.diff import Difference
from reportkit.changes.edition_view import EditionView
from reportkit.changes.log import SCHEMA_VERSION, ChangeLog
from reportkit.i18n.formats import number
from reportkit.i18n.sentences import stop
from reportkit.i18n.translate import gettext, pgettext
from reportkit.loading.serialize import plain_value
from reportkit.model.evidence import Source
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.phrasing.compared import Passage
from reportkit.phrasing.counts import counts_line
from reportkit.phrasing.notice import edition_title
from reportkit.phrasing.sentence import sentence
from reportkit.phrasing.source import source_called
from reportkit.phrasing.titles import commas
from reportkit.phrasing.values import change_title
from reportkit.phrasing.what_changed import what_changed


def counts_of(log: ChangeLog) -> str:
    """Say how many changes of which class a log holds: "4 added, 6 updated"."""
    counts = counts_line(log.counts)
    if log.vanished:
        missing = gettext("{number} no longer on file", number=number(len(log.vanished)))
        return commas([counts, missing]) if counts else missing
    return counts or (gettext("baseline") if log.baseline else gettext("no change"))


def discrepancy(log: ChangeLog) -> str:
    """Say why before + added - ended is not now; "" where it is."""
    counts = log.reconciliation
    if counts.holds:
        return ""
    sum_ = counts.before + counts.added - counts.ended
    if not log.vanished:
        return gettext(
            "This does not add up: {sum} expected, {now} on file.",
            sum=number(sum_),
            now=number(counts.now),
        )
    return gettext(
        "This does not add up: {sum} expected, {now} on file. "
        "Published and no longer on file: {records}.",
        sum=number(sum_),
        now=number(counts.now),
        records=commas(log.vanished),
    )


def to_json(log: ChangeLog, now: EditionView, combined: ChangeLog | None = None) -> bytes:
    """Write ``changes.json``: the same log gives the same bytes.

    Of a revision ``log`` is what changed since the edition that it replaces, ``net`` what
    changed since the edition before that.
    """
    document = {"schema_version": SCHEMA_VERSION, "to": log.to, **_plain(log, now)}
    if combined:
        document |= {"replaces": log.from_, "since": _plain(combined, now)}
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def _plain(log: ChangeLog, now: EditionView) -> dict[str, object]:
    counts = log.reconciliation
    return {
        "from": log.from_,
        "baseline": log.baseline,
        "changes": rows(log.changes, now),
        "counts": {str(class_): number for class_, number in log.counts.items()},
        "reconciliation": {
            "before": counts.before,
            "added": counts.added,
            "ended": counts.ended,
            "now": counts.now,
        },
        "renamed": dict(log.renamed),
    }


def rows(changes: Iterable[Change], now: EditionView) -> list[dict[str, object]]:
    """Give a row for each changed field: what ``diff --json`` lists too."""
    return [
        {
            "record": change.record,
            "type": change.type,
            "title": change_title(change, now),
            "section": change.section,
            "class": str(change.class_),
            "kind": [str(kind) for kind in change.kinds],
            "field": field.field if field else None,
            "was": plain_value(field.was) if field else None,
            "now": plain_value(field.now) if field else None,
            "reason": change.reason,
            "evidence": list(change.evidence),
            "significance": str(change.significance),
            "key": change.key,
            "formerly": change.formerly,
            "sentence": sentence(change, now),
            "via": [
                {"edition": step.edition, "class": str(step.class_), "reason": step.reason}
                for step in change.via
            ],
        }
        for change in changes
        for field in _fields(change)
    ]


def to_markdown(log: ChangeLog, now: EditionView, combined: ChangeLog | None = None) -> str:
    """Write ``changes.md`` for people: what readers must stop using, then section by section.

    Of a revision first what it puts right in the edition that it replaces, then the changes
    since the edition before that.
    """
    lines = ["# " + gettext("Change log of {edition}", edition=edition_title(log.to)), ""]
    if combined is None:
        return "\n".join([*lines, *_text_lines(log, now)])
    replaced = edition_title(log.from_ or "")
    lines += [gettext("This revision takes the place of {edition}.", edition=replaced), ""]
    lines += [
        "## " + gettext("Put right in {edition}", edition=replaced),
        "",
        *_text_lines(log, now),
    ]
    if combined.from_:
        before = edition_title(combined.from_)
        lines += ["## " + gettext("What changed since {edition}", edition=before), ""]
    return "\n".join([*lines, *_text_lines(combined, now, corrections=False)])


def _text_lines(log: ChangeLog, now: EditionView, *, corrections: bool = True) -> Iterator[str]:
    if log.baseline:
        yield gettext("This is the first edition.")
        yield ""
        return
    before = edition_title(log.from_ or "")
    if reason := discrepancy(log):
        yield reason
        yield ""
    changed = what_changed(log.changes, now)
    if changed.empty:
        yield gettext("Nothing has changed since {edition}.", edition=before)
        yield ""
        return
    errors = [one for one in changed.first if one.class_ is ChangeClass.CORRECTED]
    ended = [one for one in changed.first if one.class_ is not ChangeClass.CORRECTED]
    yield from _part(gettext("Our errors"), errors if corrections else (), before)
    yield from _part(gettext("Withdrawn, in doubt or no longer carried"), ended, before)
    for section in changed.sections:
        yield from _part(section.title, (*section.moved, *section.kept, *section.new), before)
    asides = [aside.text for aside in changed.asides]
    if changed.sources:
        names = (_source(id, now) for id in changed.sources)
        asides.append(gettext("New sources: {names}.", names=pgettext("list", "; ").join(names)))
    yield from _list(gettext("Besides"), asides)


def _source(id: str, now: EditionView) -> str:
    source = now.book.get(Source, id)
    return source_called(source, now) if source else id


def _part(title: str, passages: Iterable[Passage], before: str) -> Iterator[str]:
    return _list(title, [in_one_line(passage, before) for passage in passages])


def _list(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"### {_cell(title)}"
        yield ""
        yield from (f"- {_cell(item)}" for item in items)
        yield ""


def in_one_line(passage: Passage, before: str) -> str:
    """Say a passage as running text; ``before`` is the edition with which it compares."""
    parts = [passage.text] if passage.text else []
    if passage.about:
        parts.append(stop(passage.about))
    if passage.was:
        said = gettext("We said ({edition}):", edition=before)
        parts += [said, passage.was, gettext("We now say:"), passage.now]
    if passage.why:
        label = gettext("Because") if passage.why.is_clause else gettext("Reason:")
        parts += [label, passage.why.text]
    if passage.elsewhere:
        parts.append(passage.elsewhere)
    return " ".join(parts)


def by_class(changes: Iterable[Change]) -> list[Change]:
    """Sort as the annex prints: class, then section, then record."""
    order = {class_: place for place, class_ in enumerate(ChangeClass)}
    return sorted(
        changes, key=lambda change: (order[change.class_], change.section or "", change.record)
    )


def _fields(change: Change) -> Sequence[Difference | None]:
    return change.fields or (None,)


def _cell(said: str) -> str:
    """Show a text as it is: no character of the seeds is markup."""
    plain = " ".join(said.split())
    return "".join(f"\\{one}" if one in "\\|`*_[]<>#" else one for one in plain)

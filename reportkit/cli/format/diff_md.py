"""A net change as the comment on a merge request: what a colleague has to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from reportkit.changes.change import Change
from reportkit.changes.edition_view import EditionView
from reportkit.cli.format.markdown import code, inert
from reportkit.i18n.sentences import capital, stop
from reportkit.model.evidence import Source
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.phrasing.change_log import by_class, counts_of, discrepancy
from reportkit.phrasing.fields import NONE, Compared, fields_for_desks, fields_for_readers
from reportkit.phrasing.sentence import sentence
from reportkit.phrasing.source import source_called
from reportkit.problems import Problem, counted
from reportkit.queries.diff import EditionDiff
from reportkit.queries.listing import SEEDS

#: Characters that a comment on GitHub may have.
LONGEST = 65_536
#: What must be looked at first: what was wrong, then what fell; new records come near the end.
_LAST = (ChangeClass.REAFFIRMED, ChangeClass.ADDED, ChangeClass.EDITORIAL)
_FIRST = (
    ChangeClass.CORRECTED,
    ChangeClass.SOURCE_REVISED,
    ChangeClass.WITHDRAWN,
    ChangeClass.UNDER_REVIEW,
    ChangeClass.CONTESTED,
    ChangeClass.JUDGEMENT_CHANGED,
)
#: New ones are listed with the details: they say nothing yet.
_KEPT_BACK = frozenset({"source", "actor", "place"})
_SHORT = 60  # characters of a value that stands in the line itself
_RESERVED = 600  # characters for the sentence that says what is left out


class _Part(NamedTuple):
    """The changes of one class: a line for most, and what is folded."""

    heading: str
    lines: tuple[str, ...]
    summary: str
    details: tuple[str, ...]


def diff_md(compared: EditionDiff) -> str:
    """Write the comment: counts, the changes by class, corrections first, details folded.

    As long as a comment may be: what does not fit is left out, and a sentence says so.
    """
    head = "\n".join(_head(compared))
    parts = [
        _part(class_, tuple(changes), compared.now)
        for class_, changes in groupby(
            sorted(by_class(compared.log.changes), key=lambda change: _place(change.class_)),
            key=lambda change: change.class_,
        )
    ]
    return f"{head}\n{_fitted(parts, LONGEST - len(head) - _RESERVED)}".rstrip() + "\n"


def _head(compared: EditionDiff) -> Iterator[str]:
    counts = compared.log.reconciliation
    to = "the seeds" if compared.to == SEEDS else f"No. {compared.to}"
    yield f"### Changes from No. {inert(compared.from_)} to {inert(to)}"
    yield ""
    yield f"**{inert(capital(counts_of(compared.log)))}.**"
    yield (
        f"Records: {counts.before:,} before + {counts.added:,} added − {counts.ended:,} ended "
        f"= {counts.now:,} now. {inert(discrepancy(compared.log))}".rstrip()
    )
    if compared.problems:
        many = counted(len(compared.problems), "change")
        yield ""
        yield f"**{many} not explained yet; the edition waits for that:**"
        yield ""
        yield from (_unexplained(problem) for problem in compared.problems[:_MOST])
        if len(compared.problems) > _MOST:
            yield f"- and {len(compared.problems) - _MOST} more: 'reportkit check' lists them"
    for id, old in sorted(compared.log.renamed.items())[:_MOST]:
        yield f"\nRenamed: {code(old)} is now {code(id)}."


_MOST = 20


def _unexplained(problem: Problem) -> str:
    place = f"{problem.mark.file}:{problem.mark.line}"
    return f"- {code(place)}: {inert(problem.message)}"


def _place(class_: ChangeClass) -> int:
    if class_ in _FIRST:
        return _FIRST.index(class_)
    return len(_FIRST) + (1 + _LAST.index(class_) if class_ in _LAST else 0)


def _part(class_: ChangeClass, changes: Sequence[Change], now: EditionView) -> _Part:
    heading = f"#### {class_.value.replace('-', ' ').capitalize()} ({len(changes)})"
    shown = [change for change in changes if not _is_kept_back(change)]
    folded = [line for change in changes for line in _details(change, now)]
    lines = tuple(_line(change, now) for change in shown)
    summary = "New sources, actors and places" if len(shown) < len(changes) else "Was and now"
    return _Part(heading, lines, summary, tuple(folded))


def _is_kept_back(change: Change) -> bool:
    return change.class_ is ChangeClass.ADDED and change.type in _KEPT_BACK


def _line(change: Change, now: EditionView) -> str:
    """Say a change: its sentence, was and now where they are short, its sources, its id."""
    parts = [stop(capital(sentence(change, now))), *_short_fields(change, now)]
    parts += _rests_on(change, now)
    return f"- {inert(' '.join(parts))} {code(change.record)}"


def _short_fields(change: Change, now: EditionView) -> list[str]:
    """Give was and now of what a reader compares, as far as a line has room."""
    fields = (
        field
        for field in fields_for_readers(change, now)
        if max(len(field.was), len(field.now)) <= _SHORT
    )
    return [_compared(field) for field in fields][:2]


def _details(change: Change, now: EditionView) -> Iterator[str]:
    """Give what the line has no room for; nothing of most changes."""
    text = sentence(change, now)
    if _is_kept_back(change):
        yield f"- {inert(text)} {code(change.record)}"
        return
    said = _short_fields(change, now)
    rest = [_compared(field) for field in fields_for_desks(change, now)]
    rest = [line for line in rest if line not in said]
    if change.reason and change.reason not in text:
        rest.append(f"Why: {stop(change.reason)}")
    if len(change.via) > 1:
        steps = "; ".join(f"No. {step.edition} {step.class_.value}" for step in change.via)
        rest.append(f"On the way: {steps}.")
    if rest:
        yield f"- {code(change.record)}"
        yield from (f"  - {inert(line)}" for line in rest)


def _compared(field: Compared) -> str:
    was, now = ("(not said)" if said == NONE else said for said in (field.was, field.now))
    return stop(f"{capital(field.name)}: {was} → {now}")


def _rests_on(change: Change, now: EditionView) -> Iterator[str]:
    """Name what a change rests on: its evidence, else the sources of the record."""
    record = change.after or change.before
    ids: Sequence[str] = change.evidence or getattr(record, "source_refs", ())
    sources = {id: source for id in ids if (source := now.book.get(Source, id))}
    if sources:
        named = "; ".join(source_called(source, now) for source in sources.values())
        yield f"{'Source' if len(sources) == 1 else 'Sources'}: {named}."
    if others := [id for id in ids if id not in sources]:
        yield f"Evidence: {', '.join(others)}."


# As much as a comment holds ------------------------------------------------------------------


def _fitted(parts: Sequence[_Part], room: int) -> str:
    """Keep the lines that fit, then the details that fit whole, class by class."""
    kept: list[tuple[_Part, tuple[str, ...]]] = []
    for part in parts:
        room -= len(part.heading) + 4
        lines = tuple(_within(part.lines, room))
        room -= sum(len(line) + 1 for line in lines)
        kept.append((part, lines))
    blocks, unfolded = list[str](), 0
    for part, lines in kept:
        folded = _folded(part)
        fits = len(folded) < room
        room -= len(folded) if fits else 0
        unfolded += not fits
        blocks.append("\n".join((f"\n{part.heading}\n", *lines, folded if fits else "")))
    cut = sum(len(part.lines) - len(lines) for part, lines in kept)
    return f"{''.join(blocks).rstrip()}\n{_left_out(cut, unfolded)}"


def _within(lines: Sequence[str], room: int) -> Iterator[str]:
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            return
        yield line


def _folded(part: _Part) -> str:
    if not part.details:
        return ""
    details = "\n".join(part.details)
    return f"\n<details><summary>{part.summary}</summary>\n\n{details}\n\n</details>\n"


def _left_out(lines: int, details: int) -> str:
    if not (lines or details):
        return ""
    left = [f"{counted(lines, 'change')}"] * bool(lines)
    left += [f"the details of {details} {'class' if details == 1 else 'classes'}"] * bool(details)
    return (
        f"\n_Left out here: {' and '.join(left)}, for a comment holds {LONGEST:,} characters. "
        "'reportkit diff' shows all._\n"
    )

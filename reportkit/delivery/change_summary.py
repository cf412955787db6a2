"""What changed since the edition that a reader had last, which need not be the one before."""

from __future__ import annotations

from typing import NamedTuple

from reportkit.changes.corrections import notices, was_read
from reportkit.changes.log import within
from reportkit.changes.net import collapse
from reportkit.delivery.outgoing_edition import Issue
from reportkit.editions.history import CHANGES, heard_now, log_of, view_of
from reportkit.editions.manifest import EditionName
from reportkit.editions.sealed import Sealed
from reportkit.editions.silence import held_back
from reportkit.editions.snapshot import FACTS, read_snapshot
from reportkit.editions.variants import stored_name
from reportkit.model.vocabulary import Profile
from reportkit.phrasing.notice import notice_sentence
from reportkit.phrasing.since_box import MAX_LINES, since_box

#: Sentences in a mail to those who want the changes above all.
_ALL = 40


class Since(NamedTuple):
    """The box "Since No. 4" of a mail; ``number`` is "" in a first edition."""

    number: str  # "4", as printed after "No."
    missed: int  # editions since the last that the reader had; 0 for whoever had none
    lines: tuple[str, ...]
    counts: str  # of what no line tells
    corrections: tuple[str, ...]  # what we had wrong, and what is right


BASELINE = Since("", 0, (), "", ())


def since(
    issue: Issue, last: EditionName | None, profile: Profile, *, misled: bool = False
) -> Since:
    """Compare an edition with the one that a reader had last; None: with the one before.

    Whoever never had what a revision replaces is told of its whole number, as on its page.
    To those who were ``misled`` by what it corrects, the corrections are told in a box of
    their own. Nothing marked above this edition is told, not even what a value was. Editions
    on the way that were sealed without a change log cannot be told of: then the box is empty.
    """
    base = last if last in issue.before else _before_number(issue)
    if base is None:
        return BASELINE
    missed = len(issue.before) - issue.before.index(base) - 1 if base == last else 0
    way = (*issue.before[issue.before.index(base) + 1 :], issue.name)
    sealed = [issue.store.edition(name) for name in way]
    if any(not _has(each, stored_name(each, CHANGES)) for each in sealed):
        return Since(base.spoken, missed, (), "", ())
    before = read_snapshot(issue.store.read(issue.store.edition(base), FACTS))
    logs = [log_of(issue.store, each) for each in sealed]
    hidden = issue.hidden
    if issue.book.abridged and not hidden:  # it holds back what nobody may see
        hidden = held_back(before, issue.snapshot, None)
    (was, logs), now = heard_now(before, issue.snapshot, logs, hidden), view_of(issue.snapshot)
    log = collapse(was, now, logs)
    log = within(log, issue.marking)
    found = tuple(
        notice for notice in notices(was, now, log.changes) if misled or was_read(notice.entry, was)
    )
    box = since_box(
        log.changes, now, found, lines=_ALL if profile is Profile.CHANGES else MAX_LINES
    )
    # What was wrong is written once, in a box of its own.
    apart = {notice.record for notice in found} if misled else set()
    return Since(
        number=base.spoken,
        missed=missed,
        lines=tuple(line.text for line in box.lines if line.record not in apart),
        counts=box.counts,
        corrections=tuple(notice_sentence(notice.entry, now) for notice in found),
    )


def _before_number(issue: Issue) -> EditionName | None:
    """Give the last edition before this one's number: a revision replaces those of its own."""
    earlier = [name for name in issue.before if name.number < issue.name.number]
    return earlier[-1] if earlier else None


def _has(sealed: Sealed, name: str) -> bool:
    return any(file.name == name for file in sealed.manifest.files)

"""What changed since the edition that a reader had last, which need not be the one before."""

from __future__ import annotations

from typing import NamedTuple

from reportkit.changes.corrections import notices, was_read
from reportkit.changes.log import within
from reportkit.changes.net import collapse
from reportkit.delivery.outgoing_edition import OutgoingEdition
from reportkit.editions.history import CHANGES, log_of, redacted_for_today, view_of
from reportkit.editions.manifest import EditionName
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import FACTS, read_snapshot
from reportkit.editions.variants import stored_name
from reportkit.editions.withheld import withheld_records
from reportkit.model.vocabulary.mail import Profile
from reportkit.phrasing.notice import edition_title, notice_sentence
from reportkit.phrasing.since_box import MAX_LINES, said_on_page_one, since_box, stands

#: Sentences in a mail to those who want the changes above all.
_ALL = 40


class ChangeSummary(NamedTuple):
    """The box "Since No. 4" of a mail; ``number`` is "" in a first edition."""

    number: str  # "4", as printed after "No."
    missed: int  # editions since the last that the reader had; 0 for whoever had none
    lines: tuple[str, ...]
    corrections: tuple[str, ...]  # what we had wrong, and what is right


BASELINE = ChangeSummary("", 0, (), ())


def change_summary(
    outgoing: OutgoingEdition, last: EditionName | None, profile: Profile, *, misled: bool = False
) -> ChangeSummary:
    """Compare an edition with the one that a reader had last; None: with the one before.

    Whoever never had what a revision replaces is told of its whole number, as on its page.
    To those who were ``misled`` by what it corrects, the corrections are told in a box of
    their own. Nothing marked above this edition is told, not even what a value was. Editions
    on the way that were sealed without a change log cannot be told of: then the box is empty.
    """
    base = last if last in outgoing.before else _before_number(outgoing)
    if base is None:
        return BASELINE
    missed = len(outgoing.before) - outgoing.before.index(base) - 1 if base == last else 0
    settings = (*outgoing.before[outgoing.before.index(base) + 1 :], outgoing.name)
    sealed = [outgoing.store.edition(name) for name in settings]
    if any(not _has(each, stored_name(each, CHANGES)) for each in sealed):
        return ChangeSummary(base.spoken, missed, (), ())
    before = read_snapshot(outgoing.store.read(outgoing.store.edition(base), FACTS))
    logs = [log_of(outgoing.store, each) for each in sealed]
    hidden = outgoing.hidden
    if outgoing.book.abridged and not hidden:  # it holds back what nobody may see
        hidden = withheld_records(before, outgoing.snapshot, None)
    (was, logs), now = (
        redacted_for_today(before, outgoing.snapshot, logs, hidden),
        view_of(outgoing.snapshot),
    )
    log = collapse(was, now, logs)
    log = within(log, outgoing.marking)
    corrections = tuple(
        notice for notice in notices(was, now, log.changes) if misled or was_read(notice.entry, was)
    )
    most = _ALL if profile is Profile.CHANGES else MAX_LINES
    elsewhere = frozenset() if profile is Profile.CHANGES else said_on_page_one(now, numbers=False)
    box = since_box(log.changes, now, corrections, lines=most, elsewhere=elsewhere)
    # What was wrong is written once, in a box of its own.
    apart = {notice.record for notice in corrections} if misled else set()
    lines = tuple(line.text for line in box.lines if line.record not in apart)
    if not (lines or misled):
        lines = stands(log.changes, edition_title(base.spoken))
    return ChangeSummary(
        number=base.spoken,
        missed=missed,
        lines=lines,
        corrections=tuple(notice_sentence(notice.entry, now) for notice in corrections),
    )


def _before_number(outgoing: OutgoingEdition) -> EditionName | None:
    """Give the last edition before this one's number: a revision replaces those of its own."""
    earlier = [name for name in outgoing.before if name.number < outgoing.name.number]
    return earlier[-1] if earlier else None


def _has(sealed: Sealed, name: str) -> bool:
    return any(file.name == name for file in sealed.manifest.files)

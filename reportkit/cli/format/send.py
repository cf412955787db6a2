"""What ``send`` shows before anything leaves, and after: lines for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportkit.delivery.plan import Uncorrected
    from reportkit.delivery.service import Prepared, Rehearsed

_SHOWN = 30  # recipients that are listed one by one before a send


def rehearsal(prepared: Prepared, made: tuple[Rehearsed, ...]) -> Iterator[str]:
    """List every message that would leave: subject, then reader, list, version, form and file."""
    subject = ""
    for each in made:
        frozen = each.frozen
        if frozen.subject != subject:
            subject = frozen.subject
            yield f"Subject: {subject}"
        size = f"{len(frozen.message):,} bytes"
        parts = (frozen.mailing, str(frozen.marking), each.form, frozen.withheld or size)
        yield f"  {frozen.address}  {'  '.join(parts)}"
        if each.why:
            yield f"      {each.why}"
    for waiting in prepared.plan.retry:
        version = f"{waiting.mailing}  {waiting.marking or prepared.issue.marking}"
        yield f"  {waiting.address}  {version}  once more, as it was queued"


def outlook(prepared: Prepared, now: datetime, by_way_of: str) -> list[str]:
    """Tell a person what they are about to send, and to whom."""
    from reportkit.delivery.service import samples

    issue, planned = prepared.issue, prepared.plan
    people = [
        *(each.reader.address for each in (*planned.new, *planned.again) if not each.withheld),
        *(f"{each.address} (once more)" for each in planned.retry),
    ]
    made = samples(prepared, now)
    lines = [
        *dict.fromkeys(each.frozen.subject for each in made),
        f"  marking     {_markings(prepared)}",
        f"  edition     {issue.sealed.sha256}",
        f"  by way of   {by_way_of}",
        *(
            f"  a message   {len(each.frozen.message):,} bytes, list '{each.frozen.mailing}': "
            f"{each.form}"
            for each in made
        ),
        f"  recipients  {planned.recipients}",
        *(f"              {each}" for each in people[:_SHOWN]),
    ]
    if len(people) > _SHOWN:
        lines.append(f"              and {len(people) - _SHOWN} more: --dry-run lists them all")
    return lines + beside(prepared)


def beside(prepared: Prepared) -> list[str]:
    """Tell of those who get nothing now, and why."""
    planned = prepared.plan
    withheld = [each for each in planned.new if each.withheld]
    told = [
        f"  {text}"
        for count, text in (
            (len(planned.settled), f"{len(planned.settled)} are settled already"),
            (len(planned.waiting), f"{len(planned.waiting)} wait for a later try"),
            (len(withheld), f"{len(withheld)} are held back: nothing more is sent to them"),
            (len(planned.late), f"{late(len(planned.late))}"),
        )
        if count
    ]
    if prepared.lost and not prepared.wish.new_ledger:
        told.append(f"  {prepared.lost}")
    return told + [f"  {line}" for line in uncorrected(planned.uncorrected, prepared.spoken)]


def late(count: int) -> str:
    """Tell of those who came onto a list too late."""
    were = "recipient was" if count == 1 else "recipients were"
    return f"{count} {were} added after sending; use --also-late"


def uncorrected(readers: tuple[Uncorrected, ...], spoken: str) -> list[str]:
    """Name those who have what is wrong and are not sent what is right."""
    if not readers:
        return []
    have = "reader has" if len(readers) == 1 else "readers have"
    remedy = (
        "tell them in another way; or, if they agree, 'reportkit deliveries allow ADDRESS' and "
        f"'reportkit send {spoken} --only-failed'"
    )
    return [
        f"{len(readers)} {have} the wrong edition and get no correction:",
        *(f"  {each.address}: {each.why}" for each in readers),
        f"  {remedy}",
    ]


def _markings(prepared: Prepared) -> str:
    """Say which versions go out: "TLP:AMBER to 2, TLP:CLEAR (abridged) to 1"."""
    issue, planned = prepared.issue, prepared.plan
    new = [each.reader.mailing for each in (*planned.new, *planned.again) if not each.withheld]
    counted = Counter(issue.marking_for(each.max_tlp) for each in new)
    counted.update(each.marking or issue.marking for each in planned.retry)
    own = issue.marking
    told = [
        f"{marking}{'' if marking is own else ' (abridged)'} to {count}"
        for marking, count in sorted(counted.items(), key=lambda found: str(found[0]))
    ]
    return ", ".join(told) if len(counted) > 1 or own not in counted else str(own)

"""What ``send`` shows before anything leaves, and after: lines for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportkit.delivery.plan import Uncorrected
    from reportkit.delivery.service import Prepared, Rehearsed, Sent

_SHOWN = 30  # recipients that are listed one by one before a send


def rehearsal(prepared: Prepared, made: tuple[Rehearsed, ...]) -> Iterator[str]:
    """List every message that would leave: subject, then reader, list, version, form and file."""
    subject = ""
    for letter in made:
        message = letter.message
        if message.subject != subject:
            subject = message.subject
            yield f"Subject: {subject}"
        size = f"{len(message.message):,} bytes"
        parts = (message.mailing, str(message.marking), letter.format, message.withheld or size)
        yield f"  {message.address}  {'  '.join(parts)}"
        if letter.why:
            yield f"      {letter.why}"
    for waiting in prepared.plan.retry:
        version = f"{waiting.mailing}  {waiting.marking or prepared.outgoing.marking}"
        yield f"  {waiting.address}  {version}  once more, as it was queued"


def outlook(prepared: Prepared, now: datetime, by_way_of: str) -> list[str]:
    """Tell a person what they are about to send, and to whom."""
    from reportkit.delivery.service import samples

    outgoing, planned = prepared.outgoing, prepared.plan
    people = [
        *(
            message.recipient.address
            for message in (*planned.new, *planned.again)
            if not message.withheld
        ),
        *(f"{delivery.address} (once more)" for delivery in planned.retry),
    ]
    made = samples(prepared, now)
    lines = [
        *dict.fromkeys(letter.message.subject for letter in made),
        f"  marking     {_markings(prepared)}",
        f"  edition     {outgoing.sealed.sha256}",
        f"  by way of   {by_way_of}",
        *(
            f"  a message   {len(letter.message.message):,} bytes, "
            f"list '{letter.message.mailing}': {letter.format}"
            for letter in made
        ),
        f"  recipients  {planned.recipients}",
        *(f"              {person}" for person in people[:_SHOWN]),
    ]
    if len(people) > _SHOWN:
        lines.append(f"              and {len(people) - _SHOWN} more: --dry-run lists them all")
    return lines + beside(prepared)


def beside(prepared: Prepared) -> list[str]:
    """Tell of those who get nothing now, and why."""
    planned = prepared.plan
    withheld = [each for each in planned.new if each.withheld]
    lines = [
        f"  {text}"
        for count, text in (
            (len(planned.decided), f"{len(planned.decided)} are settled already"),
            (len(planned.waiting), f"{len(planned.waiting)} wait for a later try"),
            (len(withheld), f"{len(withheld)} are held back: nothing more is sent to them"),
            (len(planned.late), f"{late(len(planned.late))}"),
        )
        if count
    ]
    if prepared.lost and not prepared.request.new_ledger:
        lines.append(f"  {prepared.lost}")
    return lines + [f"  {line}" for line in uncorrected(planned.uncorrected, prepared.spoken)]


def late(count: int) -> str:
    """Tell of those who are listed and have nothing: since then, or mailed in vain before."""
    have = "recipient has" if count == 1 else "recipients have"
    return f"{count} {have} not had it (listed since, or mailed in vain before); use --also-late"


def uncorrected(recipients: tuple[Uncorrected, ...], spoken: str) -> list[str]:
    """Name those who have what is wrong and are not sent what is right."""
    if not recipients:
        return []
    have = "reader has" if len(recipients) == 1 else "readers have"
    remedy = (
        "tell them in another way; or, if they agree, 'reportkit deliveries allow ADDRESS' and "
        f"'reportkit send {spoken} --only-failed'"
    )
    return [
        f"{len(recipients)} {have} the wrong edition and get no correction:",
        *(f"  {each.address}: {each.why}" for each in recipients),
        f"  {remedy}",
    ]


def of_files(sent: Sent, folder: str, flag: str) -> str:
    """Say what a file counts as, to who may have meant to look at the messages alone."""
    from reportkit.delivery.message_records import State

    name = sent.edition.spoken
    back = (
        f"'reportkit deliveries resolve {name} --all --not-passed-on', then 'reportkit send {name} "
        "--only-failed'"
    )
    if folder and sent.count(State.ACCEPTED):
        return (
            f"files count as sent: who has one is not mailed. If you only meant to look: {back}; "
            f"for copies that count as nothing: 'reportkit send {name} --dry-run --write DIR'"
        )
    if folder and sent.skipped:
        return (
            f"nothing was written to {folder}: whoever has an edition gets no second one; for "
            f"copies to look at: reportkit send {name} --test YOU@example.org {flag} "
            f"{folder}"
        )
    had = sum(each.outcome.in_a_file and each.message_id in sent.had_it for each in sent.results)
    if had and not folder:
        return f"{had} as a file that counts as sent; if nobody passed it on: {back}"
    return ""


def _markings(prepared: Prepared) -> str:
    """Say which versions go out: "TLP:AMBER to 2, TLP:CLEAR (abridged) to 1"."""
    outgoing, planned = prepared.outgoing, prepared.plan
    new = [each.recipient.mailing for each in (*planned.new, *planned.again) if not each.withheld]
    counted = Counter(outgoing.marking_for(each.max_tlp) for each in new)
    counted.update(each.marking or outgoing.marking for each in planned.retry)
    own = outgoing.marking
    versions = [
        f"{marking}{'' if marking is own else ' (abridged)'} to {count}"
        for marking, count in sorted(counted.items(), key=lambda found: str(found[0]))
    ]
    return ", ".join(versions) if len(counted) > 1 or own not in counted else str(own)

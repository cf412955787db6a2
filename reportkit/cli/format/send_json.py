"""What ``send --json`` tells: each reader, and how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportkit.delivery.message_records import State

if TYPE_CHECKING:
    from reportkit.cli.shell import Json
    from reportkit.delivery.service import Prepared, Rehearsed, SendResult, Sent


def rehearsed_json(letter: Rehearsed) -> dict[str, Json]:
    """Give a message that would go out."""
    message = letter.message
    return {
        "address": message.address,
        "list": message.mailing,
        "also_on": letter.also,
        "marking": message.marking.value,
        "form": letter.format,
        "subject": message.subject,
        "attachment": message.attachment or None,
        "bytes": len(message.message),
        "message_id": message.message_id,
        "withheld": message.withheld or None,
    }


def retry_json(prepared: Prepared) -> list[Json]:
    """Give what waits in the ledger and would be tried again."""
    return [
        {
            "address": delivery.address,
            "list": delivery.mailing,
            "marking": (delivery.marking or prepared.outgoing.marking).value,
            "message_id": delivery.message_id,
        }
        for delivery in prepared.plan.retry
    ]


def sent_json(sent: Sent) -> dict[str, Json]:
    """Give counts and readers of an edition that was sent."""
    counted = ("accepted", "deferred", "rejected", "expired", "unknown", "suppressed", "queued")
    return {
        "edition": sent.edition.spoken,
        **{name: sent.count(State(name)) for name in counted},
        "skipped": sent.skipped,
        "stopped": sent.stopped or None,
        "late": [each.address for each in sent.late],
        "uncorrected": [each._asdict() for each in sent.uncorrected],
        "recipients": [result_json(each) for each in sent.results],
    }


def result_json(recipient: SendResult) -> dict[str, Json]:
    """Give how one reader stands."""
    return {
        "address": recipient.address,
        "list": recipient.mailing,
        "marking": recipient.marking.value,
        "state": str(recipient.outcome.state),
        "code": recipient.outcome.code,
        "said": recipient.outcome.reply,
        "message_id": recipient.message_id,
        "at": recipient.at.isoformat() if recipient.at else None,
        "next_try": recipient.next_try.isoformat() if recipient.next_try else None,
    }

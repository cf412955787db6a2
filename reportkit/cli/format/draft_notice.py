"""The notice that a source fell, as text to send and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from reportkit.editions.manifest import EditionName, spoken_names
from reportkit.i18n.formats import day as spoken_day
from reportkit.loading.snippets import NAME_WANTED
from reportkit.queries.draft_notice import Decision, DraftNotice, Fate, PrintedSentence
from reportkit.text_lines import BLANK, Line


class Holders(NamedTuple):
    """Who has an edition, as far as the ledger knows."""

    accepted: int
    unknown: int  # nobody knows whether the server took it
    addresses: tuple[str, ...] = ()  # only where they are asked for


def notice_lines(notice: DraftNotice, holders: Mapping[EditionName, Holders]) -> Iterator[Line]:
    """Set the notice, then what the desk alone needs: who has it, and what to paste."""
    yield Line(f"Subject: {notice.subject}", verbatim=True)
    yield BLANK
    yield from _body(notice)
    yield BLANK
    yield Line("Not part of the notice", heading=True)
    most = notice.marking
    yield Line(f"It quotes editions marked {most}: send it to nobody who is cleared for less.")
    yield from _held(notice, holders)
    if notice.paste:
        yield BLANK
        yield Line("To paste, where it is still to be said:", heading=True)
        yield from (Line(line, verbatim=True) for line in notice.paste.split("\n"))


def notice_json(notice: DraftNotice, holders: Mapping[EditionName, Holders]) -> dict[str, Any]:
    """Give the fields of ``impact --draft-notice --json``."""
    return {
        "source": notice.source,
        "called": notice.called.removeprefix(": ").removeprefix("; "),
        "state": notice.state,
        "reason": notice.reason,
        "subject": notice.subject,
        "marking": str(notice.marking),
        "text": "\n".join(line.text for line in _body(notice)),
        "editions": [
            {
                "edition": one.name.spoken,
                "published": one.published.isoformat(),
                "marking": str(one.marking),
                "accepted": holders[one.name].accepted if one.name in holders else 0,
                "unknown": holders[one.name].unknown if one.name in holders else 0,
                "addresses": list(holders[one.name].addresses) if one.name in holders else [],
            }
            for one in notice.editions
        ],
        "sentences": [
            {
                "heading": sentence.heading,
                "text": sentence.text,
                "record": sentence.record,
                "rested_on_nothing_else": sentence.alone,
                "editions": [name.spoken for name in sentence.editions],
            }
            for sentence in notice.sentences
        ],
        "decisions": [
            {"record": one.record, "fate": str(one.fate), "reason": one.reason}
            for one in notice.decisions
        ],
        "paste": notice.paste,
    }


def _body(notice: DraftNotice) -> Iterator[Line]:
    yield Line(f"{notice.producer} to the readers of {notice.title}")
    yield BLANK
    yield Line(f"A source of this brief {notice.state}{notice.called}.")
    yield Line(
        f"Reason: {notice.reason}" if notice.reason else "Reason: (say who said so, and why)"
    )
    yield BLANK
    if not notice.sentences:
        yield Line("No edition printed anything that rests on it.")
    else:
        yield Line("In these editions we printed what rests on it:")
        for edition in notice.editions:
            yield Line(
                f"No. {edition.name.spoken}, {spoken_day(edition.published)}, {edition.marking}",
                indent=2,
            )
    heading = ""
    for sentence in notice.sentences:
        if sentence.heading != heading:
            heading = sentence.heading
            yield BLANK
            yield Line(heading, heading=True)
        yield Line(f"- {_as_printed(sentence)}", hang=2)
    yield from _decided("Looked at again, and stands", notice.of(Fate.STANDS))
    yield from _decided("Withdrawn, or no longer carried", notice.of(Fate.ENDED))
    yield from _decided("Changed", notice.of(Fate.CHANGED))
    yield from _decided("In doubt, and under review", notice.of(Fate.UNDER_REVIEW))
    yield from _decided("(not decided yet; decide it before this is sent)", notice.of(Fate.OPEN))
    yield BLANK
    yield Line(f"Approved by: {NAME_WANTED}")


def _as_printed(sentence: PrintedSentence) -> str:
    numbers = spoken_names(sentence.editions)
    alone = "; it rested on nothing else" if sentence.alone else ""
    return f"“{sentence.text}” (No. {numbers}{alone})"


def _decided(heading: str, decisions: tuple[Decision, ...]) -> Iterator[Line]:
    if decisions:
        yield BLANK
        yield Line(f"{heading}:", heading=True)
    for decision in decisions:
        why = f" {decision.reason[:1].upper()}{decision.reason[1:]}" if decision.reason else ""
        yield Line(f"- “{decision.text}”{why}", hang=2)


def _held(notice: DraftNotice, holders: Mapping[EditionName, Holders]) -> Iterator[Line]:
    if not holders:
        yield Line("The ledger knows of no reader who was sent one of these editions.")
    for edition in notice.editions:
        if edition.name in holders:
            held = holders[edition.name]
            unknown = f", {held.unknown} of which nobody knows" if held.unknown else ""
            yield Line(f"No. {edition.name.spoken}: {held.accepted} delivered{unknown}")
            yield from (Line(address, indent=2) for address in held.addresses)
